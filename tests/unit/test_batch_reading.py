"""What is read of a batch: its summary, the time it still takes, and who has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from benchwright.model.batch import Attempt, Batch, JobState
from benchwright.model.batch_eta import remaining_s
from benchwright.model.batch_summary import summarise_batch
from benchwright.model.board import Origin
from benchwright.model.lease import LEASE_S, holder, holder_words
from benchwright.model.run import ValidityStatus
from tests.builders import (
    a_batch,
    a_batch_device,
    a_failure,
    a_hardware_run,
    a_job,
    a_run,
    a_timing,
    an_invalid_run,
    an_owner,
)

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def done(run_id: str, **changes: object) -> object:
    return a_job(state=JobState.DONE, run_id=run_id, **changes)


def test_repeats_are_one_row_with_the_median_of_their_medians() -> None:
    runs = {
        f"r{index}": a_run(run_id=f"r{index}", timing=a_timing(*[1_600_016 * factor] * 3))
        for index, factor in enumerate((1, 2, 5))
    }
    summary = summarise_batch(a_batch(*(done(run_id) for run_id in runs)), runs)  # type: ignore[arg-type]
    (row,) = summary.rows
    assert (row.job_count, row.done_count) == (3, 3)
    assert row.instructions == runs["r1"].timing.instructions(1_600_016 * 2)
    assert row.latency_us == pytest.approx(2_500, rel=0.01)
    assert row.ram_bytes == runs["r0"].ram_bytes
    assert row.validity is ValidityStatus.VALID
    assert summary.is_whole


def test_emulated_and_hardware_runs_of_one_board_are_two_rows() -> None:
    batch = a_batch(
        done("e", target="b-l475e-iot01a"),  # type: ignore[arg-type]
        done("h", target="b-l475e-iot01a", origin=Origin.HARDWARE),  # type: ignore[arg-type]
    )
    summary = summarise_batch(batch, {"e": a_run(run_id="e"), "h": a_hardware_run(run_id="h")})
    assert [(row.origin, row.instructions) for row in summary.rows] == [
        (Origin.EMULATED, 100_000),
        (Origin.HARDWARE, None),
    ]


def test_an_invalid_run_is_named_and_its_number_is_left_out() -> None:
    wrong = an_invalid_run(run_id="wrong", timing=a_timing(160_000_016))
    batch = a_batch(done("good"), done("wrong"))  # type: ignore[arg-type]
    summary = summarise_batch(batch, {"good": a_run(run_id="good"), "wrong": wrong})
    (row,) = summary.rows
    assert row.validity is ValidityStatus.INVALID
    assert row.issue_codes == ("parity-mismatch",)
    assert row.instructions == 100_000
    assert summary.has_invalid_run


def test_a_row_says_what_stood_in_the_way_of_one_of_its_jobs() -> None:
    batch = a_batch(done("good"), a_job(state=JobState.FAILED, failure=a_failure()))  # type: ignore[arg-type]
    summary = summarise_batch(batch, {"good": a_run(run_id="good")})
    (row,) = summary.rows
    assert (row.state, row.failure) == (JobState.FAILED, a_failure())
    assert (summary.done_count, summary.failed_count) == (1, 1)
    assert not summary.is_whole


def test_nothing_measured_is_nothing_shown() -> None:
    (row,) = summarise_batch(a_batch(), {}).rows
    assert (row.latency_us, row.instructions, row.ram_bytes, row.validity) == (None, None, None, None)


def two_lanes(*counts: int) -> Batch:
    ids = ["first", "second"]
    jobs = [a_job(device_id=ids[lane], target=ids[lane]) for lane, count in enumerate(counts) for _ in range(count)]
    return a_batch(*jobs, devices=tuple(a_batch_device(device_id=name) for name in ids))


def test_devices_work_side_by_side() -> None:
    assert remaining_s(two_lanes(3, 1), {"b-l475e-iot01a": 10.0}, NOON) == 30.0


def test_jobs_of_any_device_are_shared_out() -> None:
    devices = tuple(a_batch_device(device_id=name) for name in ("first", "second"))
    batch = a_batch(*[a_job(device_id="", target="b-l475e-iot01a")] * 4, devices=devices)
    assert remaining_s(batch, {"b-l475e-iot01a": 10.0}, NOON) == 20.0


def test_what_a_running_job_has_done_is_taken_off() -> None:
    begun = Attempt("first", (NOON - timedelta(seconds=4)).isoformat())
    job = a_job(device_id="first", state=JobState.RUNNING, attempts=(begun,))
    assert remaining_s(a_batch(job), {"b-l475e-iot01a": 10.0}, NOON) == 6.0
    assert remaining_s(a_batch(job), {"b-l475e-iot01a": 1.0}, NOON) == 0.0


def test_nothing_is_foretold_of_a_board_that_was_never_measured() -> None:
    assert remaining_s(two_lanes(1), {}, NOON) is None
    assert remaining_s(a_batch(a_job(state=JobState.QUARANTINED)), {}, NOON) == 0.0


def test_an_owner_has_a_batch_as_long_as_it_is_heard_of() -> None:
    batch = a_batch(owner=an_owner())
    for seconds, is_held in ((0, True), (LEASE_S - 1, True), (LEASE_S, False), (-LEASE_S, False)):
        now = NOON + timedelta(seconds=seconds)
        assert (holder(batch, now, lambda _owner: False) is not None) == is_held, seconds


def test_a_batch_is_free_at_once_when_its_process_is_known_to_have_ended() -> None:
    assert holder(a_batch(owner=an_owner()), NOON, lambda owner: owner.pid == 4121) is None
    assert holder(a_batch(), NOON, lambda _owner: False) is None


def test_the_holder_is_named() -> None:
    words = holder_words(an_owner(), NOON + timedelta(seconds=2))
    assert words == "Process 4121 on desk runs it, last heard of 2 s ago."
