"""The power meter that was chosen for this bench: remembered, told to the workbench, and put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from benchwright.model.meter import FoundMeter, MeterWish, Supply
from benchwright.ui.language.numbers import number_text

if TYPE_CHECKING:
    from benchwright.bench.meter_desk import MeterDesk
    from benchwright.ui.remembered import Remembered

_NAME, _KIND = "meter/name", "meter/kind"
_SIMULATED, _AMPERE = "meter/is_simulated", "meter/is_ampere_meter"
_VOLTAGE = "meter/supply_mv"
_USUAL_MV = 3_300


class MeterChoice(QObject):
    """Which meter sees the runs of the window, and what it supplies. No meter to begin with."""

    changed = Signal()

    def __init__(self, desk: MeterDesk, remembered: Remembered, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._remembered = remembered
        desk.wish = self.wish

    @property
    def name(self) -> str:
        """By what name it is opened; "" for none."""
        return self._remembered.word(_NAME)

    @property
    def is_simulated(self) -> bool:
        """Whether no current flows at all."""
        return self._remembered.flag(_SIMULATED, default=False)

    @property
    def supply(self) -> Supply:
        """What the device is fed with, and by whom."""
        voltage_mv = self._remembered.number(_VOLTAGE, default=_USUAL_MV)
        return Supply(voltage_mv, is_source=not self._remembered.flag(_AMPERE, default=False))

    @property
    def wish(self) -> MeterWish | None:
        """What a run is asked for; None without a meter."""
        return MeterWish(self.name, self.supply) if self.name else None

    @property
    def words(self) -> str:
        """The meter and its voltage in a few words: "PPK2, simulated, 3.3 V"."""
        if not self.name:
            return self.tr("none")
        kind = self._remembered.word(_KIND)
        parts = [kind, self.tr("simulated") if self.is_simulated else "", volts_text(self.supply.voltage_mv)]
        return ", ".join(part for part in parts if part)

    def named(self, name: str) -> FoundMeter | None:
        """The meter that a kind and an address mean; None for any other name."""
        return self._desk.named(name)

    def choose(self, meter: FoundMeter | None) -> None:
        """From now on this meter; None for none."""
        self._remembered.set_word(_NAME, meter.name if meter is not None else "")
        self._remembered.set_word(_KIND, meter.kind if meter is not None else "")
        self._remembered.set_flag(_SIMULATED, value=meter is not None and meter.is_simulated)
        self._tell()

    def feed(self, supply: Supply) -> None:
        """From now on with this supply."""
        self._remembered.set_number(_VOLTAGE, supply.voltage_mv)
        self._remembered.set_flag(_AMPERE, value=not supply.is_source)
        self._tell()

    def _tell(self) -> None:
        self._desk.wish = self.wish
        self.changed.emit()


def volts_text(voltage_mv: int) -> str:
    """A voltage: `3.3 V`."""
    return f"{number_text(voltage_mv / 1000, 'g')} V"
