"""Compare: each variant against its baseline, with intervals, or why there is no comparison."""

from __future__ import annotations

from benchwright.model.compare import Comparison, Metric
from benchwright.model.document import Block, Cell, Column, Heading, Paragraph, Table
from benchwright.model.drawing import Ink
from benchwright.reports.matter import Matter
from benchwright.reports.phrases import NOTHING, Phrases
from benchwright.reports.plain import plain


def comparing(matter: Matter) -> list[Block]:
    """A table for each model on a board: the baseline first, then a line a variant."""
    say = matter.phrases.say
    blocks: list[Block] = [Heading(say("section.compare")), Paragraph(say("compare.sentence"), Ink.MUTED)]
    for group in matter.groups:
        rows = [_row(item, matter.phrases) for run in group.runs for item in matter.comparisons(run, group)]
        title = say("group.title", model=plain(group.model), board=plain(group.board))
        blocks.append(Heading(title, 2, matter.phrases.origin(group.origin)))
        blocks.append(
            Table(_columns(matter.phrases), tuple(rows)) if rows else Paragraph(say("compare.alone"), Ink.MUTED)
        )
        cautions = _cautions(matter, [item for run in group.runs for item in matter.comparisons(run, group)])
        blocks += cautions
    return blocks


def _columns(phrases: Phrases) -> tuple[Column, ...]:
    say = phrases.say
    return (
        Column(say("column.variant")),
        Column(say("column.against")),
        *(Column(phrases.metric(metric)) for metric in Metric),
    )


def _row(item: Comparison, phrases: Phrases) -> tuple[Cell, ...]:
    names = (Cell(plain(item.run.variant_label)), Cell(plain(item.baseline.variant_label), Ink.MUTED))
    if not item.is_comparable:
        rest = (Cell("", Ink.MUTED) for _ in list(Metric)[1:])
        return (*names, Cell(phrases.reasons(item.reasons), Ink.WARNING), *rest)
    return (*names, *(_cell(item, metric, phrases) for metric in Metric))


def _cell(item: Comparison, metric: Metric, phrases: Phrases) -> Cell:
    delta = item.delta(metric)
    if delta is None:
        return Cell(NOTHING, Ink.MUTED)
    words = phrases.delta(delta)
    values = f"{phrases.value(metric, delta.baseline)} → {phrases.value(metric, delta.value)}"
    simulated = phrases.simulated(item.run) if metric is Metric.ENERGY else ""
    return Cell(words.text, words.ink, "; ".join(filter(None, (values, words.interval, simulated))))


def _cautions(matter: Matter, items: list[Comparison]) -> list[Block]:
    sides = {side.run_id: side for item in items for side in (item.baseline, item.run) if side.validity.issues}
    phrases = matter.phrases
    return [
        Paragraph(
            phrases.say(
                "compare.caution",
                variant=plain(side.variant_label),
                status=phrases.status(side.validity.status),
                codes=", ".join(issue.code.value for issue in side.validity.issues),
            ),
            Ink.WARNING,
        )
        for side in sides.values()
    ]
