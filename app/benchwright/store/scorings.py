"""Scorings in the database: begun, added to input by input, and read back."""

from __future__ import annotations

import json
import struct
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchwright.model.accuracy_source import AccuracySource, SourcedAccuracy
from benchwright.model.board import Origin
from benchwright.model.errors import ScoringNotFound
from benchwright.model.run import Run
from benchwright.model.scoring import AnswerKind, ScoredInput, Scoring
from benchwright.store.queries import Row
from benchwright.store.schema import writing

if TYPE_CHECKING:
    from sqlite_utils import Database

_ALL = """
    SELECT scorings.*, (SELECT count(*) FROM scored_inputs WHERE scoring_sequence = sequence) AS done_count
    FROM scorings
"""
_SHORTEST_PREFIX = 4


def begin(database: Database, scoring: Scoring) -> None:
    """Writes a scoring without inputs."""
    database["scorings"].insert(
        {
            "scoring_id": scoring.scoring_id,
            "started_at": scoring.started_at,
            "finished_at": scoring.finished_at,
            "board": scoring.board,
            "device_id": scoring.device_id,
            "origin": scoring.origin.value,
            "model": scoring.model,
            "variant_sha256": scoring.variant_sha256,
            "variant_name": scoring.variant_name,
            "variant_version": scoring.variant_version,
            "pack_sha256": scoring.pack_sha256,
            "firmware_sha256": scoring.firmware_sha256,
            "engine": scoring.engine,
            "kernel_set": scoring.kernel_set,
            "set_name": scoring.set_name,
            "set_sha256": scoring.set_sha256,
            "set_note": scoring.set_note,
            "kind": scoring.kind.value,
            "class_count": scoring.class_count,
            "class_names": json.dumps(scoring.class_names, ensure_ascii=False),
            "sample_count": scoring.sample_count,
            "device_s": scoring.device_s,
            "has_host": int(scoring.has_host),
        }
    )


def add_inputs(database: Database, scoring_id: str, inputs: Sequence[ScoredInput], device_s: float) -> None:
    """Writes answers in one transaction."""
    insert = """
        INSERT INTO scored_inputs (scoring_sequence, position, name, label, board_scores, host_scores, differing_bytes)
        VALUES (
            (SELECT sequence FROM scorings WHERE scoring_id = :scoring_id),
            :position, :name, :label, :board_scores, :host_scores, :differing_bytes
        )
    """
    rows = [
        {
            "scoring_id": scoring_id,
            "position": one.position,
            "name": one.name,
            "label": one.label,
            "board_scores": _packed(one.board),
            "host_scores": _packed(one.host) if one.host and one.host != one.board else None,
            "differing_bytes": one.differing_bytes,
        }
        for one in inputs
    ]
    update = "UPDATE scorings SET device_s = :device_s WHERE scoring_id = :scoring_id"
    with writing(database.conn):
        database.conn.executemany(insert, rows)
        database.execute(update, {"device_s": device_s, "scoring_id": scoring_id})


def finish(database: Database, scoring_id: str, at: str, right_count: int | None) -> Scoring:
    """Marks the end of a scoring."""
    sql = "UPDATE scorings SET finished_at = :at, right_count = :right_count WHERE scoring_id = :scoring_id"
    with writing(database.conn):
        database.execute(sql, {"at": at, "right_count": right_count, "scoring_id": scoring_id})
    return one_scoring(database, scoring_id)


def find_unfinished(database: Database, like: Scoring) -> Scoring | None:
    """The newest without an end of the same pack, firmware, board, origin and set."""
    sql = f"""
        {_ALL}
        WHERE finished_at = '' AND pack_sha256 = :pack_sha256 AND firmware_sha256 = :firmware_sha256
            AND board = :board AND origin = :origin AND set_sha256 = :set_sha256 AND set_note = :set_note
        ORDER BY sequence DESC LIMIT 1
    """
    asked = {
        "pack_sha256": like.pack_sha256,
        "firmware_sha256": like.firmware_sha256,
        "board": like.board,
        "origin": like.origin.value,
        "set_sha256": like.set_sha256,
        "set_note": like.set_note,
    }
    return next((_scoring(row) for row in database.query(sql, asked)), None)


def one_scoring(database: Database, scoring_id: str) -> Scoring:
    """One by its id or a unique prefix of it.

    Raises:
        ScoringNotFound: none, or several.
    """
    if len(scoring_id) < _SHORTEST_PREFIX:
        raise ScoringNotFound(scoring_id, "Give at least 4 characters.")
    sql = f"{_ALL} WHERE substr(scoring_id, 1, length(:scoring_id)) = :scoring_id LIMIT 2"
    found = [_scoring(row) for row in database.query(sql, {"scoring_id": scoring_id})]
    if len(found) != 1:
        raise ScoringNotFound(scoring_id, "Several begin with this." if found else "None has this id.")
    return found[0]


def all_scorings(database: Database, variant_sha256: str) -> tuple[Scoring, ...]:
    """Newest first; of one variant, or all for ""."""
    sql = f"{_ALL} WHERE :variant_sha256 IN ('', variant_sha256) ORDER BY sequence DESC"
    return tuple(_scoring(row) for row in database.query(sql, {"variant_sha256": variant_sha256}))


def newest_of_run(database: Database, run: Run) -> Scoring | None:
    """The newest finished one of the version of a run on its board, one of the same pack before others."""
    sql = f"""
        {_ALL}
        WHERE finished_at <> '' AND variant_sha256 = :variant_sha256 AND board = :board AND origin = :origin
        ORDER BY pack_sha256 = :pack_sha256 DESC, sequence DESC LIMIT 1
    """
    asked = {
        "variant_sha256": run.variant_sha256,
        "pack_sha256": run.pack_sha256,
        "board": run.board,
        "origin": run.origin.value,
    }
    return next((_scoring(row) for row in database.query(sql, asked)), None)


def accuracies_of_runs(database: Database, sequences: Sequence[int]) -> dict[str, tuple[SourcedAccuracy, ...]]:
    """By run id what labelled sets on its board told of its pack, of each set the newest."""
    if database.execute("SELECT 1 FROM scorings WHERE right_count IS NOT NULL LIMIT 1").fetchone() is None:
        return {}
    sql = """
        SELECT run_id, set_name, set_sha256, right_count * 1.0 / sample_count AS ratio, sample_count
        FROM runs JOIN scorings USING (pack_sha256, board, origin)
        WHERE right_count IS NOT NULL AND runs.sequence IN (SELECT value FROM json_each(:sequences))
        ORDER BY scorings.sequence
    """
    found: defaultdict[str, dict[AccuracySource, SourcedAccuracy]] = defaultdict(dict)
    for row in database.query(sql, {"sequences": json.dumps(sequences)}):
        source = AccuracySource(row["set_name"], row["set_sha256"], is_on_board=True)
        found[row["run_id"]][source] = SourcedAccuracy(row["ratio"], source, row["sample_count"])
    return {run_id: tuple(by_source.values()) for run_id, by_source in found.items()}


def read_inputs(database: Database, scoring_id: str) -> tuple[ScoredInput, ...]:
    """The answers of a scoring in their order."""
    sql = """
        SELECT scored_inputs.*, has_host
        FROM scored_inputs JOIN scorings ON sequence = scoring_sequence
        WHERE scoring_id = :scoring_id ORDER BY position
    """
    return tuple(_input(row) for row in database.query(sql, {"scoring_id": scoring_id}))


def _scoring(row: Row) -> Scoring:
    return Scoring(
        scoring_id=row["scoring_id"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        board=row["board"],
        device_id=row["device_id"],
        origin=Origin(row["origin"]),
        model=row["model"],
        variant_sha256=row["variant_sha256"],
        variant_name=row["variant_name"],
        variant_version=row["variant_version"],
        pack_sha256=row["pack_sha256"],
        firmware_sha256=row["firmware_sha256"],
        engine=row["engine"],
        kernel_set=row["kernel_set"],
        set_name=row["set_name"],
        set_sha256=row["set_sha256"],
        set_note=row["set_note"],
        kind=AnswerKind(row["kind"]),
        class_count=row["class_count"],
        class_names=tuple(json.loads(row["class_names"])),
        sample_count=row["sample_count"],
        done_count=row["done_count"],
        device_s=row["device_s"],
        has_host=bool(row["has_host"]),
        right_count=row["right_count"],
    )


def _input(row: Row) -> ScoredInput:
    board = _unpacked(row["board_scores"])
    host = board if row["host_scores"] is None else _unpacked(row["host_scores"])
    return ScoredInput(
        position=row["position"],
        name=row["name"],
        label=row["label"],
        board=board,
        host=host if row["has_host"] else (),
        differing_bytes=row["differing_bytes"],
    )


def _packed(scores: tuple[float, ...]) -> bytes:
    return struct.pack(f"<{len(scores)}d", *scores)


def _unpacked(data: bytes) -> tuple[float, ...]:
    return struct.unpack(f"<{len(data) // 8}d", data)
