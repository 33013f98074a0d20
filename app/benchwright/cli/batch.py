"""`batch`: models × boards as a queue that survives a crash."""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchwright.bench.batch import BatchParts, BatchRunner
from benchwright.bench.batch_claim import begin, resume
from benchwright.bench.batch_devices import BatchDevices
from benchwright.bench.batch_plan import Target, find_target, new_batch
from benchwright.bench.batch_work import JobWorker
from benchwright.bench.device_lanes import DeviceLanes
from benchwright.bench.importing import import_model
from benchwright.bench.route import Route
from benchwright.bench.toolbox import Toolbox
from benchwright.cli.batch_progress import BatchProgress
from benchwright.cli.choosing import interruptible
from benchwright.cli.metering import add_meter, asked_meter, sees_one_device
from benchwright.model import batch_steps as steps
from benchwright.model.batch import Batch, BatchSettings, JobState
from benchwright.model.batch_summary import BatchSummary, summarise_batch
from benchwright.model.device import Device
from benchwright.model.errors import BatchNotFound, BatchOwned, BenchError, Cancelled
from benchwright.model.lease import holder, holder_words
from benchwright.model.meter import MeterWish
from benchwright.model.place import SCHEME
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.run_store import RunStore
from benchwright.reports.batch_json import batch_document
from benchwright.reports.batch_text import batch_text, batches_text

EXIT_INVALID_RUN = 3
"""Every job brought a run, but one of them is invalid."""
EXIT_SOME_FAILED = 4
"""The batch is over, but some of its jobs brought no run."""
EXIT_WAITING = 5
"""Jobs wait for devices that were set aside; the batch can be resumed."""

_CLOSE_S = 5.0
_ALL = "all"

_log = logging.getLogger(__name__)


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds `batch`."""
    batch = commands.add_parser("batch", parents=[common], help="measure models on boards, many at once, resumable")
    batch.add_argument("models", type=Path, nargs="*", metavar="MODEL.tflite")
    batch.add_argument(
        "--board",
        dest="boards",
        nargs="+",
        action="extend",
        default=[],
        metavar="DEVICE",
        help="devices, ports, virtual:BOARD, or a board: then all of them that are plugged in share the work",
    )
    batch.add_argument("--repeat", type=_at_least(1), default=1, metavar="N", help="runs of each (default 1)")
    batch.add_argument("--retries", type=_at_least(0), default=2, metavar="N", help="further attempts (default 2)")
    batch.add_argument(
        "--set-aside-after",
        type=_at_least(1),
        default=3,
        metavar="N",
        help="failures of a device in a row after which it gets no more jobs (default 3)",
    )
    batch.add_argument(
        "--away", type=_seconds, default=15.0, metavar="SECONDS", help="as long may a device be away (default 15)"
    )
    batch.add_argument("--window", type=_seconds, default=1.0, metavar="SECONDS", help="length of a window (default 1)")
    add_meter(batch, keeps_trace=False)
    batch.add_argument("--force-flash", action="store_true", help="write even what is there already")
    batch.add_argument("--quiet", action="store_true", help="no progress")
    batch.add_argument(
        "--resume", nargs="?", const="", metavar="BATCH", help="go on with a batch; none means the newest unfinished"
    )
    batch.add_argument("--release", nargs="+", default=[], metavar="DEVICE", help="with --resume: no longer set aside")
    batch.add_argument("--retry-failed", action="store_true", help="with --resume: queue again what failed")
    batch.add_argument("--list", action="store_true", help="list the batches, and who runs them")
    batch.set_defaults(command=run_batch, usage=batch.error)


def run_batch(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Begins or resumes a batch and prints its summary, or lists the batches."""
    _check(arguments)
    store = toolbox.open_store(arguments.db or toolbox.default_database)
    try:
        if arguments.list:
            return _list(arguments, toolbox, store)
        with interruptible() as stop:
            batch = _resumed(arguments, toolbox, store) if arguments.resume is not None else None
            return _run(batch or _begun(arguments, toolbox, store), arguments, toolbox, store, stop)
    finally:
        store.close()


def exit_code(batch: Batch, summary: BatchSummary) -> int:
    """The exit code of a batch that was not stopped."""
    if batch.count(JobState.QUEUED, JobState.RUNNING, JobState.QUARANTINED):
        return EXIT_WAITING
    if not summary.is_whole:
        return EXIT_SOME_FAILED
    return EXIT_INVALID_RUN if summary.has_invalid_run else 0


def _check(arguments: argparse.Namespace) -> None:
    is_new = bool(arguments.models or arguments.boards)
    if is_new and (arguments.list or arguments.resume is not None):
        arguments.usage("--resume and --list take no models and no boards")
    if not arguments.list and arguments.resume is None and not (arguments.models and arguments.boards):
        arguments.usage("MODEL.tflite and --board are needed (or --resume, or --list)")
    if arguments.resume is None and (arguments.release or arguments.retry_failed):
        arguments.usage("--release and --retry-failed go with --resume")


def _begun(arguments: argparse.Namespace, toolbox: Toolbox, store: RunStore) -> Batch:
    names = dict.fromkeys(arguments.boards)
    if any(name.startswith(SCHEME) for name in names):
        toolbox.places.places()  # waits for the lab, which a scan does not
    present = toolbox.discovery.scan()
    targets = [find_target(name, present, toolbox.parts.catalog, toolbox.lab) for name in names]
    variants = [import_model(model, store, toolbox.parts.planner) for model in arguments.models]
    settings = BatchSettings(
        retry_count=arguments.retries,
        quarantine_after=arguments.set_aside_after,
        return_s=arguments.away,
        window_s=arguments.window,
        force_flash=arguments.force_flash,
        meter=asked_meter(arguments),
    )
    _check_meter(arguments, settings.meter, targets)
    batch = new_batch(
        list(dict.fromkeys(variants)),
        list(dict.fromkeys(targets)),
        present,
        settings,
        repeat_count=arguments.repeat,
        now=datetime.now(UTC),
    )
    return begin(batch, store.batches, toolbox.processes, datetime.now(UTC))


def _check_meter(arguments: argparse.Namespace, wish: MeterWish | None, targets: Sequence[Target]) -> None:
    """One meter is wired to one device: more of them would be measured as if they were that one."""
    devices = {target.device_id for target in targets}
    if wish is not None and sees_one_device(wish) and (len(devices) > 1 or "" in devices):
        arguments.usage("a power meter sees one device: name that one with --board")


def _resumed(arguments: argparse.Namespace, toolbox: Toolbox, store: RunStore) -> Batch:
    batch_id = arguments.resume or _newest_unfinished(toolbox, store)
    batch = resume(batch_id, store.batches, toolbox.processes, datetime.now(UTC))
    changed = batch
    aside = [device.device_id for device in batch.devices if device.is_set_aside]
    for device_id in aside if _ALL in arguments.release else arguments.release:
        changed = steps.released(changed, device_id)
    if arguments.retry_failed:
        changed = steps.retried(changed, range(len(batch.jobs)))
    store.batches.update(batch, changed)
    return changed


def _newest_unfinished(toolbox: Toolbox, store: RunStore) -> str:
    unfinished = store.batches.batches(unfinished_only=True)
    now = datetime.now(UTC)
    holders = [holder(batch, now, toolbox.processes.is_gone) for batch in unfinished]
    for batch, owner in zip(unfinished, holders, strict=True):
        if owner is None:
            return batch.batch_id
    if unfinished and holders[0] is not None:
        raise BatchOwned(unfinished[0].batch_id, holder_words(holders[0], now))
    raise BatchNotFound("There is no batch to resume.", "Every batch of this database is finished.")


def _run(batch: Batch, arguments: argparse.Namespace, toolbox: Toolbox, store: RunStore, stop: CancelToken) -> int:
    with _runner(batch, arguments, toolbox, store) as runner:
        try:
            batch = runner.run(stop)
        except BenchError:
            _say_how_to_resume(runner.batch, arguments)
            raise
    runs = {job.run_id: store.run(job.run_id) for job in batch.jobs if job.run_id}
    summary = summarise_batch(batch, runs)
    if arguments.json:
        print(json.dumps(batch_document(batch, summary), indent=2, ensure_ascii=False))
    else:
        print(batch_text(batch, summary))
    if not batch.is_finished:
        _say_how_to_resume(batch, arguments)
    return Cancelled.code if stop.is_set and not batch.is_finished else exit_code(batch, summary)


@contextlib.contextmanager
def _runner(batch: Batch, arguments: argparse.Namespace, toolbox: Toolbox, store: RunStore) -> Iterator[BatchRunner]:
    emit = BatchProgress(quiet=arguments.quiet)
    uses_lab = any(device.device_id.startswith(SCHEME) for device in batch.devices)

    def look() -> tuple[Device, ...]:
        if uses_lab:
            toolbox.places.listen()
        return toolbox.discovery.scan()

    devices = BatchDevices(look, toolbox.lab)
    lanes = DeviceLanes(lambda: None, lambda device_id, error: _log.error("%s: %s", device_id, error))
    worker = JobWorker(Route(toolbox.parts, store), store, devices, emit)
    try:
        yield BatchRunner(BatchParts(worker, store, lanes, devices, emit), batch)
    finally:
        lanes.close(_CLOSE_S)


def _say_how_to_resume(batch: Batch, arguments: argparse.Namespace) -> None:
    aside = [device.device_id for device in batch.devices if device.is_set_aside]
    words = ["benchwright", "batch", "--resume", batch.batch_id]
    words += ["--release", *aside] if aside else []
    words += ["--db", str(arguments.db)] if arguments.db is not None else []
    done = f"{batch.count(JobState.DONE)} of {len(batch.jobs)} jobs are done and saved."
    print(f"{done} Go on with: {shlex.join(words)}", file=sys.stderr)


def _list(arguments: argparse.Namespace, toolbox: Toolbox, store: RunStore) -> int:
    batches = store.batches.batches()
    now = datetime.now(UTC)
    held = {batch.batch_id: holder(batch, now, toolbox.processes.is_gone) is not None for batch in batches}
    if arguments.json:
        documents = [batch_document(batch) | {"is_running": held[batch.batch_id]} for batch in batches]
        print(json.dumps({"batches": documents}, indent=2, ensure_ascii=False))
    elif batches:
        print(batches_text(batches, held, now))
    else:
        print("No batches yet. Begin one: benchwright batch MODEL.tflite --board DEVICE DEVICE")
    return 0


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if not least <= value <= 1_000:
            raise argparse.ArgumentTypeError(f"between {least} and 1,000")
        return value

    return number


def _seconds(text: str) -> float:
    value = float(text)
    if not 0.01 <= value <= 600:
        raise argparse.ArgumentTypeError("between 0.01 and 600 seconds")
    return value
