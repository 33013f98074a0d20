"""OpenOCD: ARM and RISC-V boards through a debug probe.

Words as of OpenOCD 0.12. It says nothing while it writes a file, so the image goes in pieces, each told of; erased is
once before, since pieces may share a sector.
"""

from __future__ import annotations

import re

from benchwright.drivers.flash.flash_tool import FlashJob, Mark, Rule, Step, ToolFacts, Which, on_path
from benchwright.drivers.flash.probe_rules import NO_PROBE, NOT_REACHED
from benchwright.drivers.flash.usb_target import probe_number
from benchwright.drivers.usb_bus import UsbBus, usb_things
from benchwright.model.board import FlashMethod
from benchwright.model.errors import FlashFailed

FACTS = ToolFacts(
    name="openocd",
    programs=("openocd",),
    version_arguments=("--version",),
    install="Install it: apt install openocd",
    phases={"erase": 2, "write": 7, "verify": 1},
    rules=(
        Rule(r"unable to find a matching CMSIS-DAP|No J-Link device found|Error: open failed|unable to open ftdi"
             r"|no device found", NO_PROBE.why, NO_PROBE.remedy),
        Rule(r"Can't find (?:board|target|interface)/", "OpenOCD has no file of that name: it is too old for this "
             "board.", "Install OpenOCD 0.12 or newer, or correct openocd_config in the board's board.toml."),
        Rule(r"init mode failed|cannot read IDR|Could not initialize|Error connecting DP"
             r"|scan chain interrogation failed|unable to connect to the target|Unable to reset target"
             r"|[Tt]imed out while waiting",
             NOT_REACHED.why, NOT_REACHED.remedy),
        Rule(r"protected|check protection", "The flash is write-protected.",
             "Remove the protection with the maker's tool (this erases the chip), then flash again."),
        Rule(r"[Nn]o flash (?:bank|at)|Flash access does not fit|not within flash|Cannot cross flash bank"
             r"|no working area",
             "The board has no flash there.", "Choose the right board for this device, then flash again."),
        Rule(r"Cannot identify target|wrong (?:device|chip)", "The chip is another one than the board's.",
             "Choose the right board for this device, then flash again."),
        Rule(r"checksum mismatch|contents differ|diff \d+ address", "The flash holds other bytes than were written.",
             "Flash again; if it stays so, the flash is worn or the supply too weak."),
        Rule(r"failed erasing|[Ee]rror erasing|[Ee]rror writing|flash write failed|Execution of flash algorithm failed",
             "The flash does not take the bytes.", "Press reset, check the board's supply and flash again."),
    ),
)  # fmt: skip

_PIECE_BYTES = 32_768
_PIECE = re.compile(r"^written (\d+) of (\d+)$")


class Openocd:
    """Compares first and skips what is there; compares again afterwards. Checksums are computed on the chip."""

    facts = FACTS

    def __init__(self, bus: UsbBus = usb_things) -> None:
        self._bus = bus

    def program(self, which: Which) -> tuple[str, ...] | None:
        """The one on the PATH."""
        return on_path(FACTS, which)

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run: unless forced compare first; erase, write in pieces and compare; then reset."""
        image = f"{{{job.file.name}}} {job.address:#x} bin"
        commands = [f"echo erasing; flash erase_address pad {job.address:#x} {job.length}"]
        commands += _pieces(job)
        commands += [f"echo verifying; verify_image {image}", "echo {compared well}"]
        writing = "; ".join(commands)
        same = f"if {{![catch {{verify_image {image}}}]}} {{ echo {{nothing to write}} }} else {{ {writing} }}"
        argv = (
            *_connect(program, job, self._bus),
            "-c",
            writing if job.force else same,
            "-c",
            "reset run",
            "-c",
            "shutdown",
        )
        return (Step(argv, proof="^compared well", already="^nothing to write"),)

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run; the board is stopped while it is read."""
        dump = f"dump_image {{{job.file.name}}} {job.address:#x} {job.length}"
        argv = (*_connect(program, job, self._bus), "-c", dump, "-c", "reset run", "-c", "shutdown")
        return (Step(argv, reads_to=job.file),)

    def parse(self, line: str) -> Mark | None:
        """Our own words, which OpenOCD echoes between its commands."""
        if found := _PIECE.match(line):
            return Mark("write", int(found[1]) / int(found[2]))
        return {"erasing": Mark("erase"), "verifying": Mark("verify")}.get(line)


def _pieces(job: FlashJob) -> list[str]:
    """Cuts the image into files beside it: the commands that write them."""
    data = job.file.read_bytes()
    commands = []
    for at in range(0, len(data), _PIECE_BYTES):
        piece = job.folder / f"piece_{at:08x}.bin"
        piece.write_bytes(data[at : at + _PIECE_BYTES])
        done = min(at + _PIECE_BYTES, len(data))
        write = f"flash write_image {piece.name} {job.address + at:#x} bin"
        commands.append(f"{write}; echo {{written {done} of {len(data)}}}")
    return commands


def _connect(program: tuple[str, ...], job: FlashJob, bus: UsbBus) -> tuple[str, ...]:
    """No server ports, so that several run side by side; the board's own probe."""
    config = job.board.flash_options.openocd_config
    if not config:
        why = f"The board file of {job.board.title} names no openocd_config."
        raise FlashFailed(job.device.device_id, why, "Add it to the board's board.toml, then flash again.")
    argv = (*program, "-c", "gdb_port disabled; telnet_port disabled; tcl_port disabled", "-f", config)
    if number := probe_number(job, FlashMethod.OPENOCD, bus):
        argv += ("-c", f"adapter serial {number}")
    return (*argv, "-c", "init", "-c", "reset init")
