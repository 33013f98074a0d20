"""A power meter on the desk, and what it is told to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meter:
    """One power meter as it told about itself.

    `meter_id` is stable across re-plugging. `gain_error_ratio` is what its maker promises of a calibrated one, as one
    standard uncertainty of a current (0.01 = 1 %). `is_simulated` where no current flows at all; every number that
    comes of it says so. `doubts` are sentences about its state, such as a calibration that is missing.
    """

    meter_id: str
    kind: str
    url: str
    sample_hz: int
    gain_error_ratio: float
    is_simulated: bool = False
    is_calibrated: bool = True
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Supply:
    """What a meter feeds the device with. `is_source` False where somebody else feeds it through the meter."""

    voltage_mv: int
    is_source: bool = True


@dataclass(frozen=True, slots=True)
class FoundMeter:
    """A meter that can be opened by `name`: what it is in words, and whether it is a simulated one."""

    name: str
    title: str
    is_simulated: bool = False


@dataclass(frozen=True, slots=True)
class MeterWish:
    """Which meter is to see a run, what it feeds the device with, and how long.

    Each of `windows` windows lasts about `window_s` seconds, with at least `idle_s` before and after it.
    """

    name: str
    supply: Supply = Supply(3_300)
    windows: int = 10
    window_s: float = 0.25
    idle_s: float = 0.05
