"""Words that charts share: names of metrics, and what a hover card says of a run."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.run import Run
from benchwright.model.units import duration_text, us_to_seconds
from benchwright.ui.charts.samples import sample_count
from benchwright.ui.charts.scale import metric_scale
from benchwright.ui.run_values import latency_summary, run_value


def tr(text: str) -> str:
    """The translation of a text that no widget owns."""
    return QCoreApplication.translate("Charts", text)


def filled(template: str, *values: object) -> str:
    """A translated text with `%1`, `%2` … replaced."""
    for number, value in reversed(list(enumerate(values, start=1))):
        template = template.replace(f"%{number}", str(value))
    return template


def metric_name(metric: Metric) -> str:
    """The quantity as an axis names it."""
    return {
        Metric.LATENCY: tr("Latency"),
        Metric.RAM: tr("RAM"),
        Metric.FLASH: tr("Flash"),
        Metric.ENERGY: tr("Energy"),
        Metric.ACCURACY: tr("Accuracy"),
    }[metric]


def origin_title(origin: Origin) -> str:
    """The title of a panel: where its numbers come from, and what its time is."""
    return {
        Origin.HARDWARE: tr("HARDWARE · measured on the board"),
        Origin.EMULATED: tr("EMULATED · virtual time, exact counts"),
        Origin.NATIVE: tr("NATIVE · on this computer"),
    }[origin]


def sample_words(run: Run) -> str:
    """How many inferences of how many inputs; where a sample is a mean, over how many."""
    windows, each = len(run.timing.windows), run.timing.inferences_per_sample
    if each > 1:
        return filled(tr("n = %1 means over %2 in %3 windows"), f"{sample_count(run):,}", f"{each:,}", windows)
    return filled(tr("n = %1 in %2 windows"), f"{sample_count(run):,}", windows)


def run_card(run: Run, metric: Metric) -> tuple[str, ...]:
    """The hover card of a run: its name, value, n, interval and validity."""
    value = run_value(run, metric)
    lines = [f"{run.variant_label} · {run.board} · {run.origin.value}"]
    if value is not None:
        lines.append(f"{metric_name(metric)} {metric_scale(metric, [value]).text(value)}")
    if metric is Metric.LATENCY and sample_count(run):
        lines.append(f"{sample_words(run)}, {interval_words(run)}")
    lines.append(filled(tr("%1 · %2"), run.validity.status.value, run.started_at[:16].replace("T", " ")))
    return tuple(lines)


def interval_words(run: Run) -> str:
    """How far the latencies reach, or that they are all equal."""
    found = latency_summary(run)
    if found is None:
        return tr("no samples")
    if found.minimum == found.maximum:
        return tr("all equal")
    ends = (duration_text(us_to_seconds(value)) for value in (found.minimum, found.p95))
    return filled(tr("95 % within %1 – %2"), *ends)
