"""nrfutil with its command `device`: Nordic's boards through the J-Link on them.

It is Nordic's own program, not the old one of the same name on PyPI. It answers in JSON, one object a line.
"""

from __future__ import annotations

import json

from benchwright.drivers.flash.flash_tool import Failure, FlashJob, Mark, Rule, Step, ToolFacts, Which, on_path
from benchwright.drivers.flash.hex_image import intel_hex
from benchwright.drivers.flash.probe_rules import NO_PROBE
from benchwright.drivers.flash.usb_target import probe_number
from benchwright.drivers.usb_bus import UsbBus, usb_things
from benchwright.model.board import FlashMethod
from benchwright.model.errors import FlashFailed

_INSTALL = "Take nrfutil from nordicsemi.com, then: nrfutil install device"

FACTS = ToolFacts(
    name="nrfutil",
    programs=("nrfutil",),
    version_arguments=("device", "--version"),
    install=_INSTALL,
    phases={"write": 1},
    rules=(
        Rule(r"No such (?:sub)?command|unrecognized subcommand|[Uu]nknown command|command 'device'|No module named",
             "The nrfutil found here has no command 'device'.", _INSTALL, Failure.TOOL_UNUSABLE),
        Rule(r"[Nn]o device|[Dd]evice not found|not find device|serial number", NO_PROBE.why, NO_PROBE.remedy),
        Rule(r"readback|[Pp]rotect", "The chip is locked against debuggers.",
             "Unlock it (this erases the chip): nrfutil device recover, then flash again."),
        Rule(r"[Vv]erif", "The flash holds other bytes than were written.", "Flash again."),
        Rule(r"JLinkARM|J-Link", "SEGGER's J-Link software is missing or the probe does not answer.",
             "Install the J-Link software from segger.com, plug the board in again and retry."),
    ),
)  # fmt: skip

_HEX = "image.hex"
_OPTIONS = "chip_erase_mode=ERASE_RANGES_TOUCHED_BY_FIRMWARE,verify=VERIFY_READ,reset=RESET_SYSTEM"


class Nrfutil:
    """Erases the pages of the region, writes, reads back and resets."""

    facts = FACTS

    def __init__(self, bus: UsbBus = usb_things) -> None:
        self._bus = bus

    def program(self, which: Which) -> tuple[str, ...] | None:
        """The one on the PATH."""
        return on_path(FACTS, which)

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run."""
        (job.folder / _HEX).write_text(intel_hex(job.address, job.file.read_bytes()), encoding="ascii")
        number = probe_number(job, FlashMethod.NRFUTIL, self._bus)
        probe = ("--serial-number", number) if number else ()
        argv = (*program, "device", "program", "--firmware", _HEX, *probe, "--options", _OPTIONS, "--json")
        return (Step(argv, proof=r'"task_end".*"result":\s*"success"'),)

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """There is no reading into a file of bytes.

        Raises:
            FlashFailed: always.
        """
        why = "nrfutil does not read flash into a file here."
        raise FlashFailed(job.device.device_id, why, "Flash again to be sure; it compares by itself.")

    def parse(self, line: str) -> Mark | None:
        """The percent of a line in JSON."""
        percent = _percent(line)
        return None if percent is None else Mark("write", percent / 100)


def _percent(line: str) -> float | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    for key in ("data", "progress", "totalProgressPercentage"):
        found = found.get(key) if isinstance(found, dict) else None
    return float(found) if isinstance(found, int | float) else None
