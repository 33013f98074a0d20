"""Runs: a line each, origins in tables of their own."""

from __future__ import annotations

from benchwright.model.compare import Metric
from benchwright.model.document import Block, Cell, Column, Heading, Paragraph, Table
from benchwright.model.drawing import Ink
from benchwright.model.run import Run
from benchwright.reports.groups import by_origin
from benchwright.reports.matter import Matter
from benchwright.reports.phrases import NOTHING, STATUS_INK, Phrases
from benchwright.reports.plain import plain

_CHECK_EVERY = 100


def run_table(matter: Matter) -> list[Block]:
    """Every run of the report."""
    say = matter.phrases.say
    blocks: list[Block] = [Heading(say("section.runs"))]
    for origin, runs in by_origin(matter.runs):
        blocks.append(Heading(say(f"origin.{origin.value}.title"), 2, matter.phrases.origin(origin)))
        blocks.append(Paragraph(say(f"origin.{origin.value}.sentence"), Ink.MUTED))
        rows = []
        has_energy = any(run.energy is not None for run in runs)
        has_scored = any(_scored_ratio(matter, run) is not None for run in runs)
        for number, run in enumerate(runs):
            if number % _CHECK_EVERY == 0:
                matter.check()
            rows.append(_row(matter, run, has_energy=has_energy, has_scored=has_scored))
        blocks.append(Table(_columns(matter.phrases, has_energy=has_energy, has_scored=has_scored), tuple(rows)))
    return blocks


def _columns(phrases: Phrases, *, has_energy: bool, has_scored: bool) -> tuple[Column, ...]:
    say = phrases.say
    energy = (Column(say("metric.energy"), "µJ", is_number=True),) if has_energy else ()
    return (
        Column(say("column.variant")),
        Column(say("column.board")),
        Column(say("column.started"), "UTC"),
        Column(say("metric.latency"), "µs", is_number=True),
        Column("p95", "µs", is_number=True),
        Column(say("column.instructions"), is_number=True),
        Column("RAM", "B", is_number=True),
        Column("Flash", "B", is_number=True),
        *energy,
        Column(say("column.accuracy"), "%", is_number=True),
        *((Column(say("column.scored"), "%", is_number=True),) if has_scored else ()),
        Column(say("column.validity")),
    )


def _row(matter: Matter, run: Run, *, has_energy: bool, has_scored: bool) -> tuple[Cell, ...]:
    phrases, figures = matter.phrases, matter.book.of(run)
    number, latency = phrases.figures, figures.latency
    status = run.validity.status
    return (
        Cell(
            plain(run.variant_label),
            note=phrases.say("run.baseline") if run.is_baseline else "",
            anchor=matter.anchors.get(run.run_id, ""),
        ),
        Cell(plain(run.board)),
        Cell(phrases.catalogue.day_and_time(run.started_at), Ink.MUTED),
        Cell(number(f"{latency.median:,.2f}") if latency else NOTHING),
        Cell(number(f"{latency.p95:,.2f}") if latency else NOTHING),
        Cell(phrases.counts(figures.counts) if figures.counts else NOTHING),
        Cell(NOTHING if run.ram_bytes is None else number(f"{run.ram_bytes:,}")),
        Cell(number(f"{run.flash_bytes:,}")),
        *((_energy(matter, run),) if has_energy else ()),
        Cell(NOTHING if run.accuracy is None else number(f"{run.accuracy * 100:.1f}")),
        *((_scored(matter, run),) if has_scored else ()),
        Cell(phrases.status(status), STATUS_INK[status], " ".join(issue.code.value for issue in run.validity.issues)),
    )


def _scored(matter: Matter, run: Run) -> Cell:
    scoring, ratio = matter.scoring(run), _scored_ratio(matter, run)
    if scoring is None or ratio is None:
        return Cell(NOTHING)
    return Cell(matter.phrases.figures(f"{ratio * 100:.1f}"), note=plain(scoring.set_name, 40))


def _scored_ratio(matter: Matter, run: Run) -> float | None:
    scoring = matter.scoring(run)
    return scoring.accuracy.ratio if scoring is not None and scoring.accuracy is not None else None


def _energy(matter: Matter, run: Run) -> Cell:
    value = matter.book.value(run, Metric.ENERGY)
    if value is None:
        return Cell(NOTHING)
    return Cell(matter.phrases.figures(f"{value:,.4g}"), note=matter.phrases.simulated(run))
