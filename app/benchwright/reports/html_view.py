"""What the HTML report shows, as values with nothing left to decide for the template."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchwright.model.board import Origin
from benchwright.model.compare import MEASURED, Comparison, Metric, metric_value
from benchwright.model.run import Issue, Run, ValidityStatus
from benchwright.model.stats import summarise
from benchwright.model.units import bytes_text
from benchwright.reports.charts import Bars, Histogram, Quantity, bars, histogram
from benchwright.reports.words import (
    DeltaWords,
    delta_words,
    flash_parts_text,
    instruction_counts,
    latency_basis,
    latency_text,
    litert_text,
    metric_text,
    parity_text,
    provenance_items,
    ram_parts_text,
    samples_text,
)

_ORIGINS = {
    Origin.HARDWARE: ("Hardware", "Measured on boards, on their own clocks."),
    Origin.EMULATED: (
        "Emulated",
        "Run on an emulator. Counts are executed instructions; latency is virtual time at one instruction per cycle of "
        "the board's clock, not a time of a real board.",
    ),
    Origin.NATIVE: (
        "Native",
        "Run on this computer with the same kernels. These times are of this computer, not of a board.",
    ),
}
_ICONS = {ValidityStatus.VALID: "●", ValidityStatus.DEGRADED: "▲", ValidityStatus.INVALID: "✕"}


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of a run, its unit apart, a line below it, and how it differs from the baseline."""

    name: str
    number: str
    unit: str
    detail: str
    delta: DeltaWords | None


@dataclass(frozen=True, slots=True)
class RunView:
    """One run. `cells` are those of its line in the table, in the order of TABLE_HEADER."""

    anchor: str
    run: Run
    icon: str
    status: str
    issues: tuple[Issue, ...]
    cells: tuple[str, ...]
    tiles: tuple[Tile, ...]
    baseline: str
    histogram: Histogram | None
    latency_title: str
    outputs: str
    provenance: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The variants of one model on one board, newest run of each."""

    title: str
    charts: tuple[Bars, ...]


@dataclass(frozen=True, slots=True)
class OriginView:
    """Everything of one origin; origins never share a chart."""

    origin: str
    title: str
    sentence: str
    groups: tuple[GroupView, ...]
    runs: tuple[RunView, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """One line of the comparisons: deltas in the order of Metric, or the reasons why there are none."""

    baseline: str
    run: str
    board: str
    origin: str
    deltas: tuple[DeltaWords | None, ...]
    reasons: tuple[str, ...]


TABLE_HEADER = ("Latency, µs", "p95, µs", "Instructions", "RAM, B", "Flash, B", "Accuracy, %")


def origin_views(runs: Sequence[Run], comparisons: Sequence[Comparison]) -> tuple[OriginView, ...]:
    """The runs by origin, hardware first; of several comparisons of a run the first that has deltas counts."""
    against = {item.run.run_id: item for item in reversed(comparisons) if item.is_comparable}
    anchors = {run.run_id: f"run-{number}" for number, run in enumerate(runs, start=1)}
    views = []
    for origin, (title, sentence) in _ORIGINS.items():
        mine = [run for run in runs if run.origin is origin]
        if mine:
            details = tuple(_run_view(run, anchors[run.run_id], against.get(run.run_id)) for run in mine)
            views.append(OriginView(origin.value, title, sentence, _groups(mine), details))
    return tuple(views)


def comparison_views(comparisons: Iterable[Comparison]) -> tuple[ComparisonView, ...]:
    """The comparisons line by line."""
    return tuple(
        ComparisonView(
            baseline=item.baseline.variant_label,
            run=item.run.variant_label,
            board=item.run.board,
            origin=item.run.origin.value,
            deltas=tuple(_delta(item, metric) for metric in MEASURED),
            reasons=item.reasons,
        )
        for item in comparisons
    )


def _run_view(run: Run, anchor: str, comparison: Comparison | None) -> RunView:
    stages = " · ".join(
        f"{item.stage} {item.seconds:.2f} s{f' ({item.note})' if item.note else ''}" for item in run.stages
    )
    sample_count = len(run.timing.samples)
    return RunView(
        anchor=anchor,
        run=run,
        icon=_ICONS[run.validity.status],
        status=run.validity.status.value,
        issues=run.validity.issues,
        cells=_cells(run),
        tiles=tuple(_tiles(run, comparison)),
        baseline=comparison.baseline.variant_label if comparison else "",
        histogram=histogram(run.timing.latencies_us),
        latency_title=f"Samples by latency in µs, {run.board} ({run.origin.value}), n = {sample_count:,}",
        outputs="; ".join(filter(None, (parity_text(run), litert_text(run)))),
        provenance=(*provenance_items(run), *((("Stages", stages),) if stages else ())),
    )


def _cells(run: Run) -> tuple[str, ...]:
    latencies = run.timing.latencies_us
    counts = instruction_counts(run)
    summary = summarise(latencies) if latencies else None
    return (
        f"{summary.median:,.2f}" if summary else "–",
        f"{summary.p95:,.2f}" if summary else "–",
        _range_text(counts) if counts else "–",
        "–" if run.ram_bytes is None else f"{run.ram_bytes:,}",
        f"{run.flash_bytes:,}",
        "–" if run.accuracy is None else f"{run.accuracy * 100:.1f}",
    )


def _tiles(run: Run, comparison: Comparison | None) -> Iterable[Tile]:
    counts = instruction_counts(run)
    details = {
        Metric.LATENCY: f"median of {samples_text(run)}, {latency_basis(run)}",
        Metric.RAM: ram_parts_text(run),
        Metric.FLASH: flash_parts_text(run),
        Metric.ACCURACY: "on held-out samples, measured on the host",
    }
    for metric, detail in details.items():
        value = metric_value(run, metric)
        if value is not None:
            name = "RAM" if metric is Metric.RAM else metric.value.capitalize()
            yield _tile(name, metric_text(metric, value), detail, _delta(comparison, metric))
        if metric is Metric.LATENCY and counts:
            number = f"{statistics.median_low(counts):,}"
            yield Tile("Instructions per inference", number, "", _repetition(run, counts), None)


def _tile(name: str, text: str, detail: str, delta: DeltaWords | None) -> Tile:
    number, _, unit = text.partition(" ")
    return Tile(name, number, unit, detail, delta)


def _delta(comparison: Comparison | None, metric: Metric) -> DeltaWords | None:
    found = comparison.delta(metric) if comparison else None
    return delta_words(found) if found else None


def _repetition(run: Run, counts: Sequence[int]) -> str:
    repeats = all(len(set(map(run.timing.instructions, window.ticks))) <= 1 for window in run.timing.windows)
    text = "identical in every inference of an input" if repeats else "differs between inferences"
    return text if min(counts) == max(counts) else f"{_range_text(counts)}, {text}"


def _range_text(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def _groups(runs: Sequence[Run]) -> tuple[GroupView, ...]:
    ordered = sorted(runs, key=lambda run: (run.model, run.board, run.variant_version, run.variant_name))
    return tuple(
        _group(model, board, list(members))
        for (model, board), members in groupby(ordered, lambda run: (run.model, run.board))
    )


def _group(model: str, board: str, runs: Sequence[Run]) -> GroupView:
    newest: dict[str, Run] = {}
    for run in sorted(runs, key=lambda run: run.started_at):
        newest[run.variant_sha256] = run
    shown = sorted(newest.values(), key=lambda run: (run.variant_version, run.variant_name))
    return GroupView(
        f"{model} on {board}",
        (
            bars("Latency, median", [_latency_bar(run) for run in shown if run.timing.samples]),
            bars("RAM", [_ram_bar(run, total) for run in shown if (total := run.ram_bytes) is not None]),
            bars("Flash", [_flash_bar(run) for run in shown]),
        ),
    )


def _bar_label(run: Run) -> str:
    marks = [run.variant_label]
    if run.validity.status is not ValidityStatus.VALID:
        marks.append(run.validity.status.value)
    if run.is_baseline:
        marks.append("baseline")
    return " · ".join(marks)


def _latency_bar(run: Run) -> Quantity:
    median = summarise(run.timing.latencies_us).median
    return Quantity(_bar_label(run), latency_text(median), (("latency", median),))


def _ram_bar(run: Run, total_bytes: int) -> Quantity:
    memory = run.memory
    parts = (("arena", memory.arena_planned), ("stack", memory.stack_touched), ("static", memory.static_bytes))
    return Quantity(_bar_label(run), bytes_text(total_bytes), parts)


def _flash_bar(run: Run) -> Quantity:
    parts = (("pack", run.pack_bytes), ("firmware", run.flash_firmware_bytes))
    return Quantity(_bar_label(run), bytes_text(run.flash_bytes), parts)
