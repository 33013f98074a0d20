"""The batch of a bench: begun, resumed and changed by the user, told by events; another program's is only looked at."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from benchwright.bench import batch_claim
from benchwright.bench.batch import BatchParts, BatchRunner, Lanes
from benchwright.bench.batch_devices import BatchDevices
from benchwright.bench.batch_plan import find_target, new_batch
from benchwright.bench.batch_work import JobWorker
from benchwright.bench.lane import Cancel
from benchwright.bench.route import Route
from benchwright.model import batch_steps as steps
from benchwright.model.batch import Batch, BatchSettings
from benchwright.model.batch_summary import BatchSummary, summarise_batch
from benchwright.model.device import Device
from benchwright.model.errors import BatchOwned, BenchError, ModelFileInvalid
from benchwright.model.events import BatchChanged, BatchFailed, Event
from benchwright.model.lease import holder
from benchwright.model.variant import Variant
from benchwright.protocols.catalog import Catalog
from benchwright.protocols.processes import Processes
from benchwright.protocols.run_store import RunStore
from benchwright.protocols.virtual_lab import VirtualLab

Step = Callable[[Batch], Batch]


@dataclass(frozen=True, slots=True)
class DeskParts:
    """What a desk is made of. `look` gives the devices on the bench, without a scan."""

    catalog: Catalog
    lab: VirtualLab
    processes: Processes
    store: RunStore
    route: Route
    lanes: Lanes
    look: Callable[[], tuple[Device, ...]]
    emit: Callable[[Event], None]
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))


class BatchDesk:
    """One batch at a time. Calls are safe from any thread and block no longer than the database does."""

    def __init__(self, parts: DeskParts) -> None:
        self._parts = parts
        self._guard = threading.Lock()  # of two threads that begin a batch, one begins and the other adds to it
        self._runner: BatchRunner | None = None
        self._thread: threading.Thread | None = None
        self._stop = Cancel()
        self._is_closed = False
        self._seen: BatchChanged | None = None

    def begin(
        self,
        variant_sha256s: Sequence[str],
        device_ids: Sequence[str],
        *,
        settings: BatchSettings,
        repeat_count: int = 1,
    ) -> None:
        """Puts every variant on every device into the queue: a new batch, or more jobs of the one that runs.

        Raises:
            BenchError: what stood in the way; nothing was begun.
        """
        parts, present = self._parts, self._parts.look()
        targets = [find_target(name, present, parts.catalog, parts.lab) for name in device_ids]
        variants = [self._variant(sha256) for sha256 in variant_sha256s]
        batch = new_batch(variants, targets, present, settings, repeat_count=repeat_count, now=parts.now())
        with self._guard:
            if self._runner is not None and self._runner.change(lambda running: steps.joined(running, batch)):
                return
            self._start(batch_claim.begin(batch, parts.store.batches, parts.processes, parts.now()))

    def resume(self, batch_id: str) -> None:
        """Goes on with a batch.

        Raises:
            BatchOwned: another program is at it, or this window is at another batch.
        """
        self._take(batch_id, lambda batch: batch)

    def retry(self, batch_id: str, positions: Iterable[int]) -> None:
        """Queues failed or skipped jobs again, and goes on."""
        chosen = tuple(positions)
        self._take(batch_id, lambda batch: steps.retried(batch, chosen))

    def release(self, batch_id: str, device_ids: Iterable[str]) -> None:
        """Takes devices back in that were set aside, and goes on."""
        chosen = tuple(device_ids)

        def step(batch: Batch) -> Batch:
            for device_id in chosen:
                batch = steps.released(batch, device_id)
            return batch

        self._take(batch_id, step)

    def skip(self, batch_id: str, positions: Iterable[int]) -> None:
        """Takes jobs out, also those that run; a batch that does not run stays so."""
        chosen, parts = tuple(positions), self._parts
        with self._guard:
            runner = self._of(batch_id)
            if runner is not None and runner.skip(chosen):
                return
            self._await_end()
            batch = batch_claim.resume(batch_id, parts.store.batches, parts.processes, parts.now())
            after = steps.skipped(batch, chosen, parts.now().isoformat(timespec="milliseconds"))
            parts.store.batches.update(batch, after)
            if batch.owner is not None:
                parts.store.batches.release(batch_id, batch.owner.token)
        self._tell(BatchChanged(after, is_running=False))

    def stop(self) -> None:
        """Stops the batch at the next safe point; it can be resumed. Told by the last BatchChanged."""
        self._stop.set()

    def summary(self, batch: Batch) -> BatchSummary:
        """What a batch brought so far. Blocks while its runs are read."""
        return summarise_batch(
            batch, {job.run_id: self._parts.store.run(job.run_id) for job in batch.jobs if job.run_id}
        )

    def look(self) -> None:
        """Looks for a batch that is not finished, such as another program's, and tells when it has changed."""
        if self._is_running():
            return
        with contextlib.suppress(BenchError):
            found = self._unfinished()
            if found is not None and found != self._seen and not self._is_running():
                self._tell(found)

    def close(self, timeout_s: float) -> None:
        """Stops the batch and waits for it at most `timeout_s`; it can be resumed."""
        self._is_closed = True
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _unfinished(self) -> BatchChanged | None:
        store, now = self._parts.store.batches, self._parts.now()
        newest = store.batches(unfinished_only=True, limit=1)
        if newest:
            owner = holder(newest[0], now, self._parts.processes.is_gone)
            other = owner is not None and not self._is_me(owner.host, owner.pid)
            return BatchChanged(newest[0], is_running=False, held_by=owner if other else None)
        if self._seen is None or self._seen.batch.is_finished:
            return None
        return BatchChanged(store.batch(self._seen.batch.batch_id), is_running=False)

    def _is_me(self, host: str, pid: int) -> bool:
        me = self._parts.processes.this_one("", "")
        return (host, pid) == (me.host, me.pid)

    def _take(self, batch_id: str, step: Step) -> None:
        parts = self._parts
        with self._guard:
            runner = self._of(batch_id)
            if runner is not None and runner.change(step):
                return
            if self._is_running() and runner is None and self._runner is not None:
                running = self._runner.batch.batch_id
                raise BatchOwned(batch_id, f"This window is at batch {running}; it does one at a time.")
            self._await_end()
            parts.route.save_waiting()
            batch = batch_claim.resume(batch_id, parts.store.batches, parts.processes, parts.now())
            after = step(batch)
            parts.store.batches.update(batch, after)
            self._start(after)

    def _of(self, batch_id: str) -> BatchRunner | None:
        runner = self._runner
        return runner if runner is not None and runner.batch.batch_id == batch_id else None

    def _is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _await_end(self) -> None:
        """A batch that is ending has its boards stopped and its lease given back before anything begins."""
        if self._thread is not None:
            self._thread.join()

    def _start(self, batch: Batch) -> None:
        self._await_end()
        parts = self._parts
        devices = BatchDevices(parts.look, parts.lab)
        worker = JobWorker(parts.route, parts.store, devices, parts.emit)
        runner = BatchRunner(BatchParts(worker, parts.store, parts.lanes, devices, self._tell), batch)
        self._stop = Cancel()
        if self._is_closed:
            self._stop.set()
        self._runner = runner
        self._thread = threading.Thread(target=self._run, args=(runner, self._stop), name="batch", daemon=True)
        self._thread.start()

    def _run(self, runner: BatchRunner, stop: Cancel) -> None:
        try:
            runner.run(stop)
        except BenchError as error:
            self._parts.emit(BatchFailed(runner.batch.batch_id, error.what, error.why, error.remedy, error.code))

    def _tell(self, event: Event) -> None:
        if isinstance(event, BatchChanged):
            self._seen = event
        self._parts.emit(event)

    def _variant(self, sha256: str) -> Variant:
        for variant in self._parts.store.variants(include_archived=True):
            if variant.sha256 == sha256:
                return variant
        raise ModelFileInvalid(f"Model {sha256[:12]}", "It is not in this database.")
