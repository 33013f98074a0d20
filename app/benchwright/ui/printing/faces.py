"""Fonts of a page, measured without hinting so that paper, preview and every zoom break lines at the same place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from benchwright.ui.theme import mono_font, text_font

DOTS = 10
"""Dots of a typographic point (1/72 inch): pages are set in dots, 720 to the inch."""

_MOST_KEPT = 50_000
_UNWANTED = ("tnum", "calt", "liga", "clig")
"""Other glyphs for the same letters: Qt writes no letters for them into a PDF, and a number could not be copied out."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font by its size in tenths of a point, its weight (400 regular, 600 semi-bold), and whether digits and letters
    are all of one width."""

    size: int
    weight: int = 400
    is_mono: bool = False

    def font(self, scale: float = 1.0) -> QFont:
        """The font for a device of `scale` pixels a dot; paper knows nothing of the size of text in the window."""
        make = mono_font if self.is_mono else text_font
        font = make(weight=QFont.Weight(self.weight))
        font.setPixelSize(max(1, round(self.size * scale)))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        for feature in _UNWANTED:
            font.setFeature(QFont.Tag(feature), 0)
        return font


TITLE = Face(200, 600)
SECTION = Face(140, 600)
PART = Face(105, 600)
TEXT = Face(90)
SMALL = Face(78)
SMALL_BOLD = Face(78, 600)
CODE = Face(75, is_mono=True)
TINY = Face(65)
FIGURES = Face(72, is_mono=True)
"""Numbers in columns: digits of one width without a feature of the font."""
NUMBER = Face(180, 600)
UNIT = Face(100)


class Measure:
    """Widths and heights in dots. Belongs to one thread."""

    def __init__(self) -> None:
        self._metrics: dict[Face, QFontMetricsF] = {}
        self._widths: dict[tuple[Face, str], float] = {}

    def width(self, face: Face, text: str) -> float:
        """How wide a text is."""
        key = (face, text)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) >= _MOST_KEPT:
                self._widths.clear()
            found = self._widths[key] = self._of(face).horizontalAdvance(text)
        return found

    def ascent(self, face: Face) -> float:
        """From the top of a line to its baseline."""
        return self._of(face).ascent()

    def height(self, face: Face) -> float:
        """From one line to the next."""
        return face.size * 1.4

    def lines(self, face: Face, text: str, width: float, most: int = 40) -> tuple[str, ...]:
        """Text broken into lines of at most `width`, after spaces or, in a word too long, anywhere."""
        if self.width(face, text) <= width:
            return (text,)
        lines: list[str] = []
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if self.width(face, longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while self.width(face, line) > width and len(lines) < most:
                count = self._fitting(face, line, width)
                lines.append(line[:count])
                line = line[count:]
            if len(lines) >= most:
                break
        lines.append(line)
        if len(lines) > most:
            lines[most - 1 :] = [lines[most - 1][:-1] + "…"]
        return tuple(lines)

    def _fitting(self, face: Face, word: str, width: float) -> int:
        """How many characters of a word fit, at least one."""
        low, high = 1, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            if self._of(face).horizontalAdvance(word[:middle]) <= width:
                low = middle
            else:
                high = middle - 1
        return low

    def _of(self, face: Face) -> QFontMetricsF:
        if face not in self._metrics:
            self._metrics[face] = QFontMetricsF(face.font())
        return self._metrics[face]
