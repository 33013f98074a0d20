"""The table of the fault campaign: a board, its flasher, a fault, and the error with the words that must be in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from benchwright.model.errors import (
    BenchError,
    DatabaseUnusable,
    DeviceVanished,
    DutTimeout,
    FirmwareMissing,
    FlashFailed,
    ImageUnsuited,
    PackTooLarge,
    RunNotSaved,
    ToolMissing,
)
from benchwright.model.events import Stage
from tests.e2e.faults import faults
from tests.e2e.faults.rig import Fault, Moment

STM32 = "b-l475e-iot01a"
NATIVE = "native"
ESP = "esp32-c3"
STM32FLASH, AN3155, ESPTOOL, IMAGE = "stm32flash", "an3155", "esptool", "virtual-image"

UNPROGRAMMED = "Device left unprogrammed, flash again."
UNSURE = "The device may be left unprogrammed, flash again."
UNCHANGED = "The device is as it was."
# Of about 64,600 bytes: the firmware's first block, its middle and its last block, the model's last.
CUTS = {"first block": 1, "middle": 22_900, "last block of the firmware": 45_700, "last block": 64_400}


@dataclass(frozen=True)
class Row:
    """One fault. `error` is None where the program makes good for it by itself.

    `is_forced` where everything is flashed anew, else only what is not there yet.
    """

    board: str
    flasher: str
    stage: Stage
    name: str
    fault: Fault
    error: type[BenchError] | None
    words: tuple[str, ...] = ()
    is_forced: bool = True

    @property
    def arguments(self) -> tuple[str, ...]:
        tool = ("--flash-with", self.flasher) if self.flasher else ()
        return (*tool, "--force-flash") if self.is_forced else tool

    @property
    def kind(self) -> str:
        """The fault without where it struck: the row of docs/faults.md."""
        return re.split(" at | in | while | half-way| for ", self.name)[0]

    def __str__(self) -> str:
        return f"{self.board}-{self.flasher}-{self.stage.value}-{self.name}".replace(" ", "-")


def flash_rows() -> Iterator[Row]:
    """The ROM bootloader of an STM32, with the tool and without."""
    for flasher in (STM32FLASH, AN3155):

        def row(name: str, fault: Fault, error: type[BenchError] | None, *words: str, by: str = flasher) -> Row:
            return Row(STM32, by, Stage.FLASH, name, fault, error, words)

        gone = ("vanished during Flash", "cable", "Plug it in again")
        for where, cut in CUTS.items():
            yield row(f"unplugged at {where}", faults.ordered("cable-pulled", cut), DeviceVanished, *gone)
        yield row("unplugged while erasing", faults.ordered("cable-pulled:erase", 8_192), DeviceVanished, *gone)
        yield row("unplugged while verifying", faults.ordered("cable-pulled:read", 20_000), DeviceVanished, *gone)
        wrong = faults.wrong_board("nucleo-l4r5zi")
        yield row("wrong chip", wrong, FlashFailed, "0x470", "another board", UNCHANGED, "right board")
        bad_read = faults.ordered("bad-read", 0x1234)
        if flasher == AN3155:
            for work in ("erase", "write", "read"):
                yield row(f"power lost in {work}", faults.ordered(f"power-loss:{work}", 20_000), None)
            yield row("silent chip", faults.ordered("no-sync"), FlashFailed, "could not be talked to", "cable and pins")
            yield row("flipped bit", bad_read, FlashFailed, "0x08001234 holds", UNPROGRAMMED)
            continue
        noisy = "lost power for a moment"
        for work, state, words in (
            ("erase", UNSURE, "said nothing"),
            ("write", UNPROGRAMMED, noisy),
            ("read", UNPROGRAMMED, noisy),
        ):
            lost = faults.impatient(faults.ordered(f"power-loss:{work}", 20_000), 2)
            yield row(f"power lost in {work}", lost, FlashFailed, state, words)
        yield row("silent chip", faults.ordered("no-sync"), FlashFailed, UNCHANGED, "virtual bootloader")
        yield row("flipped bit", bad_read, FlashFailed, "stm32flash said", UNPROGRAMMED)


def esp_rows() -> Iterator[Row]:
    """The bootloader of an ESP32-C3, with the real esptool."""

    def row(name: str, words: str, number: int, error: type[BenchError] | None, *said: str) -> Row:
        return Row(ESP, ESPTOOL, Stage.FLASH, name, faults.ordered_on_empty(words, number), error, said)

    gone = ("vanished during Flash", "cable", "Plug it in again")
    for where, cut in (("first block", 1), ("model", 50_000)):
        yield row(f"unplugged at {where}", "cable-pulled", cut, DeviceVanished, *gone)
    yield row("power lost in write", "power-loss", 20_000, None)
    yield row("silent chip", "no-sync", 0, FlashFailed, "does not answer", UNCHANGED, "virtual unplug")
    yield row("flipped bit", "bad-md5", 0, FlashFailed, "digest of its flash differs", UNPROGRAMMED)


CRASH = "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n"
HALF_WAY = """
import os, signal, subprocess, sys
if "-w" not in sys.argv:
    os.execv(REAL, [REAL, *sys.argv[1:]])
tool = subprocess.Popen([REAL, *sys.argv[1:]], stdout=subprocess.PIPE, text=True)
said = ""
while "(30." not in said[-40:]:
    said += (letter := tool.stdout.read(1))
    sys.stdout.write(letter)
sys.stdout.flush()
os.kill(tool.pid, signal.{signal})
"""
CRASH_HALF_WAY = HALF_WAY.replace("{signal}", "SIGKILL") + "tool.wait()\nos.kill(os.getpid(), signal.SIGSEGV)\n"
HANG = "import time\nprint('stm32flash 0.7', flush=True)\ntime.sleep(600)\n"
HANG_HALF_WAY = HALF_WAY.replace("{signal}", "SIGSTOP") + "import time\ntime.sleep(600)\n"
DENIED = "import sys\nsys.exit('Failed to open port: Permission denied')\n"
FULL = "import sys\nsys.exit('write: No space left on device')\n"


def tool_rows() -> Iterator[Row]:
    """The flash tool itself is in trouble: real small programs in its place."""

    def row(name: str, fault: Fault, error: type[BenchError], *words: str) -> Row:
        return Row(STM32, STM32FLASH, Stage.FLASH, name, fault, error, words)

    yield row("tool missing", faults.without_tools(), ToolMissing, "stm32flash", "PATH", "apt install stm32flash")
    yield row("tool crashes", faults.tool(STM32FLASH, CRASH), FlashFailed, "signal 11", UNSURE, "virtual unplug")
    yield row(
        "tool crashes half-way",
        faults.tool(STM32FLASH, CRASH_HALF_WAY),
        FlashFailed,
        "signal 11",
        UNPROGRAMMED,
        "virtual unplug",
    )
    yield row(
        "tool hangs", faults.impatient(faults.tool(STM32FLASH, HANG), 1), FlashFailed, "said nothing for 1 s", UNSURE
    )
    yield row(
        "tool hangs half-way", faults.impatient(faults.tool(STM32FLASH, HANG_HALF_WAY), 1), FlashFailed,
        "said nothing for 1 s", UNPROGRAMMED,
    )  # fmt: skip
    yield row("disk full for the tool", faults.tool(STM32FLASH, FULL), FlashFailed, "disk", "full", "Make room")


def image_rows() -> Iterator[Row]:
    """Boards that are flashed by their image: chunks of 32 KiB."""
    for board in (STM32, NATIVE):
        words = ("vanished during Flash", "Plug it in again")
        for percent in (0, 40, 100) if board == STM32 else (40,):
            fault = faults.unplugged(Moment(Stage.FLASH, percent))
            yield Row(board, IMAGE, Stage.FLASH, f"unplugged at {percent} percent", fault, DeviceVanished, words)
        fault = faults.killed(Moment(Stage.FLASH, 40))
        yield Row(board, IMAGE, Stage.FLASH, "killed at 40 percent", fault, DeviceVanished, words)


def content_rows() -> Iterator[Row]:
    """What is to be flashed is too large or damaged, or what lies in flash is."""
    words = ("no firmware for", "behind the 1,048,576 bytes of flash", "smaller one")
    yield Row(STM32, IMAGE, Stage.FLASH, "too large firmware", faults.too_large_firmware(), ImageUnsuited, words)
    words = ("does not fit", "1,024 are free", "smaller variant")
    yield Row(NATIVE, IMAGE, Stage.PLAN, "too large model", faults.too_large_model(), PackTooLarge, words)
    words = ("firmware", "image is damaged", "make firmware")
    yield Row(STM32, IMAGE, Stage.PLAN, "damaged build", faults.damaged_build(), FirmwareMissing, words)
    for name, offset in (("model", 0x8_0000 + 9_000), ("head of the model", 0x8_0000)):
        fault = faults.flipped_in_flash(offset)
        yield Row(STM32, IMAGE, Stage.IDENTIFY, f"flipped bit in the {name} in flash", fault, None, is_forced=False)


def measure_rows() -> Iterator[Row]:
    """The board is lost, or stops, after it was flashed."""
    for board in (STM32, NATIVE):

        def row(
            stage: Stage, name: str, fault: Fault, error: type[BenchError] | None, *words: str, by: str = board
        ) -> Row:
            return Row(by, "", stage, name, fault, error, words, is_forced=False)

        # Of the native board tests/e2e/test_workbench.py pulls the cable at every stage.
        every = (Stage.SELF_CHECK, Stage.WARM_UP, Stage.MEASURE, Stage.MEMORY)
        for stage in every if board == STM32 else (Stage.MEASURE,):
            words = (f"vanished during {stage.value}", "cable", "nothing was saved")
            yield row(stage, "unplugged", faults.unplugged(Moment(stage)), DeviceVanished, *words)
        measuring = Moment(Stage.MEASURE)
        words = ("vanished during Measure", "power", "Plug it in again")
        yield row(Stage.MEASURE, "without power", faults.without_power(measuring), DeviceVanished, *words)
        yield row(Stage.MEASURE, "hanging", faults.hanging(measuring), DutTimeout, "did not answer", "Reset the board")
        yield row(Stage.IDENTIFY, "hanging", faults.hanging(Moment(Stage.IDENTIFY)), None)


def save_rows() -> Iterator[Row]:
    """The run is measured, and cannot be saved."""
    words = ("measured, but not saved", "locked", "run again")
    fault = faults.database_locked(Moment(Stage.MEMORY))
    yield Row(NATIVE, "", Stage.SAVE, "database locked", fault, RunNotSaved, words, is_forced=False)
    words = ("database", "locked", "Close that program")
    fault = faults.database_locked()
    yield Row(NATIVE, "", Stage.IDENTIFY, "database locked", fault, DatabaseUnusable, words, is_forced=False)


def disk_rows() -> Iterator[Row]:
    """The disk of the database is full."""
    words = ("measured, but not saved", "disk is full", "Make room")
    fault = faults.disk_full(Moment(Stage.MEMORY))
    yield Row(NATIVE, "", Stage.SAVE, "disk full", fault, RunNotSaved, words, is_forced=False)
    words = ("database", "disk is full", "Free some space")
    yield Row(NATIVE, "", Stage.IDENTIFY, "disk full", faults.disk_full(), DatabaseUnusable, words, is_forced=False)


ROWS = (*flash_rows(), *esp_rows(), *tool_rows(), *image_rows(), *content_rows(), *measure_rows(), *save_rows())
DISK_ROWS = tuple(disk_rows())
