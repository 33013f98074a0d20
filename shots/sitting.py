"""A window that sits for its pictures: a page, a size, colours, letters, and time until everything is drawn."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from benchwright.bench.workbench import Workbench
from benchwright.model.device import DeviceState
from benchwright.model.run import Run
from benchwright.ui.bridge import Bridge
from benchwright.ui.look import Look
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.compare.page import ComparePage
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.pages.runs.page import RunsPage
from benchwright.ui.theme import Theme
from shots.dialogs import DIALOGS

PAGE_NAMES = tuple(entry.key for entry in PAGES)

_PATIENCE_S = 20.0
_QUIET_S = 0.12
_OUT_OF_SIGHT = QPoint(20_000, 20_000)
_QUIET_TURNS = 12


class Sitting:
    """Poses the window; used on the GUI thread."""

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        self.window = window
        self._theme = theme

    def pose(self, page: str, size: QSize, *, is_dark: bool, font_ratio: float = 1.0) -> None:
        """Shows a page so; returns when it has read and drawn everything."""
        self._theme.set_dark(is_dark=is_dark)
        self._theme.set_look(Look(font_ratio=font_ratio))
        self.window.resize(size)
        self.window.show_page(PAGE_NAMES.index(page))
        if page == "compare":
            self.window.current_page.receive(self._comparable())
        self.settle()

    def pose_tabs(self, size: QSize) -> Iterator[int]:
        """Opens every tab beside the scatter of Compare with the runs of all boards, and tells its place."""
        self.pose("compare", size, is_dark=False)
        page = self.window.current_page
        assert isinstance(page, ComparePage)
        page.receive(self._newest(self.window.bridge.workbench.store.runs()))
        for place in range(page.parts.tabs.count()):
            page.parts.tabs.setCurrentIndex(place)
            self.settle()
            yield place
        page.parts.tabs.setCurrentIndex(0)

    def pose_details(self, size: QSize) -> Iterator[int]:
        """Opens every tab of the detail of a run that a power meter saw, and tells its place."""
        self.pose("runs", size, is_dark=False)
        page = self.window.current_page
        assert isinstance(page, RunsPage)
        runs = self.window.bridge.workbench.store.runs()
        page.receive(next((run for run in runs if run.energy is not None), runs[0]).run_id)
        self.settle()
        for place in range(page.parts.detail.tabs.count()):
            page.parts.detail.tabs.setCurrentIndex(place)
            self.settle()
            yield place
        page.parts.detail.tabs.setCurrentIndex(0)

    @contextlib.contextmanager
    def dialog(self, name: str, size: QSize, *, is_dark: bool, font_ratio: float = 1.0) -> Iterator[QWidget]:
        """Opens one of `DIALOGS` above the Bench page, and closes it in the end."""
        self.pose("bench", size, is_dark=is_dark, font_ratio=font_ratio)
        dialog = DIALOGS[name](self.window, self._theme)
        dialog.show()
        self.settle()
        try:
            yield dialog
        finally:
            dialog.close()
            dialog.deleteLater()
            self.settle()

    def settle(self) -> None:
        """Lets the event loop run until nobody has anything to do any more.

        A busy machine takes longer for one turn than quiet lasts, and scroll bars, splitters and what charts place by
        pixels take several: so the turns in which nothing moved are counted beside the time.
        """
        end = time.monotonic() + _PATIENCE_S
        quiet_since, quiet_turns, places = time.monotonic(), 0, self._places()
        while time.monotonic() < end and (quiet_turns < _QUIET_TURNS or time.monotonic() - quiet_since < _QUIET_S):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            before, places = places, self._places()
            if places == before and self._is_at_rest():
                quiet_turns += 1
            else:
                quiet_since, quiet_turns = time.monotonic(), 0
            time.sleep(0.004)

    def _is_at_rest(self) -> bool:
        """Whether every question was answered, and what was read is drawn."""
        return self.window.bridge.is_idle and self.window.current_page.is_settled

    def _places(self) -> list[tuple[int, int, int, int, bool]]:
        """Where every widget is, and whether it is shown."""
        widgets = self.window.findChildren(QWidget)
        boxes = ((widget.geometry(), widget.isVisible()) for widget in widgets)
        return [(box.x(), box.y(), box.width(), box.height(), is_visible) for box, is_visible in boxes]

    def _comparable(self) -> tuple[str, ...]:
        runs = self.window.bridge.workbench.store.runs()
        return self._newest([run for run in runs if run.board == runs[0].board])

    def _newest(self, runs: Sequence[Run]) -> tuple[str, ...]:
        """Of each variant on each board the newest; runs come newest first."""
        return tuple({(run.variant_sha256, run.board): run.run_id for run in reversed(runs)}.values())


@contextlib.contextmanager
def sitting(application: QApplication, workbench: Workbench) -> Iterator[Sitting]:
    """A window on a workbench whose devices are plugged in."""
    theme = Theme(is_dark=True, parent=application)
    theme.apply(application)
    bridge = Bridge(workbench, application)
    window = MainWindow(bridge, theme, db_file=workbench.store.file)
    try:
        QCursor.setPos(_OUT_OF_SIGHT)  # without a mouse the pointer lies on the first button, which lights up
        window.show()
        window.show_page(0)
        one = Sitting(window, theme)
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end and not any(d.state is DeviceState.READY for d in workbench.devices()):
            one.settle()
        one.settle()
        yield one
    finally:
        theme.set_look(Look())
        window.close()
        bridge.deleteLater()
        window.deleteLater()
        theme.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
