"""Results of MLPerf Tiny in the database."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import TYPE_CHECKING

from benchwright.model.board import Origin
from benchwright.model.errors import MlperfResultNotFound
from benchwright.model.mlperf import Mode
from benchwright.model.mlperf_entry import Counted, EntryWindow, MlperfEntry
from benchwright.model.mlperf_rules import Breach, BreachCode
from benchwright.model.submission import Division
from benchwright.store.lane import StoreLane
from benchwright.store.queries import Row

if TYPE_CHECKING:
    from sqlite_utils import Database

_SHORTEST_PREFIX = 4


class SqliteMlperfStore:
    """Keeps results by the lane that owns the file; implements `MlperfStore`."""

    def __init__(self, lane: StoreLane) -> None:
        self._lane = lane

    def add(self, entry: MlperfEntry) -> None:
        """Keeps a result."""
        self._lane.call(lambda database: database["mlperf_results"].insert(_row(entry)))

    def entries(self) -> tuple[MlperfEntry, ...]:
        """Every result, newest first."""
        return self._lane.call(_all)

    def entry(self, result_id: str) -> MlperfEntry:
        """One result by its id or a unique prefix of at least 4 characters."""
        return self._lane.call(lambda database: _one(database, result_id))


def _all(database: Database) -> tuple[MlperfEntry, ...]:
    return tuple(_entry(row) for row in database.query("SELECT * FROM mlperf_results ORDER BY sequence DESC"))


def _one(database: Database, result_id: str) -> MlperfEntry:
    if len(result_id) < _SHORTEST_PREFIX:
        raise MlperfResultNotFound(result_id, "Give at least 4 characters.")
    sql = """
        SELECT * FROM mlperf_results
        WHERE substr(result_id, 1, length(:result_id)) = :result_id LIMIT 2
    """
    found = [_entry(row) for row in database.query(sql, {"result_id": result_id})]
    if len(found) != 1:
        raise MlperfResultNotFound(result_id, "Several begin with this." if found else "None has this id.")
    return found[0]


def _row(entry: MlperfEntry) -> dict[str, object]:
    return {
        "result_id": entry.result_id,
        "started_at": entry.started_at,
        "finished_at": entry.finished_at,
        "benchmark_id": entry.benchmark_id,
        "mode": entry.mode.value,
        "counted": entry.counted.value,
        "value": entry.value,
        "division": entry.division.value,
        "submitter": entry.submitter,
        "system": entry.system,
        "device_id": entry.device_id,
        "board": entry.board,
        "origin": entry.origin.value if entry.origin is not None else None,
        "vendor_name": entry.vendor_name,
        "profile": entry.profile,
        "io_manager": entry.io_manager,
        "breaches": json.dumps([[one.code.value, one.text] for one in entry.breaches], ensure_ascii=False),
        "windows": json.dumps([astuple(one) for one in entry.windows], ensure_ascii=False),
        "answer_count": entry.answer_count,
        "dataset_sha256": entry.dataset_sha256,
        "meter": entry.meter,
        "is_meter_simulated": int(entry.is_meter_simulated),
        "supply_mv": entry.supply_mv,
        "folder": entry.folder,
    }


def _entry(row: Row) -> MlperfEntry:
    return MlperfEntry(
        result_id=row["result_id"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        benchmark_id=row["benchmark_id"],
        mode=Mode(row["mode"]),
        counted=Counted(row["counted"]),
        value=row["value"],
        division=Division(row["division"]),
        submitter=row["submitter"],
        system=row["system"],
        device_id=row["device_id"],
        board=row["board"],
        origin=Origin(row["origin"]) if row["origin"] is not None else None,
        vendor_name=row["vendor_name"],
        profile=row["profile"],
        io_manager=row["io_manager"],
        breaches=tuple(Breach(BreachCode(code), text) for code, text in json.loads(row["breaches"])),
        windows=tuple(EntryWindow(*window) for window in json.loads(row["windows"])),
        answer_count=row["answer_count"],
        dataset_sha256=row["dataset_sha256"],
        meter=row["meter"],
        is_meter_simulated=bool(row["is_meter_simulated"]),
        supply_mv=row["supply_mv"],
        folder=row["folder"],
    )
