"""Accuracy on the board in a report: each metric beside the host's, the confusion matrix, where both disagree."""

from __future__ import annotations

from benchwright.model.classification import ConfusionMatrix
from benchwright.model.document import Block, Cell, Column, Paragraph, Table
from benchwright.model.drawing import Ink
from benchwright.model.scoring import ScoreCard, Scoring, ScoringFacts
from benchwright.reports.phrases import NOTHING, Phrases
from benchwright.reports.plain import plain
from benchwright.reports.scored_words import metric_values

MOST_CLASSES = 12
"""A larger confusion matrix does not fit the page; JSON has it."""


def scored_part(phrases: Phrases, facts: ScoringFacts | None) -> list[Block]:
    """What a labelled set on the board told; nothing without one."""
    if facts is None or facts.board is None:
        return []
    say, scoring = phrases.say, facts.scoring
    head = say(
        "scored.head",
        set=plain(scoring.set_name),
        sha=scoring.set_sha256[:12],
        n=phrases.figures(f"{scoring.sample_count:,}"),
        when=phrases.catalogue.day_and_time(scoring.finished_at),
        id=plain(scoring.scoring_id),
    )
    blocks: list[Block] = [Paragraph(head), _metrics(phrases, facts)]
    if facts.host is None:
        blocks.append(Paragraph(say("scored.no_host"), Ink.MUTED))
    elif facts.differing:
        blocks.append(Paragraph(phrases.count("scored.differ", len(facts.differing)), Ink.WARNING))
    else:
        blocks.append(Paragraph(say("scored.agree"), Ink.GOOD))
    matrix = facts.board.matrix
    if matrix is not None and len(matrix.counts) <= MOST_CLASSES:
        blocks.append(_matrix(phrases, scoring, matrix))
    return blocks


def _metrics(phrases: Phrases, facts: ScoringFacts) -> Table:
    say = phrases.say
    board, host = metric_values(facts.board), metric_values(facts.host)
    rows = []
    for name, value in board.items():
        if value is not None:
            note = _interval(phrases, facts.board) if name == "top1" else ""
            cells = (Cell(_value(phrases, name, value), note=note), Cell(_value(phrases, name, host[name])))
            rows.append((Cell(say(f"scored.{name}")), *cells))
    columns = (
        Column(say("scored.metric")),
        Column(say("scored.board"), is_number=True),
        Column(say("scored.host"), is_number=True),
    )
    return Table(columns, tuple(rows))


def _matrix(phrases: Phrases, scoring: Scoring, matrix: ConfusionMatrix) -> Table:
    names = [plain(scoring.class_name(number), 20) for number in range(len(matrix.counts))]
    columns = (Column(phrases.say("scored.label")), *(Column(name, is_number=True) for name in names))
    rows = tuple(
        (
            Cell(name),
            *(
                Cell(phrases.figures(f"{count:,}"), Ink.TEXT if column == row else Ink.WARNING if count else Ink.MUTED)
                for column, count in enumerate(counts)
            ),
        )
        for row, (name, counts) in enumerate(zip(names, matrix.counts, strict=True))
    )
    return Table(columns, rows)


def _interval(phrases: Phrases, card: ScoreCard | None) -> str:
    if card is None or card.interval is None:
        return ""
    low, high = (phrases.figures(f"{100 * ratio:.1f}") for ratio in card.interval)
    return phrases.say("scored.interval", low=low, high=high)


def _value(phrases: Phrases, name: str, value: float | None) -> str:
    if value is None:
        return NOTHING
    return phrases.figures(f"{100 * value:.1f} %" if name.startswith("top") else f"{value:.4g}")
