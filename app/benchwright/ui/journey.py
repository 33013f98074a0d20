"""The demo where there is no display: the window makes the whole journey by itself and leaves pictures of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QApplication

from benchwright.model.compare import Metric
from benchwright.model.device import DeviceState
from benchwright.model.events import RouteFailed, RunSaved
from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.language.numbers import duration_text
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.run_values import run_value
from benchwright.ui.theme import Theme

if TYPE_CHECKING:
    from benchwright.bench.workbench import Workbench

Say = Callable[[str], None]
"""Takes a line that tells whoever waits how far the journey is."""

SIZES = (QSize(1360, 820), QSize(1000, 640))
SHOWN_BOARD = "b-l475e-iot01a"
"""The board of the pictures, where it is there: the one whose instructions are counted."""

_STEP_MS = 40
_SETTLE_S = 0.4
_PATIENCE_S = 90.0
_RUN_PATIENCE_S = 600.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """What the journey waits for, and how long."""

    name: str
    is_over: Callable[[], bool]
    patience_s: float = _PATIENCE_S


class Journey(QObject):
    """Presses the buttons a person would press. `exit_code` is 0 when every step came to its end."""

    def __init__(self, window: MainWindow, theme: Theme, workbench: Workbench, folder: Path, say: Say) -> None:
        super().__init__(window)
        self._say = say
        self.exit_code = 1
        self._window = window
        self._theme = theme
        self._workbench = workbench
        self._folder = folder
        self._failures: list[RouteFailed] = []
        self._crashes: list[str] = []
        self._runs: list[Run] = []
        self._picture_count = 0
        self._steps = self._journey()
        self._step = Step("start", lambda: True)
        self._deadline = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Sets out; the window closes at the end."""
        self._timer.start()

    def take_crash(self, what: str, _trace: str) -> None:
        """Notes an error that nobody expected; the journey goes on, and fails in the end."""
        self._crashes.append(what)

    def _go_on(self) -> None:
        if not self._step.is_over():
            if time.monotonic() > self._deadline:
                self._end(f"waited {self._step.patience_s:g} s for: {self._step.name}")
            return
        try:
            self._step = next(self._steps)
            self._deadline = time.monotonic() + self._step.patience_s
        except StopIteration:
            self._end("; ".join([*self._crashes, *(f"{failure.what} {failure.why}" for failure in self._failures)]))
        except Exception as error:
            _log.exception("The journey stopped")
            self._end(f"{type(error).__name__}: {error}")

    def _end(self, trouble: str) -> None:
        self._timer.stop()
        if trouble:
            _log.error("The journey failed: %s", trouble)
            self._say(f"The journey failed: {trouble}")
        else:
            self._say(f"Left in {self._folder}: report.html, {self._picture_count} pictures (*.png), benchwright.db")
        self.exit_code = 1 if trouble else 0
        self._window.window().close()
        QApplication.quit()

    def _journey(self) -> Iterator[Step]:
        page = self._window.show_page(0)
        assert isinstance(page, BenchPage)
        page.bridge.route_failed.connect(self._take_failure)
        page.bridge.run_saved.connect(self._take_run)
        self._say("The window starts the virtual boards and measures every demo model on each:")
        yield from self._wait_for_boards(page)
        for device_id in self._ready():
            yield from self._measure_models(page, device_id)
        yield from self._repeat(page)
        self._say("Taking pictures of every page …")
        yield from self._take_pictures()
        self._workbench.export_report([run.run_id for run in self._runs], self._folder / "report.html")

    def _wait_for_boards(self, page: BenchPage) -> Iterator[Step]:
        parts = page.parts
        yield Step("the list of virtual boards", lambda: bool(parts.virtual_names))
        if not self._workbench.devices() and not self._is_starting():
            parts.virtual_button.click()
        yield Step("a model", lambda: parts.run_bar.combo.count() > 0)
        yield Step("the virtual boards", lambda: bool(self._ready()) and not self._is_starting())

    def _measure_models(self, page: BenchPage, device_id: str) -> Iterator[Step]:
        parts = page.parts
        parts.devices.select(device_id)
        for place in reversed(range(parts.run_bar.combo.count())):
            parts.run_bar.combo.setCurrentIndex(place)
            parts.run_bar.combo.activated.emit(place)
            yield from self._measure(page)
            if place == parts.run_bar.combo.count() - 1:
                yield self._pause("the first result")
                parts.result.baseline_button.click()

    def _measure(self, page: BenchPage) -> Iterator[Step]:
        button = page.parts.run_bar.run_button
        ended = len(self._runs) + len(self._failures) + 1
        yield Step("the button to come free", button.isEnabled)
        button.click()
        yield Step("a run", lambda: len(self._runs) + len(self._failures) >= ended, _RUN_PATIENCE_S)

    def _repeat(self, page: BenchPage) -> Iterator[Step]:
        """Measures the same model again, so that the pictures show what is skipped then."""
        shown = next((device_id for device_id in self._ready() if SHOWN_BOARD in device_id), "")
        if shown:
            page.parts.devices.select(shown)
            yield self._pause("the board of the pictures")
            yield from self._measure(page)
        yield self._pause("the last result")

    def _take_pictures(self) -> Iterator[Step]:
        for is_dark in (True, False):
            self._theme.set_dark(is_dark=is_dark)
            for size in SIZES:
                self._window.window().resize(size)
                for place, entry in enumerate(PAGES):
                    self._window.activity.button(place).click()
                    if entry.key == "compare":
                        self._window.navigate("compare", self._comparable())
                    yield self._pause(f"the page {entry.key}")
                    self._shoot(entry.key, size, is_dark=is_dark)

    def _comparable(self) -> tuple[str, ...]:
        """Runs of one board, one of each variant."""
        board = self._runs[-1].board if self._runs else ""
        newest = {run.variant_sha256: run.run_id for run in self._runs if run.board == board}
        return tuple(newest.values())

    def _shoot(self, name: str, size: QSize, *, is_dark: bool) -> None:
        file = self._folder / f"{name}-{'dark' if is_dark else 'light'}-{size.width()}x{size.height()}.png"
        if not self._window.window().grab().save(str(file)):
            raise OSError(f"{file} cannot be written")
        self._picture_count += 1

    def _ready(self) -> list[str]:
        return sorted(d.device_id for d in self._workbench.devices() if d.state is DeviceState.READY)

    def _is_starting(self) -> bool:
        return any(self._workbench.is_busy(f"virtual:{name}") for name in self._workbench.virtual_names())

    def _take_failure(self, event: RouteFailed) -> None:
        self._failures.append(event)

    def _take_run(self, event: RunSaved) -> None:
        run = event.run
        self._runs.append(run)
        latency = duration_text(us_to_seconds(run_value(run, Metric.LATENCY) or 0.0))
        words = f"{run.origin.value}, {run.validity.status.value}"
        self._say(f"  {run.board:<16} {run.variant_label:<24} {latency:>9}  ({words})")

    def _pause(self, name: str) -> Step:
        """Until the window has read and drawn what it shows."""
        moment, bridge = time.monotonic() + _SETTLE_S, self._window.bridge
        return Step(name, lambda: time.monotonic() >= moment and bridge.is_idle)
