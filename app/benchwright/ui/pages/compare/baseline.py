"""Changing the baseline, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand


class BaselineCommand(QUndoCommand):
    """Holds the runs against another one, and against the old one again."""

    def __init__(self, text: str, show: Callable[[str], None], old_id: str, new_id: str) -> None:
        super().__init__(text)
        self._show = show
        self._old_id = old_id
        self._new_id = new_id

    def redo(self) -> None:
        self._show(self._new_id)

    def undo(self) -> None:
        self._show(self._old_id)
