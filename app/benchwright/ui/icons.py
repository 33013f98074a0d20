"""Icons: glyphs of the Material Design and Codicon fonts, coloured by the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QIcon


@lru_cache(maxsize=256)
def icon(name: str, colour: str, disabled_colour: str) -> QIcon:
    """The glyph `name` (`mdi6.chip`, `codicon…`) in a colour. Needs a running application."""
    import qtawesome  # noqa: PLC0415  registers its fonts, which costs a third of a second of the cold start

    return qtawesome.icon(name, color=colour, color_disabled=disabled_colour)  # type: ignore[no-any-return]
