"""Numbers as the language of the window writes them: `18.4 ms` is `18,4 ms` in Portuguese.

The same names as in `model/units.py`, which stays English for the command line, reports and files.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale

from benchwright.model import units


def local(text: str) -> str:
    """An English number with the point and the separator of thousands of the language."""
    locale = QLocale()
    point, group = locale.decimalPoint(), locale.groupSeparator()
    return text if point == "." else text.translate({ord("."): point, ord(","): group})


def number_text(value: float, form: str) -> str:
    """A number in one of Python's forms: `,` or `.1f`."""
    return local(format(value, form))


def bytes_text(count: int) -> str:
    """A size: `22.1 kB`."""
    return local(units.bytes_text(count))


def duration_text(seconds: float) -> str:
    """A duration: `18.4 ms`."""
    return local(units.duration_text(seconds))


def energy_text(microjoules: float) -> str:
    """An energy: `295.1 µJ`."""
    return local(units.energy_text(microjoules))


def energy_spread_text(microjoules: float, energy_uj: float) -> str:
    """Half an interval in the unit of its energy: `0.347 µJ`."""
    return local(units.energy_spread_text(microjoules, energy_uj))


def current_text(microamperes: float) -> str:
    """A current: `10.05 mA`."""
    return local(units.current_text(microamperes))


def charge_text(microcoulombs: float) -> str:
    """A charge: `2.5 mC`."""
    return local(units.charge_text(microcoulombs))


def power_text(microwatts: float) -> str:
    """A power: `12.3 mW`."""
    return local(units.power_text(microwatts))


def eta_text(seconds: float) -> str:
    """A remaining time: `0:07`."""
    return units.eta_text(seconds)


def count_text(count: int) -> str:
    """A count: `7,699,732`."""
    return local(units.count_text(count))


def three_digits(value: float) -> str:
    """A number with three significant digits."""
    return local(units.three_digits(value))


def ratio_text(ratio: float) -> str:
    """A relative difference: `+14.2 %`."""
    return local(units.ratio_text(ratio))
