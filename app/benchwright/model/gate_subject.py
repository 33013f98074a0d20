"""One side of a gate: a run, what the database knows beside it, and its value in every metric of a rule."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace

from benchwright.model.accuracy_source import AccuracySource, SourcedAccuracy, common_source, ratio_of
from benchwright.model.compare import Metric, Verdict, delta_between, latency_interval, metric_value
from benchwright.model.conditions import conditions_of, conflicts
from benchwright.model.energy import EnergyRecord, energy_difference, energy_value, gross_difference, gross_energy
from benchwright.model.gate_metric import GateMetric
from benchwright.model.plan_wish import BALANCED, PlanWish
from benchwright.model.run import Run, Timing, ValidityStatus
from benchwright.model.scoring import ScoreCard
from benchwright.model.stats import Interval, percentile

_P99 = 0.99
_OF_RUN = {
    GateMetric.LATENCY: Metric.LATENCY,
    GateMetric.RAM: Metric.RAM,
    GateMetric.FLASH: Metric.FLASH,
    GateMetric.ENERGY: Metric.ENERGY,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A run with the wish its plan was made by, every accuracy that is known of it, and its scoring on the board.

    `card` is that of the newest labelled set that was run on the board, `card_source` which set; None without one, or
    where no rule asks for it.
    """

    run: Run
    wish: PlanWish = BALANCED
    accuracies: tuple[SourcedAccuracy, ...] = ()
    card: ScoreCard | None = None
    card_source: AccuracySource | None = None

    def value(self, metric: GateMetric) -> float | None:
        """The value in `metric.unit`; None where it was not measured. Of accuracy the first that is known."""
        run = self.run
        if metric in _OF_RUN:
            return metric_value(run, _OF_RUN[metric])
        match metric:
            case GateMetric.LATENCY_P99:
                return _p99_us(run.timing)
            case GateMetric.INSTRUCTIONS:
                return _instructions(run.timing)
            case GateMetric.ENERGY_GROSS:
                estimate = gross_energy(run.energy) if run.energy is not None else None
                return estimate.energy_uj if estimate is not None else None
            case GateMetric.ACCURACY:
                return self.accuracies[0].ratio if self.accuracies else None
            case _:
                return _of_card(self.card, metric)


def subject_of(run: Run) -> Subject:
    """A run with nothing but what it tells itself: of which labelled set its accuracy is, is not known."""
    accuracies = () if run.accuracy is None else (SourcedAccuracy(run.accuracy, AccuracySource()),)
    return Subject(run, accuracies=accuracies)


def on_one_source(baseline: Subject, candidate: Subject) -> tuple[Subject, Subject]:
    """Both with the accuracy of a source that both have, put first; unchanged where they share none."""
    offers = (baseline.accuracies, candidate.accuracies)
    source = common_source(offers)
    ratios = [ratio_of(offer, source) for offer in offers]
    if source is None or None in ratios:
        return baseline, candidate
    first, second = (
        replace(side, accuracies=(SourcedAccuracy(ratio, source),))
        for side, ratio in zip((baseline, candidate), ratios, strict=True)
        if ratio is not None
    )
    return first, second


def reasons_against(baseline: Subject, candidate: Subject, metric: GateMetric) -> tuple[str, ...]:
    """Why the two must not be compared in a metric; empty where they may."""
    before, after = baseline.run, candidate.run
    reasons = list(conflicts(conditions_of(before), conditions_of(after)))
    if before.model != after.model:
        reasons.append(f"other model: '{after.model}' against '{before.model}'")
    if before.validity.status is ValidityStatus.INVALID:
        reasons.append(f"{before.run_id} is invalid")
    if metric.is_of_energy and before.energy is not None and after.energy is not None:
        reasons += _other_energy(before.energy, after.energy)
    if _are_of_two_sets(baseline, candidate, metric):
        reasons.append("accuracies of two labelled sets, or of a board and of this computer")
    return tuple(reasons)


def difference_interval(baseline: Run, run: Run, metric: GateMetric) -> Interval | None:
    """The interval of the difference of a noisy metric in its unit; None where nothing is known of the noise."""
    match metric:
        case GateMetric.LATENCY:
            return latency_interval(baseline.timing, run.timing)
        case GateMetric.LATENCY_P99:
            return latency_interval(baseline.timing, run.timing, _P99)
        case GateMetric.INSTRUCTIONS:
            return _as_instructions(latency_interval(baseline.timing, run.timing), run.timing.clock_hz)
        case _:
            return _energy_interval(baseline, run, metric) if metric.is_of_energy else None


def is_same_ram(baseline: Run, run: Run) -> bool:
    """Whether the RAM of two runs differs by no more than the touched stack does from run to run."""
    stack_change = run.memory.stack_touched - baseline.memory.stack_touched
    before, after = metric_value(baseline, Metric.RAM), metric_value(run, Metric.RAM)
    delta = delta_between(Metric.RAM, before, after, stack_change=stack_change)
    return delta is not None and delta.verdict is Verdict.SAME


def _energy_interval(baseline: Run, run: Run, metric: GateMetric) -> Interval | None:
    if baseline.energy is None or run.energy is None:
        return None
    if metric is GateMetric.ENERGY_GROSS:
        return gross_difference(baseline.energy, run.energy)
    before, after = energy_value(baseline.energy), energy_value(run.energy)
    return energy_difference(before, after) if before is not None and after is not None else None


def _other_energy(before: EnergyRecord, after: EnergyRecord) -> list[str]:
    reasons = []
    if before.is_simulated != after.is_simulated:
        reasons.append("one energy is simulated, the other was measured")
    if before.supply_mv != after.supply_mv:
        reasons.append(f"other supply voltage: {after.supply_mv / 1000:g} V against {before.supply_mv / 1000:g} V")
    if before.is_by_steps != after.is_by_steps:
        reasons.append("a mark told the windows of one energy, the steps of the current those of the other")
    return reasons


def _are_of_two_sets(baseline: Subject, candidate: Subject, metric: GateMetric) -> bool:
    if metric is GateMetric.ACCURACY:
        sides = (baseline.accuracies, candidate.accuracies)
        return all(sides) and sides[0][0].source != sides[1][0].source
    if metric.is_of_scoring:
        sources = (baseline.card_source, candidate.card_source)
        return None not in sources and sources[0] != sources[1]
    return False


def _p99_us(timing: Timing) -> float | None:
    """None where a sample is the mean of several inferences: their tail is not that of one."""
    latencies = timing.ordered_latencies_us if timing.inferences_per_sample == 1 else []
    return percentile(latencies, _P99) if latencies else None


def _instructions(timing: Timing) -> float | None:
    ticks = timing.ordered_ticks
    counted = timing.instructions(round(statistics.median(ticks))) if ticks else None
    return None if counted is None else float(counted)


def _as_instructions(interval: Interval | None, clock_hz: int) -> Interval | None:
    """A counting emulator takes one cycle an instruction, so that its time is its count."""
    if interval is None:
        return None
    low, high = (round(end * clock_hz / 1e6, 6) for end in (interval.low, interval.high))
    return Interval(low, high, interval.confidence_ratio)


def _of_card(card: ScoreCard | None, metric: GateMetric) -> float | None:
    if card is None:
        return None
    match metric:
        case GateMetric.TOP5:
            return card.top5_ratio
        case GateMetric.AUC:
            return card.auc.ratio if card.auc is not None else None
        case GateMetric.MACRO_F1:
            return card.matrix.macro_f1_ratio if card.matrix is not None else None
        case GateMetric.WEIGHTED_F1:
            return card.matrix.weighted_f1_ratio if card.matrix is not None else None
        case _:
            return card.mean_squared_error
