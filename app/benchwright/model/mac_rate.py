"""Multiplications a cycle, and energy a multiplication, held against what was published of the same core."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from benchwright.model.board import Origin
from benchwright.model.core_band import Band, CoreBand, CoreBands
from benchwright.model.energy import gross_energy
from benchwright.model.op_profile import op_profiles
from benchwright.model.op_work import OpWork
from benchwright.model.run import Run

_LEAST_SHARE_RATIO = 0.01
"""An op that takes less of the inference is mostly what a call costs, and slow for that."""

_PJ_PER_UJ = 1e6
_BANDED_TYPES = frozenset({"int8", "uint8"})
"""Closed-division results, of which bands are made, are of models in 8 bits."""


class Per(Enum):
    """What multiplications are counted against: bands are of cycles, a counting emulator tells instructions."""

    CYCLE = "cycle"
    INSTRUCTION = "instruction"


class Standing(Enum):
    """Where a number lies: within its band, below or above it, or beyond what the core can do at all."""

    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"
    IMPOSSIBLE = "impossible"

    @property
    def is_flagged(self) -> bool:
        """Whether a person should look at it."""
        return self is not Standing.WITHIN


@dataclass(frozen=True, slots=True)
class MacRate:
    """Multiply-accumulates of something by what it took. `standing` is None where there is nothing to hold it against.

    `band` is that of the core, None where none is known. `limit` is what its multipliers can do at best, in the same
    unit, None where that is not known.
    """

    macs: int
    value: float
    per: Per
    band: CoreBand | None = None
    limit: float | None = None
    standing: Standing | None = None

    @property
    def is_flagged(self) -> bool:
        """Whether it lies outside its band or beyond its limit."""
        return self.standing is not None and self.standing.is_flagged


@dataclass(frozen=True, slots=True)
class MacEnergy:
    """Energy of a multiplication in picojoule, all energy while the mark was up; a simulated one has no `standing`."""

    pj_per_mac: float
    is_simulated: bool
    band: CoreBand | None = None
    standing: Standing | None = None


def mac_rate(run: Run, bands: CoreBands) -> MacRate | None:
    """Of a whole inference, its median; None where MACs, cycles and instructions are not known."""
    samples = run.timing.samples
    if not samples:
        return None
    return _rate(run, _took(run, statistics.median_low(samples)), run.op_work, bands)


def op_rates(run: Run, bands: CoreBands) -> tuple[MacRate | None, ...]:
    """Of each op of its profile; None of an op that multiplies nothing.

    An op is not said to be slow where it takes less than a hundredth of the inference.
    """
    rates = []
    for op in op_profiles(run):
        rate = None if op.work is None else _rate(run, _took(run, op.ticks), (op.work,), bands)
        if rate is not None and rate.standing is Standing.BELOW and op.share_ratio < _LEAST_SHARE_RATIO:
            rate = MacRate(rate.macs, rate.value, rate.per, rate.band, rate.limit)
        rates.append(rate)
    return tuple(rates)


def mac_energy(run: Run, bands: CoreBands) -> MacEnergy | None:
    """Gross energy of an inference by its MACs, as it is published; None without a meter or without MACs."""
    estimate = gross_energy(run.energy) if run.energy is not None else None
    if run.energy is None or estimate is None or not run.macs:
        return None
    value = estimate.energy_uj * _PJ_PER_UJ / run.macs
    if run.energy.is_simulated or run.origin is not Origin.HARDWARE:
        return MacEnergy(value, is_simulated=True)
    core = bands.of(run.core, run.board)
    band = core.energy_pj_per_mac if core is not None and _is_banded(run.op_work) else None
    return MacEnergy(value, is_simulated=False, band=core, standing=None if band is None else _within(value, band))


def _took(run: Run, ticks: int) -> tuple[float, Per] | None:
    """Cycles of a real board or instructions of a counting emulator; other clocks tell neither."""
    instructions = run.timing.instructions(ticks)
    if instructions is not None:
        return instructions, Per.INSTRUCTION
    if run.origin is not Origin.HARDWARE:
        return None
    return run.timing.latency_us(ticks) * run.timing.clock_hz / 1e6, Per.CYCLE


def _rate(run: Run, took: tuple[float, Per] | None, work: Sequence[OpWork], bands: CoreBands) -> MacRate | None:
    macs = sum(one.macs for one in work)
    if took is None or took[0] <= 0 or not macs:
        return None
    amount, per = took
    value, core = macs / amount, bands.of(run.core, run.board)
    if core is None:
        return MacRate(macs, value, per)
    limit = core.most_macs_per_cycle if per is Per.CYCLE else core.most_macs_per_instruction
    if limit is not None and value > limit:
        return MacRate(macs, value, per, core, limit, Standing.IMPOSSIBLE)
    band = core.macs_per_cycle if _is_banded(work) else None
    return MacRate(macs, value, per, core, limit, None if band is None else _within(value, band))


def _is_banded(work: Sequence[OpWork]) -> bool:
    return all(one.element_type in _BANDED_TYPES for one in work if one.macs)


def _within(value: float, band: Band) -> Standing:
    if value < band.low:
        return Standing.BELOW
    return Standing.ABOVE if value > band.high else Standing.WITHIN
