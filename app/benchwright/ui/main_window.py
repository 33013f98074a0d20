"""The window: activity bar, pages, inspector, drawer, status bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from benchwright.ui.batch.conductor import BatchConductor
from benchwright.ui.bridge import Bridge
from benchwright.ui.file_drops import FileDrops
from benchwright.ui.notices import Notices, SystemNotifier
from benchwright.ui.overlays import Overlays
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.progress import ProgressBook
from benchwright.ui.remedies import Remedy
from benchwright.ui.tab_order import next_in_order
from benchwright.ui.theme import Theme
from benchwright.ui.toasts import Toasts
from benchwright.ui.window_actions import ActionEntry, make_action, page_actions
from benchwright.ui.window_body import WindowBody
from benchwright.ui.window_news import WindowNews
from benchwright.ui.window_status import WindowStatus
from benchwright.ui.window_troubles import WindowTroubles

_TURN_MS = 40


class MainWindow(QMainWindow):
    """Owns the pages, which it makes when they are first shown, and everything around them."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None, *, db_file: str) -> None:
        super().__init__(parent)
        if parent is not None:  # a QMainWindow is made as a window even within another
            self.setWindowFlags(Qt.WindowType.Widget)
        self._bridge = bridge
        self._theme = theme
        self._remembered = bridge.remembered
        self._has_closed = False
        self._kept: dict[int, object] = {}
        """What pages of a window in another language had selected, by the place of the page that takes it."""
        self.book = ProgressBook(bridge, self)
        self.batches = BatchConductor(bridge, theme, self)
        self._body = WindowBody(bridge, theme, self.book, self.batches.notice, self, db_file=db_file)
        self.stack, self.status, self.activity = self._body.stack, self._body.status, self._body.activity
        self.banner, self.inspector, self.drawer = self._body.banner, self._body.inspector, self._body.drawer
        self._troubles = WindowTroubles(bridge, self.banner, self)
        self.setCentralWidget(self._body)
        self.toasts = Toasts(theme, self)
        self.notices = Notices(self, self.toasts, self.drawer.tasks, SystemNotifier(self).tell)
        self._news = WindowNews(bridge, self._body, self.book, self.batches, self.notices, self)
        self.overlays = Overlays(bridge, theme, self)
        self._status = WindowStatus(bridge, self.status, self.book, self)
        self._drops = FileDrops(self)
        self._make_actions()
        self._connect()
        self._restore()
        self.setWindowTitle("Benchwright")
        self.setMinimumSize(800, 560)
        self.setFocus()

    @property
    def current_page(self) -> Page:
        """The page in front."""
        return self.stack.current

    @property
    def bridge(self) -> Bridge:
        """The bridge of this window."""
        return self._bridge

    def show_page(self, index: int) -> Page:
        """Brings a page to the front, and makes it the first time."""
        page = self.stack.bring(index)
        self.activity.show_page(index)
        self._remembered.set_number("page", index)
        self._body.show_facts()
        page.shown()
        if index in self._kept:
            page.take_back(self._kept.pop(index))
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
        self._status.adopt(other._status)
        self._kept = {**other._kept, **{index: page.keep() for index, page in other.stack.made_pages()}}
        if 0 in self._kept:  # what runs is told there
            self.show_page(0)
        self.show_page(other.stack.index)
        QTimer.singleShot(_TURN_MS, self, self._make_kept)
        self._body.adopt(other._body)
        if other.batches.last is not None:
            self.drawer.tasks_tab.take_batch(other.batches.last)

    def _make_kept(self) -> None:
        """The pages behind the one in front, one a turn: somebody looks at the window meanwhile."""
        if self._kept and not self._has_closed:
            index = min(self._kept)
            self.stack.page(index).take_back(self._kept.pop(index))
            QTimer.singleShot(_TURN_MS, self, self._make_kept)

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
        return self.stack.entries(self.actions())

    def every_entry(self) -> list[ActionEntry]:
        """The same, with the pages made that nobody has looked at yet."""
        while self.make_one():
            pass
        return self.entries()

    def make_one(self) -> bool:
        """Makes a page that nobody has looked at yet; False where there is none."""
        missing = self.stack.missing
        if missing is not None:
            self.stack.page(missing)
        return missing is not None

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
        self._body.show_tasks()

    def toggle_inspector(self) -> None:
        """Shows or hides the inspector, also where the window is too narrow for it to show by itself."""
        if not self.inspector.isVisible() and not self._body.has_room_for_inspector:
            self.notices.say(self.tr("There is no room for the inspector beside this page. Make the window wider."))
            return
        self._remembered.set_flag("inspector", value=self._body.toggle_inspector())

    def toggle_theme(self) -> None:
        """Dark becomes light and back, and stays so."""
        self._theme.toggle()
        self._remembered.is_dark = self._theme.is_dark

    def trigger(self, entry: ActionEntry) -> None:
        """Does what an action says, on its page."""
        self._remembered.note_command(entry.key)
        if entry.page is not None and entry.page != self.stack.index:
            self.show_page(entry.page)
        entry.action.trigger()

    def show_error(self, error: Exception) -> None:
        """Shows a failure that belongs to no device."""
        self._troubles.show_error(error)

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

    def focusNextPrevChild(self, is_forward: bool) -> bool:
        """Tab goes from the activity bar to the page, and only then to drawer and status bar."""
        widget = next_in_order(self, self._body.parts, is_forward=is_forward)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason if is_forward else Qt.FocusReason.BacktabFocusReason)
        return widget is not None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers sizes and lets go of the workbench and the log."""
        if not self._has_closed:
            self._has_closed = True
            self._remembered.set_state("window", self.window().saveGeometry())
            self._body.remember(self._remembered)
            self.drawer.close_log()
            self._bridge.close()
        super().closeEvent(event)

    def _listen_to(self, index: int, page: Page) -> None:
        page.list_actions = self.entries
        page.make_more_actions = self.make_one
        page.navigation_requested.connect(self.navigate)
        page.remedy_requested.connect(self.heed)
        page.tour_requested.connect(self.overlays.start_tour)
        page.toast_requested.connect(self.notices.say)
        page.error_raised.connect(self.show_error)
        page.import_failed.connect(self._troubles.show_import_failure)
        page.imported.connect(self._troubles.settle_import)
        page.pick_requested.connect(self.overlays.open_pick)
        page.benchmark_requested.connect(self.overlays.open_mlperf)
        page.database_written.connect(self._status.count_runs)
        page.database_written.connect(self._troubles.settle_database)
        page.inspection_requested.connect(partial(self._body.take_facts, index))

    def _make_actions(self) -> None:
        self.addActions(
            [
                *page_actions(self, self.show_page),
                make_action(self, self.tr("Show or hide the drawer"), "Ctrl+J", self.toggle_drawer),
                make_action(self, self.tr("Show the tasks"), "Ctrl+Shift+J", self.show_tasks),
                make_action(self, self.tr("Show or hide the inspector"), "Ctrl+I", self.toggle_inspector),
                make_action(self, self.tr("Switch between dark and light"), "Ctrl+Shift+T", self.toggle_theme),
                make_action(self, self.tr("Search on this page"), "Ctrl+F", self._focus_search),
                make_action(self, self.tr("Choose a board…"), "Ctrl+K", self.overlays.choose_board),
                make_action(self, self.tr("Show the console"), "", self.show_console),
                make_action(self, self.tr("Show charts as tables, or as charts again"), "", self.overlays.show_tables),
                make_action(self, self.tr("Show the tour"), "", self.overlays.start_tour),
                make_action(self, self.tr("Pick for me …"), "Ctrl+Shift+B", self.overlays.open_pick),
                make_action(self, self.tr("Command palette"), "Ctrl+Shift+P", self.overlays.open_palette),
                make_action(self, self.tr("Shortcuts"), "?", self.overlays.open_shortcuts),
                make_action(self, self.tr("Quit"), "Ctrl+Q", self._quit),
            ]
        )

    def _connect(self) -> None:
        self.stack.made.connect(self._listen_to)
        self.activity.page_chosen.connect(self.show_page)
        self.status.drawer_requested.connect(self.toggle_drawer)
        self.status.runs_requested.connect(partial(self.navigate, "runs"))
        self.inspector.run_opened.connect(partial(self.navigate, "runs"))
        self._bridge.ask_failed.connect(self.show_error)
        self._bridge.store_changed.connect(self._read_again)
        self._news.page_requested.connect(self.navigate)
        self._drops.page_requested.connect(self.navigate)
        self._news.tasks_requested.connect(self.show_tasks)
        self.batches.tasks_requested.connect(self.show_tasks)
        self.batches.failed.connect(self._troubles.show_batch_failure)
        self.banner.remedy_chosen.connect(self.heed)
        self._troubles.said.connect(self.notices.say)
        self.batches.status_changed.connect(self.status.show_batch)
        self.drawer.tasks_tab.forge.status_changed.connect(self.status.show_forge)
        self.drawer.tasks_tab.report_requested.connect(partial(self.navigate, "reports"))
        self.drawer.tasks_tab.run_opened.connect(partial(self.navigate, "runs"))

    def _restore(self) -> None:
        self.resize(1360, 820)
        if (state := self._remembered.state("window")) is not None:
            self.restoreGeometry(state)
        self._body.restore(self._remembered)

    def _quit(self) -> None:
        self.window().close()

    def _tell_saved(self, _done: None) -> None:
        self.banner.dismiss()
        self._news.tell_saved()

    def _read_again(self) -> None:
        """Another window or the command line wrote into the database."""
        self.current_page.shown()

    def _focus_search(self) -> None:
        self.current_page.focus_search()
