"""Batches in the database: written whole, by their owner, and together with the run that ends a job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.model import batch_steps as steps
from benchwright.model.batch import Batch, Job, JobState
from benchwright.model.errors import BatchNotFound, BatchOwned, DatabaseUnusable
from benchwright.protocols.batch_store import JobMark
from benchwright.protocols.run_store import RunRecord
from benchwright.store import Limits, SqliteRunStore
from tests.builders import (
    VARIANT_FILE,
    a_batch,
    a_batch_device,
    a_device,
    a_failed_attempt,
    a_failure,
    a_job,
    a_record,
    a_run,
    a_variant,
    an_owner,
)
from tests.store.conftest import noon

AT = "2026-11-20T12:00:05.000+00:00"
MINE = an_owner()
THEIRS = an_owner(token="token-2", pid=77, heartbeat_at=AT)


@pytest.fixture
def store(store: SqliteRunStore) -> SqliteRunStore:
    store.import_variant("digits_int8.tflite", VARIANT_FILE, lambda version: a_variant(version=version))
    return store


@pytest.fixture
def other(store: SqliteRunStore, file: Path) -> Iterator[SqliteRunStore]:
    """Another program on the same file."""
    with SqliteRunStore(file, clock=noon) as opened:
        yield opened


def unchanged(batch: Batch) -> Batch:
    return batch


def kept(store: SqliteRunStore, batch: Batch | None = None) -> Batch:
    batch = batch or a_batch(owner=MINE)
    store.batches.add(batch)
    return batch


def begun(store: SqliteRunStore) -> Batch:
    """A batch whose first job runs."""
    batch = kept(store)
    running = steps.started(batch, 0, a_device(), AT)
    store.batches.update(batch, running)
    return running


def record(batch: Batch, position: int = 0, attempt: int = 1) -> RunRecord:
    run = a_run(run_id=f"run-of-job-{position}")
    return replace(a_record(run), job=JobMark(batch.batch_id, position, attempt))


def test_a_batch_comes_back_as_it_was_kept(store: SqliteRunStore) -> None:
    job = a_job(state=JobState.QUARANTINED, budget_from=1, attempts=(a_failed_attempt(),), failure=a_failure())
    devices = (a_batch_device(failure_streak=2, set_aside_at=AT, why="It vanished.", is_started_here=True),)
    batch = kept(store, a_batch(job, a_job(device_id="", repeat=2), devices=devices, owner=MINE))
    assert store.batches.batch(batch.batch_id) == batch
    assert store.batches.batch("b5f2") == batch


def test_a_batch_of_hundreds_of_jobs_keeps_their_order(store: SqliteRunStore) -> None:
    batch = kept(store, a_batch(*(a_job(repeat=index + 1) for index in range(350))))
    assert store.batches.batch(batch.batch_id) == batch


def test_unfinished_batches_are_listed_newest_first(store: SqliteRunStore) -> None:
    for batch_id, finished_at in (("b-one-0", ""), ("b-two-0", AT), ("b-three", "")):
        kept(store, a_batch(batch_id=batch_id, finished_at=finished_at))
    assert [batch.batch_id for batch in store.batches.batches(unfinished_only=True)] == ["b-three", "b-one-0"]
    assert [batch.batch_id for batch in store.batches.batches(limit=2)] == ["b-three", "b-two-0"]


@pytest.mark.parametrize("batch_id", ["nothing", "b5", "\udc80abc"])
def test_a_batch_that_is_not_there_is_named(store: SqliteRunStore, batch_id: str) -> None:
    kept(store)
    with pytest.raises(BatchNotFound):
        store.batches.batch(batch_id)


def test_a_prefix_of_two_batches_is_none_of_them(store: SqliteRunStore) -> None:
    kept(store, a_batch(batch_id="b5f2-one"))
    kept(store, a_batch(batch_id="b5f2-two"))
    with pytest.raises(BatchNotFound, match="Several"):
        store.batches.batch("b5f2")


def test_a_run_and_the_end_of_its_job_are_saved_together(store: SqliteRunStore) -> None:
    batch = begun(store)
    store.add(record(batch))
    job = store.batches.batch(batch.batch_id).jobs[0]
    assert (job.state, job.run_id) == (JobState.DONE, "run-of-job-0")
    assert job.attempts[0].end is not None
    assert store.run_count() == 1


def test_neither_is_saved_when_the_disk_has_room_for_one_only(store: SqliteRunStore, file: Path) -> None:
    batch = begun(store)
    store.close()
    pages = file.stat().st_size // 4096
    large = replace(record(batch), run=a_run(run_id="run-of-job-0", log="x" * 4096 * 40))
    with (
        SqliteRunStore(file, clock=noon, limits=Limits(max_pages=pages + 4)) as cramped,
        pytest.raises(DatabaseUnusable, match="full"),
    ):
        cramped.add(large)
    with SqliteRunStore(file, clock=noon) as again:
        assert again.run_count() == 0
        assert again.batches.batch(batch.batch_id) == batch
        again.add(large)
        assert again.batches.batch(batch.batch_id).jobs[0].state is JobState.DONE


def test_a_run_of_an_attempt_that_another_process_took_over_is_not_saved(
    store: SqliteRunStore, other: SqliteRunStore
) -> None:
    batch = begun(store)
    other.batches.claim(batch, THEIRS, lambda found: steps.interrupted(found, AT))
    with pytest.raises(BatchOwned):
        store.add(record(batch))
    assert store.run_count() == 0
    again = steps.started(other.batches.batch(batch.batch_id), 0, a_device(), AT)
    other.batches.update(other.batches.batch(batch.batch_id), again)
    with pytest.raises(BatchOwned):
        store.add(record(batch, attempt=1))
    other.add(record(batch, attempt=2))
    assert store.run_count() == 1


def test_a_job_is_never_done_twice(store: SqliteRunStore) -> None:
    batch = begun(store)
    store.add(record(batch))
    with pytest.raises(BatchOwned):
        store.add(replace(record(batch), run=a_run(run_id="a second one")))
    assert store.run_count() == 1


def test_a_run_saved_while_its_batch_is_taken_over_stays_the_run_of_its_job(
    store: SqliteRunStore, other: SqliteRunStore
) -> None:
    batch = begun(store)
    seen = other.batches.batch(batch.batch_id)
    store.add(record(batch))  # the last thing that a process thought dead had to say
    taken = other.batches.claim(seen, THEIRS, lambda found: steps.interrupted(found, AT))
    assert taken == other.batches.batch(batch.batch_id)
    assert (taken.jobs[0].state, taken.jobs[0].run_id) == (JobState.DONE, "run-of-job-0")


def test_what_is_taken_over_is_queued_again_before_anybody_else_can_write(
    store: SqliteRunStore, other: SqliteRunStore
) -> None:
    batch = begun(store)
    taken = other.batches.claim(batch, THEIRS, lambda found: steps.interrupted(found, AT))
    assert taken.jobs[0].state is JobState.QUEUED
    assert taken == store.batches.batch(batch.batch_id)
    with pytest.raises(BatchOwned):
        store.add(record(batch))


def test_a_batch_is_claimed_by_one_process_only(store: SqliteRunStore, other: SqliteRunStore) -> None:
    batch = kept(store, a_batch())
    mine = store.batches.claim(batch, MINE, unchanged)
    assert mine.owner == MINE
    with pytest.raises(BatchOwned, match="just taken"):
        other.batches.claim(batch, THEIRS, unchanged)
    assert other.batches.batch(batch.batch_id).owner == MINE


def test_an_owner_that_was_heard_of_meanwhile_keeps_its_batch(store: SqliteRunStore, other: SqliteRunStore) -> None:
    seen = other.batches.batch(kept(store).batch_id)
    store.batches.beat(seen.batch_id, replace(MINE, heartbeat_at=AT))
    with pytest.raises(BatchOwned):
        other.batches.claim(seen, THEIRS, unchanged)


def test_an_owner_that_lost_its_batch_writes_nothing(store: SqliteRunStore, other: SqliteRunStore) -> None:
    batch = kept(store)
    other.batches.claim(batch, THEIRS, unchanged)
    with pytest.raises(BatchOwned, match="taken over"):
        store.batches.update(batch, steps.skipped(batch, [0], AT))
    with pytest.raises(BatchOwned):
        store.batches.beat(batch.batch_id, replace(MINE, heartbeat_at=AT))
    store.batches.release(batch.batch_id, MINE.token)
    assert other.batches.batch(batch.batch_id) == replace(batch, owner=THEIRS)


def test_a_released_batch_has_no_owner(store: SqliteRunStore) -> None:
    batch = kept(store)
    store.batches.release(batch.batch_id, MINE.token)
    assert store.batches.batch(batch.batch_id) == replace(batch, owner=None)


def test_every_step_is_written(store: SqliteRunStore) -> None:
    batch = kept(store, a_batch(a_job(), a_job(repeat=2), owner=MINE, devices=()))

    def write(after: Batch) -> Batch:
        store.batches.update(batch, after)
        assert store.batches.batch(batch.batch_id) == after
        return after

    batch = write(steps.started(batch, 0, a_device(), AT))
    batch = write(steps.failed(batch, 0, a_failure(), AT))
    batch = write(steps.started(batch, 0, a_device(), AT))
    batch = write(steps.failed(batch, 0, a_failure(), AT))
    batch = write(steps.settled(batch, (a_device(),)))
    assert batch.jobs[1].state is JobState.QUARANTINED
    batch = write(steps.released(batch, a_device().device_id))
    batch = write(steps.skipped(batch, [0, 1], AT))
    assert batch.finished_at
    assert not store.batches.batches(unfinished_only=True)
    batch = write(steps.retried(batch, [1]))
    assert store.batches.batches(unfinished_only=True) == (batch,)


def test_a_job_of_a_variant_that_is_not_kept_is_refused(store: SqliteRunStore) -> None:
    unknown: Job = a_job(variant_sha256="f" * 64)
    with pytest.raises(DatabaseUnusable, match="refuses"):
        store.batches.add(a_batch(unknown))
    assert store.batches.batches() == ()
