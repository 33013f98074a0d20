"""Details: each run with its numbers as tiles and the distribution of its latencies."""

from __future__ import annotations

from collections.abc import Iterator

from benchwright.model.compare import Comparison, Metric
from benchwright.model.document import Block, Figure, Figures, Heading, Paragraph, Tile, Tiles
from benchwright.model.drawing import Ink
from benchwright.model.run import Run
from benchwright.reports.battery_paragraph import battery_paragraph
from benchwright.reports.histogram import histogram
from benchwright.reports.matter import DETAIL_LIMIT, Matter
from benchwright.reports.ops_part import ops_part
from benchwright.reports.phrases import STATUS_INK, Phrases
from benchwright.reports.plain import plain
from benchwright.reports.scored_part import scored_part


def details(matter: Matter) -> list[Block]:
    """The first runs of the report, one after the other."""
    say = matter.phrases.say
    blocks: list[Block] = [Heading(say("section.details"))]
    blocks += limit_sentence(matter)
    for run in matter.detailed:
        matter.check()
        blocks += _run(matter, run)
    return blocks


def limit_sentence(matter: Matter) -> list[Block]:
    """Says so where only the first runs are shown."""
    count = len(matter.runs)
    if count <= DETAIL_LIMIT:
        return []
    text = matter.phrases.say("details.limited", shown=DETAIL_LIMIT, n=matter.phrases.figures(f"{count:,}"))
    return [Paragraph(text, Ink.MUTED)]


def run_title(matter: Matter, run: Run) -> str:
    """Variant and board of a run."""
    return matter.phrases.say("group.title", model=plain(run.variant_label), board=plain(run.board))


def _run(matter: Matter, run: Run) -> list[Block]:
    phrases, status = matter.phrases, run.validity.status
    comparison = matter.comparison(run)
    origin = phrases.origin(run.origin)
    blocks: list[Block] = [Heading(run_title(matter, run), 2, origin, matter.anchors.get(run.run_id, ""))]
    blocks.append(Paragraph(f"{phrases.status(status)} · {plain(run.run_id)}", STATUS_INK[status]))
    for issue in run.validity.issues:
        meaning = phrases.say(f"issue.{issue.code.value}")
        text = f"▲ {issue.code.value}: {meaning} {plain(issue.text, 400)}"
        blocks.append(Paragraph(text, Ink.WARNING))
    if comparison is not None:
        blocks.append(
            Paragraph(phrases.say("run.against", baseline=plain(comparison.baseline.variant_label)), Ink.MUTED)
        )
    blocks.append(Tiles(tuple(_tiles(matter, run, comparison))))
    blocks += battery_paragraph(phrases, run)
    drawing = histogram(run.timing.latencies_us, phrases)
    if drawing is None:
        blocks.append(Paragraph(phrases.say("run.no_samples"), Ink.MUTED))
    else:
        count = phrases.figures(f"{len(run.timing.samples):,}")
        title = phrases.say(
            "chart.title", quantity=phrases.say("chart.samples"), board=plain(run.board, 40), origin=origin, n=count
        )
        blocks.append(Figures((Figure(title, drawing),)))
        blocks.append(Paragraph(drawing.summary, Ink.MUTED))
    blocks += ops_part(phrases, run, matter.bands)
    blocks += scored_part(phrases, matter.scored(run))
    if run.note:
        blocks.append(Paragraph(phrases.say("run.note", note=plain(run.note, 1_000))))
    return blocks


def _tiles(matter: Matter, run: Run, comparison: Comparison | None) -> Iterator[Tile]:
    phrases, counts = matter.phrases, matter.book.of(run).counts
    sentences = {
        Metric.LATENCY: phrases.say("tile.latency", n=phrases.samples(run), basis=phrases.basis(run)),
        Metric.RAM: phrases.ram_parts(run),
        Metric.FLASH: phrases.flash_parts(run),
        Metric.ENERGY: phrases.energy(run),
        Metric.ACCURACY: phrases.say("tile.accuracy"),
    }
    for metric, sentence in sentences.items():
        value = matter.book.value(run, metric)
        if value is not None:
            yield _tile(phrases, metric, value, sentence, comparison)
        if metric is Metric.LATENCY and counts is not None:
            number = phrases.figures(f"{counts.median:,}")
            yield Tile(phrases.say("tile.instructions"), number, "", phrases.repetition(counts))


def _tile(phrases: Phrases, metric: Metric, value: float, sentence: str, comparison: Comparison | None) -> Tile:
    number, _, unit = phrases.value(metric, value).partition(" ")
    delta = comparison.delta(metric) if comparison else None
    if delta is None:
        return Tile(phrases.metric(metric), number, unit, sentence)
    words = phrases.delta(delta)
    return Tile(phrases.metric(metric), number, unit, sentence, words.text, words.ink, words.interval)
