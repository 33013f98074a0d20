"""Charts: bars of each group, or the trend by version; origins never share one."""

from __future__ import annotations

from collections.abc import Sequence

from benchwright.model.compare import Metric, Verdict
from benchwright.model.document import Block, Figure, Figures, Heading, Paragraph
from benchwright.model.drawing import Ink
from benchwright.model.report import ReportTemplate
from benchwright.model.run import Run, ValidityStatus
from benchwright.reports.drawings import Point, Quantity, Span, axis_text, bars, spans, trend
from benchwright.reports.groups import Group
from benchwright.reports.matter import Matter
from benchwright.reports.phrases import VERDICT_INK
from benchwright.reports.plain import plain

_MOST_BARS = 16
_MOST_GROUPS = 40
_MOST_POINTS = 40


def charts(matter: Matter) -> list[Block]:
    """The charts of each group, as the template asks."""
    say = matter.phrases.say
    blocks: list[Block] = [Heading(say("section.charts"))]
    for group in matter.groups[:_MOST_GROUPS]:
        matter.check()
        title = say("group.title", model=plain(group.model), board=plain(group.board))
        blocks.append(Heading(title, 2, matter.phrases.origin(group.origin)))
        if matter.request.template is ReportTemplate.REGRESSION:
            figures = _trend(matter, group)
        else:
            figures = _bars(matter, group)
            if matter.request.template is ReportTemplate.COMPARE:
                figures = [*_spans(matter, group), *figures]
            if len(group.runs) > _MOST_BARS:
                text = say("chart.newest", shown=_MOST_BARS, n=matter.phrases.figures(f"{len(group.runs):,}"))
                blocks.append(Paragraph(text, Ink.MUTED))
        blocks.append(Figures(tuple(figures)))
    if len(matter.groups) > _MOST_GROUPS:
        blocks.append(Paragraph(say("chart.more_groups", n=len(matter.groups) - _MOST_GROUPS), Ink.MUTED))
    return blocks


def _title(matter: Matter, quantity: str, group: Group, runs: Sequence[Run]) -> str:
    count = sum(len(run.timing.samples) for run in runs)
    return matter.phrases.say(
        "chart.title",
        quantity=quantity,
        board=plain(group.board, 40),
        origin=matter.phrases.origin(group.origin),
        n=matter.phrases.figures(f"{count:,}"),
    )


def _bars(matter: Matter, group: Group) -> list[Figure]:
    phrases, runs = matter.phrases, group.runs[-_MOST_BARS:]
    timed = [run for run in runs if run.timing.samples]
    stored = [run for run in runs if run.ram_bytes is not None]
    drawn = (
        (phrases.say("chart.latency"), timed, [_latency(matter, run) for run in timed]),
        ("RAM", stored, [_ram(matter, run) for run in stored]),
        ("Flash", runs, [_flash(matter, run) for run in runs]),
    )
    return [
        Figure(_title(matter, quantity, group, shown), bars(quantities))
        for quantity, shown, quantities in drawn
        if shown
    ]


def _label(matter: Matter, run: Run) -> str:
    marks = [plain(run.variant_label, 28)]
    if run.validity.status is not ValidityStatus.VALID:
        marks.append(matter.phrases.status(run.validity.status))
    if run.is_baseline:
        marks.append(matter.phrases.say("run.baseline"))
    return " · ".join(marks)


def _latency(matter: Matter, run: Run) -> Quantity:
    median = matter.book.value(run, Metric.LATENCY) or 0.0
    return Quantity(
        _label(matter, run), matter.phrases.latency(median), ((matter.phrases.metric(Metric.LATENCY), median),)
    )


def _ram(matter: Matter, run: Run) -> Quantity:
    memory, say = run.memory, matter.phrases.say
    parts = (
        (say("part.arena"), memory.arena_planned),
        (say("part.stack"), memory.stack_touched),
        (say("part.static"), memory.static_bytes),
    )
    return Quantity(_label(matter, run), matter.phrases.size(run.ram_bytes or 0), parts)


def _flash(matter: Matter, run: Run) -> Quantity:
    say = matter.phrases.say
    parts = ((say("part.pack"), run.pack_bytes), (say("part.firmware"), run.flash_firmware_bytes))
    return Quantity(_label(matter, run), matter.phrases.size(run.flash_bytes), parts)


def _spans(matter: Matter, group: Group) -> list[Figure]:
    """Differences of the latency in percent of the baseline, with their intervals."""
    rows, shown = [], []
    for run in group.runs[-_MOST_BARS:]:
        for item in matter.comparisons(run, group):
            delta = item.delta(Metric.LATENCY)
            if delta is None or delta.interval is None or not delta.baseline:
                continue
            percent = 100 / delta.baseline
            words = matter.phrases.delta(delta).text
            low, middle, high = (
                value * percent for value in (delta.interval.low, delta.value - delta.baseline, delta.interval.high)
            )
            rows.append(Span(plain(run.variant_label), low, middle, high, words, VERDICT_INK[delta.verdict]))
            shown.append(run)
    if not rows:
        return []
    reach = max(max(abs(row.low), abs(row.high)) for row in rows)
    text = axis_text(reach, matter.phrases.figures)
    title = _title(matter, matter.phrases.say("chart.difference"), group, shown)
    return [Figure(title, spans(rows, lambda value: f"{text(value)} %"))]


def _trend(matter: Matter, group: Group) -> list[Figure]:
    """Median latency by version; each is marked by what it is against the version before."""
    runs = [run for run in group.runs if run.timing.samples][-_MOST_POINTS:]
    if not runs:
        return []
    values = [(matter.book.value(run, Metric.LATENCY) or 0.0) for run in runs]
    most = max(values) or 1.0
    size, unit = next((pair for pair in ((1e6, "s"), (1e3, "ms"), (1.0, "µs")) if most >= pair[0]), (1.0, "µs"))
    points, before = [], None
    for run, value in zip(runs, values, strict=True):
        ink = Ink.FIRST
        if before is not None and (item := matter.book.compare(before, run)).is_comparable:
            matter.check()
            delta = item.delta(Metric.LATENCY)
            ink = {Verdict.WORSE: Ink.BAD, Verdict.BETTER: Ink.GOOD}.get(delta.verdict, ink) if delta else ink
        label = f"v{run.variant_version}"
        points.append(Point(label, value / size, f"{plain(run.variant_label)} {matter.phrases.latency(value)}", ink))
        before = run
    quantity = matter.phrases.say("chart.trend", unit=unit)
    drawing = trend(points, axis_text(most / size, matter.phrases.figures))
    return [Figure(_title(matter, quantity, group, runs), drawing)]
