"""Bands: what was published of a core in multiplications a cycle and energy of one, and what it can do at best."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """One published number, and where it comes from."""

    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Band:
    """What lies around published numbers: from the least divided by `factor` to the greatest times `factor`."""

    anchors: tuple[Anchor, ...]
    factor: float

    @property
    def least_published(self) -> float:
        """The lowest of the published numbers."""
        return min(anchor.value for anchor in self.anchors)

    @property
    def greatest_published(self) -> float:
        """The highest of the published numbers."""
        return max(anchor.value for anchor in self.anchors)

    @property
    def low(self) -> float:
        """The lower end; a number that equals it is within."""
        return self.least_published / self.factor

    @property
    def high(self) -> float:
        """The upper end; a number that equals it is within."""
        return self.greatest_published * self.factor


@dataclass(frozen=True, slots=True)
class CoreBand:
    """One core. Where `boards` are named it holds for these alone, because of an accelerator beside the core.

    `macs_per_cycle` and `energy_pj_per_mac` are of int8 models, None where nothing was published. `most_macs_per_cycle`
    and `most_macs_per_instruction` are what its multipliers can do at best, None where that is not known, and
    `most_source` says from what they follow.
    """

    name: str
    cores: tuple[str, ...]
    boards: tuple[str, ...] = ()
    macs_per_cycle: Band | None = None
    energy_pj_per_mac: Band | None = None
    most_macs_per_cycle: float | None = None
    most_macs_per_instruction: float | None = None
    most_source: str = ""


@dataclass(frozen=True, slots=True)
class CoreBands:
    """All bands that are known."""

    bands: tuple[CoreBand, ...] = ()

    def of(self, core: str, board: str) -> CoreBand | None:
        """What holds for a board: its own band before that of its core; None where there is neither."""
        named = (band for band in self.bands if board in band.boards)
        general = (band for band in self.bands if core in band.cores and not band.boards)
        return next(named, None) or next(general, None)


NO_BANDS = CoreBands()
"""Where nothing is known of any core, nothing is said."""
