"""A flash tool for the contract: this file run as a program, which flashes a virtual board and talks like a tool."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from benchwright.drivers.flash.flash_tool import FlashJob, Mark, Step, ToolFacts, Which
from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.model.device import Device
from benchwright.model.errors import BenchError, DeviceVanished
from tests.builders import a_board, a_device
from tests.contract.bench_parts import NeverCancelled

# Slower than a file, as a cable is: a cancel or a pulled cable must find it at work.
_CHUNK_S = 0.15

FACTS = ToolFacts(
    name="script",
    programs=(sys.executable,),
    version_arguments=("--version",),
    install="nothing to install",
    phases={"write": 9, "verify": 1},
    rules=(),
)


class ScriptTool:
    """Drives `main` below in a process of its own."""

    facts = FACTS

    def program(self, _which: Which) -> tuple[str, ...] | None:
        return (sys.executable, "-m", "tests.contract.script_tool")

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        argv = (*program, "write", job.device.control_url, str(job.offset), str(job.length), job.file.name)
        return (Step(argv, proof="^compared$"),)

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        argv = (*program, "read", job.device.control_url, str(job.offset), str(job.length), job.file.name)
        return (Step(argv, reads_to=job.file),)

    def parse(self, line: str) -> Mark | None:
        if line.endswith("%"):
            return Mark("write", int(line[:-1]) / 100)
        return Mark("verify") if line == "compared" else None


def main(action: str, control_url: str, offset: str, length: str, file: str) -> int:
    """Writes or reads like the cable of a real board, saying percent as it goes."""
    device: Device = a_device(control_url=control_url)
    flasher = VirtualImageFlasher()

    def progress(done: int, total: int) -> None:
        sys.stdout.write(f"{100 * done // total}%\r")
        sys.stdout.flush()
        time.sleep(_CHUNK_S)

    try:
        if action == "read":
            Path(file).write_bytes(flasher.read(device, a_board(), int(offset), int(length)))
        else:
            flasher.write(device, a_board(), int(offset), Path(file).read_bytes(), progress, NeverCancelled())
            print("compared")
    except DeviceVanished:
        sys.exit("device disconnected")
    except BenchError as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
