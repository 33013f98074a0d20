"""Regression: what got worse or better since the version before, or since the baseline."""

from __future__ import annotations

from benchwright.model.compare import Comparison, Delta, Verdict
from benchwright.model.document import Block, Cell, Column, Heading, Paragraph, Table
from benchwright.model.drawing import Ink
from benchwright.reports.matter import Matter
from benchwright.reports.phrases import VERDICT_INK, Phrases
from benchwright.reports.plain import plain

_ORDER = (Verdict.WORSE, Verdict.BETTER, Verdict.UNKNOWN, Verdict.SAME)
_SIGNS = {Verdict.WORSE: "▲", Verdict.BETTER: "▼", Verdict.SAME: "=", Verdict.UNKNOWN: "?"}


def regression(matter: Matter) -> list[Block]:
    """The newest version of each model on each board against the one before and its baseline, what is worse on top."""
    say = matter.phrases.say
    blocks: list[Block] = [Heading(say("section.regression")), Paragraph(say("regression.sentence"), Ink.MUTED)]
    for group in matter.groups:
        newest = group.runs[-1]
        title = say("group.title", model=plain(group.model), board=plain(group.board))
        blocks.append(Heading(title, 2, matter.phrases.origin(group.origin)))
        items = matter.comparisons(newest, group)
        if not items:
            blocks.append(Paragraph(say("regression.alone", variant=plain(newest.variant_label)), Ink.MUTED))
        for item in items:
            blocks += _changes(item, matter.phrases)
    return blocks


def _changes(item: Comparison, phrases: Phrases) -> list[Block]:
    sides = phrases.say(
        "regression.sides",
        variant=plain(item.run.variant_label),
        run=plain(item.run.run_id),
        baseline=plain(item.baseline.variant_label),
        baseline_run=plain(item.baseline.run_id),
    )
    if not item.is_comparable:
        return [Paragraph(sides), Paragraph(phrases.reasons(item.reasons), Ink.WARNING)]
    deltas = sorted(item.deltas, key=lambda delta: _ORDER.index(delta.verdict))
    return [Paragraph(sides), Table(_columns(phrases), tuple(_row(delta, phrases) for delta in deltas))]


def _columns(phrases: Phrases) -> tuple[Column, ...]:
    say = phrases.say
    return (
        Column(say("column.verdict")),
        Column(say("column.metric")),
        Column(say("column.before"), is_number=True),
        Column(say("column.after"), is_number=True),
        Column(say("column.change")),
        Column(say("column.interval")),
    )


def _row(delta: Delta, phrases: Phrases) -> tuple[Cell, ...]:
    words = phrases.delta(delta)
    ink = VERDICT_INK[delta.verdict]
    return (
        Cell(f"{_SIGNS[delta.verdict]} {phrases.verdict(delta.verdict)}", ink),
        Cell(phrases.metric(delta.metric)),
        Cell(phrases.value(delta.metric, delta.baseline)),
        Cell(phrases.value(delta.metric, delta.value)),
        Cell(words.text, ink),
        Cell(words.interval, Ink.MUTED),
    )
