"""The actions of the window that no page owns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from benchwright.ui.pages.registry import PAGES


def make_action(
    parent: QObject, text: str, keys: str, on_trigger: Callable[[], object], *, is_checkable: bool = False
) -> QAction:
    """An action with a word, its shortcut ("" for none) and what it does."""
    action = QAction(text, parent)
    if keys:
        action.setShortcut(QKeySequence(keys))
    action.setCheckable(is_checkable)
    action.triggered.connect(lambda _checked=False: on_trigger())
    return action


def page_actions(parent: QObject, show_page: Callable[[int], object]) -> Sequence[QAction]:
    """Ctrl+1 to Ctrl+7."""
    return [
        make_action(
            parent,
            QCoreApplication.translate("Pages", "Go to %1").replace("%1", entry.title),
            f"Ctrl+{index + 1}",
            lambda index=index: show_page(index),  # type: ignore[misc]
        )
        for index, entry in enumerate(PAGES)
    ]
