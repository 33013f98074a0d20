"""What size, colour and shape of the marks of a scatter say of their runs. No Qt."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint
from benchwright.model.run import ValidityStatus
from benchwright.ui.charts.marks import MARK_PX, SHAPES, legend_of

SMALLEST_PX = 9
LARGEST_PX = 19
SIZE_COUNT = 5
"""Steps of size an eye tells apart; thousands of marks then share few pictures."""

UNMEASURED_SHAPE = "x"
"""A run without a value of the metric that the size says: a cross of the usual size, never a small mark."""

_SERIES_COUNT = 8
_STATUS_COLOURS: Mapping[ValidityStatus, int] = {
    ValidityStatus.VALID: 2,
    ValidityStatus.DEGRADED: 1,
    ValidityStatus.INVALID: 6,
}


class ColourBy(Enum):
    """What the colour of a mark says; the value is its stable name.

    Version keeps the shape for the board. With the others the shape says the same as the colour.
    """

    VERSION = "version"
    MODEL = "model"
    BOARD = "board"
    VALIDITY = "validity"


@dataclass(frozen=True, slots=True)
class MarkLook:
    """What was chosen; `size` is None where all marks are of one size."""

    size: Metric | None = None
    colour: ColourBy = ColourBy.VERSION


USUAL_LOOK = MarkLook()


def look_of(size: str, colour: str) -> MarkLook:
    """The look with these names; what is no name of ours is the usual look."""
    return MarkLook(
        next((metric for metric in Metric if metric.value == size), USUAL_LOOK.size),
        next((kind for kind in ColourBy if kind.value == colour), USUAL_LOOK.colour),
    )


@dataclass(frozen=True, slots=True)
class KindKey:
    """What one colour and shape stand for: a model, a board, a status; a version is named by one of its runs."""

    shape: str
    colour: int
    run: RunPoint


@dataclass(frozen=True, slots=True)
class SizeKey:
    """What one size stands for, in the metric's unit."""

    size_px: int
    value: float


class MarkKeys:
    """The look of each of some runs, the same for the same set of runs."""

    def __init__(self, runs: Sequence[RunPoint], look: MarkLook) -> None:
        self.look = look
        self._kind = _KINDS[look.colour]
        self._kinds = {kind: place for place, kind in enumerate(sorted({self._kind(run) for run in runs}))}
        self._legend = legend_of(runs)
        values = [] if look.size is None else [value for run in runs if (value := run.value(look.size)) is not None]
        self._low, self._high = min(values, default=0.0), max(values, default=0.0)

    def shape(self, run: RunPoint) -> str:
        """The symbol of a run."""
        return self.kind_shape(run) if self.is_sized(run) else UNMEASURED_SHAPE

    def kind_shape(self, run: RunPoint) -> str:
        """The symbol of a run's kind, whether or not it has a size."""
        if self.look.colour is ColourBy.VERSION:
            return self._legend.shape(run)
        place = self._kinds.get(self._kind(run), 0)
        return SHAPES[(place + place // _SERIES_COUNT) % len(SHAPES)]  # the ninth kind is not the first one again

    def colour(self, run: RunPoint) -> int:
        """The index into the series colours."""
        if self.look.colour is ColourBy.VERSION:
            return self._legend.colour(run)
        if self.look.colour is ColourBy.VALIDITY:
            return _STATUS_COLOURS[run.status]
        return self._kinds.get(self._kind(run), 0) % _SERIES_COUNT

    def size_px(self, run: RunPoint) -> int:
        """How large its mark is."""
        value = run.value(self.look.size) if self.look.size is not None else None
        return MARK_PX if value is None else self._px(value)

    def is_sized(self, run: RunPoint) -> bool:
        """Whether the run has what the size says; True where the size says nothing."""
        return self.look.size is None or run.value(self.look.size) is not None

    def kinds(self, runs: Sequence[RunPoint]) -> tuple[KindKey, ...]:
        """What the colours of these runs stand for, in the order of the kinds."""
        first: dict[str, RunPoint] = {}
        for run in runs:
            first.setdefault(self._kind(run), run)
        return tuple(KindKey(self.kind_shape(run), self.colour(run), run) for _, run in sorted(first.items()))

    def sizes(self) -> tuple[SizeKey, ...]:
        """The smallest and the largest value with their sizes; one where all runs are alike, none without values."""
        if self.look.size is None or not self._high:
            return ()
        return tuple(SizeKey(self._px(value), value) for value in dict.fromkeys((self._low, self._high)))

    def _px(self, value: float) -> int:
        """The area follows the value, in steps."""
        if self._high <= self._low:
            return MARK_PX
        step = round((value - self._low) / (self._high - self._low) * (SIZE_COUNT - 1)) / (SIZE_COUNT - 1)
        return round(math.sqrt(SMALLEST_PX**2 + step * (LARGEST_PX**2 - SMALLEST_PX**2)))


def _version(run: RunPoint) -> str:
    return f"{run.model}\0{run.variant_version:06d}\0{run.variant_sha256}"


_GRAVITY = (ValidityStatus.VALID, ValidityStatus.DEGRADED, ValidityStatus.INVALID)
_KINDS: Mapping[ColourBy, Callable[[RunPoint], str]] = {
    ColourBy.VERSION: _version,
    ColourBy.MODEL: lambda run: run.model,
    ColourBy.BOARD: lambda run: run.board,
    ColourBy.VALIDITY: lambda run: str(_GRAVITY.index(run.status)),
}
