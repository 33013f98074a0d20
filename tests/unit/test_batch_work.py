"""One job in the lane of its device: what it tells of its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from benchwright.bench.batch_devices import BatchDevices
from benchwright.bench.batch_work import JobEnded, JobFailed, JobMessage, JobStopped, JobWorker
from benchwright.bench.lane import Cancel
from benchwright.bench.route import Route, RouteRequest
from benchwright.model.errors import BenchError, Cancelled, PlaceHeld
from benchwright.model.events import Event, RouteFailed, RunSaved, Stage
from benchwright.protocols.run_store import RunStore
from benchwright.protocols.virtual_lab import VirtualLab
from tests.builders import VARIANT_FILE, a_batch, a_device, a_job, a_run, a_variant

DEVICE = a_device()
HELD = PlaceHeld("kws", "desk/you")


class Journey:
    """A route that saves a run or does not, and then goes wrong or does not."""

    def __init__(self, *, saves: bool, error: Exception | None) -> None:
        self._saves = saves
        self._error = error

    def run(self, request: RouteRequest, emit: Callable[[Event], None], _cancel: Cancel) -> None:
        if self._saves:
            emit(RunSaved(request.device.device_id, a_run(run_id="saved")))
        if self._error is not None:
            raise self._error


class Variants:
    def variants(self, *, include_archived: bool) -> tuple[object, ...]:
        assert include_archived, "a variant that was put away is still what the batch asks for"
        return (a_variant(),)

    def variant_file(self, _sha256: str) -> bytes:
        return VARIANT_FILE


def ended(journey: Journey) -> tuple[list[JobMessage], list[Event]]:
    """What a job told the batch, and what it told the window."""
    told: list[JobMessage] = []
    events: list[Event] = []
    devices = BatchDevices(lambda: (DEVICE,), cast("VirtualLab", None))
    worker = JobWorker(cast("Route", journey), cast("RunStore", Variants()), devices, events.append)
    worker.work_on(a_batch(a_job(device_id=DEVICE.device_id)), 0, DEVICE, told.append)(Cancel())
    return told, events


def test_a_saved_run_ends_its_job() -> None:
    assert ended(Journey(saves=True, error=None))[0] == [JobEnded(0, "saved")]


@pytest.mark.parametrize("error", [HELD, Cancelled(Stage.SAVE.value), RuntimeError("a bug")])
def test_a_saved_run_stays_the_run_of_its_job_whatever_goes_wrong_afterwards(error: Exception) -> None:
    told, events = ended(Journey(saves=True, error=error))
    assert told == [JobEnded(0, "saved")]
    assert isinstance(events[-1], RouteFailed)


@pytest.mark.parametrize(
    ("error", "message"), [(HELD, JobFailed(0, HELD)), (Cancelled(Stage.PLAN.value), JobStopped(0))]
)
def test_a_job_without_a_run_fails_or_is_stopped(error: BenchError, message: JobMessage) -> None:
    assert ended(Journey(saves=False, error=error))[0] == [message]
