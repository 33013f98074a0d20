"""From a trace to windows: where the mark was up, the charge of that time, and the idle current on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchwright.model.energy import EnergyWindow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415

_GUARD_S = 0.0005
"""Beside an edge the supply settles; what is sampled there is neither idle nor active."""
_BOUNCE_S = 0.00005
"""A level that lasts shorter is no level (the energy runners of MLPerf Tiny hold the mark for as long)."""
_LEAST_IDLE = 5
_UA = 1e6


@dataclass(frozen=True, slots=True)
class Trace:
    """A whole recording; see `protocols.power_meter.Samples` for shapes and units. The mark is bit `line`."""

    sample_hz: int
    current_a: NDArray[np.float32]
    digital: NDArray[np.uint8]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the mark was up: samples `starts[k]` to `stops[k]`. `dropped` changes of level were bounces."""

    starts: NDArray[np.intp]
    stops: NDArray[np.intp]
    dropped: int


def find_marks(trace: Trace) -> Marks:
    """The times that the mark was up, whole ones only: what began before the trace or ended after it is left out."""
    import numpy as np

    level = (trace.digital >> trace.line & 1).astype(np.int8)
    edges = np.flatnonzero(np.diff(level)) + 1
    level, dropped = _without_bounces(level, edges, max(1, round(_BOUNCE_S * trace.sample_hz)))
    change = np.diff(level)
    starts, stops = np.flatnonzero(change == 1) + 1, np.flatnonzero(change == -1) + 1
    stops = stops[stops > starts[0]] if len(starts) else stops[:0]
    starts = starts[: len(stops)]
    return Marks(starts, stops, dropped)


def _without_bounces(level: NDArray[np.int8], edges: NDArray[np.intp], least: int) -> tuple[NDArray[np.int8], int]:
    """Stretches shorter than `least` samples take the level that follows them once it stays; the first edge counts."""
    import numpy as np

    bounds = np.concatenate((np.array([0], np.intp), edges, np.array([len(level)], np.intp)))
    short = np.diff(bounds) < least
    if not short[1:-1].any():
        return level, 0
    cleaned, dropped, place = level.copy(), 0, 1
    while place < len(short) - 1:
        if not short[place]:
            place += 1
            continue
        first = place
        while place < len(short) - 1 and short[place]:
            place += 1
        cleaned[bounds[first] : bounds[place]] = level[bounds[place]]
        dropped += place - first
    return cleaned, dropped


def measure_windows(trace: Trace, marks: Marks, inferences: int) -> tuple[EnergyWindow, ...]:
    """One window a mark, of `inferences` each.

    The idle time between two marks is shared: its first half belongs to the window before it, its second half to the
    one after. So no sample serves two windows, which keeps them independent, and a current that drifts is taken away
    as it was in the middle of each window.
    """
    count = len(marks.starts)
    windows = []
    idle = _idle_current(trace)
    for place in range(count):
        start, stop = int(marks.starts[place]), int(marks.stops[place])
        before = (int(marks.stops[place - 1]) + start) // 2 if place else 2 * start - stop
        after = (stop + int(marks.starts[place + 1])) // 2 if place + 1 < count else 2 * stop - start
        idle_ua = _mean_ua(idle[max(0, before) : start], idle[stop : max(stop, after)])
        windows.append(_window(trace, start, stop, inferences, idle_ua))
    return tuple(windows)


def _window(trace: Trace, start: int, stop: int, inferences: int, idle_ua: float | None) -> EnergyWindow:
    import numpy as np

    part = trace.current_a[start:stop].astype(np.float64)
    known = part[~np.isnan(part)]
    duration_s = (stop - start) / trace.sample_hz
    mean_ua = float(known.mean()) * _UA if len(known) else 0.0
    peak_ua = float(known.max()) * _UA if len(known) else 0.0
    return EnergyWindow(
        start_s=start / trace.sample_hz,
        duration_s=duration_s,
        inferences=inferences,
        charge_uc=mean_ua * duration_s,
        idle_ua=idle_ua,
        peak_ua=peak_ua,
        lost=len(part) - len(known),
    )


def _idle_current(trace: Trace) -> NDArray[np.float32]:
    """The current while the mark is down, NaN elsewhere and near its edges; also beside a mark cut off by the end."""
    import numpy as np

    level = trace.digital >> trace.line & 1
    guard = round(_GUARD_S * trace.sample_hz)
    highs = np.concatenate((np.zeros(1, np.int64), np.cumsum(level, dtype=np.int64)))
    places = np.arange(len(level))
    near = highs[np.minimum(places + guard + 1, len(level))] - highs[np.maximum(places - guard, 0)]
    return np.where(near == 0, trace.current_a, np.float32(np.nan))


def _mean_ua(*sides: NDArray[np.float32]) -> float | None:
    """The mean of the means of both sides, or of the one side that there is."""
    import numpy as np

    means = []
    for side in sides:
        known = side[~np.isnan(side)].astype(np.float64)
        if len(known) >= _LEAST_IDLE:
            means.append(float(known.mean()) * _UA)
    return sum(means) / len(means) if means else None
