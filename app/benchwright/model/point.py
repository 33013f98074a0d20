"""A run as a point among thousands: its values and what they hold for, without its samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchwright.model.accuracy_source import AccuracySource, SourcedAccuracy, common_source, ratio_of
from benchwright.model.board import Origin
from benchwright.model.compare import Metric, is_exact
from benchwright.model.conditions import Conditions, conditions_of
from benchwright.model.energy import EnergyValue, energy_value
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
    """What tables and charts of many runs need of one; `latency` is None without samples, `energy` without a meter.

    `accuracy` was counted at `accuracy_source`; `board_accuracies` are those of labelled sets on its board.
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
    energy: EnergyValue | None = None
    accuracy_source: AccuracySource = AccuracySource()  # noqa: RUF009 - a frozen value
    board_accuracies: tuple[SourcedAccuracy, ...] = ()

    @property
    def board(self) -> str:
        """The kind of hardware."""
        return self.conditions.board

    @property
    def origin(self) -> Origin:
        """Where its numbers come from."""
        return self.conditions.origin

    @property
    def accuracies(self) -> tuple[SourcedAccuracy, ...]:
        """Every accuracy that is known of it: those on the board, and that of the variant on this computer."""
        if self.accuracy is None or self.accuracy_source.is_on_board:
            return self.board_accuracies
        return (*self.board_accuracies, SourcedAccuracy(self.accuracy, self.accuracy_source))

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
        if metric is Metric.ENERGY:
            return self.energy.net_uj if self.energy is not None else None
        return self.accuracy


def on_one_set(points: Sequence[RunPoint]) -> tuple[RunPoint, ...]:
    """The points with the accuracy of the one source that most of them have; the others are without an accuracy.

    Accuracies on two labelled sets, or on a board and on this computer, are not of one kind.
    """
    offers = [point.accuracies for point in points]
    source = common_source(offers)
    if source is None:
        return tuple(points)
    return tuple(
        replace(point, accuracy=ratio_of(offer, source), accuracy_source=source)
        for point, offer in zip(points, offers, strict=True)
    )


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
        energy=energy_value(run.energy),
    )


def _latency(run: Run) -> PointLatency | None:
    latencies = run.timing.ordered_latencies_us
    if not latencies:
        return None
    return PointLatency(
        summarise(latencies).median, median_interval(latencies), len(latencies), is_exact=is_exact(run.timing)
    )
