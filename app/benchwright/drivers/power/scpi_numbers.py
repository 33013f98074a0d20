"""Numbers of SCPI that stand for something else (SCPI-99, volume 1, 7.2.1), and who an instrument is (IEEE 488.2)."""

from __future__ import annotations

import math

from benchwright.drivers.power.scpi_line import ANSWER_S, NoAnswer, ScpiLine
from benchwright.model.errors import MeterLost, MeterSilent, MeterStopped

OVERFLOW = 9.9e37
"""What stands for a value beyond the range, with its sign."""
NOT_A_NUMBER = 9.91e37
"""What stands for no value."""
SIMULATED = "Simulated"
"""What our virtual ones add to their model, so that whatever comes of them is marked."""
_IDENTITY_FIELDS = 4
_MOST_ERRORS = 20
_NEAR = 1e-4


def meant(value: float) -> float:
    """What a value means: infinite beyond the range, NaN where there is none."""
    if math.isnan(value) or abs(value) >= NOT_A_NUMBER * (1 - _NEAR):
        return math.nan
    return math.copysign(math.inf, value) if abs(value) >= OVERFLOW * (1 - _NEAR) else value


def ask_identity(line: ScpiLine, url: str, kind: str) -> tuple[str, str, str]:
    """Maker, model and serial number (IEEE 488.2, 10.14).

    Raises:
        MeterSilent: nothing answers there, or something that is no instrument.
    """
    try:
        told = line.ask("*IDN?", "it was opened")
    except NoAnswer as error:
        raise MeterSilent(url, kind, f"It said nothing within {ANSWER_S:g} s.") from error
    except MeterLost as error:
        # A connection that was refused is noticed only when something is sent.
        cause = error.__cause__
        reason = (cause.strerror if isinstance(cause, OSError) else None) or cause
        raise MeterSilent(url, kind, f"It cannot be reached: {reason}.") from error
    fields = [field.strip() for field in told.split(",")]
    if len(fields) != _IDENTITY_FIELDS or not fields[1]:
        raise MeterSilent(url, kind, f'Something else does: it answered "*IDN?" with "{told[:60]}".')
    return fields[0], fields[1], fields[2]


def next_error(line: ScpiLine, name: str, stage: str) -> str:
    """The oldest error in the queue of an instrument, which is emptied; "" for none.

    Raises:
        MeterStopped: it does not answer.
    """
    oldest = ""
    for _ in range(_MOST_ERRORS):
        try:
            told = line.ask("SYST:ERR?", stage)
        except NoAnswer as error:
            raise MeterStopped(name, f'It did not answer "SYST:ERR?" within {ANSWER_S:g} s.') from error
        if told.partition(",")[0].strip().lstrip("+-") in {"0", ""}:
            break
        oldest = oldest or told
    return oldest
