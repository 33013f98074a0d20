"""The theme: tokens on a Fusion palette, fonts and icons, switched while the window is open."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from benchwright import paths
from benchwright.ui.icons import blank_icon, icon
from benchwright.ui.stylesheet import style_sheet
from benchwright.ui.tokens import BODY, DARK, LIGHT, Tokens

_TEXT_FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Helvetica Neue", "Noto Sans", "DejaVu Sans")
_MONO_FAMILIES = ("JetBrains Mono", "Cascadia Mono", "Menlo", "Consolas", "DejaVu Sans Mono")


class Theme(QObject):
    """Colours, fonts and icons of the window. Charts and painted widgets repaint on `changed`."""

    changed = Signal()

    def __init__(self, *, is_dark: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = DARK if is_dark else LIGHT
        self._application: QApplication | None = None
        self._blank: QIcon | None = None

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def is_dark(self) -> bool:
        """Whether the dark theme is in force."""
        return self._tokens.is_dark

    def apply(self, application: QApplication) -> None:
        """Puts style, palette, font and style sheet on the application, and keeps it for `toggle`."""
        self._application = application
        application.setStyle(QStyleFactory.create("Fusion"))
        application.setFont(text_font())
        self._paint(application)

    def toggle(self) -> None:
        """Dark becomes light and back."""
        self.set_dark(is_dark=not self.is_dark)

    def set_dark(self, *, is_dark: bool) -> None:
        """Chooses dark or light; nothing happens when it is so already."""
        if is_dark == self.is_dark:
            return
        self._tokens = DARK if is_dark else LIGHT
        if self._application is not None:
            self._paint(self._application)
        self.changed.emit()

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(self._tokens.role(role))

    def icon(self, name: str, role: str = "text") -> QIcon:
        """An icon in the colour of a role; ask again on `changed`."""
        return self._blank or icon(name, self._tokens.role(role), self._tokens.faint)

    def defer_icons(self) -> None:
        """Icons are blank, though of their size, until `fill_icons`: a window need not wait for their fonts."""
        self._blank = blank_icon()

    def fill_icons(self) -> None:
        """Shows the icons."""
        if self._blank is not None:
            self._blank = None
            self.changed.emit()

    def _paint(self, application: QApplication) -> None:
        application.setPalette(palette(self._tokens))
        check = (paths.resources() / "themes" / "check.svg").as_posix()
        application.setStyleSheet(style_sheet(self._tokens, mono=mono_font().family(), check=check))


def text_font(size_px: int = BODY, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter with tabular digits, or the best sans there is."""
    return _font(_TEXT_FAMILIES, size_px, weight, QFont.StyleHint.SansSerif)


def mono_font(size_px: int = 12, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """JetBrains Mono, or the best fixed-width font there is."""
    return _font(_MONO_FAMILIES, size_px, weight, QFont.StyleHint.Monospace)


def set_role(widget: QWidget, role: str) -> None:
    """Gives a widget its role in the style sheet and repolishes it, so that a change shows."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def palette(tokens: Tokens) -> QPalette:
    """The Qt palette of `tokens`."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: tokens.window,
        roles.WindowText: tokens.text,
        roles.Base: tokens.surface,
        roles.AlternateBase: tokens.sunken,
        roles.ToolTipBase: tokens.raised,
        roles.ToolTipText: tokens.text,
        roles.PlaceholderText: tokens.muted,
        roles.Text: tokens.text,
        roles.Button: tokens.raised,
        roles.ButtonText: tokens.text,
        roles.BrightText: tokens.error,
        roles.Light: tokens.raised,
        roles.Midlight: tokens.raised,
        roles.Mid: tokens.hairline,
        roles.Dark: tokens.hairline,
        roles.Shadow: tokens.sunken,
        roles.Highlight: tokens.selection,
        roles.HighlightedText: tokens.text,
        roles.Link: tokens.link,
        roles.LinkVisited: tokens.link,
        roles.Accent: tokens.accent,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.faint))
    return result


def system_is_dark(application: QApplication) -> bool:
    """Whether the desktop asks for dark; dark also where it does not say."""
    return application.styleHints().colorScheme() is not Qt.ColorScheme.Light


def _font(families: tuple[str, ...], size_px: int, weight: QFont.Weight, hint: QFont.StyleHint) -> QFont:
    family = _family(families)
    font = QFont(family) if family else QFont()
    font.setStyleHint(hint)
    font.setPixelSize(size_px)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=8)
def _family(families: tuple[str, ...]) -> str:
    """The first family this computer has, "" if none; painting asks for every cell, and the database is slow."""
    return next((name for name in families if QFontDatabase.hasFamily(name)), "")
