"""Energy of inferences: what a meter saw while the device held its mark, and what follows from it."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.model.stats import Interval
from benchwright.model.student_t import student_t_975

_LEAST_SAMPLES = 20
"""A mark of fewer samples is too short for its edges: 1 / (sqrt(6) 20) is 2 % of it."""
_SAME_SUPPLY_RATIO = 0.01
"""By how much one supply differs from itself when it is measured."""


@dataclass(frozen=True, slots=True)
class EnergyWindow:
    """One time that the mark was up: `inferences` of them without a pause.

    `charge_uc` is all charge of that time in microcoulomb, lost samples counted as the mean of the others. `idle_ua` is
    the mean current on both sides of it, None where there was no idle time on either side. Where the meter measured
    volts, both are energy and power over their mean, `EnergyRecord.supply_mv`: a charge at that voltage.
    """

    start_s: float
    duration_s: float
    inferences: int
    charge_uc: float
    idle_ua: float | None
    peak_ua: float
    lost: int = 0

    @property
    def net_charge_uc(self) -> float | None:
        """What is above idle."""
        return None if self.idle_ua is None else self.charge_uc - self.idle_ua * self.duration_s


@dataclass(frozen=True, slots=True)
class EnergyRecord:
    """What a run keeps of its meter: windows, and what it takes to trust and to repeat them.

    `supply_mv` is what the device was fed with: measured where the meter measures it, else what was wished. `samples`
    counts the lost ones too. `mean_ua` is the average over the whole trace. `edges_dropped` counts changes of the
    mark that were too short to be one. `clock_error_ppm` is by how much the device's clock runs fast against the
    meter's, None where that cannot be told. `is_by_steps` where no mark told of the windows but the steps of the
    current, which makes it an estimate.
    """

    meter_id: str
    meter_kind: str
    is_simulated: bool
    supply_mv: int
    sample_hz: int
    gain_error_ratio: float
    windows: tuple[EnergyWindow, ...]
    samples: int
    lost: int
    clipped: int
    mean_ua: float
    edges_dropped: int = 0
    clock_error_ppm: float | None = None
    is_by_steps: bool = False

    @property
    def peak_ua(self) -> float | None:
        """The greatest current in a window; None without windows."""
        return max((window.peak_ua for window in self.windows), default=None)

    @property
    def mean_uw(self) -> float:
        """The average power over the whole trace."""
        return self.mean_ua * self.supply_mv / 1000

    @property
    def charge_uc(self) -> float | None:
        """All charge of an inference, the mean over windows; None without windows."""
        charges = [window.charge_uc / window.inferences for window in self.windows]
        return statistics.fmean(charges) if charges else None

    @property
    def is_too_short(self) -> bool:
        """Whether marks last fewer than 20 samples, so that several inferences should share one."""
        return any(window.duration_s * self.sample_hz < _LEAST_SAMPLES for window in self.windows)


@dataclass(frozen=True, slots=True)
class EnergyEstimate:
    """Energy of one inference in microjoule.

    `interval_uj` is half the 95 % confidence interval of the mean over windows (Student's t): what would change if it
    were repeated. `instrument_uj` is half the 95 % interval of what would not: the meter's gain, edges between samples.
    It is a number of its own, never added in.
    """

    energy_uj: float
    median_uj: float
    interval_uj: float
    instrument_uj: float
    windows: int


@dataclass(frozen=True, slots=True)
class EnergyValue:
    """What comparisons hold of an energy: the net one of an inference in microjoule, and what it holds for.

    `interval_uj` and `instrument_uj` as in `EnergyEstimate`.
    """

    net_uj: float
    interval_uj: float
    instrument_uj: float
    meter_id: str
    supply_mv: int
    is_simulated: bool

    def is_comparable(self, other: EnergyValue) -> bool:
        """Whether a difference means something.

        A simulated energy is never held against one that was measured, nor energies at supplies that differ.
        """
        apart_mv = abs(self.supply_mv - other.supply_mv)
        is_same_supply = apart_mv <= _SAME_SUPPLY_RATIO * max(self.supply_mv, other.supply_mv)
        return self.is_simulated is other.is_simulated and is_same_supply


def energy_value(record: EnergyRecord | None) -> EnergyValue | None:
    """The net energy of a record; None where there is none."""
    estimate = net_energy(record) if record is not None else None
    if record is None or estimate is None:
        return None
    return EnergyValue(
        net_uj=estimate.energy_uj,
        interval_uj=estimate.interval_uj,
        instrument_uj=estimate.instrument_uj,
        meter_id=record.meter_id,
        supply_mv=record.supply_mv,
        is_simulated=record.is_simulated,
    )


def energy_difference(before: EnergyValue, after: EnergyValue) -> Interval | None:
    """The 95 % interval of after - before; None where a side had too few windows to tell.

    Half intervals add up in quadrature (GUM, 5.1.2). What one meter is off by it is off by on both sides, and a
    difference of it counts only between two meters.
    """
    halves = [before.interval_uj, after.interval_uj]
    if before.meter_id != after.meter_id:
        halves += [before.instrument_uj, after.instrument_uj]
    return _around(after.net_uj - before.net_uj, halves)


def gross_difference(before: EnergyRecord, after: EnergyRecord) -> Interval | None:
    """As `energy_difference`, of all energy while the mark was up."""
    first, second = gross_energy(before), gross_energy(after)
    if first is None or second is None:
        return None
    halves = [first.interval_uj, second.interval_uj]
    if before.meter_id != after.meter_id:
        halves += [first.instrument_uj, second.instrument_uj]
    return _around(second.energy_uj - first.energy_uj, halves)


def gross_energy(record: EnergyRecord) -> EnergyEstimate | None:
    """All energy while the mark was up; None without windows."""
    return _estimate(record, [window.charge_uc / window.inferences for window in record.windows])


def net_energy(record: EnergyRecord) -> EnergyEstimate | None:
    """The energy above idle; None where no window had idle time beside it."""
    charges = [charge / window.inferences for window in record.windows if (charge := window.net_charge_uc) is not None]
    return _estimate(record, charges)


def _around(difference: float, halves: Sequence[float]) -> Interval | None:
    half = math.hypot(*halves)
    return Interval(difference - half, difference + half) if math.isfinite(half) else None


def _estimate(record: EnergyRecord, charges_uc: Sequence[float]) -> EnergyEstimate | None:
    if not charges_uc:
        return None
    volts = record.supply_mv / 1000
    energies = [charge * volts for charge in charges_uc]
    mean, count = statistics.fmean(energies), len(energies)
    spread = statistics.stdev(energies) / math.sqrt(count) if count > 1 else math.inf
    return EnergyEstimate(
        energy_uj=mean,
        median_uj=statistics.median(energies),
        interval_uj=student_t_975(count - 1) * spread if count > 1 else math.inf,
        instrument_uj=1.96 * mean * _instrument_ratio(record),
        windows=count,
    )


def _instrument_ratio(record: EnergyRecord) -> float:
    """Standard uncertainty of the meter as a part of the energy.

    The gain is the same in every window. An edge lies anywhere within a sample, two of them make 1 / (sqrt(6) f) of a
    window (GUM, 4.3.7), which is another one in every window and averages out.
    """
    duration_s = statistics.fmean(window.duration_s for window in record.windows)
    edges = 1 / (math.sqrt(6 * len(record.windows)) * record.sample_hz * duration_s) if duration_s > 0 else 0.0
    return math.hypot(record.gain_error_ratio, edges)
