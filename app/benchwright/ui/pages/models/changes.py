"""Changes to variants that can be undone: name, note, and whether one is put away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence, QUndoStack

from benchwright.model.variant import Variant
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.runs.writing import StoreCommand, Writer
from benchwright.ui.window_actions import redo_keys


class VariantChanges(QObject):
    """Makes them one after the other. `written` when one is in the database."""

    written = Signal()
    failed = Signal(Exception)
    told = Signal(str)
    """Say this in passing."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = bridge.workbench.models
        self._writer = Writer(bridge, self)
        self.stack = QUndoStack(self)
        self._writer.written.connect(self.written)
        self._writer.failed.connect(self.failed)

    def rename(self, variant: Variant, name: str, note: str) -> None:
        """Changes name and note of a variant."""
        if (name, note) == (variant.name, variant.note) or not name:
            return
        do = partial(self._desk.rename, variant.sha256, name, note)
        undo = partial(self._desk.rename, variant.sha256, variant.name, variant.note)
        text = self.tr("Change name or note of %1").replace("%1", variant.label)
        self.stack.push(StoreCommand(text, self._writer, do, undo))

    def archive(self, variant: Variant) -> None:
        """Puts a variant away, or brings it back."""
        do = partial(self._desk.set_archived, [variant.sha256], is_archived=not variant.is_archived)
        undo = partial(self._desk.set_archived, [variant.sha256], is_archived=variant.is_archived)
        words = self.tr("Bring %1 back") if variant.is_archived else self.tr("Archive %1")
        self.stack.push(StoreCommand(words.replace("%1", variant.label), self._writer, do, undo))
        if not variant.is_archived:
            self.told.emit(self.tr("%1 is archived. Ctrl+Z brings it back.").replace("%1", variant.label))

    def actions(self) -> tuple[QAction, QAction]:
        """Undo and redo, for the page."""
        undo = self.stack.createUndoAction(self, self.tr("Undo"))
        undo.setShortcut(QKeySequence.StandardKey.Undo)
        redo = self.stack.createRedoAction(self, self.tr("Redo"))
        redo.setShortcuts(redo_keys())
        return undo, redo
