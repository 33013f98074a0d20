"""Lettering: how much room the words of a chart take, and which of them there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetricsF

from benchwright.ui.theme import scaled, text_font

TICK_PX = 11
MARGIN_PX = 1
LINE_PX = 16
TITLE_PX = 12
_TICK_ROOM_PX = 46
_LEAST_PX = 4 * LINE_PX
"""A plot that is not laid out yet counts as so long."""


class Lettering:
    """Measures with the font of labels and ticks as it is when this is made."""

    def __init__(self) -> None:
        self._metrics = QFontMetricsF(text_font(TICK_PX))
        self._title_metrics = QFontMetricsF(text_font(TITLE_PX))

    def label_px(self, text: str) -> tuple[float, float]:
        """Width and height of a label in pixels."""
        lines = text.split("\n")
        width = max(self._metrics.horizontalAdvance(line) for line in lines)
        return width + 2 * MARGIN_PX, self._metrics.height() * len(lines) + 2 * MARGIN_PX

    def ticks_across(self, ticks: Sequence[float], width_px: float) -> Sequence[float]:
        """As many ticks of a bottom axis as can be told apart, evenly thinned."""
        return _thinned(ticks, scaled(_TICK_ROOM_PX), width_px)

    def ticks_up(self, ticks: Sequence[float], height_px: float) -> Sequence[float]:
        """As many ticks of a left axis as can be told apart, evenly thinned."""
        return _thinned(ticks, self._metrics.height(), max(height_px, _LEAST_PX))

    def title(self, title: str, length_px: float) -> str:
        """The title of an axis; of one longer than the axis its unit, which ends it in brackets.

        pyqtgraph sets a space behind a title, which takes its room as well.
        """
        is_long = self._title_metrics.horizontalAdvance(f"{title} ") > max(length_px, _LEAST_PX)
        return title.rpartition("(")[2].removesuffix(")") if is_long and title.endswith(")") else title


def _thinned(ticks: Sequence[float], each_px: float, room_px: float) -> Sequence[float]:
    while len(ticks) > 2 and len(ticks) * each_px > room_px:
        ticks = ticks[::2]
    return ticks
