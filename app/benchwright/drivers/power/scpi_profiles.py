"""What instruments that speak SCPI have in common, family by family: orders, ranges, and what is assumed of them.

Sources: SCPI-99, volume 2 (MEASure, SOURce:VOLTage, OUTPut, SYSTem:ERRor).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScpiProfile:
    """One family. `word` is how it is written for `--meter`; `measure_volts` is "" where it measures one quantity.

    `is_source` where it feeds the device; then `most_mv` holds where the instrument tells no range of its own.
    `gain_error_ratio` is an assumption: an accuracy of current that the family commonly has, as a standard uncertainty.
    """

    word: str
    kind: str
    measure_amperes: str
    measure_volts: str
    is_source: bool
    most_mv: int
    gain_error_ratio: float


SUPPLY = ScpiProfile("scpi", "SCPI supply", "MEAS:CURR?", "MEAS:VOLT?", True, 60_000, 0.005)
MULTIMETER = ScpiProfile("scpi-dmm", "SCPI multimeter", "MEAS:CURR:DC?", "", False, 60_000, 0.002)
PROFILES = {profile.word: profile for profile in (SUPPLY, MULTIMETER)}
