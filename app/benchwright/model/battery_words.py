"""A battery life in words: how long, and everything that was assumed of it. The window translates these sentences."""

from __future__ import annotations

from benchwright.model.battery import Battery, BatteryLife, life_parts
from benchwright.model.board import Origin
from benchwright.model.units import charge_text, current_text, duration_text


def life_text(seconds: float) -> str:
    """How long, in the unit that people would use: `7.2 hours`, `23 days`, `14 months`, `3.1 years`."""
    number, unit = life_parts(seconds)
    words = {
        "hours": f"{number} hours",
        "days": f"{number} days",
        "months": f"{number} months",
        "years": f"{number} years",
        "century": f"more than {number} years",
    }
    return words[unit]


def headline(life: BatteryLife) -> str:
    """The answer in one sentence, which says so where the numbers behind it are not of hardware."""
    every, name, text = duration_text(life.duty.period_s), life.battery.name, life_text(life.life_s)
    if life.is_underfed:
        fed, needed = f"{life.battery.nominal_mv / 1000:g} V", f"{life.drain.supply_mv / 1000:g} V"
        simulated = "a SIMULATED meter" if life.drain.is_simulated else "the meter"
        return f"A {name} gives {fed}, the run had {needed}: it needs a converter. As if not, by {simulated}: {text}."
    if life.drain.is_simulated:
        return f"One inference every {every} on a {name}: {text} by a SIMULATED meter."
    if life.drain.origin is not Origin.HARDWARE:
        return f"One inference every {every} on a {name}: {text} by a run that was not on hardware."
    return f"One inference every {every} on a {name}: {text}."


def assumptions(life: BatteryLife) -> tuple[str, ...]:
    """Each thing that was taken for granted, in a sentence with its number."""
    battery, drain, duty = life.battery, life.drain, life.duty
    found = []
    if drain.is_simulated:
        found.append("The meter was simulated: its currents are made up, and so is this battery life.")
    if drain.origin is not Origin.HARDWARE:
        found.append("The run was not on hardware: its times are those of a virtual board.")
    inference = duration_text(drain.inference_s)
    found.append(f"An inference takes {charge_text(drain.charge_uc)} in {inference}, all of it, as measured.")
    sleep = current_text(life.sleep_ua)
    if duty.sleep_ua is None:
        found.append(f"In between it draws {sleep}, as it was measured idle: nothing was put to sleep.")
    else:
        found.append(f"In between it draws {sleep}, as it was given and not measured.")
    found.append("Waking up, radio and everything else beside the inference is left out.")
    found += _of_supply(life)
    found += battery_assumptions(battery)
    lost = f"{life.self_discharge_ratio:.0%}"
    found.append(f"Over that time {lost} of it is lost by self-discharge.")
    return tuple(found)


def battery_assumptions(battery: Battery) -> tuple[str, ...]:
    """What is taken for granted of a battery itself."""
    volts = f"{battery.nominal_mv / 1000:g}"
    return (
        f"The battery has {battery.capacity_mah:,.0f} mAh at {volts} V ({battery.capacity_source}).",
        f"Of that {battery.usable_ratio:.0%} can be used: assumed, not measured.",
        f"It loses {battery.self_discharge_ratio:.0%} a year by itself ({battery.self_discharge_source}).",
    )


def _of_supply(life: BatteryLife) -> tuple[str, ...]:
    supply_mv, nominal_mv, efficiency = life.drain.supply_mv, life.battery.nominal_mv, life.duty.efficiency_ratio
    supply, nominal = f"{supply_mv / 1000:g} V", f"{nominal_mv / 1000:g} V"
    if efficiency is not None:
        return (f"A regulator makes {supply} of the {nominal} at {efficiency:.0%} efficiency, asleep as well.",)
    if nominal_mv < supply_mv:
        return (
            f"There is no regulator: measured at {supply}, the device is taken to draw as much at {nominal}.",
            f"The battery gives less than the {supply} of the measurement: see that the board runs on it.",
        )
    return (f"There is no switching regulator: the battery gives the current that was measured at {supply}.",)
