"""Options behind the `?` of a meter's address: read by the names that its kind knows, anything else refused."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from benchwright.model.errors import MeterOptionInvalid


def read_options(meter: str, options: str, known: Iterable[str]) -> dict[str, str]:
    """`a=1&b=2` by name; `known` are the names that may stand there, `meter` is what the meter is called.

    Raises:
        MeterOptionInvalid: a name that is none of them, or that stands there twice.
    """
    names, found = tuple(known), dict[str, str]()
    for name, value in parse_qsl(options, keep_blank_values=True):
        if name not in names:
            raise MeterOptionInvalid(meter, name, value, "It has no such option.", names)
        if name in found:
            raise MeterOptionInvalid(meter, name, value, "It stands there twice.", names)
        found[name] = value
    return found


def positive_option(meter: str, wished: Mapping[str, str], name: str, known: Iterable[str]) -> float | None:
    """The number above zero that is wished for by that name; None where nothing is.

    Raises:
        MeterOptionInvalid: what is wished for is no such number.
    """
    if name not in wished:
        return None
    with contextlib.suppress(ValueError):
        value = float(wished[name])
        if math.isfinite(value) and value > 0:
            return value
    why = "It must be a number above zero with a point before decimals."
    raise MeterOptionInvalid(meter, name, wished[name], why, known)
