"""What a virtual device leaves on disk, so that every program sees the same lab."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import asdict, dataclass, fields
from enum import Enum
from pathlib import Path

SPEC_FILE = "spec.json"
STATE_FILE = "state.json"
FLASH_FILE = "flash.img"
FLASH_ELF_FILE = "flash.elf"
OPTIONS_FILE = "options.json"
PORT_LINK = "port"
LOG_FILE = "device.log"
EMULATOR_LOG_FILE = "emulator.log"
LOCK_FILE = "lock"
MARK_FILE = "mark"


class Phase(Enum):
    """What a virtual device is doing. A crashed one has power and a port, but its firmware locked up."""

    BLANK = "blank"
    BOOTING = "booting"
    RUNNING = "running"
    BOOTLOADER = "bootloader"
    FLASHING = "flashing"
    UNPLUGGED = "unplugged"
    CRASHED = "crashed"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class LaunchSpec:
    """How to run one virtual device.

    `command` starts the emulator, its standard input and output being the serial line. With `firmware_file` the first
    `firmware_bytes` of flash are a program of this computer, put there before it is started; with `elf_file` the whole
    flash is, as an executable that begins at `flash_base`. `kind` is the one of `model.board.Emulator`.
    `firmware_bytes` of flash are a program of this computer, put there before it is started. `kind` is the one of
    `model.board.Emulator`, `rom` the machine whose ROM bootloader stands in front of the emulator, if it has one.
    """

    name: str
    board: str
    command: tuple[str, ...]
    flash_bytes: int
    firmware_bytes: int
    firmware_file: str = ""
    elf_file: str = ""
    flash_base: int = 0
    emulator: str = ""
    kind: str = ""
    rom: str = ""


@dataclass(frozen=True, slots=True)
class VirtualState:
    """A running virtual device: its process, its port, and how to give it orders.

    `modem_url` is the same port with its modem lines, where the board has them.
    `launch_id` is the one of the launch that brought it up, out of several at the same time.
    """

    name: str
    board: str
    pid: int
    url: str
    control_port: int
    token: str
    phase: str
    detail: str = ""
    emulator_pid: int = 0
    emulator: str = ""
    launch_id: str = ""
    modem_url: str = ""


def write_spec(folder: Path, spec: LaunchSpec) -> None:
    """Leaves the spec for the device process."""
    _write(folder / SPEC_FILE, asdict(spec))


def read_spec(folder: Path) -> LaunchSpec:
    """The spec the lab left.

    Raises:
        OSError, ValueError: it is missing or damaged.
    """
    document = _read(folder / SPEC_FILE, LaunchSpec)
    command = document.pop("command", [])
    if not isinstance(command, list):
        raise ValueError("spec.json: command is no list")
    return LaunchSpec(**document, command=tuple(str(word) for word in command))  # type: ignore[arg-type]


def write_state(folder: Path, state: VirtualState) -> None:
    """Replaces the state whole; readable by its user only, because it holds the control token."""
    _write(folder / STATE_FILE, asdict(state))


def read_state(file: Path) -> VirtualState | None:
    """The state in a file; None where there is none or it is damaged."""
    try:
        return VirtualState(**_read(file, VirtualState))  # type: ignore[arg-type]
    except (OSError, ValueError, TypeError):
        return None


def _read(file: Path, kind: type[LaunchSpec | VirtualState]) -> dict[str, object]:
    document = json.loads(file.read_text("utf-8"))
    if not isinstance(document, dict):
        raise ValueError(f"{file.name}: no object")
    known = {entry.name for entry in fields(kind)}
    return {key: value for key, value in document.items() if key in known}


def _write(file: Path, document: dict[str, object]) -> None:
    # Two threads of one program may start the same device at the same time.
    fresh = file.with_name(f"{file.name}.{os.getpid()}.{threading.get_ident()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(document, stream, indent=1)
    fresh.replace(file)
