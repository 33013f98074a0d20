"""A device: one board on the desk, real or virtual, and what is known about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from benchwright.model.board import Origin
from benchwright.model.port_url import LAB_SCHEME, is_port_url


class DeviceState(Enum):
    """What a device card shows."""

    READY = "ready"
    BUSY = "busy"
    RESTARTING = "restarting"
    UNKNOWN = "unknown"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Device:
    """One device as discovery sees it.

    `device_id` is stable across re-plugging: the USB serial number, the chip id or, for a virtual device,
    `virtual:NAME`. `url` is what a transport opens: a port name, `socket://host:port` or `rfc2217://…`.
    `board` is None until it is known which board it is; `evidence` says how that is known, `candidates` which boards it
    may be. `is_askable` when it is a board of the catalogue for sure, only which one is open: it may be asked unbidden.
    `emulator` names what a virtual device runs on: program, version, machine, time of an instruction.
    `flash_with` is the `FlashMethod` that the user wants, "" for the first of its board that can be had.
    `held_by` is who has it where others may hold it too, `host/user`; "" when that is nobody, or us.
    `modem_url` is the same port over RFC 2217, where a virtual device heeds DTR and RTS.
    `told_origin` is what the firmware said it runs on, None as long as it was not asked.
    """

    device_id: str
    board: str | None
    url: str
    origin: Origin
    state: DeviceState = DeviceState.READY
    serial_number: str = ""
    location: str = ""
    evidence: str = ""
    control_url: str = ""
    emulator: str = ""
    candidates: tuple[str, ...] = ()
    is_askable: bool = False
    flash_with: str = ""
    modem_url: str = ""
    held_by: str = ""
    told_origin: Origin | None = None

    @property
    def known_origin(self) -> Origin | None:
        """What it runs on; None for a port at another computer, behind which anything may be, until that said it."""
        is_elsewhere = is_port_url(self.url) or self.url.startswith(LAB_SCHEME)
        return self.told_origin or (None if is_elsewhere and not self.is_virtual else self.origin)

    @property
    def origin_word(self) -> str:
        """`known_origin` in a word, "remote" as long as it is not known."""
        return "remote" if self.known_origin is None else self.known_origin.value

    @property
    def usb_id(self) -> str:
        """`vid:pid` in lower-case hex; "" where it is not plugged into this computer's USB."""
        return self.device_id[4:13] if self.device_id.startswith("usb:") else ""

    @property
    def usb_vendor(self) -> str:
        """Four hex digits; "" where it is not plugged into this computer's USB."""
        return self.device_id.split(":")[1] if self.device_id.startswith("usb:") else ""

    @property
    def usb_socket(self) -> str:
        """The USB socket it is in, `1-4.2`; "" where that is not known."""
        found = re.match(r"\d+-[\d.]+", self.location)
        return found[0] if found and self.usb_id else ""

    @property
    def is_virtual(self) -> bool:
        """Whether it runs on this computer and not on a board."""
        return self.origin is not Origin.HARDWARE


@dataclass(frozen=True, slots=True)
class FirmwareImage:
    """Firmware built for one board; `image` is what goes to the start of flash.

    Of a file of others `sha256` is the file's, and `image` what it puts into flash, from its first address on.
    """

    board: str
    sha256: str
    image: bytes
    text_bytes: int
    rodata_bytes: int
    data_bytes: int
    bss_bytes: int
    static_bytes: int
    compiler: str
    engine_version: int
    kernel_set: str


@dataclass(frozen=True, slots=True)
class Hello:
    """What the agent says of itself (docs/protocol.md, HELLO). Rates in Hz, sizes in bytes, digests in hex.

    `input_bytes` is the size of all input tensors, 0 where that is not told; `input_element` their type as numpy names
    it, "" where they differ or it is not told. `pack_fault` is where in the slot the field lies for
    which the engine does not open the pack, 0 where that is not told.
    """

    wire_version: int
    agent_version: int
    engine_version: int
    max_body_bytes: int
    window: int
    origin: Origin
    pack_status: int
    capabilities: int
    clock_hz: int
    tick_hz: int
    overhead_ticks: int
    slot_bytes: int
    arena_capacity: int
    staging_bytes: int
    calibration_instructions: int
    calibration_ticks: int
    chip_id: str
    board: str
    engine: str
    kernel_set: str
    firmware_sha256: str
    pack_sha256: str
    flash_block_bytes: int
    slot_flash_offset: int
    input_bytes: int = 0
    input_element: str = ""
    pack_fault: int = 0


@dataclass(frozen=True, slots=True)
class MemoryReport:
    """Memory as the device measured it, in bytes; `touched` values come from painted memory.

    `arena_planned` and `arena_touched` are 0 where the engine does not tell them.

    Without an agent all is 0 but `static_bytes`, which an ELF tells.
    """

    arena_capacity: int
    arena_planned: int
    arena_touched: int
    stack_capacity: int
    stack_touched: int
    static_bytes: int

    @property
    def is_measured(self) -> bool:
        """Whether an agent measured it: each has an arena or a stack to look at."""
        return self.arena_capacity > 0 or self.stack_capacity > 0

    @property
    def used_bytes(self) -> int | None:
        """Arena + stack + static data, as reported; None where nothing was."""
        if not self.arena_planned and not self.stack_capacity and not self.static_bytes:
            return None
        return self.arena_planned + self.stack_touched + self.static_bytes


@dataclass(frozen=True, slots=True)
class WireStatistics:
    """Counters of the agent since it started."""

    frames_good: int
    frames_bad: int
    commands: int
    inferences: int
    rx_overflows: int
    uptime_ms: int
