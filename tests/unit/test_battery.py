"""Battery life of a duty cycle: from charge, time and current, with everything assumed said."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright import paths
from benchwright.catalog.battery_table import battery_named, read_batteries
from benchwright.model.battery import YEAR_S, Battery, Drain, DutyCycle, battery_life, drain_of, life_at
from benchwright.model.battery_words import assumptions, headline, life_text
from benchwright.model.board import Origin
from benchwright.model.errors import BatteryUnknown, DutyCycleImpossible
from tests.builders import an_energy

CELL = Battery("cell", 100.0, 3_000, 0.0, 1.0, "made up", "made up")
DRAIN = Drain(100.0, 0.010, 2.0, 12_000.0, 3_000, is_simulated=False, origin=Origin.HARDWARE)
HOUR_S = 3_600


def test_life_is_charge_over_mean_current() -> None:
    # 100 µC an inference and 2 µA for the rest of 2 s: 51.99 µA; 100 mAh last 1,923 hours.
    life = battery_life(CELL, DRAIN, DutyCycle(2.0))
    assert life.mean_ua == pytest.approx((100 + 2 * 1.99) / 2)
    assert life.life_s == pytest.approx(100_000 / life.mean_ua * HOUR_S)
    assert life.self_discharge_ratio == pytest.approx(0, abs=1e-9)
    assert headline(life) == "One inference every 2.00 s on a cell: 2.6 months."


def test_a_battery_of_far_too_few_volts_is_told_first() -> None:
    weak = Battery("weak", 3_000.0, 1_500, 0.0, 1.0, "", "")
    words = headline(battery_life(weak, DRAIN, DutyCycle(2.0)))
    assert words.startswith("A weak gives 1.5 V, the run had 3 V: it needs a converter. As if not, by the meter: ")
    assert "converter" not in headline(battery_life(weak, DRAIN, DutyCycle(2.0, efficiency_ratio=0.9)))


def test_a_given_sleep_current_counts_instead_of_the_idle_one() -> None:
    life = battery_life(CELL, DRAIN, DutyCycle(2.0, sleep_ua=0.5))
    assert life.mean_ua == pytest.approx((100 + 0.5 * 1.99) / 2)
    assert any("500 nA, as it was given and not measured" in line for line in assumptions(life))


def test_a_switching_regulator_changes_current_by_voltage_and_efficiency() -> None:
    cell = Battery("li", 100.0, 3_600, 0.0, 1.0, "", "")
    drain = Drain(100.0, 0.010, 2.0, 12_000.0, 1_800, is_simulated=False, origin=Origin.HARDWARE)
    life = battery_life(cell, drain, DutyCycle(2.0, efficiency_ratio=0.8))
    assert life.battery_ua == pytest.approx(life.mean_ua * 0.5 / 0.8)
    assert any("1.8 V of the 3.6 V at 80% efficiency" in line for line in assumptions(life))


def test_self_discharge_ends_a_battery_that_nobody_uses_much() -> None:
    leaky = Battery("leaky", 100.0, 3_000, 0.5, 1.0, "", "")
    # With no load half is gone in a year; with 1 µA the charge falls by both.
    life_s = life_at(leaky, 1.0)
    assert life_s < life_at(CELL, 1.0)
    charge, step_s, now_s = 100 * 3.6e6, 3_600.0, 0.0
    rate = math.log(2) / YEAR_S
    while charge > 0:
        charge -= (1.0 + rate * charge) * step_s
        now_s += step_s
    assert life_s == pytest.approx(now_s, rel=0.01)


@given(st.floats(0.1, 1e5), st.floats(0.1, 1e5))
def test_more_current_never_lasts_longer(one_ua: float, more_ua: float) -> None:
    for battery in read_batteries(paths.resources()):
        assert (life_at(battery, one_ua) >= life_at(battery, more_ua)) is (one_ua <= more_ua) or one_ua == more_ua


def test_no_current_lasts_for_ever_and_is_said_to_be_long() -> None:
    assert life_at(CELL, 0.0) == math.inf
    assert life_text(math.inf) == "more than 100 years"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (7.2 * HOUR_S, "7.2 hours"),
        (47 * HOUR_S, "47 hours"),
        (23.4 * 86_400, "23 days"),
        (14 * YEAR_S / 12, "14 months"),
        (3.14 * YEAR_S, "3.1 years"),
    ],
)
def test_a_life_is_told_in_the_unit_people_use(seconds: float, text: str) -> None:
    assert life_text(seconds) == text


def test_a_period_shorter_than_an_inference_is_refused_in_words() -> None:
    with pytest.raises(DutyCycleImpossible, match=r"lasts 0.01 s, and one is to begin every 0.005 s"):
        battery_life(CELL, DRAIN, DutyCycle(0.005))


def test_without_idle_time_a_sleep_current_must_be_given() -> None:
    drain = Drain(100.0, 0.010, None, 12_000.0, 3_000, is_simulated=False, origin=Origin.HARDWARE)
    with pytest.raises(DutyCycleImpossible, match="saw no idle time"):
        battery_life(CELL, drain, DutyCycle(2.0))
    assert battery_life(CELL, drain, DutyCycle(2.0, sleep_ua=1.0)).life_s > 0


def test_a_record_gives_charge_time_and_idle_current_of_an_inference() -> None:
    drain = drain_of(an_energy(), Origin.NATIVE)
    assert drain is not None
    assert drain.charge_uc == pytest.approx(125.225)
    assert drain.inference_s == pytest.approx(0.0125)
    assert drain.idle_ua == pytest.approx(2_000)
    assert drain_of(an_energy(windows=()), Origin.NATIVE) is None


def test_simulated_and_emulated_pass_through_to_the_words() -> None:
    drain = drain_of(an_energy(), Origin.EMULATED)
    assert drain is not None
    life = battery_life(CELL, drain, DutyCycle(2.0))
    assert headline(life).endswith("by a SIMULATED meter.")
    said = " ".join(assumptions(life))
    assert "its currents are made up" in said
    assert "not on hardware" in said
    on_desk = Drain(100.0, 0.01, 2.0, 1.0, 3_000, is_simulated=False, origin=Origin.EMULATED)
    assert "not on hardware" in headline(battery_life(CELL, on_desk, DutyCycle(2.0)))


def test_every_battery_of_the_table_names_its_sources_and_says_what_is_assumed() -> None:
    batteries = read_batteries(paths.resources())
    assert [battery.name for battery in batteries] == ["CR2032", "2xAAA", "AA-lithium", "18650", "LiPo-400"]
    for battery in batteries:
        assert battery.capacity_source
        assert battery.self_discharge_source
        assert 0 < battery.usable_ratio < 1
        life = battery_life(battery, DRAIN, DutyCycle(2.0))
        text = " ".join(assumptions(life))
        for must in ("mAh at", "can be used: assumed", "a year by itself", "left out", "lost by self-discharge"):
            assert must in text
    assert battery_named(batteries, "cr2032") is batteries[0]
    with pytest.raises(BatteryUnknown, match="AAAA"):
        battery_named(batteries, "AAAA")


def test_a_battery_of_less_voltage_than_was_measured_at_says_so() -> None:
    low = Battery("low", 100.0, 1_500, 0.0, 1.0, "", "")
    text = " ".join(assumptions(battery_life(low, DRAIN, DutyCycle(2.0))))
    assert "gives less than the 3 V of the measurement" in text
