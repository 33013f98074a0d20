"""From a trace to windows: where the mark was up, the charge of that time, and the idle current on both sides."""

from __future__ import annotations

from collections.abc import Sequence
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
BOUNCE_S = 0.00005
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
    """Where the mark was up: samples `starts[k]` to `stops[k]`. `bounces` of them were too short to be one."""

    starts: NDArray[np.intp]
    stops: NDArray[np.intp]
    bounces: int


def find_marks(trace: Trace, least_s: float = BOUNCE_S) -> Marks:
    """The times that the mark was up, whole ones only: what began before the trace or ended after it is left out.

    A level that lasts shorter than `least_s` takes the one that follows once it stays, so the first edge counts.
    """
    import numpy as np

    raw = (trace.digital >> trace.line & 1).astype(np.int8)
    level = _without_bounces(raw, max(1, round(least_s * trace.sample_hz)))
    starts, stops = _stretches(level)
    before, after = _stretches(raw)
    return Marks(starts, stops, int(np.count_nonzero(after - before < least_s * trace.sample_hz)))


def _stretches(level: NDArray[np.int8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    import numpy as np

    change = np.diff(level)
    starts, stops = np.flatnonzero(change == 1) + 1, np.flatnonzero(change == -1) + 1
    stops = stops[stops > starts[0]] if len(starts) else stops[:0]
    return starts[: len(stops)], stops


def _without_bounces(level: NDArray[np.int8], least: int) -> NDArray[np.int8]:
    import numpy as np

    edges = np.flatnonzero(np.diff(level)) + 1
    bounds = np.concatenate((np.array([0], np.intp), edges, np.array([len(level)], np.intp)))
    is_short = np.diff(bounds) < least
    # The first and the last stretch are cut off, so nobody knows how long they are.
    is_short[:1] = is_short[-1:] = False
    if not is_short.any():
        return level
    lasting = np.flatnonzero(~is_short)
    following = lasting[np.searchsorted(lasting, np.arange(len(is_short)))]
    return np.repeat(level[bounds[following]], np.diff(bounds))


def group_marks(marks: Marks, count: int, least_gap: int) -> Marks | None:
    """Marks of `count` windows, between which are the longest gaps; None where one of those is below `least_gap`.

    Inferences of a window follow each other, so that its mark goes down in it time and again.
    """
    import numpy as np

    gaps = marks.starts[1:] - marks.stops[:-1]
    if not 1 <= count <= len(marks.starts):
        return None
    borders = np.sort(np.argsort(gaps)[len(gaps) - (count - 1) :])
    if count > 1 and int(gaps[borders].min()) < least_gap:
        return None
    starts = marks.starts[np.concatenate((np.array([0], np.intp), borders + 1))]
    stops = marks.stops[np.concatenate((borders, np.array([len(marks.stops) - 1], np.intp)))]
    return Marks(starts, stops, marks.bounces)


def measure_windows(trace: Trace, marks: Marks, inferences: int, leads: Sequence[int] = ()) -> tuple[EnergyWindow, ...]:
    """One window a mark, of `inferences` each; before a start `leads` samples, if any, were active already.

    The idle time between two marks is shared: its first half belongs to the window before it, its second half to the
    one after. So no sample serves two windows, which keeps them independent, and a current that drifts is taken away
    as it was in the middle of each window.
    """
    count = len(marks.starts)
    windows = []
    active = [int(start) - lead for start, lead in zip(marks.starts, leads or (0,) * count, strict=True)]
    idle = _idle_current(trace)
    for place in range(count):
        start, stop = int(marks.starts[place]), int(marks.stops[place])
        before = (int(marks.stops[place - 1]) + active[place]) // 2 if place else active[place] + start - stop
        after = (stop + active[place + 1]) // 2 if place + 1 < count else 2 * stop - start
        idle_ua = _mean_ua(idle[max(0, before) : start], idle[stop : max(stop, after)])
        windows.append(_window(trace, start, stop, inferences, idle_ua))
    return tuple(windows)


def _window(trace: Trace, start: int, stop: int, inferences: int, idle_ua: float | None) -> EnergyWindow:
    import numpy as np

    part = trace.current_a[start:stop].astype(np.float64)
    is_known = ~np.isnan(part)
    known = part[is_known]
    duration_s = (stop - start) / trace.sample_hz
    # An edge lies within the first and the last sample, so they are partly idle; the length is right on average.
    inner = part[1:-1][is_known[1:-1]]
    mean_ua = float((inner if len(inner) else known).mean()) * _UA if len(known) else 0.0
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
