"""Why runs are not comparable, in the language of a report: `model.compare` says it in English.

A sentence that is not known here stays as it is, which is better than none.
"""

from __future__ import annotations

import re

from benchwright.reports.catalogue import Catalogue
from benchwright.reports.plain import plain

_ORIGINS = "hardware|emulated|native"
_PATTERNS = tuple(
    (key, re.compile(pattern, re.DOTALL))
    for key, pattern in (
        ("reason.origin", rf"(?P<run>{_ORIGINS}) against (?P<baseline>{_ORIGINS})"),
        ("reason.board", r"other board: '(?P<run>.*)' against '(?P<baseline>.*)'"),
        ("reason.clock", r"other clock: (?P<run>[\d,]+) Hz against (?P<baseline>[\d,]+) Hz"),
        ("reason.counting", r"one counts instructions, the other measures time"),
        ("reason.engine", r"other engine: (?P<run>.*) against (?P<baseline>.*)"),
        ("reason.pack", r"one model is part of its firmware, the other a pack of its own"),
        ("reason.firmware", r"other firmware build"),
        ("reason.invalid", r"(?P<run>.*) is invalid"),
    )
)


def reason_text(reason: str, catalogue: Catalogue) -> str:
    """A reason of `model.compare.reasons_not_comparable` in the words of the catalogue."""
    for key, pattern in _PATTERNS:
        found = pattern.fullmatch(reason)
        if found is not None:
            return catalogue.say(key, **{name: _word(key, text, catalogue) for name, text in found.groupdict().items()})
    return plain(reason, 400)


def _word(key: str, text: str, catalogue: Catalogue) -> str:
    if key == "reason.origin":
        return catalogue.say(f"origin.{text}.word")
    return catalogue.figures(text) if key == "reason.clock" else plain(text)
