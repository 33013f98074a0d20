"""Writing a result of MLPerf Tiny into a submission folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchwright.model.board import Board
from benchwright.model.mlperf_result import MlperfResult
from benchwright.model.submission import SubmissionPlace


@dataclass(frozen=True, slots=True)
class SubmissionTarget:
    """Where a result goes: a place below `out`, the board that was measured, and a description to begin with."""

    out: Path
    place: SubmissionPlace
    board: Board | None = None
    system_file: Path | None = None


class SubmissionWriter(Protocol):
    """Writes what the official checker looks at."""

    def check(self, target: SubmissionTarget) -> None:
        """Finds out before long work whether it can be written.

        Raises:
            FileUnwritable: no, and why.
        """
        ...

    def write(self, result: MlperfResult, target: SubmissionTarget, talk: Sequence[str]) -> Path:
        """Writes log.txt, results.txt and results.json of a result, whole or not at all; their folder.

        Raises:
            FileUnwritable: what stood in the way.
        """
        ...
