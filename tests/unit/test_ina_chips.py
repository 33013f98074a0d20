"""Registers of INA chips against the examples of their data sheets, and the lines of a bridge to them."""

from __future__ import annotations

import numpy as np
import pytest

from benchwright.drivers.power.ina_chips import CHIPS, INA219, INA226, INA228, InaChip
from benchwright.drivers.power.ina_stream import InaStream
from benchwright.drivers.virtual.meter.ina_bridge import SHUNT_OHM, VirtualChip

EVERY = pytest.mark.parametrize("chip", CHIPS.values(), ids=CHIPS)


@pytest.mark.parametrize(
    ("chip", "shunt_ohm", "most_a", "calibration", "step_a"),
    [
        (INA219, 0.1, 3.2768, 4_096, 100e-6),
        (INA226, 0.002, 32.768, 2_560, 1e-3),
        (INA228, 0.0162, 10.0, 4_050, 10 / 2**19),
    ],
    ids=["SBOS448", "SBOS547", "SBOSA20"],
)
def test_calibration_as_the_data_sheet_has_it(
    chip: InaChip, shunt_ohm: float, most_a: float, calibration: int, step_a: float
) -> None:
    setup = chip.plan(shunt_ohm, most_a)
    assert setup.calibration == calibration
    assert (chip.calibration_register, calibration) in setup.writes
    assert setup.current_step_a == pytest.approx(step_a, rel=1e-4)


@pytest.mark.parametrize(("most_a", "gain"), [(0.4, 0), (0.8, 1), (1.6, 2), (3.2, 3), (9.0, 3)])
def test_an_ina219_takes_the_smallest_gain_that_is_enough(most_a: float, gain: int) -> None:
    setup = INA219.plan(0.1, most_a)
    assert dict(setup.writes)[0] >> 11 & 0b11 == gain
    assert setup.full_scale_a == pytest.approx(min(most_a, 3.2), rel=1e-3)


def test_an_ina228_takes_its_fine_range_where_that_is_enough() -> None:
    fine, coarse = INA228.plan(0.1, 0.4), INA228.plan(0.1, 0.5)
    assert (dict(fine.writes)[0] >> 4 & 1, dict(coarse.writes)[0] >> 4 & 1) == (1, 0)
    assert fine.current_step_a == pytest.approx(0.4 / 2**19, rel=1e-3)
    assert (fine.full_scale_a, coarse.full_scale_a) == pytest.approx((0.4, 0.5), rel=1e-3)


@EVERY
@pytest.mark.parametrize(("shunt_ohm", "most_a"), [(10.0, 100.0), (1e-7, 1e-5)])
def test_a_shunt_that_does_not_go_with_the_range_is_refused(chip: InaChip, shunt_ohm: float, most_a: float) -> None:
    with pytest.raises(ValueError, match="no calibration for"):
        chip.plan(shunt_ohm, most_a)


@EVERY
def test_a_register_holds_a_signed_number(chip: InaChip) -> None:
    most = (1 << chip.number_bits - 1) - 1
    for number in (0, 1, -1, 1_234, most, -most - 1):
        assert chip.number(chip.register(number)) == number
    assert chip.number(chip.register(10 * most)) == most


@EVERY
@pytest.mark.parametrize("current_a", [-0.01, 0.0, 100e-6, 0.010, 0.3])
def test_the_current_register_by_its_step_is_the_current(chip: InaChip, current_a: float) -> None:
    setup = chip.plan(SHUNT_OHM, 0.4)
    virtual = VirtualChip(chip)
    for register, value in setup.writes:
        virtual.write(register, value)
    (raw,) = virtual.convert(np.array([current_a]), 0.001)
    # A step of the shunt register of an INA219 is 10 µV: 100 µA through 0.1 ohm.
    step_a = {INA219: 100e-6, INA226: 25e-6, INA228: 0.8e-6}[chip]
    assert chip.number(raw) * setup.current_step_a == pytest.approx(
        current_a, abs=step_a / 2 + 2 * setup.current_step_a
    )


def test_bus_voltages_as_the_data_sheets_have_them() -> None:
    assert INA219.bus_v(3_000 << 3) == pytest.approx(12.0)
    assert INA226.bus_v(9_584) == pytest.approx(11.98)
    assert INA228.bus_v(245_760 << 4) == pytest.approx(48.0)


def lines(*samples: tuple[int, int]) -> bytes:
    return b"".join(f"{at_us % (1 << 32):08x} {INA226.register(number):04x}\n".encode() for at_us, number in samples)


def amperes(*chunks: bytes) -> list[float]:
    stream = InaStream(INA226, INA226.plan(0.1, 0.8))
    return [float(value) for chunk in chunks for value in stream.take(chunk).current_a]


STEP_A = INA226.plan(0.1, 0.8).current_step_a


def test_a_clock_that_begins_again_makes_no_gap() -> None:
    taken = amperes(lines(((1 << 32) - 1_000, 1), (1 << 32, 2), ((1 << 32) + 1_000, -3)))
    assert taken == pytest.approx([STEP_A, 2 * STEP_A, -3 * STEP_A], rel=1e-6)


def test_a_lost_line_is_a_gap_at_its_place() -> None:
    assert amperes(lines((0, 1), (3_000, 2))) == pytest.approx(
        [STEP_A, np.nan, np.nan, 2 * STEP_A], nan_ok=True, rel=1e-6
    )


def test_a_line_that_lost_a_character_is_lost() -> None:
    whole = lines((0, 1), (1_000, 2), (2_000, 3))
    taken = amperes(whole[:20] + whole[21:])
    assert taken == pytest.approx([STEP_A, np.nan, 3 * STEP_A], nan_ok=True, rel=1e-6)


def test_lines_cut_anywhere_give_the_same_samples() -> None:
    whole = lines((0, 1), (1_000, 2), (2_000, 3))
    for at in range(len(whole)):
        assert amperes(whole[:at], whole[at:]) == pytest.approx([STEP_A, 2 * STEP_A, 3 * STEP_A], rel=1e-6)


def test_samples_missing_at_the_end_are_lost_too() -> None:
    stream = InaStream(INA226, INA226.plan(0.1, 0.8))
    samples = stream.take(lines((0, 1)) + b"end 4\n")
    assert (len(samples.current_a), samples.lost, stream.is_over) == (4, 3, True)


def test_samples_at_the_end_of_the_range_are_counted() -> None:
    setup = INA226.plan(0.1, 0.8)
    most = round(setup.full_scale_a / setup.current_step_a)
    assert InaStream(INA226, setup).take(lines((0, most), (1_000, 5))).clipped == 1
