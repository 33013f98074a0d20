"""From a trace with falling edges only to windows: the end of every inference is seen, its beginning is not.

From the first edge to the last one of a window of n inferences lie n - 1 of them; the first inference of a window has
no known beginning and counts neither as active nor as idle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchwright.bench.energy_windows import BOUNCE_S, Marks, Trace, group_edges, measure_windows
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
_FIRST_RATIO = 1.25
"""How much longer than the mean the first inference of a window may take; what is before that is idle."""


@dataclass(frozen=True, slots=True)
class Falls:
    """Samples in which the mark fell, ascending; `bounces` of them followed another one too soon to be an end."""

    places: NDArray[np.intp]
    bounces: int


def find_falls(trace: Trace, inference_s: float) -> Falls:
    """The ends of inferences that take about `inference_s` each; chatter counts as the edge that it follows."""
    import numpy as np

    places = np.flatnonzero(trace.digital >> trace.line & 1)
    samples = inference_s * trace.sample_hz
    if samples < _COUNTED_SAMPLES or not len(places):
        return Falls(places, 0)
    least = min(max(2, math.ceil(BOUNCE_S * trace.sample_hz)), samples / 2)
    kept = [int(places[0])]
    for place in places[1:]:
        if place - kept[-1] >= least:
            kept.append(int(place))
    return Falls(np.array(kept, np.intp), len(places) - len(kept))


def measure_edge_windows(
    trace: Trace, falls: Falls, windows: int, inferences: int, inference_s: float, least_gap: int
) -> tuple[EnergyWindow, ...]:
    """Windows of `inferences` - 1 each; () where the edges do not fall into `windows` groups.

    At least `least_gap` idle samples lie between two groups. A window whose edges are not as many as its inferences is
    left out, for nobody knows how many it holds.
    """
    import numpy as np

    # Between the last edge of a window and the first of the next lies that one's first inference too.
    least = least_gap + math.floor(inference_s * trace.sample_hz)
    groups = group_edges(falls.places, falls.places, windows, least)
    if groups is None or inferences < LEAST_INFERENCES:
        return ()
    is_counted = inference_s * trace.sample_hz >= _COUNTED_SAMPLES
    starts, stops = groups.starts, groups.stops
    counts = np.searchsorted(falls.places, stops, "right") - np.searchsorted(falls.places, starts)
    lead = math.ceil(_FIRST_RATIO * inference_s * trace.sample_hz) + 1
    level = np.zeros(len(trace.digital), np.uint8)
    for start, stop in zip(starts, stops, strict=True):
        level[max(0, start - lead) : stop + 1] = 1
    measured = measure_windows(replace(trace, digital=level, line=0), Marks(starts, stops, 0), inferences - 1, lead)
    whole = counts == inferences if is_counted else stops > starts
    return tuple(window for window, is_whole in zip(measured, whole, strict=True) if is_whole)
