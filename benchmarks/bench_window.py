"""The real window on virtual boards of its own, for measurements that press its buttons."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.bench_lab import DIGITS, MODELS, temporary_toolbox
from benchmarks.benchmark import CannotMeasure
from benchwright.bench.workbench import Workbench
from benchwright.compose import build_workbench
from benchwright.model.device import DeviceState
from benchwright.model.events import RouteFailed
from benchwright.ui.bridge import Bridge
from benchwright.ui.main_window import MainWindow
from benchwright.ui.memory import share_arenas
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.theme import Theme

_LOOK_MS = 2
_START_S = 60.0


class BenchWindow:
    """The window with its Bench page in front and every board ready. Used on the GUI thread."""

    def __init__(self, window: MainWindow, page: BenchPage, workbench: Workbench) -> None:
        self.window = window
        self.page = page
        self.workbench = workbench
        self._failures: list[RouteFailed] = []
        page.bridge.route_failed.connect(self._failures.append)

    def run_until(
        self, is_reached: Callable[[], bool], *, patience_s: float, what: str, look_ms: int = _LOOK_MS
    ) -> None:
        """Lets the event loop run until `is_reached`, asked every `look_ms`.

        Raises:
            CannotMeasure: not within `patience_s`, or a journey failed.
        """
        loop = QEventLoop(self.window)
        looks, end = QTimer(loop), QTimer(loop)
        looks.timeout.connect(lambda: loop.quit() if self._failures or is_reached() else None)
        end.timeout.connect(loop.quit)
        looks.start(look_ms)
        end.start(round(patience_s * 1000))
        loop.exec()
        looks.stop()
        loop.deleteLater()
        if self._failures:
            failure = self._failures[0]
            raise CannotMeasure(f"{failure.device_id} failed at {failure.stage.value}: {failure.what} {failure.why}")
        if not is_reached():
            raise CannotMeasure(f"Waiting for {what} took more than {patience_s:g} s.")

    def run_for(self, seconds: float) -> None:
        """Lets the event loop run for a while."""
        loop = QEventLoop(self.window)
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()
        loop.deleteLater()

    def choose(self, sha256: str) -> None:
        """Chooses a variant in the run bar."""
        self.page.parts.run_bar.choose(sha256)

    def check(self, device_ids: Sequence[str]) -> None:
        """Checks these boards, and no others, so that the button starts all of them."""
        for card in self.page.parts.devices.cards:
            card.check.setChecked(card.device.device_id in device_ids)

    def await_button(self, text: str) -> None:
        """Waits until the run button says `text` and can be pressed."""
        button = self.page.parts.run_bar.run_button
        self.run_until(
            lambda: button.isEnabled() and button.text() == text, patience_s=_START_S, what=f"the button '{text}'"
        )


@contextlib.contextmanager
def open_bench(boards: Sequence[str], models: Sequence[Path]) -> Iterator[BenchWindow]:
    """The window with these virtual boards, fresh from the factory, and these models; all of it goes away again."""
    share_arenas()
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([])
    with temporary_toolbox() as toolbox:
        workbench = build_workbench(toolbox, toolbox.default_database)
        for model in models:
            workbench.import_model(model)
        for board in boards:
            toolbox.lab.start(board)
        theme = Theme(is_dark=True, parent=application)
        theme.apply(application)
        bridge = Bridge(workbench, application)
        window = MainWindow(bridge, theme, db_file=str(toolbox.default_database))
        workbench.start()
        try:
            window.show()
            page = window.show_page(0)
            assert isinstance(page, BenchPage)
            bench = BenchWindow(window, page, workbench)
            bench.run_until(lambda: _is_ready(bench, len(boards)), patience_s=_START_S, what="the boards")
            yield bench
        finally:
            window.close()
            workbench.close()
            theme.deleteLater()
            window.deleteLater()


def demo_models() -> tuple[Path, ...]:
    """The versions of the project's own small model, the float32 root first."""
    return tuple(sorted(DIGITS.glob("*.tflite"), key=lambda file: ("float32" not in file.name, file.name)))


def larger_model() -> Path:
    """The keyword spotter of MLPerf Tiny where it is at hand, else the largest of the project's own models."""
    kws = MODELS / "kws.tflite"
    return kws if kws.is_file() else max(demo_models(), key=lambda file: file.stat().st_size)


def _is_ready(bench: BenchWindow, board_count: int) -> bool:
    ready = [device for device in bench.workbench.devices() if device.state is DeviceState.READY]
    parts = bench.page.parts
    return len(ready) == board_count == len(parts.devices.cards) and parts.run_bar.combo.count() > 0
