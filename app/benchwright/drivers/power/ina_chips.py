"""The registers of TI's INA219, INA226 and INA228: what calibrates them, and what their numbers mean.

Sources: data sheets SBOS448 (INA219), SBOS547 (INA226) and SBOSA20 (INA228), "Programming" and "Register Maps".
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

SAMPLE_HZ = 1_000
"""Each chip converts the shunt voltage for a bit more than half of a sample."""
CHARGE_REGISTER, CHARGE_BYTES = 0x0A, 5
ENERGY_REGISTER, ENERGY_BYTES = 0x09, 5
ENERGY_STEPS = 16 * 3.2
"""Of an INA228: joules of a step of its energy, by the amperes of a step of its current."""


@dataclass(frozen=True, slots=True)
class InaSetup:
    """What is written to a chip with a shunt: registers of two bytes with their values, in this order.

    `current_step_a` is the current of a step of the current register, exactly as the calibration has it;
    `full_scale_a` is where the shunt voltage leaves its range, or the current its register.
    """

    writes: tuple[tuple[int, int], ...]
    calibration: int
    current_step_a: float
    full_scale_a: float


@dataclass(frozen=True, slots=True)
class InaChip:
    """One kind of chip; `number_bits` of its current and voltage registers, left-aligned in `number_bytes`."""

    word: str
    kind: str
    most_mv: int
    calibration_register: int
    current_register: int
    bus_register: int
    number_bytes: int
    number_bits: int
    bus_unused_bits: int
    bus_step_v: float
    plan: Callable[[float, float], InaSetup]
    has_accumulators: bool = False

    def number(self, raw: int) -> int:
        """The signed number in a register."""
        unused = 8 * self.number_bytes - self.number_bits
        value = raw >> unused
        return value - (1 << self.number_bits) if value >> (self.number_bits - 1) else value

    def register(self, number: int) -> int:
        """The register that holds a signed number: the way back of `number`."""
        least, most = -(1 << (self.number_bits - 1)), (1 << (self.number_bits - 1)) - 1
        value = min(max(number, least), most) & ((1 << self.number_bits) - 1)
        return value << (8 * self.number_bytes - self.number_bits)

    def bus_v(self, raw: int) -> float:
        """The voltage of the supply."""
        return (raw >> self.bus_unused_bits) * self.bus_step_v


def _plan_ina219(shunt_ohm: float, most_a: float) -> InaSetup:
    # Gain 1, /2, /4, /8: 40 to 320 mV. 32 V range, bus and shunt of 12 bits (532 µs), both for ever.
    gain = next((step for step in range(4) if most_a * shunt_ohm <= 0.04 * 2**step + 1e-9), 3)
    config = 1 << 13 | gain << 11 | 0b0011 << 7 | 0b0011 << 3 | 0b111
    calibration = _within(_whole(0.04096 / (most_a / 2**15 * shunt_ohm)), 0xFFFF, shunt_ohm, most_a) & 0xFFFE
    step_a = 0.04096 / (calibration * shunt_ohm)
    full_scale_a = min(0.04 * 2**gain / shunt_ohm, 2**15 * step_a)
    return InaSetup(((0x00, config), (0x05, calibration)), calibration, step_a, full_scale_a)


def _plan_ina226(shunt_ohm: float, most_a: float) -> InaSetup:
    # No averaging, bus for 140 µs, shunt for 588 µs, both for ever; bit 14 reads as one.
    config = 1 << 14 | 0b000 << 9 | 0b000 << 6 | 0b011 << 3 | 0b111
    calibration = _within(_whole(0.00512 / (most_a / 2**15 * shunt_ohm)), 0x7FFF, shunt_ohm, most_a)
    step_a = 0.00512 / (calibration * shunt_ohm)
    full_scale_a = min(0.08192 / shunt_ohm, 2**15 * step_a)
    return InaSetup(((0x00, config), (0x05, calibration)), calibration, step_a, full_scale_a)


def _plan_ina228(shunt_ohm: float, most_a: float) -> InaSetup:
    # 40.96 mV where that is enough, which makes the calibration four times as large; accumulators cleared (bit 14).
    is_fine = most_a * shunt_ohm <= 0.04096 + 1e-9
    config = 1 << 14 | int(is_fine) << 4
    # Bus, shunt for ever (0xB), 50 µs and 540 µs, no averaging.
    adc_config = 0xB << 12 | 0b000 << 9 | 0b100 << 6 | 0b000 << 3 | 0b000
    scale = 13_107.2e6 * (4 if is_fine else 1)
    calibration = _within(round(scale * most_a / 2**19 * shunt_ohm), 0x7FFF, shunt_ohm, most_a)
    step_a = calibration / (scale * shunt_ohm)
    writes = ((0x00, config), (0x01, adc_config), (0x02, calibration))
    full_scale_a = min((0.04096 if is_fine else 0.16384) / shunt_ohm, 2**19 * step_a)
    return InaSetup(writes, calibration, step_a, full_scale_a)


def _whole(value: float) -> int:
    """Cut off as the data sheets have it, but not by the last bit of a fraction that is none."""
    return math.floor(value * (1 + 1e-12))


def _within(calibration: int, most: int, shunt_ohm: float, most_a: float) -> int:
    if not 1 < calibration <= most:
        raise ValueError(f"no calibration for {most_a:g} A through {shunt_ohm:g} ohm: it would be {calibration}")
    return calibration


INA219 = InaChip("ina219", "INA219", 26_000, 0x05, 0x04, 0x02, 2, 16, 3, 4e-3, _plan_ina219)
INA226 = InaChip("ina226", "INA226", 36_000, 0x05, 0x04, 0x02, 2, 16, 0, 1.25e-3, _plan_ina226)
INA228 = InaChip("ina228", "INA228", 85_000, 0x02, 0x07, 0x05, 3, 20, 4, 195.3125e-6, _plan_ina228, True)
CHIPS = {chip.word: chip for chip in (INA219, INA226, INA228)}
