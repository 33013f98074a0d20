"""What an energy means for a battery, in the language of a report: a usual duty cycle, and what it assumes."""

from __future__ import annotations

from benchwright import paths
from benchwright.catalog.battery_table import read_batteries
from benchwright.model.battery import BatteryLife, DutyCycle, battery_life, drain_of, life_parts
from benchwright.model.board import Origin
from benchwright.model.document import Block, Paragraph
from benchwright.model.drawing import Ink
from benchwright.model.errors import DutyCycleImpossible
from benchwright.model.run import Run
from benchwright.model.units import charge_text, current_text, duration_text
from benchwright.reports.phrases import Phrases

_EVERY_S = 2.0


def battery_paragraph(phrases: Phrases, run: Run) -> list[Block]:
    """One inference every 2 s on the first battery of the table; nothing where that cannot be told."""
    drain = drain_of(run.energy, run.origin) if run.energy is not None else None
    if drain is None:
        return []
    try:
        life = battery_life(read_batteries(paths.resources())[0], drain, DutyCycle(_EVERY_S))
    except DutyCycleImpossible:
        return []
    return [Paragraph(_words(phrases, life), Ink.MUTED)]


def _words(phrases: Phrases, life: BatteryLife) -> str:
    say, figures, battery = phrases.say, phrases.figures, life.battery
    number, unit = life_parts(life.life_s)
    parts = [
        say(
            "battery.life",
            every=figures(duration_text(life.duty.period_s)),
            battery=battery.name,
            life=say(f"battery.{unit}", n=figures(number)),
        ),
        say("battery.simulated") if life.drain.is_simulated else "",
        say("battery.virtual") if life.drain.origin is not Origin.HARDWARE else "",
        say(
            "battery.assumed",
            charge=figures(charge_text(life.drain.charge_uc)),
            idle=figures(current_text(life.sleep_ua)),
            volts=figures(f"{life.drain.supply_mv / 1000:g} V"),
            capacity=figures(f"{battery.capacity_mah:,.0f} mAh"),
            usable=figures(f"{battery.usable_ratio:.0%}"),
            lost=figures(f"{battery.self_discharge_ratio:.0%}"),
        ),
    ]
    return " ".join(filter(None, parts))
