"""Overview: how many runs of which origin, how far they can be trusted, and what the report found."""

from __future__ import annotations

from collections import Counter

from benchwright.model.compare import Verdict
from benchwright.model.document import Block, Cell, Column, Heading, Paragraph, Table
from benchwright.model.drawing import Ink
from benchwright.model.report import ReportTemplate
from benchwright.model.run import ValidityStatus
from benchwright.reports.groups import by_origin
from benchwright.reports.matter import Matter


def overview(matter: Matter) -> list[Block]:
    """A table with a line an origin, and a sentence that answers the template's question."""
    phrases, say = matter.phrases, matter.phrases.say
    columns = (
        Column(say("column.origin")),
        Column(say("column.runs"), is_number=True),
        Column(say("column.boards"), is_number=True),
        Column(say("column.models"), is_number=True),
        *(Column(phrases.status(status), is_number=True) for status in ValidityStatus),
    )
    rows = []
    for origin, runs in by_origin(matter.runs):
        statuses = Counter(run.validity.status for run in runs)
        numbers = (
            len(runs),
            len({run.board for run in runs}),
            len({run.model for run in runs}),
            *(statuses[status] for status in ValidityStatus),
        )
        cells = (Cell(phrases.figures(f"{number:,}")) for number in numbers)
        rows.append((Cell(phrases.origin(origin), note=say(f"origin.{origin.value}.sentence")), *cells))
    blocks: list[Block] = [Heading(say("section.overview")), Table(columns, tuple(rows))]
    if matter.request.template is ReportTemplate.REGRESSION:
        blocks.insert(1, _finding(matter))
    return blocks


def _finding(matter: Matter) -> Paragraph:
    verdicts: Counter[Verdict] = Counter()
    for group in matter.groups:
        for item in matter.comparisons(group.runs[-1], group)[:1]:
            verdicts.update(delta.verdict for delta in item.deltas)
    phrases = matter.phrases
    if not verdicts:
        return Paragraph(phrases.say("regression.nothing"))
    parts = [
        phrases.count(f"regression.{verdict.value}", verdicts[verdict]) for verdict in Verdict if verdicts[verdict]
    ]
    return Paragraph(
        phrases.say("regression.finding", parts=", ".join(parts)), Ink.BAD if verdicts[Verdict.WORSE] else Ink.TEXT
    )
