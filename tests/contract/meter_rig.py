"""A kind of power meter for the contract suite: what stands in for the real one, and what it can be asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchwright.drivers.virtual.meter.faults import MeterFaults
from benchwright.drivers.virtual.meter.load import Load
from benchwright.model.meter import MarkLine
from benchwright.protocols.power_meter import PowerMeter

Opener = Callable[[], PowerMeter]
"""Opens the meter that stands ready; may be called again once that one is closed."""


STEADY = Load()
FAULTLESS = MeterFaults()


class Begin(Protocol):
    """Puts a meter with that load and those faults on the desk, and takes it away at the end."""

    def __call__(
        self, folder: Path, *, load: Load = STEADY, faults: MeterFaults = FAULTLESS
    ) -> AbstractContextManager[Opener]: ...


@dataclass(frozen=True)
class MeterRig:
    """A kind of meter: how its virtual one is put on the desk, and what the contract may ask of it.

    `orders` names the fields of `MeterFaults` that the virtual one obeys. `foreign` puts something else in its place,
    that answers and is no such meter; None where nothing else can be there. `refused_mv` are voltages that it cannot
    give, () where it takes any. `is_source` False where somebody else feeds the device.
    """

    name: str
    kind: str
    begin: Begin
    foreign: Callable[[Path], AbstractContextManager[Opener]] | None
    orders: frozenset[str]
    refused_mv: tuple[int, ...]
    mark_line: MarkLine = MarkLine.LEVEL
    supply_mv: int = 3_300
    is_source: bool = True
    cuts_supply: bool = False
    """Whether it can cut off what somebody else feeds."""
    calibration_words: str = ""
    """Part of the doubt that is told where its calibration is no number."""
