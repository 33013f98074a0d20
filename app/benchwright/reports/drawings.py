"""The charts of reports as drawings: bars, trend by version, intervals of differences, distribution of latencies."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchwright.model.drawing import Anchor, Dot, Drawing, Ink, Label, Line, Rect, Shape
from benchwright.reports.axis import nice_step, nice_ticks

BAR_WIDTH = 340
_ROW = 38
_PART_INKS = (Ink.FIRST, Ink.SECOND, Ink.THIRD)
_LONGEST_LABEL = 34

Text = Callable[[float], str]
"""A value of an axis as text, without its unit."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One bar: its name, its value in words, and its parts as (name, amount)."""

    label: str
    value: str
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One version in a trend: its label, value, value in words, and the ink that says how it compares."""

    label: str
    value: float
    words: str
    ink: Ink = Ink.FIRST


@dataclass(frozen=True, slots=True)
class Span:
    """The interval of a difference in percent of the baseline, with the difference itself."""

    label: str
    low: float
    middle: float
    high: float
    words: str
    ink: Ink


def bars(quantities: Sequence[Quantity]) -> Drawing:
    """Bars on one scale from zero, one below the other, and the names of their parts where there are several."""
    longest = max((sum(amount for _, amount in item.parts) for item in quantities), default=0) or 1
    shapes: list[Shape] = []
    for index, item in enumerate(quantities):
        top, x = index * _ROW, 0.0
        shapes += [
            Label(0, top + 11, _short(item.label)),
            Label(BAR_WIDTH, top + 11, item.value, anchor=Anchor.END),
        ]
        for place, (name, amount) in enumerate(item.parts):
            width = amount / longest * BAR_WIDTH
            if amount:
                shapes.append(Rect(x, top + 18, max(width, 1), 10, _PART_INKS[place % 3], f"{name}: {item.label}"))
            x += width
    bottom = len(quantities) * _ROW
    parts = [name for name, _ in quantities[0].parts] if quantities else []
    if len(parts) > 1:
        shapes += _key(parts, bottom)
        bottom += 20
    summary = "; ".join(f"{item.label} {item.value}" for item in quantities)
    return Drawing(BAR_WIDTH, max(bottom, 1), tuple(shapes), summary)


def trend(points: Sequence[Point], text: Text) -> Drawing:
    """Values by version on an axis from zero, newest at the right; a regression is a mark with a word, not a colour."""
    width, height, left, right, top, floor = 560, 220, 64, 16, 24, 176
    step_x = (width - left - right) / max(len(points), 1)
    most = max((point.value for point in points), default=0) or 1

    def y(value: float) -> float:
        return floor - value / most * (floor - top)

    shapes: list[Shape] = []
    for value in nice_ticks(0, most):
        shapes += [
            Line(left, y(value), width - right, y(value), Ink.LINE),
            Label(left - 8, y(value) + 4, text(value), Ink.MUTED, Anchor.END),
        ]
    places = [(left + (index + 0.5) * step_x, y(point.value)) for index, point in enumerate(points)]
    shapes += [Line(*start, *end, Ink.MUTED) for start, end in pairwise(places)]
    every = math.ceil(len(points) * 70 / (width - left - right)) or 1
    for index, ((x, at), point) in enumerate(zip(places, points, strict=True)):
        shapes.append(Dot(x, at, 4.5, point.ink, point.words))
        if (len(points) - 1 - index) % every == 0:
            shapes.append(Label(x, floor + 18, _short(point.label, 12), Ink.MUTED, Anchor.MIDDLE))
        if point.ink in {Ink.BAD, Ink.GOOD}:
            shapes.append(Label(x, at - 9, "▲" if point.ink is Ink.BAD else "▼", point.ink, Anchor.MIDDLE))
    return Drawing(width, height - 16, tuple(shapes), "; ".join(point.words for point in points))


def spans(rows: Sequence[Span], text: Text) -> Drawing:
    """Intervals of differences around zero, one below the other."""
    width, left, right = 560, 190, 130
    reach = max((max(abs(row.low), abs(row.high), abs(row.middle)) for row in rows), default=0) or 1
    middle, scale = left + (width - left - right) / 2, (width - left - right) / 2 / reach
    floor = len(rows) * 24 + 8
    shapes: list[Shape] = [Line(middle, 0, middle, floor, Ink.MUTED, is_dashed=True)]
    for index, row in enumerate(rows):
        y = index * 24 + 16
        low, high = middle + row.low * scale, middle + row.high * scale
        shapes += [
            Label(0, y + 4, _short(row.label, 28)),
            Line(low, y, high, y, row.ink),
            Line(low, y - 4, low, y + 4, row.ink),
            Line(high, y - 4, high, y + 4, row.ink),
            Dot(middle + row.middle * scale, y, 4, row.ink, row.words),
            Label(width, y + 4, row.words, row.ink, Anchor.END),
        ]
    for value in (-reach, 0.0, reach):
        shapes.append(Label(middle + value * scale, floor + 16, text(value), Ink.MUTED, Anchor.MIDDLE))
    return Drawing(width, floor + 22, tuple(shapes), "; ".join(f"{row.label} {row.words}" for row in rows))


def _key(parts: Sequence[str], top: float) -> list[Shape]:
    shapes: list[Shape] = []
    x = 0.0
    for place, name in enumerate(parts):
        shapes += [Rect(x, top + 2, 10, 10, _PART_INKS[place % 3]), Label(x + 14, top + 11, name, Ink.MUTED)]
        x += 30 + 7 * len(name)
    return shapes


def _short(text: str, longest: int = _LONGEST_LABEL) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def axis_text(most: float, figures: Callable[[str], str]) -> Text:
    """How the values of an axis up to `most` are written."""
    decimals = max(0, -math.floor(math.log10(nice_step(most)))) if most > 0 else 0
    return lambda value: figures(f"{value:,.{min(decimals, 6)}f}")
