"""Buttons whose icon follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from benchwright.ui.theme import Theme, scaled, set_role

_ICON = 16


def push_button(
    theme: Theme, text: str, parent: QWidget | None = None, *, icon_name: str = "", role: str = "", detail: str = ""
) -> QPushButton:
    """A button with a word, and an icon if it is named. `role` is "primary", "quiet", "link", "status" or ""."""
    button = QPushButton(text, parent)
    set_role(button, role)
    button.setAccessibleName(text)
    button.setToolTip(detail)
    button.setAccessibleDescription(detail)
    _follow(theme, button, icon_name, "on_accent" if role == "primary" else "text")
    return button


def icon_button(theme: Theme, name: str, icon_name: str, parent: QWidget | None = None) -> QToolButton:
    """A quiet button of an icon alone; `name` is its tooltip and what a screen reader says."""
    button = QToolButton(parent)
    set_role(button, "quiet")
    button.setAccessibleName(name)
    button.setToolTip(name)
    _follow(theme, button, icon_name, "muted")
    return button


class _ThemedIcon(QObject):
    """Repaints the icon of its parent button when the theme changes."""

    def __init__(self, theme: Theme, button: QAbstractButton, icon_name: str, role: str) -> None:
        super().__init__(button)
        self._theme = theme
        self._button = button
        self._icon_name = icon_name
        self._role = role
        theme.changed.connect(self._recolour)
        self._recolour()

    def _recolour(self) -> None:
        self._button.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))
        self._button.setIcon(self._theme.icon(self._icon_name, self._role))


def _follow(theme: Theme, button: QAbstractButton, icon_name: str, role: str) -> None:
    if icon_name:
        _ThemedIcon(theme, button, icon_name, role)
