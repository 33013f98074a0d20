"""The drawer at the bottom: console, tasks and log."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from benchwright.ui.batch.tab import TasksTab
from benchwright.ui.bridge import Bridge
from benchwright.ui.console import Console, log_view
from benchwright.ui.log_records import LogRecords
from benchwright.ui.progress import ProgressBook
from benchwright.ui.tasks import TaskModel
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID


class Drawer(QFrame):
    """Three tabs; fed by the bridge, the progress book and `logging`."""

    def __init__(self, bridge: Bridge, theme: Theme, book: ProgressBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.console = Console(theme, self)
        self.tasks_tab = TasksTab(bridge, theme, book, self)
        self._log = log_view(self.tr("Log"), self)
        self._log.setPlaceholderText(
            self.tr("Nothing has been logged yet. What Benchwright does, and what goes wrong, is written here.")
        )
        self._records = LogRecords(self._log)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Drawer"))
        self.tabs.addTab(self.console, self.tr("Console"))
        self.tabs.addTab(self.tasks_tab, self.tr("Tasks"))
        self.tabs.addTab(self._log, self.tr("Log"))
        set_role(self, "bar")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID, GRID)
        layout.addWidget(self.tabs)
        bridge.console_line.connect(self.console.add)

    @property
    def tasks(self) -> TaskModel:
        """The single runs."""
        return self.tasks_tab.journeys

    @property
    def shows_tasks(self) -> bool:
        """Whether the tasks can be seen."""
        return self.isVisible() and self.tabs.currentWidget() is self.tasks_tab

    def show_tasks(self) -> None:
        """Brings the tasks to the front."""
        self.tabs.setCurrentWidget(self.tasks_tab)

    def adopt(self, other: Drawer) -> None:
        """Takes console, tasks and log of a window that this one takes the place of."""
        self.console.adopt(other.console)
        self.tasks_tab.journeys.adopt(other.tasks_tab.journeys)
        self._log.setPlainText(other._log.toPlainText())
        self.tabs.setCurrentIndex(other.tabs.currentIndex())

    def show_console(self) -> None:
        """Brings the console to the front."""
        self.tabs.setCurrentWidget(self.console)

    def close_log(self) -> None:
        """Lets go of `logging`."""
        self._records.close()
