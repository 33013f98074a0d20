"""The drawer at the bottom: console, tasks and log."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from benchwright.ui.bridge import Bridge
from benchwright.ui.console import Console, log_view
from benchwright.ui.log_records import LogRecords
from benchwright.ui.progress import ProgressBook
from benchwright.ui.tasks import TaskModel, task_view
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID


class Drawer(QFrame):
    """Three tabs; fed by the bridge, the progress book and `logging`."""

    def __init__(self, bridge: Bridge, theme: Theme, book: ProgressBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self.console = Console(theme, self)
        self.tasks = TaskModel(self)
        self._log = log_view(self.tr("Log"), self)
        self._records = LogRecords(self._log)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Drawer"))
        self.tabs.addTab(self.console, self.tr("Console"))
        self.tabs.addTab(task_view(self.tasks, self), self.tr("Tasks"))
        self.tabs.addTab(self._log, self.tr("Log"))
        set_role(self, "bar")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID, GRID)
        layout.addWidget(self.tabs)
        bridge.console_line.connect(self.console.add)
        book.changed.connect(self._take_progress)

    def close_log(self) -> None:
        """Lets go of `logging`."""
        self._records.close()

    def _take_progress(self, device_id: str) -> None:
        self.tasks.take(device_id, self._book.of(device_id))
