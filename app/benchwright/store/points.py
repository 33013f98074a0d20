"""Reading points: many runs without their samples, which are read once to find the median and never kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from benchwright.model.accuracy_source import AccuracySource, SourcedAccuracy
from benchwright.model.board import Origin
from benchwright.model.conditions import Conditions
from benchwright.model.device import MemoryReport
from benchwright.model.energy import EnergyValue, energy_value
from benchwright.model.point import PointLatency, RunPoint
from benchwright.model.run import Issue, IssueCode, Timing, Validity, ValidityStatus, engine_label
from benchwright.model.stats import Interval, median_rank
from benchwright.protocols.run_store import UnreadRun
from benchwright.store import energies, scorings
from benchwright.store.queries import Row

if TYPE_CHECKING:
    from sqlite_utils import Database

BLOCK = 2_000
"""Runs read in one turn of the lane, so that who asks for one run meanwhile need not wait for ten thousand."""

_MOST_KEPT = 50_000
"""Points in memory, half a kilobyte each, before those are forgotten that nobody lists."""

_BATCH_BYTES = 8_000_000
"""Samples held in memory at once; a run on a live clock alone has a megabyte of them."""

_LISTED = """
    SELECT sequence, run_id, baseline_at IS NOT NULL AS is_baseline FROM runs
    WHERE archived_at IS NULL
    ORDER BY started_at DESC, sequence DESC
    LIMIT iif(:limit = 0, -1, :limit)
"""

_ROWS = """
    SELECT sequence, run_id, started_at, model, variant_sha256, variant_name, variant_version, board, origin,
           pack_sha256 IS NOT NULL AS has_pack, flash_firmware_bytes + pack_bytes AS flash_bytes, accuracy_ratio,
           tick_hz, clock_hz, overhead_ticks, ns_per_instruction, inferences_per_sample,
           arena_planned_bytes, stack_capacity_bytes, stack_touched_bytes, static_bytes,
           engine, engine_version, kernel_set, firmware_sha256,
           (SELECT json_array(accuracy_set, accuracy_set_sha256) FROM variants
            WHERE sha256 = variant_sha256 AND variants.accuracy_ratio = runs.accuracy_ratio) AS accuracy_set,
           (SELECT group_concat(code) FROM issues WHERE run_sequence = sequence) AS codes
    FROM runs WHERE sequence IN (SELECT value FROM json_each(:sequences))
"""

_SAMPLES = """
    SELECT run_sequence, ticks_u64le FROM samples
    WHERE run_sequence IN (SELECT value FROM json_each(:sequences))
    ORDER BY run_sequence, position
"""


Listed = tuple[int, str, bool]
"""Sequence and id of a run, and whether it is marked as baseline."""


def blocks(listed: Sequence[Listed]) -> Iterator[Sequence[Listed]]:
    """The listed runs in turns of the lane."""
    return (listed[start : start + BLOCK] for start in range(0, len(listed), BLOCK))


class PointReader:
    """Reads points and keeps them: of a run that is saved only the marks change. Used on the store's lane alone."""

    def __init__(self) -> None:
        self._known: dict[str, RunPoint] = {}
        self._conditions: dict[Conditions, Conditions] = {}

    def listed(self, database: Database, limit: int) -> tuple[Listed, ...]:
        """Sequence, id and baseline mark of the newest runs, newest first."""
        rows = tuple(
            (int(sequence), str(run_id), bool(mark))
            for sequence, run_id, mark in database.execute(_LISTED, {"limit": limit})
        )
        if len(self._known) > _MOST_KEPT:
            self._known = {run_id: self._known[run_id] for _, run_id, _ in rows if run_id in self._known}
        return rows

    def read(self, database: Database, listed: Sequence[Listed]) -> tuple[tuple[RunPoint, ...], tuple[UnreadRun, ...]]:
        """The points of some listed runs, and those of the runs that cannot be read; those archived meanwhile stay."""
        missing = [sequence for sequence, run_id, _ in listed if run_id not in self._known]
        unread: tuple[UnreadRun, ...] = ()
        if missing:
            with database.atomic():
                unread = self._read_rows(database, missing)
        told = scorings.accuracies_of_runs(database, [sequence for sequence, _, _ in listed])
        points = (
            _marked(self._known[run_id], is_baseline=mark, board_accuracies=told.get(run_id, ()))
            for _, run_id, mark in listed
            if run_id in self._known
        )
        return tuple(points), unread

    def _read_rows(self, database: Database, sequences: Sequence[int]) -> tuple[UnreadRun, ...]:
        """Takes in what can be read of some rows, newest first; what cannot is read again the next time."""
        parameters = {"sequences": json.dumps(sequences)}
        rows: dict[int, Row] = {row["sequence"]: row for row in database.query(_ROWS, parameters)}
        timings = {sequence: _timing(row) for sequence, row in rows.items()}
        records = energies.read(database, sequences)
        latencies: dict[int, PointLatency] = {}
        for batch in _batches(database, parameters):
            latencies.update(_latencies(batch, timings))
        unread: list[UnreadRun] = []
        for sequence in (sequence for sequence in sequences if sequence in rows):
            row = rows[sequence]
            try:
                self._known[row["run_id"]] = self._point(
                    row, latencies.get(sequence), energy_value(records.get(sequence))
                )
            except (ValueError, TypeError) as error:
                unread.append(UnreadRun(str(row["run_id"]), str(error)))
        return tuple(unread)

    def _point(self, row: Row, latency: PointLatency | None, energy: EnergyValue | None) -> RunPoint:
        conditions = _conditions(row)
        return RunPoint(
            run_id=row["run_id"],
            started_at=row["started_at"],
            model=row["model"],
            variant_sha256=row["variant_sha256"],
            variant_name=row["variant_name"],
            variant_version=row["variant_version"],
            conditions=self._conditions.setdefault(conditions, conditions),
            status=_status(row["codes"]),
            latency=latency,
            ram_bytes=_memory(row).used_bytes,
            stack_bytes=row["stack_touched_bytes"],
            flash_bytes=row["flash_bytes"],
            accuracy=row["accuracy_ratio"],
            energy=energy,
            accuracy_source=AccuracySource(*json.loads(row["accuracy_set"] or "[]")),
        )


_Batch = list[tuple[int, list[bytes]]]
"""Runs by sequence, each with its windows of raw ticks."""


def _batches(database: Database, parameters: dict[str, str]) -> Iterator[_Batch]:
    batch: _Batch = []
    size_bytes = 0
    for sequence, ticks in database.execute(_SAMPLES, parameters):
        if not batch or batch[-1][0] != sequence:
            if size_bytes > _BATCH_BYTES:
                yield batch
                batch, size_bytes = [], 0
            batch.append((sequence, []))
        batch[-1][1].append(ticks)
        size_bytes += len(ticks)
    if batch:
        yield batch


def _latencies(batch: _Batch, timings: dict[int, Timing]) -> dict[int, PointLatency]:
    """Medians of many runs by one sort of all their ticks; only the ticks that matter are turned into time.

    The latency never falls as ticks rise, so that the middle tick is the tick of the middle latency.
    """
    import numpy as np  # noqa: PLC0415  opening a database does without

    counts = [sum(len(window) for window in windows) // 8 for _, windows in batch]
    ticks = np.frombuffer(b"".join(window for _, windows in batch for window in windows), dtype="<u8")
    ordered = ticks[np.lexsort((ticks, np.repeat(np.arange(len(batch)), counts)))].tolist()
    found: dict[int, PointLatency] = {}
    start = 0
    for (sequence, windows), count in zip(batch, counts, strict=True):
        if count:
            timing = timings[sequence]
            found[sequence] = _latency(timing, ordered[start : start + count], is_exact=_is_exact(timing, windows))
        start += count
    return found


def _latency(timing: Timing, ordered: list[int], *, is_exact: bool) -> PointLatency:
    count = len(ordered)
    low, high = timing.latency_us(ordered[(count - 1) // 2]), timing.latency_us(ordered[count // 2])
    rank = median_rank(count)
    interval = None
    if rank:
        interval = Interval(timing.latency_us(ordered[rank - 1]), timing.latency_us(ordered[-rank]))
    return PointLatency(low + (high - low) * 0.5, interval, count, is_exact=is_exact)


def _is_exact(timing: Timing, windows: list[bytes]) -> bool:
    """As `model.compare.is_exact`; equal bytes are equal counts, so that most windows need no look inside."""
    if timing.ns_per_instruction is None:
        return False
    for window in windows:
        if not window:
            return False
        if window != window[:8] * (len(window) // 8):
            ticks = memoryview(window).cast("Q")
            if len({timing.instructions(tick) for tick in ticks}) > 1:
                return False
    return True


def _timing(row: Row) -> Timing:
    return Timing(
        tick_hz=row["tick_hz"],
        clock_hz=row["clock_hz"],
        overhead_ticks=row["overhead_ticks"],
        windows=(),
        warmup_count=0,
        ns_per_instruction=row["ns_per_instruction"],
        inferences_per_sample=row["inferences_per_sample"],
    )


def _memory(row: Row) -> MemoryReport:
    return MemoryReport(
        arena_capacity=0,
        arena_planned=row["arena_planned_bytes"],
        arena_touched=0,
        stack_capacity=row["stack_capacity_bytes"],
        stack_touched=row["stack_touched_bytes"],
        static_bytes=row["static_bytes"],
    )


def _conditions(row: Row) -> Conditions:
    return Conditions(
        origin=Origin(row["origin"]),
        board=row["board"],
        clock_hz=row["clock_hz"],
        is_counted=row["ns_per_instruction"] is not None,
        engine_label=engine_label(row["engine"], row["engine_version"], row["kernel_set"]),
        has_pack=bool(row["has_pack"]),
        firmware_sha256=row["firmware_sha256"],
    )


def _status(codes: str | None) -> ValidityStatus:
    if not codes:
        return ValidityStatus.VALID
    return Validity(tuple(Issue(IssueCode(code), "") for code in codes.split(","))).status


def _marked(point: RunPoint, *, is_baseline: bool, board_accuracies: tuple[SourcedAccuracy, ...]) -> RunPoint:
    if point.is_baseline is is_baseline and point.board_accuracies == board_accuracies:
        return point
    return replace(point, is_baseline=is_baseline, board_accuracies=board_accuracies)
