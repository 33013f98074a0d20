"""The bridge: carries events and answers of worker threads to the GUI thread."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from benchwright.model.errors import BenchError
from benchwright.model.events import (
    BatchChanged,
    BatchFailed,
    ConsoleLine,
    DeviceIdentified,
    DevicesChanged,
    Event,
    ForgeFailed,
    ForgeFinished,
    ForgeProgressed,
    MlperfFinished,
    RouteFailed,
    RunSaved,
    ScoringSaved,
    StageFinished,
    StageProgressed,
    StageStarted,
    StoreChanged,
)
from benchwright.ui.gate_choice import GateChoice
from benchwright.ui.language.language import Language, TranslationFolders
from benchwright.ui.meter_choice import MeterChoice
from benchwright.ui.power_trace import PowerTrace
from benchwright.ui.remembered import Nowhere, Remembered
from benchwright.ui.workers import Workers

if TYPE_CHECKING:
    from benchwright.bench.workbench import Workbench

T = TypeVar("T")
PROGRESS_MS = 50
_TURN_S = 0.005
"""After this long with what came, the event loop gets to paint and to hear keys before the rest is told."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker brings back; `deliver` runs on the GUI thread."""

    deliver: Callable[[], None]


class Bridge(QObject):
    """Owns the way from worker threads to the window. Made, used and closed on the GUI thread.

    Every signal but `_arrived` is emitted on the GUI thread and carries one frozen event. Progress is merged: at most
    one `stage_progressed` a device each 50 ms, never one after its stage has finished.
    """

    devices_changed = Signal(DevicesChanged)
    device_identified = Signal(DeviceIdentified)
    stage_started = Signal(StageStarted)
    stage_progressed = Signal(StageProgressed)
    stage_finished = Signal(StageFinished)
    route_failed = Signal(RouteFailed)
    run_saved = Signal(RunSaved)
    scoring_saved = Signal(ScoringSaved)
    mlperf_finished = Signal(MlperfFinished)
    console_line = Signal(ConsoleLine)
    batch_changed = Signal(BatchChanged)
    batch_failed = Signal(BatchFailed)
    store_changed = Signal(StoreChanged)
    forge_progressed = Signal(ForgeProgressed)
    forge_finished = Signal(ForgeFinished)
    forge_failed = Signal(ForgeFailed)
    ask_failed = Signal(Exception)

    _arrived = Signal()

    def __init__(
        self,
        workbench: Workbench,
        parent: QObject | None = None,
        *,
        remembered: Remembered | None = None,
        language: Language | None = None,
        is_answering: bool = True,
    ) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self.remembered = remembered or Remembered(Nowhere())
        self.language = language or Language(TranslationFolders(), self)
        self.meter = MeterChoice(workbench.meters, self.remembered, self)
        self.gate = GateChoice(self.remembered, self)
        self.trace = PowerTrace(workbench.meters, self)
        self._inbox: deque[Event | _Answer] = deque()
        self._wake_sent = False
        self._progress: dict[str, StageProgressed] = {}
        self._plain = {
            RunSaved: self.run_saved,
            ScoringSaved: self.scoring_saved,
            MlperfFinished: self.mlperf_finished,
            ConsoleLine: self.console_line,
            DevicesChanged: self.devices_changed,
            BatchChanged: self.batch_changed,
            BatchFailed: self.batch_failed,
            DeviceIdentified: self.device_identified,
            StoreChanged: self.store_changed,
            ForgeProgressed: self.forge_progressed,
            ForgeFinished: self.forge_finished,
            ForgeFailed: self.forge_failed,
        }
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PROGRESS_MS)
        self._timer.timeout.connect(self._flush_progress)
        self._arrived.connect(self._drain, Qt.ConnectionType.QueuedConnection)
        # Not by `_arrived` again: Qt hands out what is posted meanwhile before it does anything else.
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._drain)
        self._workers = Workers("bridge")
        if is_answering:
            self._workers.start()
        self._unsubscribe = workbench.subscribe(self._post)
        self._closed = False
        self._asked_count = 0

    def begin(self) -> None:
        """Begins to answer, for a bridge made with `is_answering` off: questions wait until the window is painted."""
        if not self._closed:
            self._workers.start()

    @property
    def is_idle(self) -> bool:
        """Whether every question was answered and every event told."""
        return self._asked_count == 0 and not self._inbox

    @property
    def is_closed(self) -> bool:
        """Whether the window is going; long work looks here, on any thread, and stops."""
        return self._closed

    def ask(
        self,
        work: Callable[[], T],
        on_result: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Runs `work` on a worker thread and answers on the GUI thread, in no promised order.

        An answer to a widget that is gone is dropped. Without `on_error` a failure goes to `ask_failed`.
        """
        failed = on_error or self.ask_failed.emit

        def run() -> None:
            try:
                result = work()
            except Exception as error:
                if not isinstance(error, BenchError):
                    _log.exception("A question to the workbench failed")
                self._post(_Answer(lambda error=error: _call(failed, error)))  # type: ignore[misc]
            else:
                self._post(_Answer(lambda: _call(on_result, result)))

        if not self._closed:
            self._asked_count += 1
            self._workers.submit(run)

    def close(self, timeout_s: float = 3.0) -> bool:
        """Stops listening and joins the workers; False when one did not end in time."""
        if self._closed:
            return True
        self._closed = True
        self._unsubscribe()
        self.trace.close()
        self._timer.stop()
        self._rest.stop()
        self._inbox.clear()
        return self._workers.close(timeout_s)

    def _post(self, item: Event | _Answer) -> None:
        """Called on any thread. One wake-up is under way at a time, however many items arrive."""
        if self._closed:
            return
        self._inbox.append(item)
        if not self._wake_sent:
            self._wake_sent = True
            self._arrived.emit()

    def _drain(self) -> None:
        self._wake_sent = False
        ends_at = time.perf_counter() + _TURN_S
        while self._inbox and not self._closed:
            self._deliver(self._inbox.popleft())
            if self._inbox and time.perf_counter() > ends_at:
                self._wake_sent = True
                self._rest.start(0)
                return

    def _deliver(self, item: Event | _Answer) -> None:
        match item:
            case _Answer():
                self._asked_count -= 1
                item.deliver()
            case StageProgressed():
                self._progress[item.device_id] = item
                if not self._timer.isActive():
                    self._timer.start()
            case StageStarted():
                self._progress.pop(item.device_id, None)
                self.stage_started.emit(item)
            case StageFinished():
                self._progress.pop(item.device_id, None)
                self.stage_finished.emit(item)
            case RouteFailed():
                self._progress.pop(item.device_id, None)
                self.route_failed.emit(item)
            case _:
                self._plain[type(item)].emit(item)

    def _flush_progress(self) -> None:
        waiting, self._progress = self._progress, {}
        for event in waiting.values():
            self.stage_progressed.emit(event)


def _call(callback: Callable[[T], None], value: T) -> None:
    owner = getattr(callback, "__self__", None)
    if not isinstance(owner, QObject) or shiboken6.isValid(owner):
        callback(value)
