"""Validity: every rule that a run broke, with what it means and what was found."""

from __future__ import annotations

from benchwright.model.document import Block, Cell, Column, Heading, Paragraph, Table
from benchwright.model.drawing import Ink
from benchwright.reports.groups import by_origin
from benchwright.reports.matter import Matter
from benchwright.reports.plain import plain


def validity(matter: Matter) -> list[Block]:
    """A line for each issue of each run, origins apart; a sentence where every rule was kept."""
    phrases, say = matter.phrases, matter.phrases.say
    blocks: list[Block] = [Heading(say("section.validity")), Paragraph(say("validity.sentence"), Ink.MUTED)]
    columns = (
        Column(say("column.run")),
        Column(say("column.rule")),
        Column(say("column.meaning")),
        Column(say("column.found")),
    )
    for origin, runs in by_origin(matter.runs):
        rows = [
            (
                Cell(plain(run.variant_label), note=f"{plain(run.board)}, {plain(run.run_id)}"),
                Cell(issue.code.value, Ink.BAD if issue.code.makes_invalid else Ink.WARNING),
                Cell(say(f"issue.{issue.code.value}")),
                Cell(plain(issue.text, 400)),
            )
            for run in runs
            for issue in run.validity.issues
        ]
        blocks.append(Heading(say(f"origin.{origin.value}.title"), 2, phrases.origin(origin)))
        if rows:
            blocks.append(Table(columns, tuple(rows)))
        else:
            blocks.append(Paragraph(say("validity.none"), Ink.GOOD))
    return blocks
