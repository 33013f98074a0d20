"""Words that charts share: names of metrics, and what a hover card says of a run."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from benchwright.model.accuracy_source import AccuracySource
from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint
from benchwright.model.run import Run, ValidityStatus
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.marks import shortened
from benchwright.ui.charts.samples import sample_count
from benchwright.ui.charts.scale import metric_scale
from benchwright.ui.language.numbers import count_text, duration_text, number_text
from benchwright.ui.language.spreads import ends_text, spread_text
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_minute
from benchwright.ui.run_values import latency_summary, run_value


def tr(text: str) -> str:
    """The translation of a text that no widget owns."""
    return QCoreApplication.translate("Charts", text)


def filled(template: str, *values: object) -> str:
    """A translated text with `%1`, `%2` … replaced."""
    for place, value in reversed(list(enumerate(values, start=1))):
        template = template.replace(f"%{place}", str(value))
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


def axis_name(metric: Metric, runs: Iterable[Run | RunPoint]) -> str:
    """The quantity of these runs as an axis names it: a simulated energy says so, an accuracy its set and place."""
    if metric is Metric.ACCURACY:
        source = next((one.accuracy_source for one in runs if isinstance(one, RunPoint)), AccuracySource())
        words = tr("Accuracy on the board, %1") if source.is_on_board else tr("Accuracy, %1")
        return filled(words, source.set_name) if source.set_name else metric_name(metric)
    is_simulated = metric is Metric.ENERGY and any(one.energy is not None and one.energy.is_simulated for one in runs)
    return tr("Energy, simulated") if is_simulated else metric_name(metric)


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
    count = count_text(sample_count(run))
    if each > 1:
        return filled(tr("n = %1 means over %2 in %3 windows"), count, count_text(each), windows)
    return filled(tr("n = %1 in %2 windows"), count, windows)


def run_card(run: Run, metric: Metric) -> tuple[str, ...]:
    """The hover card of a run: its name, value, n, interval and validity."""
    value = run_value(run, metric)
    lines = [f"{run.variant_label} · {run.board} · {said(run.origin.value)}"]
    if value is not None:
        lines.append(f"{axis_name(metric, [run])} {metric_scale(metric, [value]).text(value)}")
    if metric is Metric.LATENCY and sample_count(run):
        lines.append(f"{sample_words(run)}, {interval_words(run)}")
    lines.append(filled(tr("%1 · %2"), said(run.validity.status.value), local_minute(run.started_at)))
    return tuple(lines)


def value_words(metric: Metric, value: float) -> str:
    """A value with its unit: `18.4 ms`."""
    return metric_scale(metric, [value]).text(value)


def point_words(point: RunPoint, metric: Metric) -> str:
    """The value of a point with its unit, "" without one; an energy has its interval, and says if it is simulated."""
    value, energy = point.value(metric), point.energy
    if value is None:
        return ""
    words = value_words(metric, value)
    if metric is not Metric.ENERGY or energy is None:
        return words
    if math.isfinite(energy.interval_uj):
        scale = metric_scale(metric, [value])
        words = spread_text(scale.shown(value), scale.shown(energy.interval_uj), scale.unit)
    return filled(tr("%1, simulated"), words) if energy.is_simulated else words


def budget_words(metric: Metric, limit: float) -> str:
    """The name of a budget line."""
    words = tr("budget %1") if metric.smaller_is_better else tr("at least %1")
    return filled(words, value_words(metric, limit))


def interval_value_words(point: RunPoint) -> str:
    """The median latency and half its 95 % interval: `18.4 ± 0.2 ms`; without ± where counts are exact or few."""
    latency = point.latency
    if latency is None:
        return tr("no samples")
    scale = metric_scale(Metric.LATENCY, [latency.median_us])
    if latency.is_exact or latency.interval is None:
        return scale.text(latency.median_us)
    half = scale.shown((latency.interval.high - latency.interval.low) / 2)
    return spread_text(scale.shown(latency.median_us), half, scale.unit)


def ends_words(metric: Metric, low: float, high: float) -> str:
    """The ends of an interval of a metric, in its unit, with their signs: `−93.8 … −93.6 µs`."""
    scale = metric_scale(metric, [low, high])
    return ends_text(scale.shown(low), scale.shown(high), scale.unit)


def trust_words(status: ValidityStatus) -> str:
    """The mark of a run that is not to be trusted as it stands: `⚠ degraded`; "" for a valid one."""
    return "" if status is ValidityStatus.VALID else f"⚠ {said(status.value)}"


def point_card(point: RunPoint, metric: Metric) -> tuple[str, ...]:
    """The hover card of a point: its name, value, n, interval and validity."""
    value = point.value(metric)
    lines = [f"{shortened(point.variant_label)} · {shortened(point.board)} · {said(point.origin.value)}"]
    if metric is Metric.LATENCY and point.latency is not None:
        count = filled(tr("n = %1"), number_text(point.latency.count, ","))
        noise = tr("exact count") if point.latency.is_exact else tr("± half the 95 % interval of the median")
        lines += [f"{metric_name(metric)} {interval_value_words(point)}", f"{count}, {noise}"]
    elif value is not None:
        lines.append(f"{metric_name(metric)} {point_words(point, metric)}")
    lines.append(filled(tr("%1 · %2"), said(point.status.value), local_minute(point.started_at)))
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
