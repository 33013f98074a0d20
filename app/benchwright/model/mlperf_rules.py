"""What makes a result of MLPerf Tiny count, and what is said where a rule was broken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class BreachCode(Enum):
    """Rules that a result can break; the value is the word in files and on the command line."""

    NOT_THE_RULES = "not-the-rules"
    SHORT_WINDOW = "short-window"
    FEW_ITERATIONS = "few-iterations"
    FEW_INPUTS = "few-inputs"
    EQUAL_INPUTS = "equal-inputs"
    OTHER_SET = "other-set"
    CLOCK_DISAGREES = "clock-disagrees"
    METER_LOST_SAMPLES = "meter-lost-samples"
    METER_CLIPPED = "meter-clipped"
    METER_UNCALIBRATED = "meter-uncalibrated"
    BELOW_TARGET = "below-target"


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule that a result does not keep, and in words how."""

    code: BreachCode
    text: str


@dataclass(frozen=True, slots=True)
class MlperfRules:
    """How a measurement is made.

    Each window lasts `window_s` seconds at least and holds `iterations` inferences at least; there are `inputs` of
    them, each on an input of its own. `lost_ratio` of a meter's samples may be missing.
    """

    window_s: float = 10.0
    iterations: int = 10
    inputs: int = 5
    lost_ratio: float = 0.001

    @property
    def are_official(self) -> bool:
        """Whether a result that keeps them can be handed in."""
        least = MlperfRules()
        return (
            self.window_s >= least.window_s
            and self.iterations >= least.iterations
            and self.inputs == least.inputs
            and self.lost_ratio <= least.lost_ratio
        )


# MLPerfTiny_Rules.adoc and the README of the energy runner; the drop tolerance is its `emon-drop-thresh-pct`.
OFFICIAL_RULES = MlperfRules()
