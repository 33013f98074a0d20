"""Geometry of the report's charts, in units of their own view box; the templates only draw it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.model.stats import percentile

HISTOGRAM_WIDTH = 560
HISTOGRAM_HEIGHT = 250
BAR_WIDTH = 340
_PLOT_LEFT, _PLOT_RIGHT, _PLOT_TOP, _PLOT_BOTTOM = 36, 12, 26, 34
_ROW_HEIGHT = 38
_MOST_BINS, _FEWEST_BINS = 40, 8


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    title: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled position on an axis; `anchor` is SVG's text-anchor."""

    x: float
    label: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Histogram:
    """How often which latency was measured. `summary` says the same in a sentence."""

    summary: str
    boxes: tuple[Box, ...]
    ticks: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    most: int
    width: int = HISTOGRAM_WIDTH
    height: int = HISTOGRAM_HEIGHT
    left: int = _PLOT_LEFT
    right: int = HISTOGRAM_WIDTH - _PLOT_RIGHT
    top: int = _PLOT_TOP
    floor: int = HISTOGRAM_HEIGHT - _PLOT_BOTTOM


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar with its name and value above it; the boxes are its parts."""

    label: str
    value: str
    y: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """One quantity of several variants. `parts` names the kinds of boxes where a bar has several."""

    title: str
    rows: tuple[BarRow, ...]
    parts: tuple[str, ...]
    height: float
    width: int = BAR_WIDTH


@dataclass(frozen=True, slots=True)
class Quantity:
    """One bar to draw: its name, its value in words, and its parts as (name, amount)."""

    label: str
    value: str
    parts: tuple[tuple[str, float], ...]


def histogram(latencies_us: Sequence[float]) -> Histogram | None:
    """The distribution of latencies in microseconds; None without samples."""
    if not latencies_us:
        return None
    ordered = sorted(latencies_us)
    low, high = ordered[0], ordered[-1]
    if low == high:
        return _single(low, len(ordered))
    count = _bin_count(ordered)
    step = (high - low) / count
    counts = [0] * count
    for value in ordered:
        counts[min(int((value - low) / step), count - 1)] += 1
    most = max(counts)
    plot_width = HISTOGRAM_WIDTH - _PLOT_LEFT - _PLOT_RIGHT
    scale = plot_width / count
    boxes = tuple(
        _bin(_PLOT_LEFT + index * scale, scale, share / most, f"{_number(low + index * step, step)} µs: {share}")
        for index, share in enumerate(counts)
        if share
    )

    def position(value: float) -> float:
        return round(_PLOT_LEFT + (value - low) / (high - low) * plot_width, 1)

    ticks = tuple(Mark(position(value), _number(value, _nice_step(high - low))) for value in nice_ticks(low, high))
    median, p95 = percentile(ordered, 0.5), percentile(ordered, 0.95)
    marks = (_mark(position(median), "median", is_left=True), _mark(position(p95), "p95", is_left=False))
    least, largest, middle = (_number(value, step) for value in (low, high, median))
    summary = f"{len(ordered)} samples from {least} to {largest} µs, median {middle} µs"
    return Histogram(summary, boxes, ticks, marks, most)


def bars(title: str, quantities: Sequence[Quantity]) -> Bars:
    """Bars on one scale from zero, one below the other."""
    longest = max((sum(amount for _, amount in item.parts) for item in quantities), default=0) or 1
    rows = []
    for index, item in enumerate(quantities):
        boxes, x = [], 0.0
        for place, (name, amount) in enumerate(item.parts):
            width = amount / longest * BAR_WIDTH
            boxes.append(Box(round(x, 1), 0, max(round(width, 1), 1 if amount else 0), 10, name, f"part{place}"))
            x += width
        rows.append(BarRow(item.label, item.value, index * _ROW_HEIGHT, tuple(boxes)))
    parts = tuple(name for name, _ in quantities[0].parts) if quantities and len(quantities[0].parts) > 1 else ()
    return Bars(title, tuple(rows), parts, max(len(rows) * _ROW_HEIGHT - 8, 0))


def nice_ticks(low: float, high: float) -> tuple[float, ...]:
    """Two to six round numbers within `low` … `high`; steps are 1, 2 or 5 times a power of ten."""
    step = _nice_step(high - low)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(index * step for index in range(first, last + 1))


def _nice_step(span: float) -> float:
    rough = span / 5
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)


def _bin_count(ordered: Sequence[float]) -> int:
    # Freedman & Diaconis 1981; clocks with coarse steps have no quartile range, then the square root serves.
    spread = percentile(ordered, 0.75) - percentile(ordered, 0.25)
    width = 2 * spread / len(ordered) ** (1 / 3)
    wanted = (ordered[-1] - ordered[0]) / width if width > 0 else math.sqrt(len(ordered))
    return int(min(_MOST_BINS, max(_FEWEST_BINS, math.ceil(wanted))))


def _single(value: float, count: int) -> Histogram:
    middle = (_PLOT_LEFT + HISTOGRAM_WIDTH - _PLOT_RIGHT) / 2
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    box = _bin(middle - 14, 28, 1, f"{text} µs: {count}")
    summary = f"all {count} samples are {text} µs" if count > 1 else f"one sample of {text} µs"
    return Histogram(summary, (box,), (Mark(middle, text),), (), count)


def _bin(x: float, width: float, share: float, title: str) -> Box:
    height = share * (HISTOGRAM_HEIGHT - _PLOT_TOP - _PLOT_BOTTOM)
    top = HISTOGRAM_HEIGHT - _PLOT_BOTTOM - height
    return Box(round(x + 0.5, 1), round(top, 1), round(max(width - 1, 1), 1), round(height, 1), title)


def _mark(x: float, label: str, *, is_left: bool) -> Mark:
    # The two labels stand on the outer sides of their lines, so that near ones do not cover each other.
    has_room = x > _PLOT_LEFT + 60 if is_left else x < HISTOGRAM_WIDTH - _PLOT_RIGHT - 40
    return Mark(x, label, "end" if is_left == has_room else "start")


def _number(value: float, step: float) -> str:
    decimals = max(0, -math.floor(math.log10(step))) if step > 0 else 0
    return f"{value:,.{min(decimals, 6)}f}"
