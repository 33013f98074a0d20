"""The summary of each run: what tables and searches read. All derived; `rebuild` makes it from the runs at any time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from benchwright.model.energy import energy_value
from benchwright.model.run import Run, ValidityStatus
from benchwright.model.run_summary import comparable_key, derived
from benchwright.model.search_words import folded, joined_words
from benchwright.store import previous_runs
from benchwright.store.failures import UnreadableRow
from benchwright.store.queries import runs_by_sequence
from benchwright.store.schema import writing

if TYPE_CHECKING:
    from sqlite_utils import Database

RANKS = (ValidityStatus.VALID, ValidityStatus.DEGRADED, ValidityStatus.INVALID)
"""By `validity_rank`."""

_RULES = "3"
"""What is derived and how; another number makes every program with it derive anew, once."""

_CHUNK = 500

_MARKS = """
    INSERT OR REPLACE INTO run_summaries (
        run_sequence, run_id, started_at, archived_at, baseline_at, board, device_id, origin, model, variant_name,
        variant_version, variant_sha256, latency_us, p99_us, sample_count, instructions, ram_bytes, flash_bytes,
        accuracy_ratio, validity_rank, issue_codes, parity_checked_count, parity_mismatched_bytes, comparable_key,
        problem, energy_uj, is_energy_simulated, tags, note, scored_ratio, scored_set
    )
    SELECT sequence, run_id, started_at, archived_at, baseline_at, board, device_id, origin, model, variant_name,
        variant_version, variant_sha256, :latency_us, :p99_us, :sample_count, :instructions, :ram_bytes,
        flash_firmware_bytes + pack_bytes, accuracy_ratio, :validity_rank, :issue_codes, parity_checked_count,
        parity_mismatched_bytes, :comparable_key, :problem, :energy_uj, :is_energy_simulated,
        (SELECT json_group_array(tag) FROM (SELECT tag FROM tags WHERE run_sequence = :sequence ORDER BY position)),
        note, :scored_ratio, :scored_set
    FROM runs WHERE sequence = :sequence
"""

_SCORED = """
    SELECT scorings.right_count * 1.0 / scorings.sample_count, scorings.set_name
    FROM runs JOIN scorings USING (variant_sha256, board, origin)
    WHERE runs.sequence = :sequence AND scorings.right_count IS NOT NULL
    ORDER BY scorings.pack_sha256 = runs.pack_sha256 DESC, scorings.sequence DESC
    LIMIT 1
"""

_WORDS = """
    INSERT INTO run_words (run_sequence, words, note_folded, tags_folded)
    VALUES (:sequence, :words, :note_folded, :tags_folded)
    ON CONFLICT (run_sequence) DO UPDATE SET
        words = excluded.words, note_folded = excluded.note_folded, tags_folded = excluded.tags_folded
"""

_SEARCHED = """
    SELECT run_id, board, device_id, origin, model, variant_name, variant_version, issue_codes, note, tags
    FROM run_summaries WHERE run_sequence = :sequence
"""


def is_current(database: Database) -> bool:
    """Whether the summaries were made by the rules of this version."""
    row = database.execute("SELECT value FROM settings WHERE key = 'summary_rules'").fetchone()
    return row is not None and row[0] == _RULES


def rebuild(database: Database) -> None:
    """Derives every summary anew, some at a time, so that others may write in between and an end in between is no loss.

    A run that cannot be read gets a summary that says so.
    """
    for chunk in _chunks(database):
        with writing(database):
            for sequence, run in _read(database, chunk):
                _put(database, sequence, run)
                put_words(database, sequence)
    with writing(database):
        previous_runs.rebuild(database)
        database.execute(
            "INSERT INTO settings (key, value) VALUES ('summary_rules', :rules) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            {"rules": _RULES},
        )


def add(database: Database, sequence: int, run: Run) -> None:
    """Derives the summary of a run that was just saved with its tags; within the transaction of the caller."""
    _put(database, sequence, run)
    put_words(database, sequence)
    previous_runs.insert(database, sequence)


def put_tags(database: Database, sequence: int, tags: Sequence[str]) -> None:
    """Follows a change of tags."""
    parameters = {"sequence": sequence, "tags": json.dumps(list(tags), ensure_ascii=False)}
    database.execute("UPDATE run_summaries SET tags = :tags WHERE run_sequence = :sequence", parameters)
    put_words(database, sequence)


def put_words(database: Database, sequence: int) -> None:
    """Follows a change of note or tags, once the summary has it."""
    row = next(database.query(_SEARCHED, {"sequence": sequence}), None)
    if row is None:
        return
    tags = [str(tag) for tag in json.loads(row["tags"])]
    texts = (
        row["run_id"], row["board"], row["device_id"], row["origin"], row["model"], row["variant_name"],
        f"v{row['variant_version']}", row["issue_codes"], row["note"], *tags,
    )  # fmt: skip
    parameters = {
        "sequence": sequence,
        "words": joined_words(texts),
        "note_folded": folded(row["note"]),
        "tags_folded": "".join(f"\n{folded(tag)}\n" for tag in tags),
    }
    database.execute(_WORDS, parameters)


def _put(database: Database, sequence: int, run: Run | UnreadableRow) -> None:
    parameters: dict[str, object] = {"sequence": sequence}
    if isinstance(run, UnreadableRow):
        parameters |= {
            "latency_us": None, "p99_us": None, "sample_count": 0, "instructions": None, "ram_bytes": None,
            "validity_rank": RANKS.index(ValidityStatus.INVALID), "issue_codes": "", "comparable_key": "",
            "problem": str(run), "energy_uj": None, "is_energy_simulated": 0,
        }  # fmt: skip
    else:
        values, energy = derived(run), energy_value(run.energy)
        parameters |= {
            "latency_us": values.latency_us,
            "p99_us": values.p99_us,
            "sample_count": values.sample_count,
            "instructions": values.instructions,
            "ram_bytes": run.ram_bytes,
            "validity_rank": RANKS.index(run.validity.status),
            "issue_codes": " ".join(issue.code.value for issue in run.validity.issues),
            "comparable_key": comparable_key(run),
            "problem": "",
            "energy_uj": energy.net_uj if energy is not None else None,
            "is_energy_simulated": int(energy is not None and energy.is_simulated),
        }
    scored = database.execute(_SCORED, {"sequence": sequence}).fetchone()
    parameters["scored_ratio"], parameters["scored_set"] = scored if scored is not None else (None, "")
    database.execute(_MARKS, parameters)


def _read(database: Database, sequences: Sequence[int]) -> Iterator[tuple[int, Run | UnreadableRow]]:
    """All at once where all can be read, else one by one."""
    try:
        yield from zip(sequences, runs_by_sequence(database, sequences), strict=True)
    except UnreadableRow:
        for sequence in sequences:
            try:
                yield sequence, runs_by_sequence(database, [sequence])[0]
            except UnreadableRow as error:
                yield sequence, error


def _chunks(database: Database) -> Iterator[list[int]]:
    last = 0
    sql = "SELECT sequence FROM runs WHERE sequence > :last ORDER BY sequence LIMIT :count"
    while chunk := [int(row[0]) for row in database.execute(sql, {"last": last, "count": _CHUNK}).fetchall()]:
        yield chunk
        last = chunk[-1]
