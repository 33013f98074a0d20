"""What a PPK2 tells about itself as text: how its ranges are calibrated, and what it is set to."""

from __future__ import annotations

import math
from dataclasses import dataclass

RANGES = 5
# Of a meter that tells nothing else: resistances in ohm, as Nordic's own application assumes them.
_RESISTANCES = (1031.64, 101.65, 10.15, 0.94, 0.043)
_DEFAULTS = {"R": _RESISTANCES, "GS": (1.0,) * RANGES, "GI": (1.0,) * RANGES, "O": (0.0,) * RANGES,
             "S": (0.0,) * RANGES, "I": (0.0,) * RANGES, "UG": (1.0,) * RANGES}  # fmt: skip
_END = "END"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Seven coefficients for each of the five ranges; `volts_mv` is the supply it was set to, 0 where it is not told.

    `missing` names the coefficients that were absent or no numbers; the maker's defaults stand for them.
    """

    resistance: tuple[float, ...]
    gain_square: tuple[float, ...]
    gain: tuple[float, ...]
    offset: tuple[float, ...]
    slope: tuple[float, ...]
    intercept: tuple[float, ...]
    user_gain: tuple[float, ...]
    volts_mv: int = 0
    hardware: str = ""
    is_calibrated: bool = False
    missing: tuple[str, ...] = ()


def is_whole(text: bytes) -> bool:
    """Whether the metadata has come to its end."""
    return text.rstrip().endswith(_END.encode())


def read_calibration(text: bytes) -> Calibration:
    """The metadata of a PPK2; what is no number in it (`-nan` occurs) is left at its default and told in `missing`.

    Raises:
        ValueError: this is no metadata of a PPK2.
    """
    lines = dict(_pairs(text))
    if not any(key in lines for key in ("Calibrated", "R0", "HW")):
        raise ValueError("it told nothing that a PPK2 tells")
    missing: list[str] = []
    found = {kind: tuple(_one(lines, kind, place, missing) for place in range(RANGES)) for kind in _DEFAULTS}
    return Calibration(
        resistance=found["R"],
        gain_square=found["GS"],
        gain=found["GI"],
        offset=found["O"],
        slope=found["S"],
        intercept=found["I"],
        user_gain=found["UG"],
        volts_mv=int(_number(lines.get("VDD", "")) or 0),
        hardware=lines.get("HW", ""),
        is_calibrated=lines.get("Calibrated", "0") == "1",
        missing=tuple(missing),
    )


def _pairs(text: bytes) -> list[tuple[str, str]]:
    words = (line.partition(":") for line in text.decode("ascii", "replace").splitlines())
    return [(key.strip(), value.strip()) for key, colon, value in words if colon]


def _one(lines: dict[str, str], kind: str, place: int, missing: list[str]) -> float:
    key = f"{kind}{place}"
    value = _number(lines.get(key, ""))
    if value is None or (kind == "R" and value <= 0):
        missing.append(key)
        return _DEFAULTS[kind][place]
    return value


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
