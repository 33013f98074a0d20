"""What the window consists of and where it stands: bars around the pages, the inspector beside, the drawer below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from benchwright.ui.activity_bar import ActivityBar
from benchwright.ui.bridge import Bridge
from benchwright.ui.drawer import Drawer
from benchwright.ui.fact import Fact
from benchwright.ui.inspector import WIDTH as INSPECTOR_WIDTH
from benchwright.ui.inspector import Inspector
from benchwright.ui.page_stack import PageStack
from benchwright.ui.progress import ProgressBook
from benchwright.ui.remembered import Remembered
from benchwright.ui.status_bar import StatusBar
from benchwright.ui.theme import Theme, scaled
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.error_panel import ErrorPanel

_FOLD_WIDTH = 1180
_DRAWER_HEIGHT = 200
_TASKS_HEIGHT = 280
_TASKS_RATIO = 0.36


class WindowBody(QWidget):
    """Builds, shows and folds; `notice` stands above the pages."""

    def __init__(
        self, bridge: Bridge, theme: Theme, book: ProgressBook, notice: QWidget, parent: QWidget, *, db_file: str
    ) -> None:
        super().__init__(parent)
        self.activity = ActivityBar(theme, self)
        self.stack = PageStack(bridge, theme, self)
        self.banner = ErrorPanel(theme, self)
        self.inspector = Inspector(theme, self)
        self.drawer = Drawer(bridge, theme, book, self)
        self.status = StatusBar(theme, db_file, self)
        self._notice = notice
        self._columns = QSplitter(Qt.Orientation.Horizontal, self)
        self._rows = QSplitter(Qt.Orientation.Vertical, self)
        self._wants_inspector = bridge.remembered.flag("inspector", default=True)
        self._facts: dict[int, tuple[str, tuple[Fact, ...]]] = {}
        self._lay_out()

    def show_tasks(self) -> None:
        """Opens the drawer at the tasks, high enough for a few of them."""
        self.drawer.show_tasks()
        if not self.drawer.isVisible():
            height = max(min(_TASKS_HEIGHT, self._rows.height() // 2), round(self._rows.height() * _TASKS_RATIO))
            self.drawer.show()
            self._rows.setSizes([self._rows.height() - height, height])

    def toggle_inspector(self) -> bool:
        """Shows or hides the inspector, also where there is no room to show it unasked; whether it is wanted now."""
        self._wants_inspector = not self.inspector.isVisible()
        self.inspector.setVisible(self._wants_inspector)
        return self._wants_inspector

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What it consists of, in the order of reading."""
        return (self.activity, self.banner, self._notice, self.stack, self.inspector, self.drawer, self.status)

    @property
    def has_room_for_inspector(self) -> bool:
        """Whether the page in front stays whole beside it."""
        page = self.stack.current.minimumSizeHint().width()
        return self.activity.width() + page + self.inspector.minimumWidth() <= self.width()

    def take_facts(self, page: int, heading: str, facts: tuple[Fact, ...]) -> None:
        """Keeps what a page has selected, and shows it where that page is in front."""
        self._facts[page] = (heading, facts)
        if page == self.stack.index:
            self.show_facts()

    def show_facts(self) -> None:
        """What the page in front has selected; the inspector folds where there is nothing, or no room."""
        shown = self._facts.get(self.stack.index)
        if shown is not None:
            self.inspector.show_facts(*shown)
        self._fold_inspector()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the inspector where the page needs the room."""
        super().resizeEvent(event)
        self._fold_inspector()

    def adopt(self, other: WindowBody) -> None:
        """Takes drawer and sizes of a window that this one takes the place of."""
        self.drawer.adopt(other.drawer)
        self.drawer.setVisible(other.drawer.isVisible())
        for ours, theirs in ((self._rows, other._rows), (self._columns, other._columns)):
            ours.setSizes(theirs.sizes())

    def remember(self, remembered: Remembered) -> None:
        """Keeps sizes and the tab of the drawer for the next time."""
        remembered.set_number("drawer_tab", self.drawer.tabs.currentIndex())
        remembered.set_state("columns", self._columns.saveState())
        remembered.set_state("rows", self._rows.saveState())

    def restore(self, remembered: Remembered) -> None:
        """Takes up what was remembered."""
        for name, splitter in (("columns", self._columns), ("rows", self._rows)):
            if (state := remembered.state(name)) is not None:
                splitter.restoreState(state)
        self.drawer.setVisible(remembered.flag("drawer", default=False))
        self.drawer.tabs.setCurrentIndex(remembered.number("drawer_tab", default=0))

    def _fold_inspector(self) -> None:
        _heading, facts = self._facts.get(self.stack.index, ("", ()))
        has_facts = bool(facts)
        self.inspector.setVisible(has_facts and self._wants_inspector and self.width() >= scaled(_FOLD_WIDTH))

    def _lay_out(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banner.setContentsMargins(GRID, 0, GRID, 0)
        column.addWidget(self.banner)
        column.addWidget(self._notice)
        column.addWidget(self.stack, 1)
        self._columns.addWidget(middle)
        self._columns.addWidget(self.inspector)
        self._columns.setStretchFactor(0, 1)
        self._columns.setSizes([1000, INSPECTOR_WIDTH])
        self._rows.addWidget(self._columns)
        self._rows.addWidget(self.drawer)
        self._rows.setStretchFactor(0, 1)
        self._rows.setSizes([600, _DRAWER_HEIGHT])
        for splitter in (self._columns, self._rows):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.activity)
        upper.addWidget(self._rows, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self.status)
