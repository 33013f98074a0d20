"""Icons: glyphs of the Material Design font, coloured by the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap

_BLANK_PX = 64


@lru_cache(maxsize=256)
def icon(name: str, colour: str, disabled_colour: str) -> QIcon:
    """The glyph `name` (`mdi6.chip`) in a colour. Needs a running application; the first one registers the fonts."""
    import qtawesome  # noqa: PLC0415  a fifth of a second that the first page need not wait for

    return qtawesome.icon(name, color=colour, color_disabled=disabled_colour)  # type: ignore[no-any-return]


def blank_icon() -> QIcon:
    """Takes the room of an icon and shows nothing."""
    pixmap = QPixmap(_BLANK_PX, _BLANK_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)
