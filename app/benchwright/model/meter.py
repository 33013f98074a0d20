"""A power meter on the desk, and what it is told to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

SAFE_MV = 3_600
"""What parts made for 3.3 V commonly bear at most (STM32 and nRF52 data sheets, operating conditions)."""
LEAST_MV = 1_700
"""What they commonly need at least (same source: 1.71 V and 1.7 V)."""

RAW_USB_METERS = {"16d0:0e88": "Joulescope JS110", "16d0:10ba": "Joulescope JS220"}
"""USB identities of meters that are no serial ports, and what they are (joulescope_driver, `devices.c`)."""


class MarkLine(Enum):
    """How a meter sees the line by which a device marks inferences: high while one runs.

    `LEVEL`: sampled with the current. `FALLING_EDGES`: only when it fell, so that an inference's end is seen and its
    beginning is not. `NONE`: not at all.
    """

    LEVEL = "level"
    FALLING_EDGES = "falling-edges"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Meter:
    """One power meter as it told about itself.

    `meter_id` is stable across re-plugging. `gain_error_ratio` is what is assumed of a calibrated one, as one standard
    uncertainty of a current (0.01 = 1 %). `is_simulated` where no current flows at all; every number that
    comes of it says so. `doubts` are sentences about its state, such as a calibration that is missing. `mark_input` is
    what the input for the mark is called on it, "" where it has none. `mark_doubt` is why it does not see the mark
    although it has an input for it, "" otherwise.
    """

    meter_id: str
    kind: str
    url: str
    sample_hz: int
    gain_error_ratio: float
    is_simulated: bool = False
    is_calibrated: bool = True
    doubts: tuple[str, ...] = ()
    mark_line: MarkLine = MarkLine.LEVEL
    mark_input: str = "D0"
    mark_doubt: str = ""


@dataclass(frozen=True, slots=True)
class Supply:
    """What a meter feeds the device with. `is_source` False where somebody else feeds it through the meter."""

    voltage_mv: int
    is_source: bool = True


@dataclass(frozen=True, slots=True)
class FoundMeter:
    """A meter that can be opened by `name`: what it is in words, what it can supply, whether it is a simulated one.

    The title does not say that it is simulated.
    """

    name: str
    title: str
    kind: str
    least_mv: int
    most_mv: int
    is_simulated: bool = False

    def gives(self, voltage_mv: int) -> bool:
        """Whether it can supply that voltage."""
        return self.least_mv <= voltage_mv <= self.most_mv


@dataclass(frozen=True, slots=True)
class MeterWish:
    """Which meter is to see a run, what it feeds the device with, and how long.

    Each of `windows` windows lasts about `window_s` seconds, with at least `idle_s` before and after it.
    `keep_trace`: the samples are kept with the run, where they are not too many.
    """

    name: str
    supply: Supply = Supply(3_300)
    windows: int = 10
    window_s: float = 0.25
    idle_s: float = 0.05
    keep_trace: bool = True
