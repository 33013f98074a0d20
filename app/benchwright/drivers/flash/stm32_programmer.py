"""STM32_Programmer_CLI: ST's own programmer, through an ST-LINK. It may be had from st.com only."""

from __future__ import annotations

import re

from benchwright.drivers.flash.flash_tool import FlashJob, Mark, Rule, Step, ToolFacts, Which, on_path
from benchwright.drivers.flash.probe_rules import NO_PROBE, NOT_REACHED
from benchwright.drivers.flash.usb_target import probe_number
from benchwright.drivers.usb_bus import UsbBus, usb_things
from benchwright.model.board import FlashMethod

FACTS = ToolFacts(
    name="STM32_Programmer_CLI",
    programs=("STM32_Programmer_CLI", "STM32_Programmer.sh"),
    version_arguments=("--version",),
    version_pattern=re.compile(r"(?i)version:?\s*v?(\d+\.\d+(?:\.\d+)?)"),
    install="Install STM32CubeProgrammer from st.com and put its bin folder on the PATH",
    phases={"erase": 1, "write": 7, "verify": 2},
    rules=(
        Rule(r"[Nn]o STM32 target found|[Uu]nable to get core ID|[Tt]arget is not responding"
             r"|Cannot connect to access port",
             NOT_REACHED.why, NOT_REACHED.remedy),
        Rule(r"No debug probe|ST-LINK error|No ST-?LINK|DEV_CONNECT_ERR|[Uu]nable to find",
             NO_PROBE.why, NO_PROBE.remedy),
        Rule(r"DEV_USB_COMM_ERR|another application", "Another program uses the ST-LINK, or it hangs.",
             "Close other debuggers, plug the board in again and retry."),
        Rule(r"[Rr]ead ?[Pp]rotect|RDP|write ?protect", "The flash is protected.",
             "Remove the protection with STM32CubeProgrammer (this erases the chip), then flash again."),
        Rule(r"[Dd]ata mismatch|[Vv]erif\w+ (?:failed|error)", "The flash holds other bytes than were written.",
             "Flash again; if it stays so, the flash is worn or the supply too weak."),
        Rule(r"[Ff]ailed to erase|[Ee]rror.*(?:download|writing)|outside|[Nn]o memory", "The flash does not take the "
             "bytes.", "Choose the right board for this device, check its supply and flash again."),
    ),
)  # fmt: skip

_PERCENT = re.compile(r"(?:^|\s|█)(\d{1,3})%")
_BEGINS = (("Erasing", "erase"), ("Download in Progress", "write"), ("Verifying", "verify"), ("Read", "read"))


class Stm32Programmer:
    """Erases the sectors of the region, writes, reads back for comparing and resets."""

    facts = FACTS

    def __init__(self, bus: UsbBus = usb_things) -> None:
        self._bus = bus

    def program(self, which: Which) -> tuple[str, ...] | None:
        """The one on the PATH."""
        return on_path(FACTS, which)

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run."""
        argv = (*_connect(program, job, self._bus), "-w", job.file.name, hex(job.address), "-v", "-rst")
        return (Step(argv, proof="Download verified successfully"),)

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run."""
        argv = (*_connect(program, job, self._bus), "-r", hex(job.address), hex(job.length), job.file.name, "-rst")
        return (Step(argv, reads_to=job.file),)

    def parse(self, line: str) -> Mark | None:
        """Percent of a bar, and the line before the first bar of a phase."""
        if found := _PERCENT.search(line):
            return Mark(ratio=int(found[1]) / 100)
        return next((Mark(phase) for words, phase in _BEGINS if line.lstrip().startswith(words)), None)


def _connect(program: tuple[str, ...], job: FlashJob, bus: UsbBus) -> tuple[str, ...]:
    number = probe_number(job, FlashMethod.STM32_PROGRAMMER, bus)
    return (*program, "-c", "port=SWD", "mode=UR", *((f"sn={number}",) if number else ()))
