"""picotool: RP2040 and RP2350 in their USB bootloader, or with firmware that obeys its reset. Words as of 2.x."""

from __future__ import annotations

import re

from benchwright.drivers.flash.flash_tool import FlashJob, Mark, Rule, Step, ToolFacts, Which, on_path
from benchwright.drivers.flash.usb_target import board_number
from benchwright.drivers.usb_bus import UsbBus, usb_things
from benchwright.model.board import FlashMethod

_BOOTSEL = "Hold BOOTSEL while plugging the board in, then flash again."

FACTS = ToolFacts(
    name="picotool",
    programs=("picotool",),
    version_arguments=("version",),
    install="Install it: apt install picotool (Debian 13 or newer), or take it from Raspberry Pi's pico-sdk-tools",
    phases={"write": 8, "verify": 2},
    enters_by_touch=True,
    rules=(
        Rule(r"picotool was unable to connect", "Your user may not use the bootloader.",
             "Install what benchwright doctor --udev-rules prints, plug the board in again and retry."),
        Rule(r"USB serial connection, so consider", "The firmware runs and did not enter the bootloader.", _BOOTSEL),
        Rule(r"No accessible RP", "No board waits in its bootloader.", _BOOTSEL),
        Rule(r"verification failed|differ|The flash contents", "The flash holds other bytes than were written.",
             _BOOTSEL),
        Rule(r"not in flash|outside|does not fit|too large|[Ii]nvalid (?:address|memory)",
             "The board has no flash there.", "Choose the right board for this device, then flash again."),
        Rule(r"device returned an error|unable to communicate", "The bootloader broke off.", _BOOTSEL),
    ),
)  # fmt: skip

_BAR = re.compile(r"^(Loading|Verifying|Saving)\b.*\[[= ]*\]\s+(\d+)%")
_PHASES = {"Loading": "write", "Verifying": "verify", "Saving": "read"}


class Picotool:
    """Writes only sectors that differ, unless forced, compares and starts the firmware."""

    facts = FACTS

    def __init__(self, bus: UsbBus = usb_things) -> None:
        self._bus = bus

    def program(self, which: Which) -> tuple[str, ...] | None:
        """The one on the PATH."""
        return on_path(FACTS, which)

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run."""
        argv = (
            *program,
            "load",
            *(() if job.force else ("-u",)),
            "-v",
            "-x",
            job.file.name,
            "-t",
            "bin",
            "-o",
            hex(job.address),
            *_board(job, self._bus),
        )
        return (Step(argv, proof=r"^\s*OK\s*$"),)

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run; the board goes back to its firmware."""
        area = (hex(job.address), hex(job.address + job.length))
        argv = (*program, "save", "-r", *area, job.file.name, "-t", "bin", *_board(job, self._bus))
        return (Step(argv, reads_to=job.file),)

    def parse(self, line: str) -> Mark | None:
        """The percent of a bar, which has its phase before it."""
        found = _BAR.match(line)
        return Mark(_PHASES[found[1]], int(found[2]) / 100) if found else None


def _board(job: FlashJob, bus: UsbBus) -> tuple[str, ...]:
    """The board by its number, which firmware and bootloader share; asked to leave its firmware where it runs."""
    number = board_number(job, FlashMethod.PICOTOOL, bus)
    return ("-f", *(("--ser", number) if number else ()))
