"""Comparing runs: deltas, verdicts, and the reasons why two runs must not be compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from benchwright.model.conditions import conditions_of, conflicts
from benchwright.model.energy import EnergyValue, energy_difference, energy_value
from benchwright.model.run import Run, Timing, ValidityStatus
from benchwright.model.stats import Interval, percentile, quantile_difference_interval

FEWEST_SAMPLES = 5
"""With fewer samples of a noisy clock nothing is said about faster or slower."""

FEWEST_TAIL_SAMPLES = 368
"""With fewer nothing is said about the 99th percentile: no sample bounds it from above at 97.5 % (1 - 0.99^n)."""

STACK_TOLERANCE_BYTES = 256
"""How far the touched stack may differ and still be the same.

How deep the stack went depends on which interrupt met which call: two runs of one variant differ by some 100 B.
"""

ACCURACY_TOLERANCE_RATIO = 0.005
"""Half a point: one or two samples of the few hundred that accuracy is told from on a held-out set."""


class Metric(Enum):
    """What a variant is judged by; the value is its stable name."""

    LATENCY = "latency"
    RAM = "ram"
    FLASH = "flash"
    ENERGY = "energy"
    ACCURACY = "accuracy"

    @property
    def unit(self) -> str:
        """The unit of its values."""
        return {"latency": "µs", "ram": "B", "flash": "B", "energy": "µJ", "accuracy": "ratio"}[self.value]

    @property
    def smaller_is_better(self) -> bool:
        """Direction of the better."""
        return self is not Metric.ACCURACY


class Verdict(Enum):
    """How a run compares with the baseline in one metric."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Delta:
    """The difference of one metric to the baseline; `ratio` is (value - baseline) / baseline.

    `interval` is that of the difference, in the metric's unit: for latency 95 % with the step of the clock on either
    side, or one point where instructions were counted exactly; for energy 95 % over windows; None where nothing is
    known of the noise.
    """

    metric: Metric
    baseline: float
    value: float
    ratio: float | None
    interval: Interval | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """One run against a baseline. `reasons` is not empty when they are not comparable; then there are no deltas."""

    baseline: Run
    run: Run
    deltas: tuple[Delta, ...]
    reasons: tuple[str, ...]

    @property
    def is_comparable(self) -> bool:
        """Whether deltas may be shown."""
        return not self.reasons

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to know before believing the deltas: runs that are not fully valid, with their issue codes."""
        degraded = (side for side in (self.baseline, self.run) if side.validity.issues)
        return tuple(
            f"{side.variant_label} ({side.run_id}) is {side.validity.status.value}, with issues: "
            + ", ".join(issue.code.value for issue in side.validity.issues)
            for side in degraded
        )

    def delta(self, metric: Metric) -> Delta | None:
        """The delta in `metric`, None where there is none."""
        return next((delta for delta in self.deltas if delta.metric is metric), None)


def metric_value(run: Run, metric: Metric) -> float | None:
    """The value of one metric of a run in `metric.unit`; None where it was not measured."""
    if metric is Metric.LATENCY:
        latencies = run.timing.ordered_latencies_us
        return percentile(latencies, 0.5) if latencies else None
    if metric is Metric.RAM:
        return None if run.ram_bytes is None else float(run.ram_bytes)
    if metric is Metric.FLASH:
        return float(run.flash_bytes)
    if metric is Metric.ENERGY:
        energy = energy_value(run.energy)
        return energy.net_uj if energy is not None else None
    return run.accuracy


def reasons_not_comparable(baseline: Run, run: Run) -> tuple[str, ...]:
    """Why a delta between the two would mislead; empty when it would not."""
    invalid = (
        f"{side.run_id} is invalid" for side in (baseline, run) if side.validity.status is ValidityStatus.INVALID
    )
    return (*conflicts(conditions_of(baseline), conditions_of(run)), *invalid)


def compare(baseline: Run, run: Run) -> Comparison:
    """One run against a baseline: deltas where they mean something, reasons where they do not."""
    reasons = reasons_not_comparable(baseline, run)
    if reasons:
        return Comparison(baseline, run, (), reasons)
    deltas = tuple(delta for metric in Metric if (delta := _delta(baseline, run, metric)) is not None)
    return Comparison(baseline, run, deltas, ())


def delta_between(
    metric: Metric,
    before: float | None,
    after: float | None,
    *,
    interval: Interval | None = None,
    stack_change: int = 0,
) -> Delta | None:
    """The delta of one metric; None where a side has no value.

    `interval` is that of the difference of latencies or energies, `stack_change` the part of one in RAM that is
    touched stack.
    """
    if before is None or after is None:
        return None
    return Delta(
        metric=metric,
        baseline=before,
        value=after,
        ratio=(after - before) / before if before else None,
        interval=interval,
        verdict=_verdict(after - before, interval, metric, stack_change),
    )


def energy_delta(before: EnergyValue | None, after: EnergyValue | None) -> Delta | None:
    """The delta of net energies; None where a side has none, or where one is simulated, or at another voltage."""
    if before is None or after is None or not before.is_comparable(after):
        return None
    return delta_between(Metric.ENERGY, before.net_uj, after.net_uj, interval=energy_difference(before, after))


def latency_interval(baseline: Timing, run: Timing, ratio: float = 0.5) -> Interval | None:
    """The interval of the difference of a quantile (0…1, the median) in microseconds.

    None with too few samples of a noisy clock. Exact where counts are exact; of a clock it is known to its noise and
    one step of the coarser one.
    """
    before, after = baseline.ordered_latencies_us, run.ordered_latencies_us
    if not before or not after:
        return None
    if is_exact(baseline) and is_exact(run):
        difference = percentile(after, ratio) - percentile(before, ratio)
        return Interval(difference, difference, 1.0)
    if min(len(before), len(after)) < (FEWEST_SAMPLES if ratio == 0.5 else FEWEST_TAIL_SAMPLES):
        return None
    noise = quantile_difference_interval(before, after, ratio)
    step_us = max(_step_us(baseline), _step_us(run))
    return Interval(noise.low - step_us, noise.high + step_us, noise.confidence_ratio)


def is_exact(timing: Timing) -> bool:
    """Whether every input took one instruction count however often it was run; inputs may differ among themselves."""
    return timing.ns_per_instruction is not None and all(
        len({timing.instructions(ticks) for ticks in window.ticks}) == 1 for window in timing.windows
    )


def _delta(baseline: Run, run: Run, metric: Metric) -> Delta | None:
    if metric is Metric.ENERGY:
        return energy_delta(energy_value(baseline.energy), energy_value(run.energy))
    before, after = metric_value(baseline, metric), metric_value(run, metric)
    if before is None or after is None:
        return None
    interval = latency_interval(baseline.timing, run.timing) if metric is Metric.LATENCY else None
    stack_change = run.memory.stack_touched - baseline.memory.stack_touched
    return delta_between(metric, before, after, interval=interval, stack_change=stack_change)


def _step_us(timing: Timing) -> float:
    if timing.ns_per_instruction is not None:
        return 1e6 / timing.clock_hz
    return 1e6 / timing.tick_hz / timing.inferences_per_sample


def _verdict(difference: float, interval: Interval | None, metric: Metric, stack_change: int) -> Verdict:
    if metric in {Metric.LATENCY, Metric.ENERGY} and interval is None:
        return Verdict.UNKNOWN
    if _is_same(difference, interval, metric, stack_change):
        return Verdict.SAME
    return Verdict.BETTER if (difference < 0) == metric.smaller_is_better else Verdict.WORSE


def _is_same(difference: float, interval: Interval | None, metric: Metric, stack_change: int) -> bool:
    if metric is Metric.RAM and abs(stack_change) <= STACK_TOLERANCE_BYTES:
        planned = difference - stack_change  # arena and static data are known to the byte
        return planned * difference <= 0
    if metric is Metric.ACCURACY:
        return abs(difference) < ACCURACY_TOLERANCE_RATIO
    return difference == 0 or (interval is not None and interval.contains(0))
