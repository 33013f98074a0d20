"""The actions of the window that no page owns, and how every action is listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from benchwright.ui.pages.registry import PAGES


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """An action as palette, shortcut sheet and settings list it; `page` is its page's place, None for the window."""

    action: QAction
    page: int | None = None

    @property
    def name(self) -> str:
        """The word of the action."""
        return self.action.text().replace("&", "").removesuffix("…").strip()

    @property
    def group(self) -> str:
        """The title of its page; "" for the window."""
        return "" if self.page is None else QCoreApplication.translate("Pages", PAGES[self.page].title)

    @property
    def keys(self) -> str:
        """Its shortcut as this system writes it, "" for none."""
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{'window' if self.page is None else PAGES[self.page].title}/{self.name}"


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


def redo_keys() -> list[QKeySequence]:
    """What brings back on every page what was undone: the keys of either custom."""
    return [QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")]


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
