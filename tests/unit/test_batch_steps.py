"""A batch goes from state to state: what is tried again, which device is set aside, what waits for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.model import batch_steps as steps
from benchwright.model import errors
from benchwright.model.batch import AttemptEnd, Batch, BatchSettings, Failure, JobState
from benchwright.model.board import Origin
from benchwright.model.device import DeviceState
from benchwright.model.retry import Policy, is_due, pause_s, policy_of
from tests.builders import a_batch, a_device, a_failure, a_job

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
AT = NOON.isoformat(timespec="milliseconds")
LATER = NOON + timedelta(minutes=1)
FIRST = a_device()
SECOND = a_device(device_id="virtual:b-l475e-iot01a#2")
BOTH = (FIRST, SECOND)
VANISHED = steps.failure_of(errors.DeviceVanished("the board", "Flash"))
UNSUPPORTED = steps.failure_of(errors.ModelUnsupported("LSTM", "tensor 7", "the board", "The engine lacks it."))


def of_any_device(count: int, **changes: object) -> Batch:
    """Jobs for whichever device of the board is free."""
    jobs = (a_job(target="b-l475e-iot01a", device_id="", repeat=index + 1) for index in range(count))
    return a_batch(*jobs, devices=(), settings=BatchSettings(retry_count=1, quarantine_after=2, **changes))  # type: ignore[arg-type]


def of_two_devices(count: int) -> Batch:
    """`count` jobs for each of two devices that the user named one by one."""
    jobs = (
        a_job(target=device.device_id, device_id=device.device_id, repeat=index + 1)
        for device in BOTH
        for index in range(count)
    )
    return a_batch(*jobs, devices=(), settings=BatchSettings(retry_count=1, quarantine_after=2))


def fail(batch: Batch, position: int, failure: Failure = VANISHED, device: object = FIRST) -> Batch:
    return steps.failed(steps.started(batch, position, device, AT), position, failure, AT)  # type: ignore[arg-type]


def states(batch: Batch) -> list[str]:
    return [job.state.value for job in batch.jobs]


def test_a_device_takes_its_jobs_in_their_order() -> None:
    batch = steps.started(of_two_devices(2), 0, FIRST, AT)
    job = steps.next_job(batch, FIRST, LATER)
    assert job is not None
    assert job.position == 1
    assert batch.jobs[0].running_on == FIRST.device_id


def test_jobs_of_one_device_come_before_those_that_any_can_do() -> None:
    batch = a_batch(a_job(target="b-l475e-iot01a", device_id=""), a_job())
    job = steps.next_job(batch, FIRST, LATER)
    assert job is not None
    assert job.position == 1


@pytest.mark.parametrize(
    "other",
    [
        a_device(device_id="066DFF", origin=Origin.HARDWARE),
        a_device(device_id="virtual:native", board="native", origin=Origin.NATIVE),
        a_device(device_id="unknown", board=None),
    ],
    ids=["the same board on the desk", "another board", "an unknown board"],
)
def test_a_job_never_goes_to_a_board_of_another_kind_or_origin(other: object) -> None:
    assert steps.next_job(of_any_device(1), other, LATER) is None  # type: ignore[arg-type]


def test_a_device_that_nobody_named_gets_nothing_even_if_the_named_one_is_set_aside() -> None:
    batch = fail(fail(a_batch(a_job(), devices=()), 0), 0)
    batch = steps.settled(batch, BOTH)
    assert states(batch) == ["quarantined"]
    assert steps.next_job(batch, SECOND, LATER) is None


def test_a_failure_of_the_device_is_tried_again_after_a_pause() -> None:
    batch = fail(of_any_device(1), 0)
    assert states(batch) == ["queued"]
    assert batch.jobs[0].failure == VANISHED
    assert steps.next_job(batch, FIRST, NOON + timedelta(seconds=0.5)) is None
    assert steps.next_job(batch, FIRST, NOON + timedelta(seconds=1)) == batch.jobs[0]


def test_a_pause_grows_and_ends() -> None:
    assert [pause_s(spent) for spent in (0, 1, 2, 3, 10, 900)] == [0, 1, 2, 4, 30, 30]


def test_a_clock_that_was_set_back_does_not_hold_a_job_up() -> None:
    batch = fail(of_any_device(1), 0)
    assert is_due(batch.jobs[0], NOON - timedelta(hours=1))


def test_a_job_fails_when_its_attempts_are_used_up_on_devices_that_work() -> None:
    batch = fail(of_any_device(2), 0, device=FIRST)
    batch = steps.succeeded(steps.started(batch, 1, FIRST, AT), 1, "r1", AT)
    batch = fail(batch, 0, device=FIRST)
    assert states(batch) == ["failed", "done"]
    assert batch.jobs[0].attempt == 2
    assert batch.finished_at == AT


def test_a_model_that_cannot_run_is_not_tried_again_and_neither_are_its_repeats() -> None:
    batch = a_batch(a_job(), a_job(repeat=2), a_job(variant_sha256="other"), devices=())
    batch = fail(batch, 0, UNSUPPORTED)
    assert states(batch) == ["failed", "skipped", "queued"]
    assert batch.jobs[1].failure == UNSUPPORTED
    assert not batch.devices[0].failure_streak


def test_a_device_that_fails_again_and_again_is_set_aside_and_its_jobs_go_to_the_other() -> None:
    batch = fail(fail(of_two_devices(2), 0), 0)
    assert batch.devices[0].is_set_aside
    assert "vanished" in batch.devices[0].why
    batch = steps.settled(batch, BOTH)
    assert states(batch) == ["queued"] * 4
    assert [job.device_id for job in batch.jobs] == ["", "", SECOND.device_id, SECOND.device_id]
    assert batch.jobs[0].spent == 0
    assert steps.next_job(batch, FIRST, LATER) is None
    job = steps.next_job(batch, SECOND, LATER)
    assert job is not None
    assert job.position == 2


def test_jobs_wait_in_quarantine_when_there_is_no_other_device() -> None:
    batch = steps.settled(fail(fail(of_any_device(2), 0), 0), (FIRST,))
    assert states(batch) == ["quarantined", "quarantined"]
    assert not batch.is_finished
    assert steps.next_job(batch, FIRST, LATER) is None


def test_a_device_that_is_gone_is_no_other_device() -> None:
    batch = fail(fail(of_two_devices(1), 0), 0)
    batch = steps.settled(batch, (FIRST, replace(SECOND, state=DeviceState.GONE)))
    assert batch.jobs[0].state is JobState.QUARANTINED
    assert steps.settled(batch, BOTH).jobs[0].state is JobState.QUEUED


def test_a_released_device_takes_up_its_jobs_with_all_attempts_anew() -> None:
    batch = steps.settled(fail(fail(of_any_device(2), 0), 0), (FIRST,))
    batch = steps.released(batch, FIRST.device_id)
    assert states(batch) == ["queued", "queued"]
    assert not batch.devices[0].is_set_aside
    assert batch.jobs[0].spent == 0
    assert batch.jobs[0].attempt == 2
    assert steps.next_job(batch, FIRST, NOON) == batch.jobs[0]
    assert states(fail(batch, 0)) == ["queued", "queued"]


def test_a_run_forgives_a_device_what_it_did_before() -> None:
    batch = fail(of_any_device(3), 0)
    batch = steps.succeeded(steps.started(batch, 1, FIRST, AT), 1, "r1", AT)
    batch = fail(batch, 2)
    assert not batch.devices[0].is_set_aside


def test_a_device_that_only_the_user_can_help_is_set_aside_at_once() -> None:
    batch = fail(of_any_device(1), 0, steps.failure_of(errors.PortDenied("ttyACM0")))
    assert batch.devices[0].is_set_aside
    assert states(steps.settled(batch, (FIRST,))) == ["quarantined"]


def test_a_stopped_job_waits_and_nothing_is_counted_against_it() -> None:
    batch = steps.stopped(steps.started(of_any_device(1), 0, FIRST, AT), 0, AT)
    assert states(batch) == ["queued"]
    assert (batch.jobs[0].attempt, batch.jobs[0].spent) == (1, 0)
    assert batch.jobs[0].attempts[0].end is AttemptEnd.STOPPED
    assert steps.next_job(batch, FIRST, NOON) == batch.jobs[0]


def test_what_ran_when_the_program_ended_is_queued_again_and_the_attempt_counts() -> None:
    batch = steps.started(of_any_device(2), 0, FIRST, AT)
    batch = steps.succeeded(steps.started(batch, 1, SECOND, AT), 1, "r1", AT)
    batch = steps.interrupted(batch, AT)
    assert states(batch) == ["queued", "done"]
    assert batch.jobs[0].attempt == 1
    assert batch.jobs[0].attempts[0].end is AttemptEnd.INTERRUPTED


def test_a_job_that_ends_the_program_again_and_again_fails() -> None:
    batch = of_any_device(1)
    for _ in range(steps.INTERRUPTIONS_ALLOWED):
        assert states(batch) == ["queued"]
        batch = steps.interrupted(steps.started(batch, 0, FIRST, AT), AT)
    assert states(batch) == ["failed"]
    assert "again and again" in (batch.jobs[0].failure or a_failure()).what
    assert states(steps.retried(batch, [0])) == ["queued"]


def test_skipped_jobs_end_and_done_ones_stay_done() -> None:
    batch = steps.succeeded(steps.started(of_any_device(3), 0, FIRST, AT), 0, "r1", AT)
    batch = steps.skipped(steps.started(batch, 1, FIRST, AT), range(3), AT)
    assert states(batch) == ["done", "skipped", "skipped"]
    assert batch.finished_at == AT
    assert batch.jobs[1].attempts[0].end is AttemptEnd.STOPPED


def test_a_retried_job_opens_the_batch_again() -> None:
    batch = fail(of_any_device(1), 0, UNSUPPORTED)
    assert batch.finished_at == AT
    batch = steps.retried(batch, [0])
    assert states(batch) == ["queued"]
    assert batch.finished_at == ""


def test_every_error_has_a_policy_and_the_database_stops_the_batch() -> None:
    expected = {
        errors.DeviceVanished: Policy.RETRY,
        errors.DeviceRestarted: Policy.RETRY,
        errors.WireCorrupt: Policy.RETRY,
        errors.DutTimeout: Policy.RETRY,
        errors.FlashFailed: Policy.RETRY,
        errors.PortBusy: Policy.RETRY,
        errors.PortDenied: Policy.SET_ASIDE,
        errors.ModelUnsupported: Policy.GIVE_UP,
        errors.PackTooLarge: Policy.GIVE_UP,
        errors.ArenaLimitTooLow: Policy.GIVE_UP,
        errors.BenchError: Policy.GIVE_UP,
        errors.RunNotSaved: Policy.STOP,
        errors.DatabaseUnusable: Policy.STOP,
    }
    assert {kind: policy_of(kind.code) for kind in expected} == expected


@given(st.data())
def test_whatever_happens_a_batch_comes_to_an_end_or_waits_for_the_user(data: st.DataObject) -> None:
    batch = data.draw(st.sampled_from([of_two_devices(3), of_any_device(4)]))
    now = NOON
    for _ in range(200):
        now += timedelta(minutes=1)
        at = now.isoformat()
        batch = steps.settled(batch, BOTH)
        devices = [device for device in BOTH if steps.next_job(batch, device, now) is not None]
        if not devices:
            break
        device = data.draw(st.sampled_from(devices))
        job = steps.next_job(batch, device, now)
        assert job is not None
        assert not job.state.is_final
        batch = steps.started(batch, job.position, device, at)
        outcome = data.draw(st.sampled_from(["done", "vanished", "unsupported", "interrupted"]))
        if outcome == "done":
            batch = steps.succeeded(batch, job.position, f"r{at}", at)
        elif outcome == "interrupted":
            batch = steps.interrupted(batch, at)
        else:
            failure = VANISHED if outcome == "vanished" else UNSUPPORTED
            batch = steps.failed(batch, job.position, failure, at)
    assert not batch.count(JobState.RUNNING, JobState.QUEUED)
    assert bool(batch.finished_at) == batch.is_finished
    assert batch.is_finished or all(device.is_set_aside for device in batch.devices)
    assert all((job.state is JobState.DONE) == bool(job.run_id) for job in batch.jobs)
