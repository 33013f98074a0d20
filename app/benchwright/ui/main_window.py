"""The window: activity bar, pages, inspector, drawer, status bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from benchwright.model.errors import BenchError
from benchwright.model.events import DevicesChanged, RouteFailed, RunSaved
from benchwright.ui.activity_bar import ActivityBar
from benchwright.ui.batch.conductor import BatchConductor
from benchwright.ui.bridge import Bridge
from benchwright.ui.command_palette import CommandPalette, ShortcutSheet
from benchwright.ui.dialogs.pick_dialog import PickDialog
from benchwright.ui.drawer import Drawer
from benchwright.ui.inspector import WIDTH as INSPECTOR_WIDTH
from benchwright.ui.inspector import Inspector
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.progress import ProgressBook
from benchwright.ui.status_bar import StatusBar
from benchwright.ui.theme import Theme
from benchwright.ui.toasts import Toasts
from benchwright.ui.tokens import GRID, Tone
from benchwright.ui.widgets.error_panel import ErrorPanel
from benchwright.ui.window_actions import make_action, page_actions

_FOLD_WIDTH = 1180
_DRAWER_HEIGHT = 200
_TASKS_RATIO = 0.36


class MainWindow(QMainWindow):
    """Owns the pages, which it makes when they are first shown, and everything around them."""

    def __init__(self, bridge: Bridge, theme: Theme, *, db_file: str) -> None:
        super().__init__()
        self._bridge = bridge
        self._theme = theme
        self._remembered = bridge.remembered
        self._medians: dict[str, float] = {}
        self._pages: dict[int, Page] = {}
        self._facts: dict[int, tuple[str, tuple[tuple[str, str], ...]]] = {}
        self._index = 0
        self._has_closed = False
        self.book = ProgressBook(bridge, self)
        self._activity = ActivityBar(theme, self)
        self._stack = QStackedWidget(self)
        self.banner = ErrorPanel(theme, self)
        self.batches = BatchConductor(bridge, theme, self)
        self.inspector = Inspector(self)
        self.drawer = Drawer(bridge, theme, self.book, self)
        self._status = StatusBar(theme, db_file, self)
        self._columns = QSplitter(Qt.Orientation.Horizontal, self)
        self._rows = QSplitter(Qt.Orientation.Vertical, self)
        self._wants_inspector = self._remembered.flag("inspector", default=True)
        self._lay_out()
        self.toasts = Toasts(theme, self)
        self._make_actions()
        self._connect()
        self._restore()
        self._status.show_boards(len(bridge.workbench.devices()))
        self.setWindowTitle("Benchwright")
        self.setMinimumSize(800, 560)
        self.setFocus()

    @property
    def current_page(self) -> Page:
        """The page in front."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def bridge(self) -> Bridge:
        """The bridge of this window."""
        return self._bridge

    @property
    def status(self) -> StatusBar:
        """The status bar."""
        return self._status

    @property
    def activity(self) -> ActivityBar:
        """The activity bar."""
        return self._activity

    def show_page(self, index: int) -> Page:
        """Brings a page to the front, and makes it the first time."""
        if index not in self._pages:
            self._pages[index] = self._built(index)
        page = self._pages[index]
        self._stack.setCurrentWidget(page)
        self._activity.show_page(index)
        self._index = index
        self._show_facts()
        page.shown()
        return page

    def navigate(self, title: str, value: object = None) -> None:
        """Brings the page with this title to the front and hands it a value."""
        index = next((i for i, entry in enumerate(PAGES) if entry.title == title), 0)
        page = self.show_page(index)
        if value is not None:
            page.receive(value)

    def all_actions(self) -> list[QAction]:
        """What the command palette reaches: the page in front, then the window."""
        return [*self.current_page.actions(), *self.actions()]

    def toggle_drawer(self) -> None:
        """Shows or hides the drawer."""
        self.drawer.setVisible(not self.drawer.isVisible())
        self._remembered.set_flag("drawer", value=self.drawer.isVisible())

    def show_tasks(self) -> None:
        """Opens the drawer at the tasks, high enough for a few of them."""
        self.drawer.show_tasks()
        if not self.drawer.isVisible():
            height = max(_DRAWER_HEIGHT, round(self._rows.height() * _TASKS_RATIO))
            self.drawer.show()
            self._rows.setSizes([self._rows.height() - height, height])

    def toggle_inspector(self) -> None:
        """Shows or hides the inspector, also where the window is too narrow for it to show by itself."""
        self._wants_inspector = not self.inspector.isVisible()
        self.inspector.setVisible(self._wants_inspector)
        self._remembered.set_flag("inspector", value=self._wants_inspector)

    def toggle_theme(self) -> None:
        """Dark becomes light and back, and stays so."""
        self._theme.toggle()
        self._remembered.is_dark = self._theme.is_dark

    def open_palette(self) -> CommandPalette:
        """Opens the command palette."""
        palette = CommandPalette(self.all_actions(), self)
        palette.show()
        palette.search.setFocus()
        return palette

    def open_pick(self, model: str = "") -> PickDialog:
        """Opens "Pick for me" for a model, "" for the first."""
        dialog = PickDialog(self._bridge, self._theme, self, model=model)
        dialog.navigation_requested.connect(self.navigate)
        dialog.open()
        return dialog

    def open_shortcuts(self) -> ShortcutSheet:
        """Opens the shortcut sheet."""
        sheet = ShortcutSheet(self.all_actions(), self)
        sheet.open()
        return sheet

    def show_error(self, error: Exception) -> None:
        """Shows a failure that belongs to no device."""
        if isinstance(error, BenchError):
            self.banner.show_failure(error.what, error.why, error.remedy)
        else:
            why = f"{type(error).__name__}: {error}"
            self.banner.show_failure(self.tr("That did not work."), why, self.tr("The log (Ctrl+J) has the details."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the inspector where the page needs the room."""
        super().resizeEvent(event)
        self._fold_inspector()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers sizes and lets go of the workbench and the log."""
        if not self._has_closed:
            self._has_closed = True
            self._remembered.set_state("window", self.saveGeometry())
            self._remembered.set_state("columns", self._columns.saveState())
            self._remembered.set_state("rows", self._rows.saveState())
            self.drawer.close_log()
            self._bridge.close()
        super().closeEvent(event)

    def _built(self, index: int) -> Page:
        page = PAGES[index].build(self._bridge, self._theme, self._stack)
        page.navigation_requested.connect(self.navigate)
        page.toast_requested.connect(self.toasts.say)
        page.error_raised.connect(self.show_error)
        page.pick_requested.connect(self.open_pick)
        page.inspection_requested.connect(partial(self._take_facts, index))
        self._stack.addWidget(page)
        return page

    def _lay_out(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banner.setContentsMargins(GRID, 0, GRID, 0)
        column.addWidget(self.banner)
        column.addWidget(self.batches.notice)
        column.addWidget(self._stack, 1)
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
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._activity)
        body.addWidget(self._rows, 1)
        central = QWidget(self)
        whole = QVBoxLayout(central)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(body, 1)
        whole.addWidget(self._status)
        self.setCentralWidget(central)

    def _make_actions(self) -> None:
        self.addActions(
            [
                *page_actions(self, self.show_page),
                make_action(self, self.tr("Show or hide the drawer"), "Ctrl+J", self.toggle_drawer),
                make_action(self, self.tr("Show the tasks"), "Ctrl+Shift+J", self.show_tasks),
                make_action(self, self.tr("Show or hide the inspector"), "Ctrl+I", self.toggle_inspector),
                make_action(self, self.tr("Switch between dark and light"), "Ctrl+Shift+T", self.toggle_theme),
                make_action(self, self.tr("Search on this page"), "Ctrl+F", self._focus_search),
                make_action(self, self.tr("Pick for me …"), "Ctrl+Shift+B", self.open_pick),
                make_action(self, self.tr("Command palette"), "Ctrl+Shift+P", self.open_palette),
                make_action(self, self.tr("Shortcuts"), "?", self.open_shortcuts),
                make_action(self, self.tr("Quit"), "Ctrl+Q", self.close),
            ]
        )

    def _connect(self) -> None:
        self._activity.page_chosen.connect(self.show_page)
        self._status.drawer_requested.connect(self.toggle_drawer)
        self._bridge.devices_changed.connect(self._take_devices)
        self._bridge.run_saved.connect(self._take_run)
        self._bridge.route_failed.connect(self._take_failure)
        self._bridge.ask_failed.connect(self.show_error)
        self.book.changed.connect(self._show_running)
        self.batches.tasks_requested.connect(self.show_tasks)
        self.batches.said.connect(self._say_of_batch)
        self.batches.failed.connect(lambda event: self.banner.show_failure(event.what, event.why, event.remedy))
        self.batches.status_changed.connect(self._status.show_batch)
        self.drawer.tasks_tab.report_requested.connect(partial(self.navigate, "Reports"))
        self.drawer.tasks_tab.run_opened.connect(partial(self.navigate, "Runs"))

    def _restore(self) -> None:
        self.resize(1360, 820)
        for name, restore in (
            ("window", self.restoreGeometry),
            ("columns", self._columns.restoreState),
            ("rows", self._rows.restoreState),
        ):
            if (state := self._remembered.state(name)) is not None:
                restore(state)
        self.drawer.setVisible(self._remembered.flag("drawer", default=False))

    def _take_facts(self, index: int, heading: str, facts: tuple[tuple[str, str], ...]) -> None:
        self._facts[index] = (heading, facts)
        if index == self._index:
            self._show_facts()

    def _show_facts(self) -> None:
        """What the page in front has selected; the inspector folds where there is nothing, or no room."""
        shown = self._facts.get(self._index)
        if shown is not None:
            self.inspector.show_facts(*shown)
        self._fold_inspector()

    def _fold_inspector(self) -> None:
        has_facts = self._index in self._facts
        self.inspector.setVisible(has_facts and self._wants_inspector and self.width() >= _FOLD_WIDTH)

    def _take_devices(self, event: DevicesChanged) -> None:
        self._status.show_boards(len(event.devices))

    def _say_of_batch(self, text: str, tone: Tone) -> None:
        if not self.drawer.shows_tasks:
            self.toasts.say(text, tone, action=self.tr("Show"), on_action=self.show_tasks)

    def _take_run(self, event: RunSaved) -> None:
        if not self.batches.has(event.device_id) and PAGES[0].title != self.current_page.title:
            text = self.tr("%1 was measured on %2.").replace("%1", event.run.variant_label)
            self.toasts.say(text.replace("%2", event.run.board), Tone.OK)
        self._bridge.ask(lambda: self._bridge.workbench.store.stage_medians(event.run.board), self._take_medians)

    def _take_failure(self, event: RouteFailed) -> None:
        if not self.batches.is_running and PAGES[0].title != self.current_page.title:
            self.toasts.say(event.what, Tone.WARNING if event.was_cancelled else Tone.ERROR)

    def _take_medians(self, medians: dict[str, float]) -> None:
        self._medians = medians

    def _focus_search(self) -> None:
        self.current_page.focus_search()

    def _show_running(self, _device_id: str) -> None:
        self._status.show_running(self.book.running(), self._medians)
