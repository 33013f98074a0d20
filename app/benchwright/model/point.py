"""A run as a point among thousands: its values and what they hold for, without its samples."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.compare import Metric, is_exact
from benchwright.model.conditions import Conditions, conditions_of
from benchwright.model.run import Run, ValidityStatus
from benchwright.model.stats import Interval, median_interval, summarise


@dataclass(frozen=True, slots=True)
class PointLatency:
    """The median of `count` samples in microseconds, and the 95 % interval of that median; None of fewer than 6.

    `is_exact` where every input took one instruction count however often it was run: then there is no noise.
    """

    median_us: float
    interval: Interval | None
    count: int
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class RunPoint:
    """What tables and charts of many runs need of one; `latency` is None without samples.

    `stack_bytes` is the touched part of `ram_bytes`, which differs a little from run to run.
    """

    run_id: str
    started_at: str
    model: str
    variant_sha256: str
    variant_name: str
    variant_version: int
    conditions: Conditions
    status: ValidityStatus
    latency: PointLatency | None
    ram_bytes: int | None
    stack_bytes: int
    flash_bytes: int
    accuracy: float | None
    is_baseline: bool = False

    @property
    def board(self) -> str:
        """The kind of hardware."""
        return self.conditions.board

    @property
    def origin(self) -> Origin:
        """Where its numbers come from."""
        return self.conditions.origin

    @property
    def variant_label(self) -> str:
        """Name and version of the variant: `digits_int8 v3`."""
        return f"{self.variant_name} v{self.variant_version}"

    def value(self, metric: Metric) -> float | None:
        """The value in `metric.unit`; None where it was not measured."""
        if metric is Metric.LATENCY:
            return self.latency.median_us if self.latency is not None else None
        if metric is Metric.RAM:
            return None if self.ram_bytes is None else float(self.ram_bytes)
        if metric is Metric.FLASH:
            return float(self.flash_bytes)
        return self.accuracy if metric is Metric.ACCURACY else None


def point_of(run: Run) -> RunPoint:
    """The point of a run; slow where it has very many samples."""
    return RunPoint(
        run_id=run.run_id,
        started_at=run.started_at,
        model=run.model,
        variant_sha256=run.variant_sha256,
        variant_name=run.variant_name,
        variant_version=run.variant_version,
        conditions=conditions_of(run),
        status=run.validity.status,
        latency=_latency(run),
        ram_bytes=run.ram_bytes,
        stack_bytes=run.memory.stack_touched,
        flash_bytes=run.flash_bytes,
        accuracy=run.accuracy,
        is_baseline=run.is_baseline,
    )


def _latency(run: Run) -> PointLatency | None:
    latencies = run.timing.ordered_latencies_us
    if not latencies:
        return None
    return PointLatency(
        summarise(latencies).median, median_interval(latencies), len(latencies), is_exact=is_exact(run.timing)
    )
