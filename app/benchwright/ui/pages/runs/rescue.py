"""Runs that the database did not take: what can be done, until it is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from benchwright.model.errors import RunNotSaved
from benchwright.model.events import RouteFailed
from benchwright.ui.bridge import Bridge
from benchwright.ui.widgets.notice import Notice


class Rescue(QObject):
    """Fills a notice while runs are kept in memory only."""

    failed = Signal(Exception)
    said = Signal(str)

    def __init__(self, bridge: Bridge, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._notice = notice
        self._window = parent
        self.elsewhere_button = notice.add_button(self.tr("Save elsewhere …"), self._choose, role="primary")
        self.again_button = notice.add_button(self.tr("Try again"), self._save_again)
        bridge.route_failed.connect(self._note_failure)
        bridge.batch_failed.connect(self.look)
        bridge.run_saved.connect(self.look)

    def look(self) -> None:
        """Shows the notice where runs wait, or puts it away."""
        count = len(self._bridge.workbench.waiting_runs())
        if count:
            if count == 1:
                words = self.tr("A run is kept in memory, not yet saved: the database did not take it.")
            else:
                words = self.tr("%1 runs are kept in memory, not yet saved: the database did not take them.")
            self._notice.say(words.replace("%1", str(count)))
        else:
            self._notice.hide()

    def save_elsewhere(self, file: Path) -> None:
        """Saves them in another database."""
        workbench = self._bridge.workbench
        self._bridge.ask(lambda: (workbench.save_elsewhere(file), file), self._saved, self._fail)

    def _note_failure(self, event: RouteFailed) -> None:
        if event.code == RunNotSaved.code:
            self.look()

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the runs in another database"),
            "benchwright-rescued.db",
            self.tr("Database (*.db)"),
        )
        if name:
            self.save_elsewhere(Path(name))
        else:
            self.look()

    def _save_again(self) -> None:
        self._bridge.ask(self._bridge.workbench.save_waiting, lambda _nothing: self.look(), self._fail)

    def _saved(self, answer: tuple[int, Path]) -> None:
        words = self.tr("Saved a run in %2.") if answer[0] == 1 else self.tr("Saved %1 runs in %2.")
        words = words.replace("%1", str(answer[0])).replace("%2", answer[1].name)
        self.said.emit(words)
        self.look()

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)
        self.look()
