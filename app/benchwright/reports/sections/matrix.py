"""Board × model: the latency of each variant on each board, origins apart."""

from __future__ import annotations

from collections.abc import Sequence

from benchwright.model.compare import Metric
from benchwright.model.document import Block, Cell, Column, Heading, Paragraph, Table
from benchwright.model.drawing import Ink
from benchwright.model.run import Run, ValidityStatus
from benchwright.reports.groups import Group
from benchwright.reports.matter import Matter
from benchwright.reports.phrases import NOTHING, STATUS_INK
from benchwright.reports.plain import plain

_BOARDS_ACROSS = 5
_MOST_BOARDS = 20


def matrix(matter: Matter) -> list[Block]:
    """A table of variants and boards for each origin; what was not measured is a dash."""
    say = matter.phrases.say
    blocks: list[Block] = [Heading(say("section.matrix")), Paragraph(say("matrix.sentence"), Ink.MUTED)]
    for origin in dict.fromkeys(run.origin for run in matter.runs):
        groups = [group for group in matter.groups if group.origin is origin]
        blocks.append(Heading(say(f"origin.{origin.value}.title"), 2, matter.phrases.origin(origin)))
        boards = sorted({group.board for group in groups})
        starts = range(0, min(len(boards), _MOST_BOARDS), _BOARDS_ACROSS)
        blocks += [_table(matter, groups, boards[start : start + _BOARDS_ACROSS]) for start in starts]
        if len(boards) > _MOST_BOARDS:
            blocks.append(Paragraph(say("matrix.more_boards", n=len(boards) - _MOST_BOARDS), Ink.MUTED))
    return blocks


def _table(matter: Matter, groups: Sequence[Group], boards: Sequence[str]) -> Table:
    found = {(run.variant_sha256, group.board): run for group in groups for run in group.runs}
    labels = {
        (group.model, run.variant_version, run.variant_label, run.variant_sha256): None
        for group in groups
        if group.board in boards
        for run in group.runs
    }
    rows = []
    for model, _version, label, sha256 in sorted(labels):
        matter.check()
        cells = (_cell(matter, found.get((sha256, board))) for board in boards)
        rows.append((Cell(plain(label), note=plain(model)), *cells))
    columns = (Column(matter.phrases.say("column.variant")), *(Column(plain(b, 40), is_number=True) for b in boards))
    return Table(columns, tuple(rows))


def _cell(matter: Matter, run: Run | None) -> Cell:
    phrases = matter.phrases
    if run is None:
        return Cell(NOTHING, Ink.MUTED)
    latency = matter.book.value(run, Metric.LATENCY)
    text = NOTHING if latency is None else phrases.latency(latency)
    note = "" if run.ram_bytes is None else f"RAM {phrases.size(run.ram_bytes)}"
    if run.validity.status is ValidityStatus.VALID:
        return Cell(text, note=note)
    return Cell(
        text, STATUS_INK[run.validity.status], "; ".join(filter(None, (phrases.status(run.validity.status), note)))
    )
