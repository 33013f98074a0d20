"""A board: the kind of hardware, as its `board.toml` describes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Origin(Enum):
    """Where a number was measured. Numbers of different origin never share an axis or a verdict."""

    HARDWARE = "hardware"
    EMULATED = "emulated"
    NATIVE = "native"


class FlashMethod(Enum):
    """How firmware and packs reach the flash of a board."""

    VIRTUAL_IMAGE = "virtual-image"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class MemoryMap:
    """Memory of a board that the planner and the flasher care about, in bytes; offsets from the start of flash."""

    flash_base: int
    flash_bytes: int
    ram_bytes: int
    slot_offset: int
    slot_bytes: int
    arena_bytes: int
    staging_bytes: int
    stack_bytes: int


@dataclass(frozen=True, slots=True)
class UsbIds:
    """USB identities (`"VID:PID"`, lower-case hex) by role, and the mbed board id of its probe."""

    run: tuple[str, ...] = ()
    bootloader: tuple[str, ...] = ()
    probe: tuple[str, ...] = ()
    mbed_id: str = ""


@dataclass(frozen=True, slots=True)
class Emulator:
    """How a virtual device of this board runs.

    `icount_shift`: one instruction takes 2**icount_shift ns of virtual time (QEMU's `-icount shift`);
    None where instructions are not counted.
    """

    kind: str
    machine: str = ""
    icount_shift: int | None = None
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """A kind of board. `name` is its folder under `boards/`."""

    name: str
    title: str
    vendor: str
    core: str
    isa: str
    clock_hz: int
    kernel_set: str
    status: str
    tested: str
    memory: MemoryMap
    usb: UsbIds
    transport: str
    baud: int
    flash_method: FlashMethod
    emulator: Emulator | None
    sources: tuple[str, ...] = ()
