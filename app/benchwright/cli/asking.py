"""Arguments that several commands take: a voltage, the rate of a line."""

from __future__ import annotations

import argparse


def baud(text: str) -> int:
    """A rate of a line."""
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 300 <= int(text) <= 12_000_000):
        raise argparse.ArgumentTypeError(f"'{text}' is no rate: give one from 300 to 12000000, such as 115200")
    return int(text)


def volts(text: str) -> int:
    """In millivolts."""
    try:
        value = float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is no voltage: give volts, such as 3.3") from error
    if not 0 < value <= 60:
        raise argparse.ArgumentTypeError("between 0 and 60 V")
    return round(value * 1_000)
