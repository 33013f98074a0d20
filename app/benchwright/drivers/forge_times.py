"""How long the forge's steps took the last times, for what is left of the next."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchwright.files import replace_file
from benchwright.model.errors import FileUnwritable

KEPT = 10


class ForgeTimes:
    """Seconds of each step in a small file; one that is damaged or cannot be written is no hindrance."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def medians(self) -> dict[str, float]:
        """Seconds of each step, median of its last ten."""
        return {step: statistics.median(times) for step, times in self._read().items()}

    def add(self, taken_s: Mapping[str, float]) -> None:
        """Keeps what a job took."""
        known = self._read()
        for step, seconds in taken_s.items():
            known[step] = [*known.get(step, ()), round(seconds, 3)][-KEPT:]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, json.dumps(known).encode())
        except (OSError, FileUnwritable):
            return

    def _read(self) -> dict[str, list[float]]:
        try:
            stored = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(stored, dict):
            return {}
        return {str(step): _times(times) for step, times in stored.items() if _times(times)}


def remaining_s(steps: Sequence[str], number: int, in_step_s: float, ratio: float | None,
                medians: Mapping[str, float]) -> float | None:  # fmt: skip
    """Seconds to the end of all steps; None while one that is left was never timed.

    A step that counts tells by its own pace once a tenth of it is done.
    """
    later = steps[number + 1 :]
    if any(step not in medians for step in later):
        return None
    if ratio is not None and ratio >= 0.1:
        left = in_step_s * (1 - ratio) / ratio
    elif steps[number] in medians:
        left = max(0.0, medians[steps[number]] - in_step_s)
    else:
        return None
    return left + sum(medians[step] for step in later)


def _times(stored: object) -> list[float]:
    if not isinstance(stored, list):
        return []
    return [float(one) for one in stored if isinstance(one, int | float) and not isinstance(one, bool) and one >= 0]
