"""Where in a meter's trace the inferences of a window lie, by what the DUT shows on its line."""

from __future__ import annotations

from benchwright.bench.energy_windows import BOUNCE_S, Trace, find_marks
from benchwright.bench.mlperf_talk import Edges

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415


def find_window(trace: Trace, edges: Edges) -> tuple[int, int] | None:
    """First and one past the last sample of the inferences; None where the line does not show them.

    Of pulses the last two falling edges count: pins move when a board starts (mlcommons/tiny, runner). Edges that
    follow one within 50 µs belong to it (EEMBC, timestamp-hold-us).
    """
    if edges is Edges.LEVEL:
        marks = find_marks(trace, 1 / trace.sample_hz)
        return (int(marks.starts[0]), int(marks.stops[-1])) if len(marks.starts) else None
    falling = _falling_edges(trace)
    return (falling[-2], falling[-1]) if len(falling) > 1 else None


def _falling_edges(trace: Trace) -> list[int]:
    import numpy as np

    level = (trace.digital >> trace.line & 1).astype(np.int8)
    hold = max(1, round(BOUNCE_S * trace.sample_hz))
    kept: list[int] = []
    for edge in (np.flatnonzero(np.diff(level) == -1) + 1).tolist():
        if not kept or edge - kept[-1] > hold:
            kept.append(edge)
    return kept
