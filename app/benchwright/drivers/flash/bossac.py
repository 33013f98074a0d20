"""bossac: boards with Arduino's or Atmel's SAM-BA bootloader.

Words as of bossac 1.9.1. For the nRF52840 it must be Arduino's own build, which the Arduino IDE installs.
Offsets count from where the bootloader lets firmware begin.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchwright.drivers.flash.flash_tool import Failure, FlashJob, Mark, Rule, Step, ToolFacts, Which, on_path
from benchwright.model.board import Board

_DOUBLE_TAP = "Press reset twice quickly (the LED fades), then flash again."
_ARDUINO = "Install Arduino's bossac: arduino-cli core install arduino:mbed_nano"

FACTS = ToolFacts(
    name="bossac",
    programs=("bossac",),
    version_arguments=("--help",),
    version_pattern=re.compile(r"Version (\d+\.\d+(?:\.\d+)?(?:-\w+)?)"),
    install=f"Install it: apt install bossa-cli. Nano 33 BLE: {_ARDUINO}",
    phases={"erase": 1, "write": 6, "verify": 3},
    opens_port=True,
    enters_by_touch=True,
    silence_s=45.0,
    rules=(
        Rule(r"Device unsupported", "This bossac does not know the board's chip.", _ARDUINO, Failure.TOOL_UNUSABLE),
        Rule(r"No device found", "The board does not wait in its bootloader.", _DOUBLE_TAP),
        Rule(r"SAM-BA operation failed|Flash command (?:failed|timeout)|short write|Connection lost",
             "The bootloader broke off.", _DOUBLE_TAP),
        Rule(r"Verify failed", "The flash holds other bytes than were written.", _DOUBLE_TAP),
        Rule(r"exceeds flash size|offset is invalid|Invalid flash page", "The board has no flash there.",
             "Correct slot_offset or bossac_offset in the board's board.toml, then flash again."),
        Rule(r"page is locked|Flash erase failed", "The flash is locked.", "Unlock it: bossac -u, then flash again."),
    ),
)  # fmt: skip

_PAGES = re.compile(r"\((\d+)/(\d+) pages\)")
_BEGINS = (("Erase flash", "erase"), ("Write ", "write"), ("Verify ", "verify"), ("Read ", "read"))


class Bossac:
    """Erases from the region to the end of flash, writes and compares."""

    facts = FACTS

    def program(self, which: Which) -> tuple[str, ...] | None:
        """Arduino's build where the Arduino IDE has put one, else the one on the PATH."""
        tools = Path.home() / ".arduino15/packages/arduino/tools/bossac"
        builds = sorted(tools.glob("*arduino*/bossac"))
        return (str(builds[-1]),) if builds else on_path(FACTS, which)

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run."""
        argv = (*program, f"--port={job.port}", "-U", f"--offset={_offset(job.board, job.offset):#x}")
        return (Step((*argv, "-e", "-w", "-v", "-R", job.file.name), proof="Verify successful"),)

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run; the board must wait in its bootloader."""
        argv = (*program, f"--port={job.port}", "-U", f"--offset={_offset(job.board, job.offset):#x}")
        return (Step((*argv, f"--read={job.length:#x}", "-R", job.file.name), reads_to=job.file),)

    def parse(self, line: str) -> Mark | None:
        """Pages of a bar, and the line before the first bar of a phase."""
        if found := _PAGES.search(line):
            return Mark(ratio=int(found[1]) / max(1, int(found[2])))
        return next((Mark(phase) for words, phase in _BEGINS if line.startswith(words)), None)


def _offset(board: Board, offset: int) -> int:
    return int(board.flash_options.bossac_offset or "0", 16) + offset
