"""The words of an energy: both uncertainties apart, and simulated wherever it is."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from benchwright.model.energy import EnergyEstimate, EnergyRecord, gross_energy, net_energy
from benchwright.ui.language.numbers import energy_spread_text, energy_text, number_text


def energy_spread(estimate: EnergyEstimate) -> str:
    """Half the interval over windows and how many: `± 1.2 µJ, n = 10`."""
    count = f"n = {estimate.windows}"
    return f"{interval_text(estimate)}, {count}" if math.isfinite(estimate.interval_uj) else count


def interval_text(estimate: EnergyEstimate) -> str:
    """What repeating would change, "–" with one window."""
    if not math.isfinite(estimate.interval_uj):
        return "–"
    return f"± {energy_spread_text(estimate.interval_uj, estimate.energy_uj)}"


def instrument_text(estimate: EnergyEstimate) -> str:
    """What the meter may be off by."""
    return f"± {energy_spread_text(estimate.instrument_uj, estimate.energy_uj)}"


def meter_words(record: EnergyRecord) -> str:
    """The meter and its voltage: `PPK2, simulated, 3.3 V`."""
    word = _tr("simulated") if record.is_simulated else ""
    estimated = _tr("estimated by steps of the current") if record.is_by_steps else ""
    volts = f"{number_text(record.supply_mv / 1000, 'g')} V"
    return ", ".join(part for part in (record.meter_kind, word, volts, estimated) if part)


def energy_detail(record: EnergyRecord) -> str:
    """What net and gross are, how far each can be trusted, and where it comes from."""
    lines = []
    for estimate, words in (
        (net_energy(record), _tr("Net %1: what an inference takes above idle.")),
        (gross_energy(record), _tr("Gross %1: all energy while the mark is up.")),
    ):
        if estimate is not None:
            lines.append(words.replace("%1", energy_text(estimate.energy_uj)))
    net = net_energy(record)
    if net is not None:
        words = _tr(
            "%1 is half the 95 % interval over %2 windows; the meter is assumed to be off by at most %3 beside it."
        )
        for place, value in enumerate((interval_text(net), str(net.windows), instrument_text(net)), start=1):
            words = words.replace(f"%{place}", value)
        lines.append(words)
    return "\n".join((*lines, meter_words(record)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("EnergyWords", text)
