"""The window: activity bar, pages, inspector, drawer, status bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from benchwright.model.errors import BenchError
from benchwright.model.events import BatchFailed, DevicesChanged, RouteFailed, RunSaved
from benchwright.ui.activity_bar import ActivityBar
from benchwright.ui.batch.conductor import BatchConductor
from benchwright.ui.bridge import Bridge
from benchwright.ui.command_palette import CommandPalette, ShortcutSheet
from benchwright.ui.dialogs.pick_dialog import PickDialog
from benchwright.ui.drawer import Drawer
from benchwright.ui.fact import Fact
from benchwright.ui.inspector import WIDTH as INSPECTOR_WIDTH
from benchwright.ui.inspector import Inspector
from benchwright.ui.language.translators import said
from benchwright.ui.notices import Notices, SystemNotifier
from benchwright.ui.page_stack import PageStack
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.progress import ProgressBook
from benchwright.ui.remedies import Remedy
from benchwright.ui.run_count import RunCount
from benchwright.ui.status_bar import StatusBar
from benchwright.ui.theme import Theme, scaled
from benchwright.ui.toasts import Toasts
from benchwright.ui.tokens import GRID, Tone
from benchwright.ui.widgets.chooser import Choice, Chooser
from benchwright.ui.widgets.error_panel import ErrorPanel
from benchwright.ui.window_actions import ActionEntry, make_action, page_actions

if TYPE_CHECKING:
    from benchwright.ui.tour import Tour

_FOLD_WIDTH = 1180
_DRAWER_HEIGHT = 200
_TASKS_RATIO = 0.36


class MainWindow(QMainWindow):
    """Owns the pages, which it makes when they are first shown, and everything around them."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None, *, db_file: str) -> None:
        super().__init__(parent)
        if parent is not None:  # a QMainWindow is made as a window even within another
            self.setWindowFlags(Qt.WindowType.Widget)
        self._bridge = bridge
        self._theme = theme
        self._remembered = bridge.remembered
        self._medians: dict[str, float] = {}
        self._facts: dict[int, tuple[str, tuple[Fact, ...]]] = {}
        self._has_closed = False
        self.book = ProgressBook(bridge, self)
        self._activity = ActivityBar(theme, self)
        self._stack = PageStack(bridge, theme, self)
        self.banner = ErrorPanel(theme, self)
        self.batches = BatchConductor(bridge, theme, self)
        self.inspector = Inspector(theme, self)
        self.drawer = Drawer(bridge, theme, self.book, self)
        self._status = StatusBar(theme, db_file, self)
        self._run_count = RunCount(bridge, self)
        self._columns = QSplitter(Qt.Orientation.Horizontal, self)
        self._rows = QSplitter(Qt.Orientation.Vertical, self)
        self._wants_inspector = self._remembered.flag("inspector", default=True)
        self._lay_out()
        self.toasts = Toasts(theme, self)
        self.notices = Notices(self, self.toasts, self.drawer.tasks, SystemNotifier(self).tell)
        self._make_actions()
        self._connect()
        self._restore()
        self._tour: Tour | None = None
        self._status.show_boards(len(bridge.workbench.devices()))
        self._run_count.read()
        self.setWindowTitle("Benchwright")
        self.setMinimumSize(800, 560)
        self.setFocus()

    @property
    def current_page(self) -> Page:
        """The page in front."""
        return self._stack.current

    @property
    def bridge(self) -> Bridge:
        """The bridge of this window."""
        return self._bridge

    @property
    def stack(self) -> PageStack:
        """The pages."""
        return self._stack

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
        page = self._stack.bring(index)
        self._activity.show_page(index)
        self._remembered.set_number("page", index)
        self._show_facts()
        page.shown()
        return page

    def show_last_page(self) -> Page:
        """Brings the page to the front that was in front when the last window closed."""
        index = self._remembered.number("page", default=0)
        return self.show_page(index if 0 <= index < len(PAGES) else 0)

    def navigate(self, key: str, value: object = None) -> None:
        """Brings the page with this key to the front and hands it a value."""
        index = next((i for i, entry in enumerate(PAGES) if entry.key == key), 0)
        page = self.show_page(index)
        if value is not None:
            page.receive(value)

    def adopt(self, other: MainWindow) -> None:
        """Takes the place of a window in another language: its size, its pages and their selection, its drawer."""
        self.setGeometry(other.geometry())
        self.book.adopt(other.book)
        self.batches.adopt(other.batches)
        self._medians = other._medians
        for index, page in other.stack.made_pages():
            self.show_page(index).take_back(page.keep())
        self.show_page(other.stack.index)
        self.drawer.adopt(other.drawer)
        if other.batches.last is not None:
            self.drawer.tasks_tab.take_batch(other.batches.last)
        self.drawer.setVisible(other.drawer.isVisible())
        for ours, theirs in ((self._rows, other._rows), (self._columns, other._columns)):
            ours.setSizes(theirs.sizes())

    def retire(self) -> None:
        """Goes without letting go of the bridge: another window has taken its place."""
        self._has_closed = True
        self.drawer.close_log()
        self.close()
        self.deleteLater()

    def all_actions(self) -> list[QAction]:
        """The actions that a key reaches now: those of the page in front, then those of the window."""
        return [*self.current_page.actions(), *self.actions()]

    def entries(self) -> list[ActionEntry]:
        """Every action of the window and of the pages that were made, the page in front first."""
        return self._stack.entries(self.actions())

    def every_entry(self) -> list[ActionEntry]:
        """The same, with the pages made that nobody has looked at yet."""
        while (missing := self._stack.missing) is not None:
            self._stack.page(missing)
        return self.entries()

    def toggle_drawer(self) -> None:
        """Shows or hides the drawer."""
        self.drawer.setVisible(not self.drawer.isVisible())
        self._remembered.set_flag("drawer", value=self.drawer.isVisible())

    def show_console(self) -> None:
        """Opens the drawer at the console."""
        self.drawer.show_console()
        self.drawer.show()

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
        """Opens the command palette; pages nobody has looked at yet are made one by one and bring their actions."""
        palette = CommandPalette(self.entries(), self._remembered.recent_commands, self)
        palette.triggered.connect(self.trigger)
        palette.show()
        palette.search.setFocus()
        filling = QTimer(palette)
        filling.timeout.connect(partial(self._fill_palette, palette, filling))
        filling.start(0)
        return palette

    def trigger(self, entry: ActionEntry) -> None:
        """Does what an action says, on its page."""
        self._remembered.note_command(entry.key)
        if entry.page is not None and entry.page != self._stack.index:
            self.show_page(entry.page)
        entry.action.trigger()

    def open_pick(self, model: str = "") -> PickDialog:
        """Opens "Pick for me" for a model, "" for the first."""
        dialog = PickDialog(self._bridge, self._theme, self, model=model)
        dialog.navigation_requested.connect(self.navigate)
        dialog.open()
        return dialog

    def open_shortcuts(self) -> ShortcutSheet:
        """Opens the shortcut sheet."""
        sheet = ShortcutSheet(self.every_entry(), self)
        sheet.open()
        return sheet

    def choose_board(self) -> Chooser:
        """Opens the quick choice of a board."""
        chooser = Chooser(self.tr("Choose a board"), self.tr("Type a part of a board's name"), self)
        devices = {device.device_id: device for device in self._bridge.workbench.devices()}
        titles = {board.name: board.title for board in self._bridge.workbench.boards()}
        chooser.show_choices(
            [Choice(key, titles.get(device.board or "", key), key) for key, device in devices.items()]
            or [Choice("", self.tr("No board is plugged in."), is_enabled=False)]
        )
        chooser.picked.connect(lambda key: self.navigate("bench", devices[key]))
        chooser.show()
        chooser.search.setFocus()
        return chooser

    def start_tour(self) -> Tour:
        """Shows the tour, from its first step."""
        from benchwright.ui.tour import Tour  # noqa: PLC0415  most windows open without one
        from benchwright.ui.tour_steps import tour_steps  # noqa: PLC0415

        page = self.show_page(0)
        if self._tour is not None and shiboken6.isValid(self._tour):
            self._tour.end()
        self._tour = Tour(self._theme, tour_steps(page, self._activity), self)
        self._tour.ended.connect(lambda: self._remembered.set_flag("tour_taken", value=True))
        return self._tour

    def welcome(self) -> None:
        """Shows the tour to somebody who has never seen it."""
        if not self._remembered.flag("tour_taken", default=False):
            self.start_tour()

    def show_error(self, error: Exception) -> None:
        """Shows a failure that belongs to no device."""
        if isinstance(error, BenchError):
            self.banner.show_failure(error.what, error.why, error.remedy, code=error.code)
        else:
            why = f"{type(error).__name__}: {error}"
            self.banner.show_failure(self.tr("That did not work."), why, self.tr("The log (Ctrl+J) has the details."))

    def heed(self, remedy: Remedy) -> None:
        """Goes the way out that a button beside an error named."""
        store = self._bridge.workbench
        ways: dict[Remedy, Callable[[], object]] = {
            Remedy.CONSOLE: self.show_console,
            Remedy.TASKS: self.show_tasks,
            Remedy.LOOK_AGAIN: partial(self.navigate, "settings", "tools"),
            Remedy.DATA: partial(self.navigate, "settings", "data"),
            Remedy.REMOTE: partial(self.navigate, "settings", "remote"),
            Remedy.RUNS: partial(self.navigate, "runs"),
            Remedy.SAVE_WAITING: lambda: self._bridge.ask(store.save_waiting, self._tell_saved, self.show_error),
        }
        ways.get(remedy, partial(self.navigate, "bench", remedy))()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the inspector where the page needs the room."""
        super().resizeEvent(event)
        self._fold_inspector()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers sizes and lets go of the workbench and the log."""
        if not self._has_closed:
            self._has_closed = True
            self._remembered.set_state("window", self.window().saveGeometry())
            self._remembered.set_number("drawer_tab", self.drawer.tabs.currentIndex())
            self._remembered.set_state("columns", self._columns.saveState())
            self._remembered.set_state("rows", self._rows.saveState())
            self.drawer.close_log()
            self._bridge.close()
        super().closeEvent(event)

    def _fill_palette(self, palette: CommandPalette, filling: QTimer) -> None:
        if self._stack.missing is None:
            filling.stop()
            return
        self._stack.page(self._stack.missing)
        palette.show_entries(self.entries())

    def _listen_to(self, index: int, page: Page) -> None:
        page.list_actions = self.every_entry
        page.navigation_requested.connect(self.navigate)
        page.remedy_requested.connect(self.heed)
        page.tour_requested.connect(self.start_tour)
        page.toast_requested.connect(self.notices.say)
        page.error_raised.connect(self.show_error)
        page.pick_requested.connect(self.open_pick)
        page.database_written.connect(self._run_count.read)
        page.inspection_requested.connect(partial(self._take_facts, index))

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
                make_action(self, self.tr("Choose a board…"), "Ctrl+K", self.choose_board),
                make_action(self, self.tr("Show the console"), "", self.show_console),
                make_action(self, self.tr("Show the tour"), "", self.start_tour),
                make_action(self, self.tr("Pick for me …"), "Ctrl+Shift+B", self.open_pick),
                make_action(self, self.tr("Command palette"), "Ctrl+Shift+P", self.open_palette),
                make_action(self, self.tr("Shortcuts"), "?", self.open_shortcuts),
                make_action(self, self.tr("Quit"), "Ctrl+Q", self._quit),
            ]
        )

    def _connect(self) -> None:
        self._stack.made.connect(self._listen_to)
        self._activity.page_chosen.connect(self.show_page)
        self._status.drawer_requested.connect(self.toggle_drawer)
        self._status.runs_requested.connect(partial(self.navigate, "runs"))
        self._run_count.counted.connect(self._status.show_runs)
        self.inspector.run_opened.connect(partial(self.navigate, "runs"))
        self._bridge.devices_changed.connect(self._take_devices)
        self._bridge.run_saved.connect(self._take_run)
        self._bridge.route_failed.connect(self._take_failure)
        self._bridge.ask_failed.connect(self.show_error)
        self._bridge.store_changed.connect(self._read_again)
        self.book.changed.connect(self._show_running)
        self.batches.tasks_requested.connect(self.show_tasks)
        self.batches.said.connect(self._say_of_batch)
        self.batches.failed.connect(self._show_batch_failure)
        self.banner.remedy_chosen.connect(self.heed)
        self.batches.status_changed.connect(self._status.show_batch)
        self.drawer.tasks_tab.forge.status_changed.connect(self._status.show_forge)
        self.drawer.tasks_tab.forge.ended.connect(self._tell_forged)
        self.drawer.tasks_tab.report_requested.connect(partial(self.navigate, "reports"))
        self.drawer.tasks_tab.run_opened.connect(partial(self.navigate, "runs"))

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
        self.drawer.tabs.setCurrentIndex(self._remembered.number("drawer_tab", default=0))

    def _quit(self) -> None:
        self.window().close()

    def _take_facts(self, index: int, heading: str, facts: tuple[Fact, ...]) -> None:
        self._facts[index] = (heading, facts)
        if index == self._stack.index:
            self._show_facts()

    def _show_facts(self) -> None:
        """What the page in front has selected; the inspector folds where there is nothing, or no room."""
        shown = self._facts.get(self._stack.index)
        if shown is not None:
            self.inspector.show_facts(*shown)
        self._fold_inspector()

    def _fold_inspector(self) -> None:
        has_facts = self._stack.index in self._facts
        self.inspector.setVisible(has_facts and self._wants_inspector and self.width() >= scaled(_FOLD_WIDTH))

    def _take_devices(self, event: DevicesChanged) -> None:
        self._status.show_boards(len(event.devices))

    def _say_of_batch(self, text: str, tone: Tone) -> None:
        self.notices.tell_end(
            text,
            tone,
            seconds=self.batches.seconds,
            is_seen=self.drawer.shows_tasks,
            action=self.tr("Show"),
            on_action=self.show_tasks,
        )

    def _tell_forged(self, text: str, tone: Tone, seconds: float) -> None:
        self.notices.tell_end(
            text,
            tone,
            seconds=seconds,
            is_seen=self.current_page.key == "models",
            action=self.tr("Show"),
            on_action=partial(self.navigate, "models"),
        )

    def _take_run(self, event: RunSaved) -> None:
        run = event.run
        text = self.tr("%1 was measured on %2.").replace("%1", run.variant_label).replace("%2", run.board)
        if not self.batches.has(event.device_id):
            self.notices.tell_end(
                text,
                Tone.OK,
                seconds=self.book.of(event.device_id).seconds,
                is_seen=self._stack.index == 0,
                action=self.tr("Open"),
                on_action=partial(self.navigate, "runs", run.run_id),
            )
        self._bridge.ask(lambda: self._bridge.workbench.store.stage_medians(run.board), self._take_medians)

    def _take_failure(self, event: RouteFailed) -> None:
        if not self.batches.is_running:
            self.notices.tell_end(
                said(event.what),
                Tone.WARNING if event.was_cancelled else Tone.ERROR,
                seconds=self.book.of(event.device_id).seconds,
                is_seen=self._stack.index == 0,
                action=self.tr("Show"),
                on_action=partial(self._show_device, event.device_id),
            )

    def _show_batch_failure(self, event: BatchFailed) -> None:
        self.banner.show_failure(event.what, event.why, event.remedy, code=event.code)

    def _show_device(self, device_id: str) -> None:
        devices = self._bridge.workbench.devices()
        self.navigate("bench", next((device for device in devices if device.device_id == device_id), None))

    def _tell_saved(self, _done: None) -> None:
        self.banner.dismiss()
        self.notices.say(self.tr("Everything that was measured is saved."), Tone.OK)

    def _take_medians(self, medians: dict[str, float]) -> None:
        self._medians = medians

    def _read_again(self) -> None:
        """Another window or the command line wrote into the database."""
        self.current_page.shown()

    def _focus_search(self) -> None:
        self.current_page.focus_search()

    def _show_running(self, _device_id: str) -> None:
        self._status.show_running(self.book.running(), self._medians)
