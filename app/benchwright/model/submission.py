"""Where a result of MLPerf Tiny goes in a submission, and how the system is described there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from benchwright.model.board import Board
from benchwright.model.mlperf import MlperfBenchmark, Mode


class Division(Enum):
    """Closed: the reference models as they are. Open: anything goes."""

    CLOSED = "closed"
    OPEN = "open"


class Availability(Enum):
    """Whether what was measured can be bought: now, soon, or not at all (research, development, internal)."""

    AVAILABLE = "available"
    PREVIEW = "preview"
    RDI = "rdi"


NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""What a submitter and a system may be called: both are folders, and neither may begin with a dot or hold a space."""


@dataclass(frozen=True, slots=True)
class SubmissionPlace:
    """One result's place: division, submitter, system, benchmark and mode."""

    division: Division
    submitter: str
    system: str
    availability: Availability = Availability.RDI

    @property
    def root(self) -> str:
        """Folder of the submitter below the submission."""
        return f"{self.division.value}/{self.submitter}"

    def results(self, benchmark: MlperfBenchmark, mode: Mode) -> str:
        """Folder of one result below the submission."""
        return f"{self.root}/results/{self.system}/{benchmark.folder}/{mode.value}"


def system_name(board: str) -> str:
    """A folder's name for a board; "dut" where nothing of it can be one."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", board).strip("._-")[:64] or "dut"


def system_document(
    place: SubmissionPlace, board: Board | None, *, engine: str, remark: str, extra: dict[str, str]
) -> dict[str, str]:
    """The description of a system, by the keys of the submissions of mlcommons/tiny_results_v1.3.

    What is not known is "", to be filled in by hand; `extra` wins over what is known.
    """
    known = {
        "Submitter": place.submitter,
        "Division": place.division.value,
        "Status": place.availability.value,
        "Board Name": board.title if board else "",
        "SoC Name": "",
        "Processor(s) Name": board.core if board else "",
        "Processor(s) Number": "",
        "Processor(s) Frequencies": f"{board.clock_hz / 1e6:g} MHz" if board else "",
        "Processor memory type and capacity": f"{board.memory.ram_bytes // 1024} KiB RAM" if board else "",
        "Processor storage type and capacity": f"{board.memory.flash_bytes // 1024} KiB flash" if board else "",
        "Accelerator": "",
        "Accelerator(s) Frequencies": "",
        "Accelerator memory type and capacity": "",
        "Hardware Notes": remark,
        "Inference Framework": engine,
        "Software Libraries": "",
        "Operating System": "",
        "Quantization Method": "",
        "ML Model Compiler(s)": "",
        "General Compiler(s)": "",
        "Software Notes": "",
    }
    return known | extra
