"""stm32flash: the ROM bootloader of STM32 chips over a serial port (ST AN3155).

Words as of stm32flash 0.7. It says little of why a port cannot be opened, and calls it a success when an image runs
over the end of flash; so only 100 % is a proof.
"""

from __future__ import annotations

import re

from benchwright.drivers.flash.flash_tool import FlashJob, Mark, Rule, Step, ToolFacts, Which, on_path
from benchwright.drivers.flash.stm32_chip import OTHER_CHIP_REMEDY, chip_of
from benchwright.model.board import ResetPolicy

_BOOT0 = "Hold BOOT0 high (the BOOT0 button or jumper), press and release reset, then flash again."

FACTS = ToolFacts(
    name="stm32flash",
    programs=("stm32flash",),
    version_arguments=("no-port",),  # it names its version only on the way to a port
    version_pattern=re.compile(r"stm32flash (\d[\w.]*)"),
    install="Install it: apt install stm32flash",
    phases={"erase": 1, "write": 9},
    bauds=(115_200, 57_600, 19_200),
    opens_port=True,
    speaks_late=True,  # it flushes its progress, but not "Erasing memory"
    silence_s=45.0,
    rules=(
        Rule(r"Failed to init device", "The chip does not answer: its ROM bootloader does not run.", _BOOT0),
        Rule(r"Got NACK from device on command 0x(?:11|31|43|44|45)|write-protected",
             "The chip refuses: its flash is protected, or the line broke.",
             "If it is protected, remove the protection (this erases the chip): stm32flash -k PORT. Then: " + _BOOT0),
        Rule(r"Failed to verify|Failed to (?:read|write) memory|Failed to read ACK byte|Unexpected reply",
             "The line is too noisy, or the chip lost power for a moment.", "Use a shorter cable. " + _BOOT0,
             retry_slower=True),
        Rule(r"invalid \(must be page aligned\)", "The region does not begin at a page of this chip.",
             "Correct slot_offset in the board's board.toml, then flash again."),
        Rule(r"Device ID\s+: 0x[0-9a-f]+ \(Unknown|Unknown/unsupported device", "The tool does not know this chip.",
             "Flash it with a probe (openocd, pyocd) instead."),
        Rule(r"Failed to set terminal flags", "The port cannot carry parity bits, which this bootloader needs.",
             "Use another USB-to-serial adapter."),
        Rule(r"Failed to open port", "The port cannot be opened.", "Close other programs that use it, and retry."),
    ),
)  # fmt: skip

_WRITTEN = re.compile(r"(Wrote|Read) (?:and verified )?address 0x[0-9a-f]+ \((\d+\.\d+)%\)")


class Stm32flash:
    """Erases the pages of the region, and compares each block of 256 bytes right after it is written."""

    facts = FACTS

    def program(self, which: Which) -> tuple[str, ...] | None:
        """The one on the PATH."""
        return on_path(FACTS, which)

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run; before firmware another that asks for the chip. A model goes only where firmware said who it is."""
        argv = (*_connect(program, job), "-w", job.file.name, "-v", *_region(job), *_restart(job), job.port)
        writing = Step(argv, proof=r"Wrote and verified address 0x[0-9a-f]+ \(100\.00%\)")
        chip = chip_of(job.board)
        return (writing,) if chip is None or job.offset else (_ask_chip(program, job, chip), writing)

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run."""
        argv = (*_connect(program, job), "-r", job.file.name, *_region(job), *_restart(job), job.port)
        return (Step(argv, reads_to=job.file),)

    def parse(self, line: str) -> Mark | None:
        """The percent in the line."""
        if found := _WRITTEN.search(line):
            return Mark("write" if found[1] == "Wrote" else "read", float(found[2]) / 100)
        return Mark("erase") if line.startswith("Erasing memory") else None


def _connect(program: tuple[str, ...], job: FlashJob) -> tuple[str, ...]:
    # A pseudo-terminal carries no parity.
    mode = "8e1" if job.has_modem_lines else "8n1"
    return (*program, "-b", str(job.baud), "-m", mode)


def _ask_chip(program: tuple[str, ...], job: FlashJob, chip: int) -> Step:
    """A run that changes nothing, and leaves the chip in its bootloader."""
    return Step(
        (*_connect(program, job), job.port),
        proof=rf"Device ID\s+: 0x0*{chip:x}\b",
        doubt=f"The chip is not {chip:#05x}, as the board's is: it is another board.",
        doubt_remedy=OTHER_CHIP_REMEDY,
        subject=r"Device ID\s+:",
    )


def _region(job: FlashJob) -> tuple[str, str]:
    return ("-S", f"{job.address:#x}:{job.length}")


def _restart(job: FlashJob) -> tuple[str, ...]:
    """A reset; where BOOT0 may still be held, which would lead back into the ROM, a jump to the firmware."""
    if job.board.reset is ResetPolicy.BUTTON:
        return ("-g", f"{job.board.memory.flash_base:#x}")
    return ("-R",)
