"""esptool: Espressif chips over a serial port or their own USB; the stock program, in a process of its own.

Words as of esptool 5.6. It is GPL, and keeps one logger for its whole process.
"""

from __future__ import annotations

import importlib.util
import re

from benchwright.drivers.flash.flash_tool import Failure, FlashJob, Mark, Rule, Step, ToolFacts, Which, on_path
from benchwright.drivers.own_process import python_command
from benchwright.model.board import ResetPolicy

_QUICK = "benchwright.drivers.remote.quick_rfc2217"
_DOWNLOAD_MODE = "Hold BOOT, press and release RST (EN), release BOOT, then flash again."

FACTS = ToolFacts(
    name="esptool",
    programs=("esptool", "esptool.py"),
    version_arguments=("version",),
    install="Install it: pip install esptool",
    phases={"write": 95, "verify": 5},
    bauds=(921_600, 460_800, 115_200),
    opens_port=True,
    rules=(
        Rule(r"This chip is (\S+), not|Wrong chip argument|Unexpected chip ID", "The chip is another one than the "
             "board's.", "Choose the right board for this device, then flash again."),
        Rule(r"Wrong boot mode detected", "The chip runs its program and did not enter download mode.",
             _DOWNLOAD_MODE),
        Rule(r"serial TX path seems to be down", "The chip does not hear the computer.",
             "Check the cable and that nothing else drives its RX pin, then flash again."),
        Rule(r"No serial data received|Failed to connect to", "The chip does not answer.", _DOWNLOAD_MODE),
        Rule(r"will not fit in \d+ bytes of flash", "The flash chip is smaller than the board file says.",
             "Choose the right board for this device, then flash again."),
        Rule(r"Secure Boot|[Ff]lash encryption|secure download mode", "The chip is locked by its fuses.",
             "Use a chip without secure boot and flash encryption, or the maker's own procedure."),
        Rule(r"the written flash region is empty", "The flash chip took nothing: it may be write-protected.",
             "Check the board's flash chip and its supply, then flash again."),
        Rule(r"MD5 of file does not match", "The chip's digest of its flash differs from the image's.",
             "Use a shorter cable, then flash again.", retry_slower=True),
        Rule(r"Invalid head of packet|serial noise or corruption|Invalid SLIP escape|Packet content transfer stopped"
             r"|Serial data stream stopped|Timed out waiting for packet|Checksum error|Response doesn't match"
             r"|Failed to set baud rate|Unable to verify flash chip connection|Failed to start stub flasher"
             r"|Failed to [^\n]*\(result was|byte status response|No more data to read from the serial port",
             "The line is too noisy, or the chip lost power for a moment.",
             "Use a shorter cable or another USB port, then flash again.",
             retry_slower=True),
        Rule(r"No module named|No such option|No such command|Stub data is missing|stub data is missing",
             "The esptool found here is broken or of another generation; 5 is needed.",
             "Install it: pip install 'esptool>=5.6,<6'", Failure.TOOL_UNUSABLE),
        Rule(r"Lost connection, retrying", "It stopped answering half-way.", "", Failure.VANISHED),
    ),
)  # fmt: skip

_WRITING = re.compile(r"Writing at 0x[0-9a-f]+.*?(\d+(?:\.\d+)?)%")
_READING = re.compile(r"Reading from 0x[0-9a-f]+.*?(\d+(?:\.\d+)?)%")
_ERASING = re.compile(r"Flash will be erased from|Erasing flash")
_VERIFYING = re.compile(r"Verifying written data")


class Esptool:
    """Compressed writes, verified by the chip's own MD5, which also tells what is there already."""

    facts = FACTS

    def program(self, which: Which) -> tuple[str, ...] | None:
        """The esptool of this Python, else the one on the PATH."""
        if importlib.util.find_spec("esptool") is not None:
            return python_command("esptool")
        return on_path(FACTS, which)

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run; unless forced, only changed sectors are written where it is known what lies there."""
        fast: tuple[str, ...] = ()
        if not job.force:
            fast = ("--diff-with", str(job.previous)) if job.previous else ("--skip-flashed",)
        # The option takes as many files as follow it, so it comes last.
        argv = (*_connect(program, job), "write-flash", hex(job.offset), job.file.name, *fast)
        return (Step(argv, proof=r"Hash of data verified", already=r"already in flash|' at 0x[0-9a-f]+ verified"),)

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run."""
        argv = (*_connect(program, job), "read-flash", hex(job.offset), hex(job.length), job.file.name)
        return (Step(argv, reads_to=job.file),)

    def parse(self, line: str) -> Mark | None:
        """Percent of the bytes on the line, compressed ones where it compresses."""
        if found := _WRITING.search(line):
            return Mark("write", float(found[1]) / 100)
        if found := _READING.search(line):
            return Mark("read", float(found[1]) / 100)
        if _VERIFYING.search(line):
            return Mark("verify")
        return Mark("write") if _ERASING.search(line) else None


def _connect(program: tuple[str, ...], job: FlashJob) -> tuple[str, ...]:
    before, after = _resets(job)
    if job.port.startswith("rfc2217:") and program == python_command("esptool"):
        program = (*python_command(_QUICK), "esptool")
    chip = job.board.flash_options.chip or "auto"
    return (
        *program, "--chip", chip, "--port", job.port, "--baud", str(job.baud),
        "--before", before, "--after", after, "--connect-attempts", "3",
    )  # fmt: skip


def _resets(job: FlashJob) -> tuple[str, str]:
    """How the chip gets into its ROM and out; without modem lines only its watchdog can restart it."""
    if not job.has_modem_lines or job.board.reset in {ResetPolicy.NONE, ResetPolicy.BUTTON}:
        return "no-reset", "watchdog-reset"
    # Over the chip's own USB a plain reset may come back into the ROM.
    after = "watchdog-reset" if job.board.reset is ResetPolicy.USB_JTAG else "hard-reset"
    return "default-reset", after
