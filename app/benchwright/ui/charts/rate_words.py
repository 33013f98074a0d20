"""How rates of multiplications are written in charts and their tables."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from benchwright.model.mac_rate import MacRate, Per, Standing
from benchwright.ui.language.numbers import count_text, three_digits

_SIGNS = {Standing.BELOW: "▼", Standing.ABOVE: "▲", Standing.IMPOSSIBLE: "✕"}
NOTHING = "–"


def sign_of(rate: MacRate | None) -> str:
    """The sign of a rate outside its band, "" of any other."""
    return "" if rate is None or rate.standing is None else _SIGNS.get(rate.standing, "")


def role_of(rate: MacRate | None) -> str:
    """The colour of what belongs to a rate."""
    if rate is None or not rate.is_flagged:
        return "link"
    return "error" if rate.standing is Standing.IMPOSSIBLE else "warning"


def unit_of(per: Per) -> str:
    """What multiplications are counted against: MAC/cycle."""
    return _tr("MAC/cycle") if per is Per.CYCLE else _tr("MAC/instruction")


def rate_cell(rate: MacRate | None) -> str:
    """The number and the word of its mark: `0.051 ▼ below the band`."""
    if rate is None:
        return NOTHING
    words = {
        Standing.BELOW: _tr("below the band"),
        Standing.ABOVE: _tr("above the band"),
        Standing.IMPOSSIBLE: _tr("impossible"),
    }
    word = "" if rate.standing is None else words.get(rate.standing, "")
    return " ".join(filter(None, (three_digits(rate.value), sign_of(rate), word)))


def rate_label(rate: MacRate | None) -> str:
    """The number with its unit and its mark, beside a bar; "" where there is none."""
    if rate is None:
        return ""
    return " ".join(filter(None, (three_digits(rate.value), unit_of(rate.per), sign_of(rate))))


def macs_cell(macs: int | None) -> str:
    """A count of multiplications; a dash of none."""
    return count_text(macs) if macs else NOTHING


def _tr(text: str) -> str:
    return QCoreApplication.translate("RateWords", text)
