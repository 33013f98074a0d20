"""pyOCD: ARM boards through a CMSIS-DAP, ST-LINK or J-Link probe.

Words as of pyOCD 0.46. It writes only pages that differ, and is proven by reading the region back.
"""

from __future__ import annotations

import importlib.util
import re

from benchwright.drivers.flash.flash_tool import Failure, FlashJob, Mark, Rule, Step, ToolFacts, Which, on_path
from benchwright.drivers.flash.probe_rules import NO_PROBE, NOT_REACHED
from benchwright.drivers.flash.usb_target import probe_number
from benchwright.drivers.own_process import python_command
from benchwright.drivers.usb_bus import UsbBus, usb_things
from benchwright.model.board import FlashMethod
from benchwright.model.errors import FlashFailed

FACTS = ToolFacts(
    name="pyocd",
    programs=("pyocd",),
    version_arguments=("--version",),
    install="Install it: pip install pyocd",
    phases={"write": 9, "read": 1},
    rules=(
        Rule(r"No connected debug probe|No available debug probes|No target device available",
             NO_PROBE.why, NO_PROBE.remedy),
        Rule(r"Target type \S+ not recognized|no target type", "pyOCD does not know this chip yet.",
             "Fetch its pack: pyocd pack install CHIP (the name is pyocd_target in the board's board.toml)."),
        Rule(r"Unable to open device|already open|exclusive access", "Another program uses the probe.",
             "Close other debuggers, then flash again.", Failure.BUSY),
        Rule(r"communication failure|No ACK|Failed to power|Timeout waiting for|Memory transfer fault|Unexpected IDCODE"
             r"|no cores were discovered", NOT_REACHED.why, NOT_REACHED.remedy),
        Rule(r"[Ff]lash (?:erase|program|init)|flash algorithm", "The flash does not take the bytes.",
             "Press reset, check the board's supply and flash again."),
        Rule(r"no flash|[Nn]o memory region|not within any|outside of", "The board has no flash there.",
             "Choose the right board for this device, then flash again."),
    ),
)  # fmt: skip

_BAR = re.compile(r"^\[(=+)\]?$")
_BAR_WIDTH = 40


class Pyocd:
    """Two runs: load, and save the region again for comparing."""

    facts = FACTS

    def __init__(self, bus: UsbBus = usb_things) -> None:
        self._bus = bus

    def program(self, which: Which) -> tuple[str, ...] | None:
        """The pyOCD of this Python, else the one on the PATH."""
        if importlib.util.find_spec("pyocd") is not None:
            return python_command("pyocd")
        return on_path(FACTS, which)

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """Loads, reads back and lets the board run."""
        back = job.folder / "back.bin"
        whole = ("-O", "smart_flash=false") if job.force else ()
        load = (
            *program,
            "load",
            *_probe(job, self._bus),
            *whole,
            "--format",
            "bin",
            "-a",
            hex(job.address),
            job.file.name,
        )
        return (
            Step(load, proof=r"programmed \d+ bytes", already=r"programmed 0 bytes"),
            Step(_save(program, job, back.name, self._bus), reads_to=back),
        )

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run; the board goes on running."""
        return (Step(_save(program, job, job.file.name, self._bus), reads_to=job.file),)

    def parse(self, line: str) -> Mark | None:
        """A bar of 40 signs that grows in the unfinished line."""
        if found := _BAR.match(line):
            return Mark("write", min(1.0, len(found[1]) / _BAR_WIDTH))
        return Mark("read", 1.0) if line.startswith("Saved ") else None


def _save(program: tuple[str, ...], job: FlashJob, name: str, bus: UsbBus) -> tuple[str, ...]:
    command = f"savemem {job.address:#x} {job.length} {name}"
    return (*program, "commander", *_probe(job, bus), "-M", "attach", "-c", command)


def _probe(job: FlashJob, bus: UsbBus) -> tuple[str, ...]:
    target = job.board.flash_options.pyocd_target
    if not target:
        why = f"The board file of {job.board.title} names no pyocd_target."
        raise FlashFailed(job.device.device_id, why, "Add it to the board's board.toml, then flash again.")
    number = probe_number(job, FlashMethod.PYOCD, bus)
    return ("--no-config", "-W", "-t", target, *(("-u", number) if number else ()))
