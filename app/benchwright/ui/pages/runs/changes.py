"""Changes to runs as commands that can be undone: baseline, archive, note, tags."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from benchwright.model.run import Run
from benchwright.model.run_query import parse_query
from benchwright.model.run_summary import RunSummary
from benchwright.protocols.run_search import RunSearch
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.runs.writing import StoreCommand, Work, Writer

_BASELINES = parse_query("baseline:yes archived:any")


class RunChanges(QObject):
    """Writes through one Writer, so that undo follows do; what fails empties the history, which no longer holds."""

    written = Signal()
    failed = Signal(Exception)
    said = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.stack = QUndoStack(self)
        self._writer = Writer(bridge, self)
        self._writer.written.connect(self.written)
        self._writer.failed.connect(self._fail)

    def toggle_baseline(self, run: RunSummary) -> None:
        """Marks a run, or takes the mark away; undo brings back the mark it replaced."""
        store, is_set = self._bridge.workbench.store, not run.is_baseline
        replaced: list[str] = []

        def do() -> None:
            baselines = store.search(RunSearch(_BASELINES, limit=10_000)).rows
            family = (run.model, run.board, run.origin)
            others = [row for row in baselines if (row.model, row.board, row.origin) == family]
            replaced[:] = [row.run_id for row in others if row.run_id != run.run_id]
            store.set_baseline(run.run_id, is_baseline=is_set)

        def undo() -> None:
            store.set_baseline(run.run_id, is_baseline=not is_set)
            for run_id in replaced if is_set else ():
                store.set_baseline(run_id, is_baseline=True)

        words = self.tr("Set %1 as baseline") if is_set else self.tr("Remove the baseline %1")
        self._push(words.replace("%1", run.variant_label), do, undo)

    def archive(self, runs: Sequence[RunSummary]) -> None:
        """Hides runs, or brings them back where all are hidden already."""
        store = self._bridge.workbench.store
        is_hiding = not all(run.is_archived for run in runs)
        changed = tuple(run.run_id for run in runs if run.is_archived != is_hiding)
        if len(runs) == 1:
            words = self.tr("Archive %1") if is_hiding else self.tr("Restore %1")
            said = self.tr("Archived %1. Ctrl+Z brings it back.") if is_hiding else self.tr("Brought back %1.")
        else:
            words = self.tr("Archive %1 runs") if is_hiding else self.tr("Restore %1 runs")
            said = (
                self.tr("Archived %1 runs. Ctrl+Z brings them back.") if is_hiding else self.tr("Brought back %1 runs.")
            )
        what = runs[0].variant_label if len(runs) == 1 else str(len(changed))
        self._push(
            words.replace("%1", what),
            lambda: store.set_archived(changed, is_archived=is_hiding),
            lambda: store.set_archived(changed, is_archived=not is_hiding),
            lambda: self.said.emit(said.replace("%1", what)),
        )

    def note(self, run: Run, note: str) -> None:
        """Replaces a note."""
        store, before = self._bridge.workbench.store, run.note
        self._push(
            self.tr("Change the note of %1").replace("%1", run.variant_label),
            lambda: store.set_note(run.run_id, note),
            lambda: store.set_note(run.run_id, before),
        )

    def tags(self, run: Run, tags: tuple[str, ...]) -> None:
        """Replaces the tags of one run."""
        self._retag({run.run_id: (run.tags, tags)}, self.tr("Change the tags of %1").replace("%1", run.variant_label))

    def tag(self, runs: Sequence[RunSummary], added: tuple[str, ...], removed: tuple[str, ...]) -> None:
        """Adds tags to runs, and takes tags away from them."""
        changed = {}
        for run in runs:
            after = tuple(tag for tag in dict.fromkeys((*run.tags, *added)) if tag not in removed)
            if after != run.tags:
                changed[run.run_id] = (run.tags, after)
        if changed:
            if len(changed) == 1:
                words = self.tr("Tag a run") if added else self.tr("Remove a tag from a run")
            else:
                words = self.tr("Tag %1 runs") if added else self.tr("Remove a tag from %1 runs")
            self._retag(changed, words.replace("%1", str(len(changed))))

    def _retag(self, changed: dict[str, tuple[tuple[str, ...], tuple[str, ...]]], words: str) -> None:
        store = self._bridge.workbench.store

        def write(place: int) -> None:
            for run_id, versions in changed.items():
                store.set_tags(run_id, versions[place])

        self._push(words, lambda: write(1), lambda: write(0))

    def _push(self, words: str, do: Work, undo: Work, on_done: Work = lambda: None) -> None:
        self.stack.push(StoreCommand(words, self._writer, do, undo, on_done))

    def _fail(self, error: Exception) -> None:
        self.stack.clear()
        self.failed.emit(error)
