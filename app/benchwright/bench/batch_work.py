"""One job of a batch in the lane of its device, and what it tells the thread that owns the batch."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from benchwright.bench.batch_devices import BatchDevices
from benchwright.bench.device_lanes import DeviceJob
from benchwright.bench.lane import Cancel
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.route import Route, RouteRequest
from benchwright.model.batch import Batch
from benchwright.model.device import Device
from benchwright.model.errors import BenchError, Cancelled, ModelFileInvalid
from benchwright.model.events import Event, RouteFailed, RunSaved, Stage, StageStarted
from benchwright.model.variant import Variant
from benchwright.protocols.batch_store import JobMark
from benchwright.protocols.run_store import RunStore

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StartedHere:
    """A virtual board did not run, and was started for the batch."""

    device_id: str


@dataclass(frozen=True, slots=True)
class JobEnded:
    """The run of a job is saved."""

    position: int
    run_id: str


@dataclass(frozen=True, slots=True)
class JobStopped:
    """A job was cancelled; nothing was saved."""

    position: int


@dataclass(frozen=True, slots=True)
class JobFailed:
    """An attempt at a job failed."""

    position: int
    error: BenchError


JobMessage = StartedHere | JobEnded | JobStopped | JobFailed


class JobWorker:
    """Makes jobs for lanes: bring the device up, walk the route, tell how it ended."""

    def __init__(self, route: Route, store: RunStore, devices: BatchDevices, emit: Callable[[Event], None]) -> None:
        self._route = route
        self._store = store
        self._devices = devices
        self._emit = emit

    def work_on(self, batch: Batch, position: int, device: Device, tell: Callable[[JobMessage], None]) -> DeviceJob:
        """The work of the attempt that has just begun; `tell` gets exactly one of ended, stopped or failed."""

        def work(cancel: Cancel) -> None:
            watched = _Watched(self._emit)
            error = self._attempt(batch, position, device, tell, watched, cancel)
            # What goes wrong once the run is saved, such as giving a place back, does not undo it.
            if watched.run_id:
                tell(JobEnded(position, watched.run_id))
            elif isinstance(error, Cancelled):
                tell(JobStopped(position))
            elif error is not None:
                tell(JobFailed(position, error))
            if error is not None:
                self._emit(watched.failure(device.device_id, error))

        return work

    def _attempt(
        self,
        batch: Batch,
        position: int,
        device: Device,
        tell: Callable[[JobMessage], None],
        watched: _Watched,
        cancel: Cancel,
    ) -> BenchError | None:
        """Walks the route once; what stood in the way, None when nothing did."""
        try:
            up, is_started_here = self._devices.brought_up(device)
            if is_started_here:
                tell(StartedHere(device.device_id))
            self._route.run(self._request(batch, position, up), watched, cancel)
        except BenchError as error:
            return error
        except Exception as cause:
            _log.exception("Job %d of batch %s", position, batch.batch_id)
            return BenchError("Something went wrong inside Benchwright.", f"{type(cause).__name__}: {cause}", "")
        return None

    def _request(self, batch: Batch, position: int, device: Device) -> RouteRequest:
        job = batch.jobs[position]
        return RouteRequest(
            device=device,
            variant=self._variant(job.variant_sha256),
            model=self._store.variant_file(job.variant_sha256),
            force_flash=batch.settings.force_flash,
            settings=MeasureSettings(window_s=batch.settings.window_s),
            meter=batch.settings.meter,
            job=JobMark(batch.batch_id, position, job.attempt),
        )

    def _variant(self, sha256: str) -> Variant:
        for variant in self._store.variants(include_archived=True):
            if variant.sha256 == sha256:
                return variant
        raise ModelFileInvalid(f"Model {sha256[:12]}", "It is not in this database.")


class _Watched:
    """Passes events on and remembers the stage, so that a failure can name it, and the run once it is saved."""

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._stage = Stage.IDENTIFY
        self.run_id = ""

    def __call__(self, event: Event) -> None:
        if isinstance(event, StageStarted):
            self._stage = event.stage
        elif isinstance(event, RunSaved):
            self.run_id = event.run.run_id
        self._emit(event)

    def failure(self, device_id: str, error: BenchError) -> RouteFailed:
        was_cancelled = isinstance(error, Cancelled)
        return RouteFailed(
            device_id, self._stage, error.what, error.why, error.remedy, error.code, was_cancelled=was_cancelled
        )
