"""Where in a meter's trace the inferences of a window lie, by what the DUT shows on its line."""

from __future__ import annotations

from benchwright.bench.energy_windows import BOUNCE_S, Trace, find_marks
from benchwright.bench.mlperf_talk import Edges
from benchwright.model.meter import MarkLine

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415


def find_window(trace: Trace, edges: Edges, line: MarkLine = MarkLine.LEVEL) -> tuple[int, int] | None:
    """First and one past the last sample of the inferences; None where the line does not show them.

    A meter that sees a mark only fall sees the end of each inference: the window begins with the end of the first one.
    Of pulses the last two falling edges count: pins move when a board starts (mlcommons/tiny, runner). Edges that
    follow one within 50 µs belong to it (EEMBC, timestamp-hold-us).
    """
    if edges is Edges.LEVEL and line is MarkLine.FALLING_EDGES:
        ends = _falling_edges(trace, line)
        return (ends[0], ends[-1]) if len(ends) > 1 else None
    if edges is Edges.LEVEL:
        marks = find_marks(trace, 1 / trace.sample_hz)
        return (int(marks.starts[0]), int(marks.stops[-1])) if len(marks.starts) else None
    falling = _falling_edges(trace, line)
    return (falling[-2], falling[-1]) if len(falling) > 1 else None


def _falling_edges(trace: Trace, line: MarkLine) -> list[int]:
    import numpy as np

    level = (trace.digital >> trace.line & 1).astype(np.int8)
    fell = np.flatnonzero(level) if line is MarkLine.FALLING_EDGES else np.flatnonzero(np.diff(level) == -1) + 1
    hold = max(1, round(BOUNCE_S * trace.sample_hz))
    kept: list[int] = []
    for edge in fell.tolist():
        if not kept or edge - kept[-1] > hold:
            kept.append(edge)
    return kept
