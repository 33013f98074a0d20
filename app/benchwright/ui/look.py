"""How large things are in the window, and whether they move."""

from __future__ import annotations

from dataclasses import dataclass

FONT_PERCENTS = (100, 110, 125, 150, 175, 200)
"""The sizes of text that can be chosen."""


@dataclass(frozen=True, slots=True)
class Look:
    """`font_ratio` 1…2 times the usual text, rows closer together, nothing that moves."""

    font_ratio: float = 1.0
    is_compact: bool = False
    is_still: bool = False
