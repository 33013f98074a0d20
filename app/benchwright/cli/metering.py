"""The options that name a power meter, of the commands that measure."""

from __future__ import annotations

import argparse

from benchwright.cli.asking import volts
from benchwright.model.meter import MeterWish, Supply

_SIMULATED = "virtual:"

_METER_HELP = (
    "power meter: the port of a PPK2; lpm01a:PORT or lpm01a-fast:PORT; ina219:PORT, ina226:PORT or ina228:PORT; "
    "joulescope, or joulescope:SERIAL of several; otii:HOST; scpi:HOST, scpi-dmm:HOST or dmm6500:HOST, or a VISA "
    "resource in place of the host; "
    "a simulated one as virtual:ppk2, virtual:lpm01a and so on (docs/add-a-meter.md)"
)


def add_meter(command: argparse.ArgumentParser, *, keeps_trace: bool | None) -> None:
    """Adds them as a group of their own; `keeps_trace` is what holds without a word about it, None: none is kept."""
    meter = command.add_argument_group("energy")
    meter.add_argument("--meter", default="", metavar="METER", help=_METER_HELP)
    meter.add_argument("--supply", type=volts, default=3_300, metavar="VOLTS", help="what it supplies (default 3.3)")
    meter.add_argument(
        "--ampere-meter", action="store_true", help="somebody else feeds the device through the meter, at --supply"
    )
    if keeps_trace is None:
        return
    meter.add_argument(
        "--keep-trace",
        action=argparse.BooleanOptionalAction,
        default=keeps_trace,
        help=f"keep the meter's samples with the run, 0.5 MB a second (default: {'yes' if keeps_trace else 'no'})",
    )


def asked_meter(arguments: argparse.Namespace) -> MeterWish | None:
    """What was asked for; None without a meter, and for commands that have none."""
    name: str = getattr(arguments, "meter", "")
    if not name:
        return None
    supply = Supply(arguments.supply, is_source=not arguments.ampere_meter)
    return MeterWish(name, supply, keep_trace=getattr(arguments, "keep_trace", False))


def sees_one_device(wish: MeterWish) -> bool:
    """Whether it is one that is wired to a single device; a simulated one is made anew for each."""
    return not wish.name.startswith(_SIMULATED)
