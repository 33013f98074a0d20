"""How long a battery lasts when a device infers once in a while and sleeps in between."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.energy import EnergyRecord
from benchwright.model.errors import DutyCycleImpossible

YEAR_S = 365.25 * 86_400
_LEAST_FED_RATIO = 0.8
_UC_PER_MAH = 3.6e6


@dataclass(frozen=True, slots=True)
class Battery:
    """One kind of battery. `usable_ratio` is how much of its capacity a board can use: an assumption, no measurement.

    `self_discharge_ratio` is what of its charge it loses in a year by itself.
    """

    name: str
    capacity_mah: float
    nominal_mv: int
    self_discharge_ratio: float
    usable_ratio: float
    capacity_source: str
    self_discharge_source: str


@dataclass(frozen=True, slots=True)
class Drain:
    """What an inference takes of a device as it was measured at `supply_mv`, and what the device draws without one.

    `charge_uc` is all charge of an inference. `idle_ua` is None where no idle time was seen. `is_simulated`: the meter
    made the current up; `origin` is where the inferences ran.
    """

    charge_uc: float
    inference_s: float
    idle_ua: float | None
    peak_ua: float
    supply_mv: int
    is_simulated: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class DutyCycle:
    """One inference every `period_s`; in between the device draws `sleep_ua`, None for what was measured idle.

    `efficiency_ratio` is that of a switching regulator; None without one or with a linear one, which takes as much
    current as it gives.
    """

    period_s: float
    sleep_ua: float | None = None
    efficiency_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class BatteryLife:
    """How long it lasts, and from what that was reckoned.

    `mean_ua` and `battery_ua` are on average, of the device and of the battery. `self_discharge_ratio` is the part of
    the usable charge that is lost unused over that time.
    """

    battery: Battery
    drain: Drain
    duty: DutyCycle
    sleep_ua: float
    mean_ua: float
    battery_ua: float
    life_s: float
    self_discharge_ratio: float

    @property
    def is_underfed(self) -> bool:
        """Whether the battery alone cannot feed what was measured: without a converter it gives far less voltage."""
        is_far_below = self.battery.nominal_mv < _LEAST_FED_RATIO * self.drain.supply_mv
        return is_far_below and self.duty.efficiency_ratio is None


def drain_of(record: EnergyRecord, origin: Origin) -> Drain | None:
    """What a run's meter saw of an inference; None without windows."""
    charge_uc, peak_ua = record.charge_uc, record.peak_ua
    if charge_uc is None or peak_ua is None:
        return None
    idle = [window.idle_ua for window in record.windows if window.idle_ua is not None]
    return Drain(
        charge_uc=charge_uc,
        inference_s=statistics.fmean(window.duration_s / window.inferences for window in record.windows),
        idle_ua=statistics.fmean(idle) if idle else None,
        peak_ua=peak_ua,
        supply_mv=record.supply_mv,
        is_simulated=record.is_simulated,
        origin=origin,
    )


def battery_life(battery: Battery, drain: Drain, duty: DutyCycle) -> BatteryLife:
    """The life of a battery under a duty cycle.

    Raises:
        DutyCycleImpossible: an inference lasts longer than the period, or nobody knows what the device draws asleep.
    """
    if duty.period_s < drain.inference_s:
        why = f"An inference lasts {drain.inference_s:.3g} s, and one is to begin every {duty.period_s:.3g} s."
        raise DutyCycleImpossible(why, "Choose a longer period.")
    sleep_ua = duty.sleep_ua if duty.sleep_ua is not None else drain.idle_ua
    if sleep_ua is None:
        raise DutyCycleImpossible("The run saw no idle time, so its sleep current is not known.", "Give one.")
    asleep_s = duty.period_s - drain.inference_s
    mean_ua = (drain.charge_uc + sleep_ua * asleep_s) / duty.period_s
    battery_ua = mean_ua
    if duty.efficiency_ratio is not None:
        battery_ua = mean_ua * drain.supply_mv / battery.nominal_mv / duty.efficiency_ratio
    life_s = life_at(battery, battery_ua)
    charge_uc = battery.capacity_mah * _UC_PER_MAH * battery.usable_ratio
    lost = 1.0 if math.isinf(life_s) else max(0.0, 1 - battery_ua * life_s / charge_uc)
    return BatteryLife(battery, drain, duty, sleep_ua, mean_ua, battery_ua, life_s, lost)


def life_parts(seconds: float) -> tuple[str, str]:
    """A life as number and unit that people would use: hours, days, months or years, or more than a century.

    Cut, never rounded up: nobody is promised more than was reckoned.
    """
    day_s, month_s = 86_400, YEAR_S / 12
    if seconds < 2 * day_s:
        return _cut(seconds / 3600), "hours"
    if seconds < 60 * day_s:
        return _cut(seconds / day_s), "days"
    if seconds < 24 * month_s:
        return _cut(seconds / month_s), "months"
    return (f"{math.floor(10 * seconds / YEAR_S) / 10:.1f}", "years") if seconds < 100 * YEAR_S else ("100", "century")


def _cut(number: float) -> str:
    """One decimal below ten, whole above."""
    return f"{math.floor(10 * number) / 10:.1f}" if number < 10 else f"{math.floor(number)}"


def life_at(battery: Battery, battery_ua: float) -> float:
    """Seconds that a battery lasts at a constant current.

    The charge falls by the current and by a share of itself: dQ/dt = -I - r Q, so it is gone at ln(1 + r Q0 / I) / r.
    """
    charge_uc = battery.capacity_mah * _UC_PER_MAH * battery.usable_ratio
    if battery_ua <= 0:
        return math.inf
    rate_per_s = -math.log1p(-battery.self_discharge_ratio) / YEAR_S
    if rate_per_s == 0:
        return charge_uc / battery_ua
    return math.log1p(rate_per_s * charge_uc / battery_ua) / rate_per_s
