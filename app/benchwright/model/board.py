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
    """How firmware and packs reach the flash of a board; most are the name of a tool.

    `VIRTUAL_IMAGE` is the flash file of a virtual device, `AGENT` the firmware writing its own slot, `MANUAL` the
    maker's own tool in the user's hands.
    """

    VIRTUAL_IMAGE = "virtual-image"
    AGENT = "agent"
    ESPTOOL = "esptool"
    PYOCD = "pyocd"
    OPENOCD = "openocd"
    STM32FLASH = "stm32flash"
    AN3155 = "an3155"
    DFU_UTIL = "dfu-util"
    UF2 = "uf2"
    PICOTOOL = "picotool"
    BOSSAC = "bossac"
    AVRDUDE = "avrdude"
    GDB_REMOTE = "gdb-remote"
    NRFUTIL = "nrfutil"
    STM32_PROGRAMMER = "stm32-programmer-cli"
    MANUAL = "manual"


class ResetPolicy(Enum):
    """How a board is brought into its bootloader and back without a hand on it.

    `DTR_RTS` are the two modem lines of a USB bridge, `USB_JTAG` those of the chip's own USB, `TOUCH_1200` is opening
    the port at 1200 baud, `PROBE` a debug probe, `BUTTON` a person.
    """

    NONE = "none"
    DTR_RTS = "dtr-rts"
    USB_JTAG = "usb-jtag"
    TOUCH_1200 = "touch-1200"
    PROBE = "probe"
    BUTTON = "button"


class BoardStatus(Enum):
    """What has been shown of a board; the value is the word on screen.

    `KNOWN` boards are recognised on the desk, but the project has no firmware for them.
    """

    HARDWARE = "hardware"
    EMULATED = "emulated"
    NATIVE = "native"
    BUILDS_ONLY = "builds, never run on hardware"
    KNOWN = "recognised, no firmware yet"


@dataclass(frozen=True, slots=True)
class MemoryMap:
    """Memory of a board that the planner and the flasher care about, in bytes; offsets from the start of flash.

    `is_estimate` where no firmware exists that fixes slot, arena and stack. `application_offset` is where programs
    begin: behind a bootloader that stays, 0 where there is none.
    """

    flash_base: int
    flash_bytes: int
    ram_bytes: int
    slot_offset: int
    slot_bytes: int
    arena_bytes: int
    staging_bytes: int
    stack_bytes: int
    is_estimate: bool = False
    application_offset: int = 0


@dataclass(frozen=True, slots=True)
class UsbIds:
    """USB identities by role, each `"VID:PID"` in lower-case hex.

    `run` is the firmware's own USB, `bootloader` the same board waiting for firmware, `probe` a debugger on the board,
    `bridge` a USB-to-serial chip or a chip's ROM that any board may carry; `mbed_ids` and `jlink_prefixes` the first
    characters of the serial number of a DAPLink or ST-LINK, and of a J-Link.
    """

    run: tuple[str, ...] = ()
    bootloader: tuple[str, ...] = ()
    probe: tuple[str, ...] = ()
    bridge: tuple[str, ...] = ()
    mbed_ids: tuple[str, ...] = ()
    jlink_prefixes: tuple[str, ...] = ()

    @property
    def all_ids(self) -> tuple[str, ...]:
        """Every identity under which the board may appear."""
        return (*self.run, *self.bootloader, *self.probe, *self.bridge)


@dataclass(frozen=True, slots=True)
class FlashOptions:
    """What the tools must know of a board, each in its own words; empty where a tool does not apply.

    `chip` is what the chip says of itself: esptool's name, or an STM32's device id (DBGMCU_IDCODE, `0x415`).
    `dfu_address` and `bossac_offset` are hexadecimal, `uf2_board_id` is the Board-ID line of INFO_UF2.TXT.
    """

    chip: str = ""
    pyocd_target: str = ""
    openocd_config: str = ""
    dfu_alt: str = ""
    dfu_address: str = ""
    uf2_board_id: str = ""
    uf2_family: str = ""
    bossac_offset: str = ""
    avrdude_part: str = ""


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

    @property
    def origin(self) -> Origin:
        """Where the numbers of such a virtual device come from."""
        return Origin.NATIVE if self.kind == "native" else Origin.EMULATED


@dataclass(frozen=True, slots=True)
class BoardFault:
    """A board file of the user's own that is left out: which, the key in it that is wrong, and why."""

    file: str
    key: str
    why: str

    @property
    def text(self) -> str:
        """All of it in one line."""
        return f"{self.file}: key '{self.key}' is wrong. {self.why}"


@dataclass(frozen=True, slots=True)
class Board:
    """A kind of board. `name` is its folder under `boards/`; `is_own` where the user wrote its file.

    `sources` are all that its facts are from, `fact_sources` pairs of a fact and its source where the file says which.
    """

    name: str
    title: str
    vendor: str
    core: str
    isa: str
    clock_hz: int
    kernel_set: str
    status: BoardStatus
    tested: str
    memory: MemoryMap
    usb: UsbIds
    transport: str
    baud: int
    flash_methods: tuple[FlashMethod, ...]
    emulator: Emulator | None
    sources: tuple[str, ...] = ()
    flash_options: FlashOptions = FlashOptions()
    reset: ResetPolicy = ResetPolicy.NONE
    is_own: bool = False
    fact_sources: tuple[tuple[str, str], ...] = ()

    @property
    def flash_method(self) -> FlashMethod:
        """The preferred way to flash it."""
        return self.flash_methods[0]

    @property
    def has_firmware(self) -> bool:
        """Whether the project has firmware for it."""
        return self.status is not BoardStatus.KNOWN
