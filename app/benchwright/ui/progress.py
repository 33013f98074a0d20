"""How far the route is on each device: events in, frozen values out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QObject, Signal

from benchwright.model.events import (
    MlperfFinished,
    RouteFailed,
    RunSaved,
    ScoringSaved,
    Stage,
    StageFinished,
    StageProgressed,
    StageStarted,
)
from benchwright.model.run import Run
from benchwright.ui.bridge import Bridge


class StageState(Enum):
    """What a stage of the strip shows."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage as the strip shows it; `ratio` is how much is done, 0…1, None while it cannot be told."""

    stage: Stage
    state: StageState = StageState.WAITING
    seconds: float = 0.0
    note: str = ""
    ratio: float | None = None
    eta_s: float | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The last or current journey on one device."""

    stages: tuple[StageView, ...] = tuple(StageView(stage) for stage in Stage)
    is_running: bool = False
    failure: RouteFailed | None = None
    run: Run | None = None

    @property
    def current(self) -> StageView | None:
        """The stage under way."""
        return next((view for view in self.stages if view.state is StageState.RUNNING), None)

    @property
    def seconds(self) -> float:
        """Time of the finished stages."""
        return sum(view.seconds for view in self.stages)

    @property
    def flash_note(self) -> str:
        """What was written and what was skipped: `model skipped: already there`."""
        return next((view.note for view in self.stages if view.stage is Stage.FLASH), "")

    def remaining_s(self, medians: dict[str, float]) -> float | None:
        """Time to the end from the current stage's ETA and the medians of what waits; None when nothing is known."""
        waiting = sum(medians.get(view.stage.value, 0.0) for view in self.stages if view.state is StageState.WAITING)
        current = self.current
        if current is None:
            return waiting or None
        eta_s = current.eta_s if current.eta_s is not None else medians.get(current.stage.value)
        return None if eta_s is None else eta_s + waiting


RouteEvent = StageStarted | StageProgressed | StageFinished | RouteFailed | RunSaved


def submitted() -> Progress:
    """A journey that was just asked for."""
    return Progress(is_running=True)


def after(progress: Progress, event: RouteEvent) -> Progress:
    """The progress after one more event."""
    match event:
        case StageStarted(stage=Stage.IDENTIFY):
            return _with_stage(submitted(), Stage.IDENTIFY, state=StageState.RUNNING)
        case StageStarted():
            return _with_stage(replace(progress, is_running=True), event.stage, state=StageState.RUNNING)
        case StageProgressed():
            ratio = event.done / event.total if event.total else None
            return _with_stage(progress, event.stage, state=StageState.RUNNING, ratio=ratio, eta_s=event.eta_s)
        case StageFinished():
            state = StageState.SKIPPED if _was_skipped(event.note) else StageState.DONE
            return _with_stage(progress, event.stage, state=state, seconds=event.seconds, note=event.note, ratio=1.0)
        case RouteFailed():
            state = StageState.CANCELLED if event.was_cancelled else StageState.FAILED
            return replace(_with_stage(progress, event.stage, state=state), is_running=False, failure=event)
        case RunSaved():
            return replace(progress, is_running=False, run=event.run, failure=None)


def _was_skipped(note: str) -> bool:
    """Whether every part of a note (`firmware skipped: already there, model skipped: already there`) says so."""
    return bool(note) and all("skipped" in part for part in note.split(","))


def _with_stage(
    progress: Progress,
    stage: Stage,
    *,
    state: StageState,
    seconds: float = 0.0,
    note: str = "",
    ratio: float | None = None,
    eta_s: float | None = None,
) -> Progress:
    changed = StageView(stage, state, seconds, note, ratio, eta_s)
    return replace(progress, stages=tuple(changed if view.stage is stage else view for view in progress.stages))


class ProgressBook(QObject):
    """The progress of every device, kept up to date by the bridge. `changed` names the device."""

    changed = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._by_device: dict[str, Progress] = {}
        for signal in (bridge.stage_started, bridge.stage_progressed, bridge.stage_finished):
            signal.connect(self._take)
        bridge.route_failed.connect(self._take)
        bridge.run_saved.connect(self._take)
        bridge.scoring_saved.connect(self._take_scoring)
        bridge.mlperf_finished.connect(self._take_benchmark)

    def of(self, device_id: str) -> Progress:
        """The progress of a device; an empty one when nothing was ever started on it."""
        return self._by_device.get(device_id, Progress())

    def submit(self, device_id: str) -> None:
        """Notes that a journey was asked for, before its first event."""
        self._by_device[device_id] = submitted()
        self.changed.emit(device_id)

    def end(self, device_id: str) -> None:
        """Notes that a journey without a run, such as flashing alone, is over."""
        self._by_device[device_id] = replace(self.of(device_id), is_running=False)
        self.changed.emit(device_id)

    def _take_benchmark(self, event: MlperfFinished) -> None:
        self.end(event.device_id)

    def adopt(self, other: ProgressBook) -> None:
        """Goes on from the book of a window that this one takes the place of."""
        self._by_device = dict(other._by_device)
        for device_id in self._by_device:
            self.changed.emit(device_id)

    def running(self) -> tuple[tuple[str, Progress], ...]:
        """Devices with a journey under way."""
        return tuple((device_id, item) for device_id, item in self._by_device.items() if item.is_running)

    def _take_scoring(self, event: ScoringSaved) -> None:
        self.end(event.device_id)

    def _take(self, event: RouteEvent) -> None:
        self._by_device[event.device_id] = after(self.of(event.device_id), event)
        self.changed.emit(event.device_id)
