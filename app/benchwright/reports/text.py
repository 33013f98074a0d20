"""Runs and comparisons for the terminal, in aligned columns."""

from __future__ import annotations

from collections.abc import Sequence

from benchwright.model.board import Origin
from benchwright.model.compare import Comparison, Metric, compare, metric_value
from benchwright.model.core_band import NO_BANDS, CoreBands
from benchwright.model.run import Run, ValidityStatus
from benchwright.model.stats import summarise
from benchwright.model.units import bytes_text
from benchwright.reports.columns import aligned, printable
from benchwright.reports.energy_words import energy_cell, energy_facts
from benchwright.reports.op_profile import rate_facts
from benchwright.reports.words import (
    delta_words,
    flash_parts_text,
    instruction_counts,
    latency_basis,
    latency_text,
    litert_text,
    metric_text,
    parity_text,
    ram_parts_text,
    samples_text,
)

_NOTHING = "–"


def run_text(run: Run, previous: Run | None, baseline: Run | None, bands: CoreBands = NO_BANDS) -> str:
    """One run to read: what it is, its numbers, how far they can be trusted, and how they compare."""
    lines = [f"{run.variant_label} on {run.board}, {_origin_words(run)}"]
    lines += [f"  run {run.run_id}, started {run.started_at}, engine {run.engine_label}", ""]
    lines += aligned([["  " + name, *cells] for name, *cells in _facts(run, bands)])
    lines += [f"  ! {issue.code.value}: {issue.text}" for issue in run.validity.issues]
    seen = {run.run_id}
    for name, other in (("baseline", baseline), ("previous", previous)):
        if other is not None and other.run_id not in seen:
            lines += ["", *_comparison_lines(compare(other, run), name)]
            seen.add(other.run_id)
    return "\n".join(map(printable, lines))


def runs_table_text(runs: Sequence[Run], *, has_energy: bool = False) -> str:
    """One line a run; a run that did not happen on a board says so in its line.

    `has_energy`: the net energy of an inference too, with the word simulated where it is.
    """
    header = [
        "",
        "Run",
        "Started (UTC)",
        "Board",
        "Origin",
        "Variant",
        "Latency",
        "RAM",
        "Flash",
        "Accuracy",
        *(("Energy",) if has_energy else ()),
        "Validity",
    ]
    rows = [_table_row(run, has_energy=has_energy) for run in runs]
    return "\n".join(aligned([header, *rows], right={6, 7, 8, 9}))


def comparison_text(comparison: Comparison) -> str:
    """A run against a baseline: a line a metric with sign, arrow and word, or why there is none."""
    return "\n".join(map(printable, _comparison_lines(comparison, "baseline")))


def _facts(run: Run, bands: CoreBands) -> list[list[str]]:
    facts = [["Validity", run.validity.status.value.upper() if _is_invalid(run) else run.validity.status.value, ""]]
    facts.append(["Latency", *_latency_cells(run)])
    counts = instruction_counts(run)
    if counts:
        facts.append(["Instructions", *_instruction_cells(counts)])
        if run.predicted_instructions is not None:
            predicted = run.predicted_instructions
            facts.append(["Predicted", f"{predicted:,}", f"{predicted / counts[0] - 1:+.1%} of what was measured"])
    ram = _NOTHING if run.ram_bytes is None else bytes_text(run.ram_bytes)
    facts.append(["RAM", ram, ram_parts_text(run)])
    facts.append(["Flash", bytes_text(run.flash_bytes), flash_parts_text(run)])
    facts += [[name, *cells] for name, *cells in (*energy_facts(run), *rate_facts(run, bands))]
    if run.accuracy is not None:
        facts.append(
            ["Accuracy", metric_text(Metric.ACCURACY, run.accuracy), "on held-out samples, measured on the host"]
        )
    outputs = "; ".join(filter(None, (parity_text(run), litert_text(run))))
    facts.append(["Outputs", _parity_word(run), outputs])
    return facts


def _latency_cells(run: Run) -> list[str]:
    latencies = run.timing.latencies_us
    if not latencies:
        return [_NOTHING, "no samples"]
    summary = summarise(latencies)
    spread = f"median of {samples_text(run)}, p95 {latency_text(summary.p95)}, max {latency_text(summary.maximum)}"
    clock = "" if run.origin is Origin.NATIVE else f" ({run.timing.clock_hz / 1e6:g} MHz)"
    return [latency_text(summary.median), f"{spread}; {latency_basis(run)}{clock}"]


def _instruction_cells(counts: Sequence[int]) -> list[str]:
    if len(set(counts)) == 1:
        return [f"{counts[0]:,}", f"per inference, identical in all {len(counts):,}"]
    return [f"{sorted(counts)[(len(counts) - 1) // 2]:,}", f"per inference, from {min(counts):,} to {max(counts):,}"]


def _parity_word(run: Run) -> str:
    if not run.parity.checked:
        return "unchecked"
    return "DIFFER" if run.parity.mismatched_bytes else "equal"


def _comparison_lines(comparison: Comparison, name: str) -> list[str]:
    run, baseline = comparison.run, comparison.baseline
    title = f"{run.variant_label} ({run.run_id}) against {name} {baseline.variant_label} ({baseline.run_id})"
    if not comparison.is_comparable:
        return [title, f"  not comparable, because {'; '.join(comparison.reasons)}"]
    title += f", {run.board}, {_origin_words(run)}"
    rows = []
    for delta in comparison.deltas:
        words = delta_words(delta)
        before, after = metric_text(delta.metric, delta.baseline), metric_text(delta.metric, delta.value)
        label = "RAM" if delta.metric is Metric.RAM else delta.metric.value.capitalize()
        rows.append(["  " + label, before, "→", after, words.text, words.interval])
    return [title, *aligned(rows, right={1, 3}), *(f"  ! {caution}" for caution in comparison.cautions)]


def _table_row(run: Run, *, has_energy: bool) -> list[str]:
    values = (metric_value(run, metric) for metric in (Metric.LATENCY, Metric.RAM, Metric.FLASH, Metric.ACCURACY))
    texts = (
        _NOTHING if value is None else metric_text(metric, value)
        for metric, value in zip((Metric.LATENCY, Metric.RAM, Metric.FLASH, Metric.ACCURACY), values, strict=True)
    )
    issues = " ".join(issue.code.value for issue in run.validity.issues)
    status = run.validity.status.value
    return [
        "*" if run.is_baseline else " ",
        run.run_id,
        run.started_at.replace("T", " ")[:16],
        run.board,
        run.origin.value,
        run.variant_label,
        *texts,
        *((energy_cell(run),) if has_energy else ()),
        f"{status}: {issues}" if issues else status,
    ]


def _origin_words(run: Run) -> str:
    if run.origin is Origin.EMULATED:
        return f"emulated ({run.provenance.emulator})" if run.provenance.emulator else "emulated"
    return "native, on this computer" if run.origin is Origin.NATIVE else "hardware"


def _is_invalid(run: Run) -> bool:
    return run.validity.status is ValidityStatus.INVALID
