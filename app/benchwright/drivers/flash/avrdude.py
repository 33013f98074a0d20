"""avrdude: AVR boards with an Arduino bootloader. Words as of avrdude 7.1."""

from __future__ import annotations

import re

from benchwright.drivers.flash.flash_tool import FlashJob, Mark, Rule, Step, ToolFacts, Which, on_path
from benchwright.drivers.flash.hex_image import intel_hex
from benchwright.model.errors import FlashFailed

_RESET = "Press reset just before flashing starts, close other programs that use the port, then flash again."

FACTS = ToolFacts(
    name="avrdude",
    programs=("avrdude",),
    version_arguments=("-v",),
    version_pattern=re.compile(r"[Vv]ersion (\d+\.\d+)"),
    install="Install it: apt install avrdude",
    phases={"write": 6, "verify": 4},
    opens_port=True,
    silence_s=45.0,
    rules=(
        Rule(r"not in sync|out of sync|not responding|unable to open programmer|timeout", "The bootloader does not "
             "answer.", _RESET),
        Rule(r"Yikes|[Ii]nvalid device signature|expected signature", "The chip is another one than the board's.",
             "Choose the right board for this device, then flash again."),
        Rule(r"verification mismatch|verification error", "The flash holds other bytes than were written.", _RESET),
        Rule(r"part .* not found|AVR [Pp]art .* not", "avrdude does not know this chip.",
             "Correct avrdude_part in the board's board.toml, then flash again."),
        Rule(r"out of range|too (?:large|big)|exceeds", "The image does not fit the chip.",
             "Choose a smaller variant or another board."),
    ),
)  # fmt: skip

_BAR = re.compile(r"^(Reading|Writing) \|.*\| (\d+)% ")
_HEX = "image.hex"


class Avrdude:
    """Writes pages and reads them back for comparing."""

    facts = FACTS

    def program(self, which: Which) -> tuple[str, ...] | None:
        """The one on the PATH."""
        return on_path(FACTS, which)

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run."""
        (job.folder / _HEX).write_text(intel_hex(job.offset, job.file.read_bytes()), encoding="ascii")
        argv = (*_connect(program, job), "-D", "-U", f"flash:w:{_HEX}:i")
        return (Step(argv, proof=r"bytes of flash verified"),)

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """There is no reading of a part of flash.

        Raises:
            FlashFailed: always.
        """
        raise FlashFailed(job.device.device_id, "avrdude reads flash only as a whole.", "Flash again to be sure.")

    def parse(self, line: str) -> Mark | None:
        """The percent of a bar; what is read after writing is verified."""
        if found := _BAR.search(line):
            ratio = int(found[2]) / 100
            return Mark("write" if found[1] == "Writing" else "", ratio if found[1] == "Writing" else None)
        return Mark("verify") if "verifying flash" in line or "verified" in line else None


def _connect(program: tuple[str, ...], job: FlashJob) -> tuple[str, ...]:
    part = job.board.flash_options.avrdude_part
    if not part:
        why = f"The board file of {job.board.title} names no avrdude_part."
        raise FlashFailed(job.device.device_id, why, "Add it to the board's board.toml, then flash again.")
    return (*program, "-p", part, "-c", "arduino", "-P", job.port, "-b", str(job.board.baud))
