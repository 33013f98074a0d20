"""The distribution of a run's latencies as a drawing."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from benchwright.model.drawing import LABEL_SIZE, Anchor, Drawing, Ink, Label, Line, Rect, Shape
from benchwright.model.stats import percentile
from benchwright.reports.axis import nice_step, nice_ticks
from benchwright.reports.phrases import Phrases

WIDTH, HEIGHT = 560, 220
LEFT, RIGHT, TOP, FLOOR = 44, WIDTH - 12, 26, HEIGHT - 34
_MOST_BINS, _FEWEST_BINS = 40, 8
_FENCE = 10
_FAR = 3
_LABEL_WIDTH = 70


def histogram(latencies_us: Sequence[float], phrases: Phrases) -> Drawing | None:
    """How often which latency in microseconds was measured, with median and p95; None without samples."""
    if not latencies_us:
        return None
    ordered = sorted(latencies_us)
    if ordered[0] == ordered[-1]:
        return _single(ordered[0], len(ordered), phrases)
    low, high = ordered[0], _drawn_up_to(ordered)
    bin_count = _bin_count(ordered)
    step = (high - low) / bin_count
    counts = [0] * bin_count
    for value in ordered:
        counts[min(int((value - low) / step), bin_count - 1)] += 1
    most, width = max(counts), (RIGHT - LEFT) / bin_count
    shapes: list[Shape] = [
        _bin(LEFT + index * width, width, share / most, f"{_number(low + index * step, step, phrases)} µs: {share}")
        for index, share in enumerate(counts)
        if share
    ]

    def x(value: float) -> float:
        return LEFT + (value - low) / (high - low) * (RIGHT - LEFT)

    shapes += _axis([(x(value), _number(value, nice_step(high - low), phrases)) for value in nice_ticks(low, high)])
    shapes += _scale(most, phrases)
    median, p95 = percentile(ordered, 0.5), percentile(ordered, 0.95)
    shapes += _marks(x(median), x(p95), phrases.say("chart.median"))
    least, largest, middle = (_number(value, step, phrases) for value in (low, ordered[-1], median))
    count = phrases.figures(f"{len(ordered):,}")
    summary = phrases.say("chart.spread", n=count, least=least, most=largest, median=middle)
    beyond = sum(value > high for value in ordered)
    if beyond:
        counted = phrases.figures(f"{beyond:,}")
        summary += phrases.say("chart.beyond", n=counted, limit=_number(high, step, phrases))
    return Drawing(WIDTH, HEIGHT, tuple(shapes), summary)


def _drawn_up_to(ordered: Sequence[float]) -> float:
    """Where the axis ends: the largest sample, unless a few far ones would press all others into one bar."""
    middle, upper = percentile(ordered, 0.5), percentile(ordered, 0.75)
    limit = max(upper + _FENCE * (upper - middle), percentile(ordered, 0.95))
    drawn = ordered[bisect_right(ordered, limit) - 1]
    is_far = ordered[-1] - ordered[0] > _FAR * (drawn - ordered[0])
    return drawn if is_far and drawn > ordered[0] else ordered[-1]


def _single(value: float, count: int, phrases: Phrases) -> Drawing:
    middle = (LEFT + RIGHT) / 2
    text = phrases.figures(f"{value:,.3f}".rstrip("0").rstrip("."))
    shapes = [_bin(middle - 14, 28, 1, f"{text} µs: {count}"), *_axis([(middle, text)]), *_scale(count, phrases)]
    if count == 1:
        return Drawing(WIDTH, HEIGHT, tuple(shapes), phrases.say("chart.single", value=text))
    summary = phrases.say("chart.equal", n=phrases.figures(f"{count:,}"), value=text)
    return Drawing(WIDTH, HEIGHT, tuple(shapes), summary)


def _bin(x: float, width: float, share: float, title: str) -> Rect:
    height = share * (FLOOR - TOP)
    return Rect(x + 0.5, FLOOR - height, max(width - 1, 1), height, Ink.FIRST, title)


def _axis(ticks: Sequence[tuple[float, str]]) -> list[Shape]:
    shapes: list[Shape] = [Line(LEFT, FLOOR, RIGHT, FLOOR, Ink.LINE)]
    for x, text in ticks:
        shapes += [Line(x, FLOOR, x, FLOOR + 4, Ink.LINE), Label(x, FLOOR + 18, text, Ink.MUTED, Anchor.MIDDLE)]
    return shapes


def _scale(most: int, phrases: Phrases) -> list[Shape]:
    return [
        Label(LEFT - 8, TOP + 9, phrases.figures(f"{most:,}"), Ink.MUTED, Anchor.END),
        Label(LEFT - 8, FLOOR, "0", Ink.MUTED, Anchor.END),
    ]


def _marks(median: float, p95: float, label: str) -> list[Shape]:
    marks = [*_mark(median, label, is_left=True), *_mark(p95, "p95", is_left=False)]
    first, second = (shape for shape in marks if isinstance(shape, Label))
    if first.anchor is second.anchor and abs(first.x - second.x) < _LABEL_WIDTH:
        lower = Label(second.x, second.y + LABEL_SIZE + 2, second.text, anchor=second.anchor)
        return [lower if shape is second else shape for shape in marks]
    return marks


def _mark(x: float, label: str, *, is_left: bool) -> list[Shape]:
    # The two labels stand on the outer sides of their lines, so that near ones do not cover each other.
    has_room = x > LEFT + 60 if is_left else x < RIGHT - 40
    anchor = Anchor.END if is_left == has_room else Anchor.START
    place = x + (4 if anchor is Anchor.START else -4)
    return [Line(x, TOP - 18, x, FLOOR, Ink.TEXT, is_dashed=True), Label(place, TOP - 10, label, anchor=anchor)]


def _bin_count(ordered: Sequence[float]) -> int:
    # Freedman & Diaconis 1981; clocks with coarse steps have no quartile range, then the square root serves.
    spread = percentile(ordered, 0.75) - percentile(ordered, 0.25)
    width = 2 * spread / len(ordered) ** (1 / 3)
    wanted = (_drawn_up_to(ordered) - ordered[0]) / width if width > 0 else math.sqrt(len(ordered))
    return int(min(_MOST_BINS, max(_FEWEST_BINS, math.ceil(wanted))))


def _number(value: float, step: float, phrases: Phrases) -> str:
    decimals = max(0, -math.floor(math.log10(step))) if step > 0 else 0
    return phrases.figures(f"{value:,.{min(decimals, 6)}f}")
