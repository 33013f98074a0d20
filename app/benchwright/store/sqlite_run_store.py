"""The run store in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from benchwright.model.errors import DatabaseUnusable, FileUnwritable, RecordingInvalid
from benchwright.model.plan_wish import PlanWish
from benchwright.model.point import RunPoint
from benchwright.model.run import Run
from benchwright.model.variant import Accuracy, Variant
from benchwright.protocols.run_search import RunPage, RunSearch
from benchwright.protocols.run_store import RunFilter, RunRecord, UnreadRun
from benchwright.store import failures, queries, run_search, runs, variants
from benchwright.store.lane import Limits, StoreLane
from benchwright.store.mlperf_results import SqliteMlperfStore
from benchwright.store.points import Listed, PointReader, blocks
from benchwright.store.sqlite_batch_store import SqliteBatchStore
from benchwright.store.sqlite_scoring_store import SqliteScoringStore
from benchwright.store.traces import TraceFolder
from benchwright.store.upkeep import SqliteUpkeep

T = TypeVar("T")

_IMPORT_ATTEMPTS = 100
_LIMITS = Limits()
_EVERYTHING = RunFilter()


class SqliteRunStore:
    """Keeps runs in an SQLite file; implements `RunStore`.

    `clock` gives the time in UTC for marks such as "archived at". The file is opened, created or migrated with the
    first call, or by `open()`; every call may come from any thread and waits for its answer.
    """

    def __init__(self, file: Path, *, clock: Callable[[], datetime], limits: Limits = _LIMITS) -> None:
        self._file = _plain(file)
        self._clock = clock
        self._lane = StoreLane(self._file, on_new=self._sign, limits=limits)
        self._batches = SqliteBatchStore(self._lane)
        self._scorings = SqliteScoringStore(self._lane)
        self._mlperf = SqliteMlperfStore(self._lane)
        self._traces = TraceFolder(self._file)
        self._upkeep = SqliteUpkeep(self._lane, self._file, clock, self._traces)
        self._points = PointReader()

    def open(self) -> None:
        """Opens the file now, so that what is wrong with it shows at once.

        Raises:
            DatabaseUnusable, DatabaseTooNew: what is wrong and the way out.
        """
        self._lane.open()

    @property
    def file(self) -> str:
        """Path of the database."""
        return str(self._file)

    @property
    def batches(self) -> SqliteBatchStore:
        """The batches in the same file."""
        return self._batches

    @property
    def scorings(self) -> SqliteScoringStore:
        """The scorings in the same file."""
        return self._scorings

    @property
    def mlperf(self) -> SqliteMlperfStore:
        """The results of MLPerf Tiny in the same file."""
        return self._mlperf

    @property
    def upkeep(self) -> SqliteUpkeep:
        """Size, copies and changes of the file."""
        return self._upkeep

    def add(self, record: RunRecord) -> None:
        """Saves a run with all it was made of, or nothing. A trace that the disk does not take costs the trace."""
        at = self._now()
        kept = self._with_trace(record)  # what is refused below is offered again, or swept up by the upkeep
        self._lane.call(lambda database: runs.add(database, kept, at=at))

    def trace_file(self, run_id: str) -> Path:
        """The file of the trace that is kept with a run."""
        trace = self.run(run_id).trace
        if trace is None:
            raise RecordingInvalid(run_id, "No trace was kept with this run, or it was deleted.")
        return self._traces.checked(trace)

    def run(self, run_id: str) -> Run:
        """One run by its id or a unique prefix of at least 4 characters."""
        return self._lane.call(lambda database: queries.one_run(database, run_id))

    def runs(
        self, which: RunFilter = _EVERYTHING, on_unread: Callable[[UnreadRun], None] | None = None
    ) -> tuple[Run, ...]:
        """Runs, newest first, samples included; those that cannot be read are told to `on_unread`."""
        now = self._clock()
        found, unread = self._lane.call(lambda database: run_search.filtered_runs(database, which, now))
        _tell(unread, on_unread)
        return found

    def search(self, which: RunSearch) -> RunPage:
        """A page of summaries, without samples and logs."""
        now = self._clock()
        return self._lane.call(lambda database: run_search.find_page(database, which, now))

    def count(self, which: RunSearch) -> int:
        """How many runs a search finds."""
        now = self._clock()
        return self._lane.call(lambda database: run_search.count_runs(database, which, now))

    def found_ids(self, which: RunSearch) -> tuple[str, ...]:
        """Ids of the runs a search finds, newest first."""
        now = self._clock()
        return self._lane.call(lambda database: run_search.found_ids(database, which, now))

    def field_values(self, field: str) -> tuple[str, ...]:
        """The values in use of a field, for completion."""
        return self._lane.call(lambda database: run_search.field_values(database, field))

    def points(self, limit: int = 0, on_unread: Callable[[UnreadRun], None] | None = None) -> tuple[RunPoint, ...]:
        """Runs that are not archived, newest first, without their samples; those that cannot be read are told of."""
        listed = self._lane.call(lambda database: self._points.listed(database, limit))
        read = [self._read_block(block) for block in blocks(listed)]
        _tell((one for _, unread in read for one in unread), on_unread)
        return tuple(point for points, _ in read for point in points)

    def run_count(self) -> int:
        """How many runs are not archived."""
        return self._lane.call(queries.run_count)

    def previous(self, run: Run, on_unread: Callable[[UnreadRun], None] | None = None) -> Run | None:
        """The newest earlier run of the same model, board and origin of another variant, archived ones left out."""
        return self._readable(self._lane.call(lambda database: queries.previous_run(database, run)), on_unread)

    def baseline(self, run: Run, on_unread: Callable[[UnreadRun], None] | None = None) -> Run | None:
        """The run marked as baseline for the model, board and origin of `run`, archived ones left out."""
        return self._readable(self._lane.call(lambda database: queries.baseline_run(database, run)), on_unread)

    def set_baseline(self, run_id: str, *, is_baseline: bool) -> None:
        """Marks or unmarks a run as the baseline of its model, board and origin."""
        at = self._now()
        self._lane.call(lambda database: runs.set_baseline(database, run_id, is_baseline=is_baseline, at=at))

    def set_archived(self, run_ids: Sequence[str], *, is_archived: bool) -> None:
        """Hides runs, or brings them back, all or none."""
        at = self._now()
        self._lane.call(lambda database: runs.set_archived(database, run_ids, is_archived=is_archived, at=at))

    def set_note(self, run_id: str, note: str) -> None:
        """Replaces the note of a run."""
        self._lane.call(lambda database: runs.set_note(database, run_id, note))

    def set_tags(self, run_id: str, tags: Sequence[str]) -> None:
        """Replaces the tags of a run."""
        self._lane.call(lambda database: runs.set_tags(database, run_id, tags))

    def import_variant(self, file_name: str, data: bytes, describe: Callable[[int], Variant]) -> Variant:
        """The variant with this content, imported if it is new.

        `describe` runs on the caller's thread, first with 1 to learn the model's name; what it raises comes through.

        Raises:
            ValueError: `describe` gives a digest that is not the file's.
        """
        sha256 = variants.digest(data)
        for _ in range(_IMPORT_ATTEMPTS):
            known = self._lane.call(lambda database: variants.find_variant(database, sha256))
            if known is not None:
                self._lane.call(lambda database: variants.add_content(database, sha256, file_name, data))
                return replace(known, is_archived=False)
            variant = self._described(sha256, describe)
            if self._insert(variant, file_name, data):
                return variant
        raise self._contested()

    def firmware_variant(self, sha256: str, describe: Callable[[int], Variant]) -> Variant:
        """The variant of a firmware file that holds its model, new if it is new; `describe` as in `import_variant`."""
        for _ in range(_IMPORT_ATTEMPTS):
            known = self._lane.call(lambda database: variants.find_variant(database, sha256))
            if known is not None:
                return known
            variant = self._described(sha256, describe)
            if self._insert(variant, "", None):
                return variant
        raise self._contested()

    def is_name_taken(self, name: str, model: str) -> bool:
        """Whether a variant of another model bears this name."""
        return self._lane.call(lambda database: variants.is_name_taken(database, name, model))

    def pack_variant(self, pack_sha256: str, board: str) -> Variant | None:
        """The variant that a pack was planned from, where a run on this board measured that pack; else None."""
        return self._lane.call(lambda database: variants.find_pack_variant(database, pack_sha256, board))

    def pack_wish(self, pack_sha256: str, board: str) -> PlanWish:
        """What was wished of a pack that a run on this board measured; balanced for a pack that is not known."""
        return self._lane.call(lambda database: variants.find_pack_wish(database, pack_sha256, board))

    def variants(self, *, include_archived: bool = False) -> tuple[Variant, ...]:
        """Every variant that is a model file, by model and version."""
        return self._lane.call(lambda database: variants.all_variants(database, include_archived=include_archived))

    def set_variant_words(self, sha256: str, name: str, note: str) -> None:
        """Replaces name and note of a variant."""
        self._lane.call(lambda database: variants.set_words(database, sha256, name, note))

    def set_accuracy(self, sha256: str, accuracy: Accuracy) -> None:
        """Replaces the accuracy of a variant."""
        self._lane.call(lambda database: variants.set_accuracy(database, sha256, accuracy))

    def set_variants_archived(self, sha256s: Sequence[str], *, is_archived: bool) -> None:
        """Hides variants, or brings them back, all or none."""
        at = self._now()
        self._lane.call(lambda database: variants.set_archived(database, sha256s, is_archived=is_archived, at=at))

    def variant_file(self, sha256: str) -> bytes:
        """The bytes of a variant's file.

        Raises:
            ModelFileInvalid: the database does not hold it.
        """
        return self._lane.call(lambda database: variants.read_content(database, sha256))

    def stage_medians(self, board: str) -> dict[str, float]:
        """Seconds each stage took, median of its last 10 on a board; skipped ones do not count."""
        return self._lane.call(lambda database: queries.stage_medians(database, board))

    def close(self) -> None:
        """Closes the file and joins the lane; later calls raise DatabaseUnusable."""
        self._lane.close()

    def __enter__(self) -> SqliteRunStore:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read_block(self, block: Sequence[Listed]) -> tuple[tuple[RunPoint, ...], tuple[UnreadRun, ...]]:
        return self._lane.call(lambda database: self._points.read(database, block))

    def _readable(self, found: Run | UnreadRun | None, on_unread: Callable[[UnreadRun], None] | None) -> Run | None:
        if not isinstance(found, UnreadRun):
            return found
        if on_unread is None:
            raise failures.unreadable(self._file, failures.UnreadableRow(found.why))
        on_unread(found)
        return None

    def _described(self, sha256: str, describe: Callable[[int], Variant]) -> Variant:
        variant = describe(1)
        version = self._lane.call(lambda database: variants.next_version(database, variant.model))
        if version != variant.version:
            variant = describe(version)
        if variant.sha256 != sha256:
            raise ValueError(f"variant {variant.name} names digest {variant.sha256}, its file has {sha256}")
        return variant

    def _contested(self) -> DatabaseUnusable:
        why = "Other programs import variants without a pause."
        return DatabaseUnusable(self.file, why, "Retry when they are done.")

    def _insert(self, variant: Variant, file_name: str, data: bytes | None) -> bool:
        return self._lane.call(lambda database: variants.insert_variant(database, variant, file_name, data))

    def _sign(self, connection: sqlite3.Connection) -> None:
        sql = "INSERT INTO settings (key, value) VALUES ('created_at', :at) ON CONFLICT (key) DO NOTHING"
        connection.execute(sql, {"at": self._now()})

    def _with_trace(self, record: RunRecord) -> RunRecord:
        """The record with its trace on the disk, or without one."""
        trace = record.run.trace
        if trace is None:
            return record
        try:
            self._traces.keep(trace, record.trace)
        except (OSError, FileUnwritable):
            return replace(record, run=replace(record.run, trace=None), trace=b"")
        return record

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _tell(unread: Iterable[UnreadRun], on_unread: Callable[[UnreadRun], None] | None) -> None:
    if on_unread is not None:
        for one in unread:
            on_unread(one)


def _plain(file: Path) -> Path:
    """The whole path: SQLite reads `:memory:` and `file:…` as something else than the name of a file."""
    try:
        return file.absolute()
    except FileNotFoundError as error:
        raise failures.folder_gone(file) from error
