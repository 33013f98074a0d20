"""Brushes and pens of marks, in the colours of the theme."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QColor

from benchwright.ui.theme import Theme


def ink_of(theme: Theme, role: str) -> QColor:
    """The colour of a role, or `series0`, `series1` … of a series."""
    if role.startswith("series"):
        series = theme.tokens.series
        return QColor(series[int(role[6:]) % len(series)])
    return theme.colour(role)


def halo_of(theme: Theme) -> QColor:
    """The surface, let through a little: keeps a label legible on a line."""
    colour = theme.colour("surface")
    colour.setAlpha(170)
    return colour


class MarkInks:
    """The same brush and pen for the same look every time: pictures of shapes are kept by them."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._made: dict[tuple[int, bool], tuple[Any, Any]] = {}

    def clear(self) -> None:
        """Forgets the colours of a theme."""
        self._made.clear()

    def style(self, colour_index: int, *, is_hollow: bool) -> tuple[Any, Any]:
        """Brush and pen of a mark."""
        if (known := self._made.get((colour_index, is_hollow))) is not None:
            return known
        colour, surface = ink_of(self._theme, f"series{colour_index}"), self._theme.colour("surface")
        fill, edge, width = (surface, colour, 2) if is_hollow else (colour, surface, 1)
        return self._made.setdefault((colour_index, is_hollow), (pg.mkBrush(fill), pg.mkPen(edge, width=width)))
