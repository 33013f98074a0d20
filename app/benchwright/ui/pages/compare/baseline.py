"""Changing the baseline, of the view or in the database, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from benchwright.model.point import RunPoint
from benchwright.protocols.run_store import RunStore
from benchwright.ui.pages.runs.writing import StoreCommand, Writer


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


def mark_command(
    text: str, writer: Writer, store: RunStore, baseline: RunPoint, points: Sequence[RunPoint]
) -> StoreCommand:
    """Marks a run as baseline in the database; undo brings back the mark it took from one of `points`."""
    replaced = next((point.run_id for point in points if _replaces(baseline, point)), "")

    def undo() -> None:
        store.set_baseline(baseline.run_id, is_baseline=False)
        if replaced:
            store.set_baseline(replaced, is_baseline=True)

    def do() -> None:
        store.set_baseline(baseline.run_id, is_baseline=True)

    return StoreCommand(text, writer, do, undo)


def _replaces(baseline: RunPoint, point: RunPoint) -> bool:
    """Whether marking the one takes the mark from the other."""
    family = (baseline.model, baseline.board, baseline.origin)
    return point.is_baseline and (point.model, point.board, point.origin) == family
