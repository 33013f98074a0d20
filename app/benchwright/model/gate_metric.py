"""What a rule of a gate can be about."""

from __future__ import annotations

from enum import Enum


class GateMetric(Enum):
    """What a rule can be about; the value is its stable name in files.

    `ACCURACY` is the first guess (top-1) of one labelled set, the board's where there is one; the five below it are
    those of a labelled set that was run on the board.
    """

    LATENCY = "latency"
    LATENCY_P99 = "latency-p99"
    INSTRUCTIONS = "instructions"
    RAM = "ram"
    FLASH = "flash"
    ENERGY = "energy"
    ENERGY_GROSS = "energy-gross"
    ACCURACY = "accuracy"
    TOP5 = "top5"
    AUC = "auc"
    MACRO_F1 = "macro-f1"
    WEIGHTED_F1 = "weighted-f1"
    SQUARED_ERROR = "mse"

    @property
    def unit(self) -> str:
        """The unit of its values; "" for a plain number."""
        return _UNITS.get(self, "")

    @property
    def smaller_is_better(self) -> bool:
        """Direction of the better, where the policy says nothing else."""
        return not self.is_ratio

    @property
    def is_ratio(self) -> bool:
        """Whether it is a part of 1, which changes by points and never by parts of itself."""
        return self in _RATIOS

    @property
    def is_noisy(self) -> bool:
        """Whether measuring again gives another value, so that a difference needs an interval."""
        return self in _NOISY

    @property
    def is_of_scoring(self) -> bool:
        """Whether only a labelled set that was run on the board tells it."""
        return self in _OF_SCORING

    @property
    def is_of_energy(self) -> bool:
        """Whether a power meter saw it."""
        return self in {GateMetric.ENERGY, GateMetric.ENERGY_GROSS}


_UNITS = {
    GateMetric.LATENCY: "µs",
    GateMetric.LATENCY_P99: "µs",
    GateMetric.RAM: "B",
    GateMetric.FLASH: "B",
    GateMetric.ENERGY: "µJ",
    GateMetric.ENERGY_GROSS: "µJ",
}
_RATIOS = frozenset({GateMetric.ACCURACY, GateMetric.TOP5, GateMetric.AUC, GateMetric.MACRO_F1, GateMetric.WEIGHTED_F1})
_OF_SCORING = frozenset(
    {GateMetric.TOP5, GateMetric.AUC, GateMetric.MACRO_F1, GateMetric.WEIGHTED_F1, GateMetric.SQUARED_ERROR}
)
_NOISY = frozenset(
    {
        GateMetric.LATENCY,
        GateMetric.LATENCY_P99,
        GateMetric.INSTRUCTIONS,
        GateMetric.ENERGY,
        GateMetric.ENERGY_GROSS,
    }
)
