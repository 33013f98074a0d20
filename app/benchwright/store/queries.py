"""Reading runs: each query gives whole values, samples included."""

from __future__ import annotations

import json
import statistics
import struct
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from benchwright.model.board import Origin
from benchwright.model.device import MemoryReport
from benchwright.model.energy import EnergyRecord
from benchwright.model.errors import RunNotFound
from benchwright.model.op_work import OpWork
from benchwright.model.recording import KeptTrace
from benchwright.model.run import Issue, IssueCode, Parity, Provenance, Run, StageTime, Timing, Validity, Window
from benchwright.protocols.run_store import UnreadRun
from benchwright.store import energies, traces
from benchwright.store.failures import UnreadableRow

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = Mapping[str, Any]
"""A row by column name: the one place where SQLite's own types are let in."""

SHORTEST_PREFIX = 4
"""Characters of a run id that are enough when they fit one run only."""

_PREVIOUS = """
    SELECT * FROM runs WHERE sequence = (
        SELECT run_sequence FROM run_summaries
        WHERE model = :model AND board = :board AND origin = :origin
          AND variant_version < :variant_version
          AND archived_at IS NULL
          AND (started_at, run_sequence) < (
              :started_at, coalesce((SELECT sequence FROM runs WHERE run_id = :run_id), 9223372036854775807)
          )
        ORDER BY variant_version DESC, started_at DESC, run_sequence DESC
        LIMIT 1
    )
"""

_BASELINE = """
    SELECT * FROM runs
    WHERE model = :model AND board = :board AND origin = :origin
      AND baseline_at IS NOT NULL AND archived_at IS NULL
    ORDER BY baseline_at DESC, sequence DESC
    LIMIT 1
"""

_RECENT_STAGES = """
    SELECT stage, duration_s FROM (
        SELECT stage, duration_s,
               row_number() OVER (PARTITION BY stage ORDER BY started_at DESC, sequence DESC) AS recency
        FROM stage_times JOIN runs ON runs.sequence = stage_times.run_sequence
        WHERE board = :board
          AND (stage_times.note NOT LIKE '%skipped%' OR stage_times.note LIKE '%written%')
    )
    WHERE recency <= 10
"""


def find_sequence(database: Database, run_id: str) -> int:
    """The row of a run by its id or a unique prefix of it.

    Raises:
        RunNotFound: no such run, or the prefix fits several.
    """
    try:
        run_id.encode()
    except UnicodeEncodeError as error:
        raise RunNotFound(run_id) from error
    exact = database.execute("SELECT sequence FROM runs WHERE run_id = :run_id", {"run_id": run_id}).fetchone()
    if exact is not None:
        return int(exact[0])
    if len(run_id) < SHORTEST_PREFIX:
        raise RunNotFound(run_id)
    sql = "SELECT sequence FROM runs WHERE substr(run_id, 1, length(:prefix)) = :prefix LIMIT 2"
    found = database.execute(sql, {"prefix": run_id}).fetchall()
    if len(found) != 1:
        raise RunNotFound(run_id)
    return int(found[0][0])


def one_run(database: Database, run_id: str) -> Run:
    """One run by its id or a unique prefix of it."""
    with database.atomic():
        sequence = find_sequence(database, run_id)
        return _runs(database, "SELECT * FROM runs WHERE sequence = :sequence", {"sequence": sequence})[0]


def runs_by_sequence(database: Database, sequences: Sequence[int]) -> tuple[Run, ...]:
    """Runs by their rows, in the order of the rows.

    Raises:
        UnreadableRow: one of them holds what this version cannot read.
    """
    sql = "SELECT * FROM runs WHERE sequence IN (SELECT value FROM json_each(:sequences)) ORDER BY sequence"
    return _runs(database, sql, {"sequences": json.dumps(list(sequences))})


def selected_runs(
    database: Database, sql: str, parameters: Mapping[str, object]
) -> tuple[tuple[Run, ...], tuple[UnreadRun, ...]]:
    """The runs of a query that gives whole rows of `runs`, and those of its rows that cannot be read."""
    with database.atomic():
        read = [_read(row, lists) for row, lists in _with_lists(database, sql, parameters)]
    runs = tuple(one for one in read if isinstance(one, Run))
    return runs, tuple(one for one in read if isinstance(one, UnreadRun))


def run_count(database: Database) -> int:
    """How many runs are not archived."""
    return int(database.execute("SELECT count(*) FROM run_summaries WHERE archived_at IS NULL").fetchone()[0])


def previous_run(database: Database, run: Run) -> Run | UnreadRun | None:
    """Of the earlier runs of the same model, board and origin the newest of the nearest lower version, as far as it can
    be read."""
    parameters = {
        "run_id": run.run_id,
        "started_at": run.started_at,
        "model": run.model,
        "board": run.board,
        "origin": run.origin.value,
        "variant_version": run.variant_version,
    }
    with database.atomic():
        return _first(database, _PREVIOUS, parameters)


def baseline_run(database: Database, run: Run) -> Run | UnreadRun | None:
    """The run marked as baseline for the model, board and origin of a run, as far as it can be read."""
    parameters = {"model": run.model, "board": run.board, "origin": run.origin.value}
    with database.atomic():
        return _first(database, _BASELINE, parameters)


def stage_medians(database: Database, board: str) -> dict[str, float]:
    """Median seconds of each stage over the last 10 times it was carried out and not skipped."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for row in database.query(_RECENT_STAGES, {"board": board}):
        seconds[row["stage"]].append(row["duration_s"])
    return {stage: statistics.median(values) for stage, values in seconds.items()}


def _runs(database: Database, sql: str, parameters: Mapping[str, object]) -> tuple[Run, ...]:
    read = [_read(row, lists) for row, lists in _with_lists(database, sql, parameters)]
    for one in read:
        if isinstance(one, UnreadRun):
            raise UnreadableRow(one.why)
    return tuple(one for one in read if isinstance(one, Run))


def _first(database: Database, sql: str, parameters: Mapping[str, object]) -> Run | UnreadRun | None:
    return next((_read(row, lists) for row, lists in _with_lists(database, sql, parameters)), None)


@dataclass(frozen=True, slots=True)
class _Lists:
    """What other tables hold of a run."""

    rows: tuple[Sequence[Row], ...]
    energy: EnergyRecord | None
    trace: KeptTrace | None


def _read(row: Row, lists: _Lists) -> Run | UnreadRun:
    try:
        return replace(_run(row, *lists.rows), energy=lists.energy, trace=lists.trace)
    except (ValueError, struct.error, TypeError) as error:
        return UnreadRun(str(row["run_id"]), str(error))


def _with_lists(database: Database, sql: str, parameters: Mapping[str, object]) -> list[tuple[Row, _Lists]]:
    """Rows of `runs`, each with its samples, ops, stages, issues, tags, energy and trace."""
    rows: list[Row] = list(database.query(sql, parameters))
    sequences = [row["sequence"] for row in rows]
    tables = ("samples", "op_ticks", "stage_times", "issues", "tags")
    parts = [_lists(database, table, sequences) for table in tables]
    records = energies.read(database, sequences)
    kept = traces.read(database, sequences)
    found = []
    for row in rows:
        sequence = row["sequence"]
        lists = tuple(part[sequence] for part in parts)
        found.append((row, _Lists(lists, records.get(sequence), kept.get(sequence))))
    return found


def _lists(database: Database, table: str, sequences: Sequence[int]) -> defaultdict[int, list[Row]]:
    sql = f"SELECT * FROM {table} WHERE run_sequence IN (SELECT value FROM json_each(:sequences)) ORDER BY position"
    grouped: defaultdict[int, list[Row]] = defaultdict(list)
    for row in database.query(sql, {"sequences": json.dumps(sequences)}):
        grouped[row["run_sequence"]].append(row)
    return grouped


def _run(
    row: Row,
    samples: Sequence[Row],
    ops: Sequence[Row],
    stages: Sequence[Row],
    issues: Sequence[Row],
    tags: Sequence[Row],
) -> Run:
    return Run(
        run_id=row["run_id"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        board=row["board"],
        device_id=row["device_id"],
        origin=Origin(row["origin"]),
        variant_sha256=row["variant_sha256"],
        variant_name=row["variant_name"],
        variant_version=row["variant_version"],
        model=row["model"],
        pack_sha256=row["pack_sha256"] or "",
        pack_bytes=row["pack_bytes"],
        timing=_timing(row, samples),
        memory=MemoryReport(
            row["arena_capacity_bytes"],
            row["arena_planned_bytes"],
            row["arena_touched_bytes"],
            row["stack_capacity_bytes"],
            row["stack_touched_bytes"],
            row["static_bytes"],
        ),
        flash_firmware_bytes=row["flash_firmware_bytes"],
        parity=Parity(
            row["parity_checked_count"],
            row["parity_mismatched_bytes"],
            row["parity_compared_bytes"],
            row["litert_max_difference"],
            row["litert_differing_bytes"],
        ),
        validity=Validity(tuple(Issue(IssueCode(issue["code"]), issue["text"]) for issue in issues)),
        provenance=Provenance(**{field.name: row[field.name] for field in fields(Provenance)}),
        stages=tuple(StageTime(stage["stage"], stage["duration_s"], stage["note"]) for stage in stages),
        op_ticks=tuple(op["ticks"] for op in ops if op["ticks"] is not None),
        op_labels=tuple(op["label"] for op in ops if op["label"] is not None),
        op_work=tuple(
            OpWork(op["macs"], op["element_type"], tuple(json.loads(op["output_shape"])))
            for op in ops
            if op["macs"] is not None
        ),
        core=row["core"],
        log=row["log"],
        accuracy=row["accuracy_ratio"],
        tags=tuple(tag["tag"] for tag in tags),
        note=row["note"],
        is_baseline=row["baseline_at"] is not None,
        predicted_instructions=row["predicted_instructions"],
        is_archived=row["archived_at"] is not None,
    )


def _timing(row: Row, samples: Sequence[Row]) -> Timing:
    windows = (
        Window(sample["input_index"], struct.unpack(f"<{len(sample['ticks_u64le']) // 8}Q", sample["ticks_u64le"]))
        for sample in samples
    )
    return Timing(
        tick_hz=row["tick_hz"],
        clock_hz=row["clock_hz"],
        overhead_ticks=row["overhead_ticks"],
        windows=tuple(windows),
        warmup_count=row["warmup_count"],
        ns_per_instruction=row["ns_per_instruction"],
        inferences_per_sample=row["inferences_per_sample"],
    )
