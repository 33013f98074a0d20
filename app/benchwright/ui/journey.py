"""The demo where there is no display: the window makes the whole journey by itself and leaves pictures of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from benchwright.model.device import DeviceState
from benchwright.model.events import RouteFailed
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.theme import Theme

if TYPE_CHECKING:
    from benchwright.bench.workbench import Workbench

SIZES = (QSize(1360, 820), QSize(1000, 640))
_STEP_MS = 40
_SETTLE_S = 0.5
_PATIENCE_S = 60.0
_RUN_PATIENCE_S = 600.0

_log = logging.getLogger(__name__)

Until = Callable[[], bool]


class JourneyFailed(Exception):
    """A step of the journey did not come to its end in time."""


class Journey(QObject):
    """Presses the buttons a person would press. `exit_code` is 0 when every step came to its end."""

    def __init__(self, window: MainWindow, theme: Theme, workbench: Workbench, folder: Path) -> None:
        super().__init__(window)
        self.exit_code = 1
        self._window = window
        self._theme = theme
        self._workbench = workbench
        self._folder = folder
        self._failures: list[RouteFailed] = []
        self._run_ids: list[str] = []
        self._steps = self._journey()
        self._until: Until = lambda: True
        self._deadline = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Sets out; the window closes at the end."""
        self._timer.start()

    def _step(self) -> None:
        if not self._until():
            if time.monotonic() > self._deadline:
                self._end("a step did not come to its end in time")
            return
        try:
            self._until, patience_s = next(self._steps)
            self._deadline = time.monotonic() + patience_s
        except StopIteration:
            self._end("; ".join(failure.what for failure in self._failures))
        except Exception as error:
            _log.exception("The journey stopped")
            self._end(f"{type(error).__name__}: {error}")

    def _end(self, trouble: str) -> None:
        self._timer.stop()
        if trouble:
            _log.error("The journey failed: %s", trouble)
        self.exit_code = 1 if trouble else 0
        self._window.close()
        QApplication.quit()

    def _journey(self) -> Iterator[tuple[Until, float]]:
        yield self._after(_SETTLE_S)
        bench = self._window.show_page(0)
        assert isinstance(bench, BenchPage)
        yield from self._measure_everything(bench)
        yield from self._visit_pages()
        self._workbench.export_report(self._run_ids, self._folder / "report.html")

    def _measure_everything(self, bench: BenchPage) -> Iterator[tuple[Until, float]]:
        parts = bench.parts
        bridge = bench.bridge
        bridge.route_failed.connect(self._failures.append)
        bridge.run_saved.connect(lambda event: self._run_ids.append(event.run.run_id))
        if not self._workbench.devices():
            yield parts.simulate_button.isEnabled, _PATIENCE_S
            _press(parts.simulate_button)
        yield lambda: len(self._ready()) >= 1 and parts.run_bar.combo.count() > 0, _PATIENCE_S
        yield self._after(2.0)
        for device_id in sorted(self._ready()):
            parts.devices.select(device_id)
            for place in reversed(range(parts.run_bar.combo.count())):
                parts.run_bar.combo.setCurrentIndex(place)
                parts.run_bar.combo.activated.emit(place)
                expected = len(self._run_ids) + len(self._failures) + 1
                yield parts.run_bar.run_button.isEnabled, _PATIENCE_S
                _press(parts.run_bar.run_button)
                yield (
                    lambda expected=expected: len(self._run_ids) + len(self._failures) >= expected,  # type: ignore[misc]
                    _RUN_PATIENCE_S,
                )
        yield self._after(_SETTLE_S)

    def _visit_pages(self) -> Iterator[tuple[Until, float]]:
        for is_dark in (True, False):
            self._theme.set_dark(is_dark=is_dark)
            for size in SIZES:
                self._window.resize(size)
                for place, entry in enumerate(PAGES):
                    _press(self._window.activity.button(place))
                    yield self._after(_SETTLE_S)
                    if entry.title == "Compare":
                        self._window.navigate("Compare", tuple(self._run_ids[:4]))
                        yield self._after(_SETTLE_S)
                    self._shoot(entry.title.lower(), size, is_dark=is_dark)

    def _shoot(self, name: str, size: QSize, *, is_dark: bool) -> None:
        file = self._folder / f"{name}-{'dark' if is_dark else 'light'}-{size.width()}x{size.height()}.png"
        if not self._window.grab().save(str(file)):
            raise JourneyFailed(f"{file} cannot be written")

    def _ready(self) -> set[str]:
        return {device.device_id for device in self._workbench.devices() if device.state is DeviceState.READY}

    @staticmethod
    def _after(seconds: float) -> tuple[Until, float]:
        moment = time.monotonic() + seconds
        return lambda: time.monotonic() >= moment, seconds + _PATIENCE_S


def _press(button: QAbstractButton) -> None:
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    button.click()
