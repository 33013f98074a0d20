"""The theme: tokens on a Fusion palette, fonts and icons, switched while the window is open."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from benchwright import paths
from benchwright.ui.icons import blank_icon, icon
from benchwright.ui.look import Look
from benchwright.ui.stylesheet import style_sheet
from benchwright.ui.tokens import ANIMATION_MS, BODY, DARK, LIGHT, Tokens

_TEXT_FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Helvetica Neue", "Noto Sans", "DejaVu Sans")
_MONO_FAMILIES = ("JetBrains Mono", "Cascadia Mono", "Menlo", "Consolas", "DejaVu Sans Mono")
_BODY_WEIGHT = QFont.Weight.Normal
_SANS = QFont.StyleHint.SansSerif
_COMPACT = "benchwright_is_compact"
_COMPACT_SAVES_PX = 6


class Theme(QObject):
    """Colours, fonts and icons of the window. Charts and painted widgets repaint on `changed`."""

    changed = Signal()

    def __init__(self, *, is_dark: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = DARK if is_dark else LIGHT
        self._application: QApplication | None = None
        self._blank: QIcon | None = None
        self._look = Look()
        self._is_following = False
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._take_system)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def is_dark(self) -> bool:
        """Whether the dark theme is in force."""
        return self._tokens.is_dark

    @property
    def look(self) -> Look:
        """Sizes and motion in force."""
        return self._look

    @property
    def animation_ms(self) -> int:
        """How long a movement takes; 0 where things shall not move."""
        return 0 if self._look.is_still else ANIMATION_MS

    def apply(self, application: QApplication) -> None:
        """Puts style, palette, font and style sheet on the application, and keeps it for what is changed later."""
        self._application = application
        application.setStyle(QStyleFactory.create("Fusion"))
        self._size(application)
        self._paint(application)

    def set_look(self, look: Look) -> None:
        """Other sizes, at once; nothing happens when they are so already."""
        if look == self._look:
            return
        self._look = look
        if self._application is not None:
            self._size(self._application)
            self._paint(self._application)
        self.changed.emit()

    def follow_system(self, *, is_following: bool) -> None:
        """From now on dark and light are as the desktop has them, or no longer so."""
        self._is_following = is_following
        self._take_system()

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

    def _take_system(self) -> None:
        if self._is_following and self._application is not None:
            self.set_dark(is_dark=system_is_dark(self._application))

    def _size(self, application: QApplication) -> None:
        # Text that is painted asks the application for its size: see `scaled`.
        application.setFont(_font(_TEXT_FAMILIES, round(BODY * self._look.font_ratio), _BODY_WEIGHT, _SANS))
        application.setProperty(_COMPACT, self._look.is_compact)

    def _paint(self, application: QApplication) -> None:
        application.setPalette(palette(self._tokens))
        check = (paths.resources() / "themes" / "check.svg").as_posix()
        look = self._look
        sheet = style_sheet(
            self._tokens,
            mono=mono_font().family(),
            check=check,
            font_ratio=look.font_ratio,
            is_compact=look.is_compact,
        )
        # In two steps: a sheet that replaces another is worked out for each widget once for each of its ancestors.
        application.setStyleSheet("")
        application.setStyleSheet(sheet)


def text_font(size_px: int = BODY, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter with tabular digits, or the best sans there is; `size_px` is at a font size of 100 %."""
    return _font(_TEXT_FAMILIES, scaled(size_px), weight, _SANS)


def mono_font(size_px: int = 12, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """JetBrains Mono, or the best fixed-width font there is; `size_px` is at a font size of 100 %."""
    return _font(_MONO_FAMILIES, scaled(size_px), weight, QFont.StyleHint.Monospace)


def scaled(length_px: int) -> int:
    """A length in pixels that grows with the size of the text; as it is where no theme is applied."""
    application = QApplication.instance()
    body_px = application.font().pixelSize() if isinstance(application, QApplication) else BODY
    return round(length_px * body_px / BODY) if body_px > 0 else length_px


def row_height(length_px: int) -> int:
    """The height of a row that is `length_px` high at a font size of 100 %, where rows are not compact."""
    application = QApplication.instance()
    is_compact = application is not None and bool(application.property(_COMPACT))
    return scaled(length_px) - (_COMPACT_SAVES_PX if is_compact else 0)


def set_role(widget: QWidget, role: str) -> None:
    """Gives a widget its role in the style sheet and repolishes it where it was polished, so that a change shows."""
    widget.setProperty("role", role)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
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
