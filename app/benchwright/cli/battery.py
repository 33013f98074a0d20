"""`battery`: how long a battery lasts when a run's model infers once in a while."""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import asdict

from benchwright import paths
from benchwright.bench.toolbox import Toolbox
from benchwright.catalog.battery_table import battery_named, read_batteries
from benchwright.cli.results import opened_store
from benchwright.model.battery import Battery, BatteryLife, DutyCycle, battery_life, drain_of
from benchwright.model.battery_words import assumptions, battery_assumptions, headline
from benchwright.model.errors import EnergyMissing
from benchwright.model.units import current_text

_TIMES_S = {"us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0}
_CURRENTS_UA = {"na": 1e-3, "ua": 1.0, "µa": 1.0, "ma": 1e3}
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([a-zµ]+)", re.IGNORECASE)


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds `battery`."""
    battery = commands.add_parser(
        "battery", parents=[common], help="how long a battery lasts at one inference every so often"
    )
    battery.add_argument("run", nargs="?", metavar="RUN", help="id of a run with an energy, or its first characters")
    battery.add_argument("--every", type=_time, metavar="TIME", help="one inference every so often, such as 2s")
    battery.add_argument("--battery", default="CR2032", metavar="NAME", help="which (default CR2032)")
    battery.add_argument("--sleep", type=_current, metavar="CURRENT", help="in between, such as 2.5uA (default: idle)")
    battery.add_argument(
        "--efficiency", type=_percent, metavar="PERCENT", help="of a switching regulator (default: there is none)"
    )
    battery.add_argument("--list", action="store_true", help="list the batteries and what is assumed of them")
    battery.set_defaults(command=tell_life, usage=battery.error)


def tell_life(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints the life of a battery with everything that was assumed, or the batteries."""
    batteries = read_batteries(paths.resources())
    if arguments.list:
        return _list(batteries, as_json=arguments.json)
    if arguments.run is None or arguments.every is None:
        arguments.usage("RUN and --every are needed (or --list)")
    chosen = battery_named(batteries, arguments.battery)
    with opened_store(arguments, toolbox) as store:
        run = store.run(arguments.run)
    drain = drain_of(run.energy, run.origin) if run.energy is not None else None
    if drain is None:
        raise EnergyMissing(run.run_id)
    life = battery_life(chosen, drain, DutyCycle(arguments.every, arguments.sleep, arguments.efficiency))
    if arguments.json:
        print(json.dumps(life_document(life), indent=2, ensure_ascii=False))
    else:
        print(headline(life))
        print(f"  {current_text(life.mean_ua)} on average, {current_text(life.battery_ua)} of the battery")
        print("\n".join(f"  - {line}" for line in assumptions(life)))
    return 0


def life_document(life: BatteryLife) -> dict[str, object]:
    """The answer, what it was reckoned from, and the assumptions as sentences."""
    return {
        "battery": life.battery.name,
        "every_s": life.duty.period_s,
        "life_s": life.life_s,
        "mean_ua": life.mean_ua,
        "battery_ua": life.battery_ua,
        "sleep_ua": life.sleep_ua,
        "is_sleep_measured": life.duty.sleep_ua is None,
        "efficiency_ratio": life.duty.efficiency_ratio,
        "inference_charge_uc": life.drain.charge_uc,
        "inference_s": life.drain.inference_s,
        "is_simulated": life.drain.is_simulated,
        "origin": life.drain.origin.value,
        "words": headline(life),
        "assumptions": list(assumptions(life)),
    }


def _list(batteries: tuple[Battery, ...], *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"batteries": [asdict(battery) for battery in batteries]}, indent=2, ensure_ascii=False))
        return 0
    for battery in batteries:
        print(battery.name)
        print("\n".join(f"  - {line}" for line in battery_assumptions(battery)))
    return 0


def _time(text: str) -> float:
    """In seconds."""
    value = _scaled(text, _TIMES_S)
    if value is None or not 1e-6 <= value <= 366 * 86_400:
        raise argparse.ArgumentTypeError(f"'{text}' is no period: give one up to a year, such as 2s, 10min or 1h")
    return value


def _current(text: str) -> float:
    """In microamperes."""
    value = _scaled(text, _CURRENTS_UA)
    if value is None:
        raise argparse.ArgumentTypeError(f"'{text}' is no current: give one such as 2.5uA or 1mA")
    return value


def _percent(text: str) -> float:
    """As a ratio."""
    try:
        value = float(text.removesuffix("%"))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is no percentage") from error
    if not 1 <= value <= 100:
        raise argparse.ArgumentTypeError("between 1 and 100 %")
    return value / 100


def _scaled(text: str, units: dict[str, float]) -> float | None:
    found = _NUMBER.fullmatch(text.strip())
    if found is None or found[2].casefold() not in units:
        return None
    return float(found[1]) * units[found[2].casefold()]
