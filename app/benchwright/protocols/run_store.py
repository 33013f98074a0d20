"""Keeping runs and variants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchwright.model.board import Board
from benchwright.model.device import Device, FirmwareImage
from benchwright.model.pack import Pack
from benchwright.model.plan_wish import PlanWish
from benchwright.model.point import RunPoint
from benchwright.model.run import Run
from benchwright.model.run_query import RunQuery
from benchwright.model.variant import Accuracy, Variant
from benchwright.protocols.batch_store import BatchStore, JobMark
from benchwright.protocols.mlperf_store import MlperfStore
from benchwright.protocols.run_search import RunPage, RunSearch
from benchwright.protocols.scoring_store import ScoringStore
from benchwright.protocols.store_upkeep import StoreUpkeep


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which runs to read; empty fields do not restrict. Newest first, `limit` 0 is all.

    `newest_of_versions` keeps the newest run of each version of a model on a board, apart by origin.
    """

    board: str = ""
    model: str = ""
    variant_sha256: str = ""
    device_id: str = ""
    text: str = ""
    query: RunQuery = RunQuery()  # noqa: RUF009 - a frozen value
    include_archived: bool = False
    newest_of_versions: bool = False
    limit: int = 0


@dataclass(frozen=True, slots=True)
class UnreadRun:
    """A run whose row holds what this version cannot read, and what that is."""

    run_id: str
    why: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What is saved together in one transaction, or not at all.

    `pack` is None where the firmware file holds the model; `job` is the job of a batch that this run ends.
    `trace` is the recording of its power meter that is kept with it, b"" where `run.trace` is None.
    """

    run: Run
    variant: Variant
    pack: Pack | None
    board: Board
    device: Device
    firmware: FirmwareImage
    job: JobMark | None = None
    trace: bytes = b""


class RunStore(Protocol):
    """One SQLite file. Every call is safe from any thread; writes are whole or not at all.

    All calls raise DatabaseUnusable when the file cannot be used (locked, full disk, damaged).
    """

    @property
    def file(self) -> str:
        """Path of the database."""
        ...

    @property
    def batches(self) -> BatchStore:
        """The batches in the same file."""
        ...

    @property
    def scorings(self) -> ScoringStore:
        """Labelled sets on devices, in the same file."""
        ...

    @property
    def mlperf(self) -> MlperfStore:
        """Results of MLPerf Tiny, in the same file."""
        ...

    @property
    def upkeep(self) -> StoreUpkeep:
        """Size, copies and changes of the same file."""
        ...

    def add(self, record: RunRecord) -> None:
        """Saves a run with its samples, variant, pack, board, device and firmware; all or nothing.

        Raises:
            BatchOwned: its job was begun anew by another process.
        """
        ...

    def trace_file(self, run_id: str) -> Path:
        """The recording that is kept with a run; as in `run`, a unique prefix is enough.

        Raises:
            RunNotFound: no such run.
            RecordingInvalid: none is kept, it is gone, or it is not the one that was saved.
        """
        ...

    def run(self, run_id: str) -> Run:
        """One run; a unique prefix of its id (4 characters or more) is enough.

        Raises:
            RunNotFound: no such run, or the prefix fits several.
        """
        ...

    def runs(
        self, which: RunFilter = RunFilter(), on_unread: Callable[[UnreadRun], None] | None = None
    ) -> tuple[Run, ...]:
        """Runs, newest first, samples included. `on_unread` is told of each that cannot be read, before the answer;
        called on the caller's thread."""
        ...

    def search(self, which: RunSearch) -> RunPage:
        """A page of summaries, without samples and logs; a run that cannot be read is a row that says so."""
        ...

    def count(self, which: RunSearch) -> int:
        """How many runs a search finds; its page does not matter."""
        ...

    def found_ids(self, which: RunSearch) -> tuple[str, ...]:
        """Ids of the runs a search finds, newest first, `limit` at most; its order and place do not matter."""
        ...

    def field_values(self, field: str) -> tuple[str, ...]:
        """The values in use of a field of the search grammar, some of them if there are many; for completion."""

    def points(self, limit: int = 0, on_unread: Callable[[UnreadRun], None] | None = None) -> tuple[RunPoint, ...]:
        """Runs that are not archived, newest first, without their samples; `limit` 0 is all. `on_unread` as in `runs`.

        Slow the first time for a run: its samples are read for their median.
        """
        ...

    def run_count(self) -> int:
        """How many runs are not archived."""
        ...

    def previous(self, run: Run, on_unread: Callable[[UnreadRun], None] | None = None) -> Run | None:
        """Of the earlier runs of its model, board and origin the newest of the nearest lower version; None without any.

        None as well where it cannot be read and `on_unread` is told of it; without one that is DatabaseUnusable.
        """
        ...

    def baseline(self, run: Run, on_unread: Callable[[UnreadRun], None] | None = None) -> Run | None:
        """The run marked as baseline for the model, board and origin of `run`; None if there is none.

        `on_unread` as in `previous`.
        """
        ...

    def set_baseline(self, run_id: str, *, is_baseline: bool) -> None:
        """Marks or unmarks the baseline; at most one for a model on a board and origin."""
        ...

    def set_archived(self, run_ids: Sequence[str], *, is_archived: bool) -> None:
        """Hides runs, or brings them back; nothing is deleted."""
        ...

    def set_note(self, run_id: str, note: str) -> None:
        """Replaces the note of a run."""
        ...

    def set_tags(self, run_id: str, tags: Sequence[str]) -> None:
        """Replaces the tags of a run."""
        ...

    def import_variant(self, file_name: str, data: bytes, describe: Callable[[int], Variant]) -> Variant:
        """The variant with this content, imported if it is new; `describe` gets the next free version of its model.

        The same bytes always are the same variant, whatever the file is called.
        """
        ...

    def firmware_variant(self, sha256: str, describe: Callable[[int], Variant]) -> Variant:
        """The variant of a firmware file that holds its model; `describe` as in `import_variant`.

        The file itself is saved with a run.
        """
        ...

    def is_name_taken(self, name: str, model: str) -> bool:
        """Whether a variant of another model bears this name."""
        ...

    def pack_variant(self, pack_sha256: str, board: str) -> Variant | None:
        """The variant that a pack was planned from, where a run on this board measured that pack; else None."""
        ...

    def pack_wish(self, pack_sha256: str, board: str) -> PlanWish:
        """What was wished of a pack that a run on this board measured; balanced for a pack that is not known."""
        ...

    def variants(self, *, include_archived: bool = False) -> tuple[Variant, ...]:
        """Every variant that is a model file, by model and version."""
        ...

    def set_variant_words(self, sha256: str, name: str, note: str) -> None:
        """Replaces name and note of a variant; runs keep the name under which they were measured.

        Raises:
            VariantNotFound: no such variant.
        """
        ...

    def set_accuracy(self, sha256: str, accuracy: Accuracy) -> None:
        """Replaces the accuracy of a variant; runs that were saved without one get it, the others keep theirs.

        Raises:
            VariantNotFound: no such variant.
        """
        ...

    def set_variants_archived(self, sha256s: Sequence[str], *, is_archived: bool) -> None:
        """Hides variants, or brings them back; nothing is deleted, and importing the file again brings it back too.

        Raises:
            VariantNotFound: one is not there; none was changed.
        """
        ...

    def variant_file(self, sha256: str) -> bytes:
        """The bytes of a variant's file."""
        ...

    def stage_medians(self, board: str) -> dict[str, float]:
        """Seconds each stage took, median of the last 10 runs on a board; for the ETA."""
        ...

    def close(self) -> None:
        """Closes the file; later calls raise DatabaseUnusable."""
        ...
