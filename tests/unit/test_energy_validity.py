"""What a meter's samples say of a run: each thing that is wrong has its code, and what is right has none."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest

from benchwright.bench.energy_edges import WindowTimes
from benchwright.bench.energy_measure import EnergyReading, evaluate
from benchwright.model.energy import gross_energy, net_energy
from benchwright.model.meter import Meter, MeterWish, Supply
from benchwright.model.run import Issue, IssueCode, Validity, ValidityStatus
from benchwright.protocols.power_meter import Samples

RATE = 100_000
METER = Meter("m", "PPK2", "", RATE, 0.03)
WISH = MeterWish("m", Supply(3_000), windows=10, window_s=0.25, idle_s=0.05)
IDLE_A, ACTIVE_A = 0.002, 0.010


@dataclass(frozen=True)
class Bench:
    """Ten windows of `count` inferences, `active` samples long each, `down` samples between two of a window."""

    active: float = 1_250.37
    down: float = 2.0
    count: int = 20
    idle: int = 5_000

    def parts(self) -> tuple[Samples, ...]:
        """As an integrating converter sees them: a sample that an edge falls into is part active."""
        inference = self.active + self.down
        length = math.ceil(inference * self.count)
        total = 10 * (self.idle + length) + 2 * self.idle
        at = np.arange(total + 1, dtype=np.float64)
        active = np.zeros(total + 1)
        for window in range(10):
            start = self.idle + window * (self.idle + length) + 0.3
            whole = np.clip(np.floor((at - start) / inference), 0, self.count)
            rest = np.clip(at - start - whole * inference, 0, self.active)
            active += whole * self.active + np.where(whole < self.count, rest, 0)
        share = np.diff(active)
        current = (IDLE_A + (ACTIVE_A - IDLE_A) * share).astype(np.float32)
        return (Samples(0, current, (share >= 0.5).astype(np.uint8)),)

    def times(self, clock_ratio: float = 1.0) -> tuple[WindowTimes, ...]:
        """What its own clock says of each window."""
        inference_s = self.active / RATE * clock_ratio
        return (WindowTimes(inference_s, (self.count - 1) * inference_s, inference_s),) * 10

    @property
    def net_uj(self) -> float:
        """What an inference takes above idle."""
        return (ACTIVE_A - IDLE_A) * self.active / RATE * 3.0 * 1e6

    def read(self, parts: tuple[Samples, ...] | None = None, clock_ratio: float = 1.0) -> EnergyReading:
        """What comes of it."""
        parts = parts or self.parts()
        return evaluate(METER, parts, WISH, self.count, self.times(clock_ratio), seconds(parts))


def seconds(parts: tuple[Samples, ...]) -> float:
    return sum(len(part.current_a) for part in parts) / RATE


def codes(reading: EnergyReading) -> set[IssueCode]:
    return {issue.code for issue in reading.issues}


def changed(part: Samples, **changes: object) -> tuple[Samples, ...]:
    return (replace(part, **changes),)  # type: ignore[arg-type]


def test_a_meter_that_is_well_says_nothing_and_the_energy_is_right() -> None:
    reading = Bench().read()
    assert reading.issues == ()
    assert reading.record is not None
    net, gross = net_energy(reading.record), gross_energy(reading.record)
    assert net is not None
    assert gross is not None
    assert net.energy_uj == pytest.approx(Bench().net_uj, rel=0.005)
    assert gross.energy_uj > net.energy_uj
    assert reading.record.clock_error_ppm == pytest.approx(0, abs=100)


@pytest.mark.parametrize(("active", "down"), [(19.0, 2.0), (10.0, 1.5), (3.0, 2.0), (1.3, 0.7)])
def test_inferences_shorter_than_20_samples_share_a_window_and_their_energy_is_right(
    active: float, down: float
) -> None:
    bench = Bench(active, down, math.ceil(25_000 / active))
    reading = bench.read()
    assert codes(reading) == set()
    assert reading.record is not None
    assert [window.inferences for window in reading.record.windows] == [bench.count] * 10
    net = net_energy(reading.record)
    assert net is not None
    assert net.energy_uj == pytest.approx(bench.net_uj, rel=0.01)


def test_few_samples_lost_degrade_the_run_and_many_leave_no_energy() -> None:
    (part,) = Bench().parts()
    for ratio, has_record in ((0.002, True), (0.5, False)):
        current = part.current_a.copy()
        gone = np.random.default_rng(1).random(len(current)) < ratio
        current[gone] = np.nan
        reading = Bench().read(changed(part, current_a=current, lost=int(gone.sum())))
        assert codes(reading) == {IssueCode.SAMPLES_LOST}
        assert (reading.record is not None) is has_record
        assert Validity(reading.issues).status is ValidityStatus.DEGRADED


@pytest.mark.parametrize(("held_back_s", "is_lost"), [(0.1, False), (0.3, True)])
def test_a_stretch_that_no_counter_missed_is_found_by_the_clock_of_this_computer(
    held_back_s: float, is_lost: bool
) -> None:
    bench = Bench()
    sampled_s = seconds(bench.parts()) + held_back_s
    reading = evaluate(METER, bench.parts(), WISH, bench.count, bench.times(), sampled_s)
    assert (IssueCode.SAMPLES_LOST in codes(reading)) is is_lost
    assert (reading.record is None) is is_lost


def test_a_meter_that_was_away_for_most_of_the_time_is_named_as_such_and_no_more_than_all_is_lost() -> None:
    bench = Bench()
    reading = evaluate(METER, bench.parts(), WISH, bench.count, bench.times(), 3 * seconds(bench.parts()))
    text = next(issue.text for issue in reading.issues if issue.code is IssueCode.SAMPLES_LOST)
    away = f"{2 * seconds(bench.parts()):.1f} s"
    assert text.startswith(
        f"66.67% of the meter's samples were lost; none came for {away}: it stopped in the middle, or"
    )
    assert reading.record is None


def test_clipping_is_told() -> None:
    (part,) = Bench().parts()
    assert codes(Bench().read(changed(part, clipped=3))) == {IssueCode.CURRENT_CLIPPED}


def test_missing_edges_leave_no_energy() -> None:
    (part,) = Bench().parts()
    reading = Bench().read(changed(part, digital=np.zeros_like(part.digital)))
    assert codes(reading) == {IssueCode.EDGES_MISSING}
    assert reading.record is None


def test_bouncing_edges_are_told() -> None:
    (part,) = Bench().parts()
    digital = part.digital.copy()
    digital[np.flatnonzero(np.diff(digital.astype(np.int8)) == 1)[0] - 4] = 1
    assert codes(Bench().read(changed(part, digital=digital))) == {IssueCode.EDGES_BOUNCE}


def test_windows_that_are_too_short_are_told() -> None:
    assert IssueCode.MARKS_TOO_SHORT in codes(Bench(15.0, 2.0, 1).read())


def test_windows_without_idle_time_beside_them_are_told() -> None:
    bench = Bench(idle=80)
    wish = replace(WISH, idle_s=0.0005)
    reading = evaluate(METER, bench.parts(), wish, bench.count, bench.times(), seconds(bench.parts()))
    assert IssueCode.NO_IDLE_TIME in codes(reading)


@pytest.mark.parametrize(("ratio", "is_told"), [(1.0005, False), (1.002, True), (0.998, True)])
def test_the_clock_of_the_device_is_held_against_that_of_the_meter(ratio: float, is_told: bool) -> None:
    reading = Bench().read(clock_ratio=ratio)
    assert reading.record is not None
    assert reading.record.clock_error_ppm == pytest.approx((ratio - 1) * 1e6, abs=100)
    assert codes(reading) == ({IssueCode.METER_CLOCK_DISAGREEMENT} if is_told else set())


@pytest.mark.parametrize(("supply_mv", "is_told"), [(1_699, True), (1_700, False), (3_600, False), (5_000, True)])
def test_a_voltage_out_of_the_range_of_common_parts_is_told(supply_mv: int, is_told: bool) -> None:
    bench = Bench()
    wish = replace(WISH, supply=Supply(supply_mv))
    reading = evaluate(METER, bench.parts(), wish, bench.count, bench.times(), seconds(bench.parts()))
    assert codes(reading) == ({IssueCode.VOLTAGE_OUT_OF_RANGE} if is_told else set())


def test_inferences_in_step_with_the_samples_say_nothing_of_the_clock() -> None:
    reading = Bench(3.4, 1.6, 7_353).read()
    assert reading.record is not None
    assert reading.record.clock_error_ppm is None
    assert codes(reading) == set()


def test_doubts_of_the_meter_about_itself_are_told() -> None:
    bench = Bench()
    told = replace(METER, doubts=("It has no calibration.",))
    reading = evaluate(told, bench.parts(), WISH, bench.count, bench.times(), seconds(bench.parts()))
    assert reading.issues == (Issue(IssueCode.METER_UNCALIBRATED, "It has no calibration."),)
