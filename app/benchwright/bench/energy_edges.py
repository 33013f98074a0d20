"""From a trace with falling edges only to windows: the end of every inference is seen, its beginning is not.

From the first edge to the last one of a window of n inferences lie n - 1 of them; the first inference of a window has
no known beginning and counts neither as active nor as idle.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchwright.bench.energy_windows import BOUNCE_S, Marks, Trace, measure_windows
from benchwright.model.energy import EnergyWindow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415

LEAST_INFERENCES = 2
"""Of a window: one has no beginning."""
_COUNTED_SAMPLES = 4
"""From so many samples an inference on, each has an edge of its own, so that missing ones are noticed."""
_CLOCKS_RATIO = 0.02
"""By how much the clocks of device and meter may differ when a window is looked for."""
_FIRST_RATIO = 1.05


@dataclass(frozen=True, slots=True)
class WindowTimes:
    """What the device's own clock says of a window: its first inference, all others together, and the shortest."""

    first_s: float
    others_s: float
    shortest_s: float

    @property
    def total_s(self) -> float:
        """Of all inferences."""
        return self.first_s + self.others_s


def window_times(ticks: Sequence[int], tick_hz: int) -> WindowTimes:
    """From the ticks of each inference of a window."""
    return WindowTimes(ticks[0] / tick_hz, sum(ticks[1:]) / tick_hz, min(ticks) / tick_hz)


@dataclass(frozen=True, slots=True)
class Falls:
    """Samples in which the mark fell, ascending; `bounces` of them followed another one too soon to be an end.

    `is_counted` where every inference is long enough to have a sample of its own.
    """

    places: NDArray[np.intp]
    bounces: int
    is_counted: bool


def find_falls(trace: Trace, shortest_s: float) -> Falls:
    """The ends of inferences of at least `shortest_s` each; chatter counts as the edge that it follows."""
    import numpy as np

    places = np.flatnonzero(trace.digital >> trace.line & 1)
    samples = shortest_s * trace.sample_hz
    if samples < _COUNTED_SAMPLES or not len(places):
        return Falls(places, 0, is_counted=samples >= _COUNTED_SAMPLES)
    least = min(max(2, math.ceil(BOUNCE_S * trace.sample_hz)), samples / 2)
    kept = [int(places[0])]
    for place in places[1:]:
        if place - kept[-1] >= least:
            kept.append(int(place))
    return Falls(np.array(kept, np.intp), len(places) - len(kept), is_counted=True)


def measure_edge_windows(
    trace: Trace, falls: Falls, times: Sequence[WindowTimes], inferences: int, least_gap: int
) -> tuple[EnergyWindow, ...]:
    """Windows of `inferences` - 1 each; () where the edges do not fall into one group for each of `times`.

    At least `least_gap` samples lie between two groups. A window whose edges are not as many as its inferences is left
    out, for nobody knows how many it holds.
    """
    import numpy as np

    groups = _groups(falls.places, times, trace.sample_hz, least_gap)
    if groups is None or inferences < LEAST_INFERENCES:
        return ()
    starts, stops = (falls.places[np.array(ends, np.intp)] for ends in zip(*groups, strict=True))
    leads = tuple(math.ceil(_FIRST_RATIO * window.first_s * trace.sample_hz) + 1 for window in times)
    level = np.zeros(len(trace.digital), np.uint8)
    for start, stop, lead in zip(starts, stops, leads, strict=True):
        level[max(0, start - lead) : stop + 1] = 1
    measured = measure_windows(replace(trace, digital=level, line=0), Marks(starts, stops, 0), inferences - 1, leads)
    counts = [last - first + 1 for first, last in groups]
    return tuple(
        window
        for window, count in zip(measured, counts, strict=True)
        if (count == inferences if falls.is_counted else window.duration_s > 0)
    )


def _groups(
    places: NDArray[np.intp], times: Sequence[WindowTimes], sample_hz: int, least_gap: int
) -> list[tuple[int, int]] | None:
    """The first and the last edge of each window, by their number; None where they do not come out even.

    A window lasts at least as long as the device's clock says, so that an inference that something held up for longer
    than the idle time is no border.
    """
    import numpy as np

    if not len(places):
        return None
    borders = np.append(np.flatnonzero(np.diff(places) >= least_gap), len(places) - 1)
    groups, first = [], 0
    for window in times:
        if first >= len(places):
            return None
        earliest = places[first] + (1 - _CLOCKS_RATIO) * window.others_s * sample_hz - 1
        late = borders[(borders >= first) & (places[borders] >= earliest)]
        if not len(late):
            return None
        groups.append((first, int(late[0])))
        first = int(late[0]) + 1
    return groups if first == len(places) else None
