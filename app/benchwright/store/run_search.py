"""Searching runs: pages of summaries in any order, counts, and the values a field has."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from benchwright.model.board import Origin
from benchwright.model.run import Run, ValidityStatus
from benchwright.model.run_query import Text
from benchwright.model.run_summary import Reference, RunSummary
from benchwright.protocols.run_search import Cursor, RunPage, RunSearch, SortKey
from benchwright.protocols.run_store import RunFilter, UnreadRun
from benchwright.store.newest_runs import newest_of_versions
from benchwright.store.queries import Row, selected_runs
from benchwright.store.query_sql import Conditions, conditions
from benchwright.store.summaries import RANKS
from benchwright.store.word_index import is_indexed

if TYPE_CHECKING:
    from sqlite_utils import Database

_MOST_VALUES = 50
_LARGEST = 2**63 - 1  # SQLite's integers have 64 bits

_KEYS = {
    SortKey.NUMBER: "own.run_sequence",
    SortKey.TIME: "own.started_at",
    SortKey.BASELINE: "own.baseline_at IS NOT NULL",
    SortKey.VALIDITY: "own.validity_rank",
    SortKey.BOARD: "own.board",
    SortKey.ORIGIN: "own.origin",
    SortKey.MODEL: "own.model",
    SortKey.VERSION: "own.variant_version",
    SortKey.LATENCY: "own.latency_us",
    SortKey.P99: "own.p99_us",
    SortKey.CHANGE: "own.change_ratio",
    SortKey.AGAINST_BASELINE: (
        "iif(base.comparable_key = own.comparable_key AND base.validity_rank < 2 AND own.validity_rank < 2 "
        "AND base.latency_us > 0, (own.latency_us - base.latency_us) / base.latency_us, NULL)"
    ),
    SortKey.RAM: "own.ram_bytes",
    SortKey.FLASH: "own.flash_bytes",
    SortKey.ACCURACY: "own.accuracy_ratio",
    SortKey.SCORED: "own.scored_ratio",
    SortKey.INSTRUCTIONS: "own.instructions",
    SortKey.ENERGY: "own.energy_uj",
    SortKey.PARITY: "iif(own.parity_checked_count = 0, -1, own.parity_mismatched_bytes)",
    SortKey.NOTES: "nullif(ltrim(own.tags || own.note, '[]'), '')",
}
_NULLABLE = frozenset(
    {
        SortKey.LATENCY, SortKey.P99, SortKey.CHANGE, SortKey.AGAINST_BASELINE, SortKey.RAM, SortKey.ACCURACY,
        SortKey.SCORED, SortKey.INSTRUCTIONS, SortKey.ENERGY, SortKey.NOTES,
    }
)  # fmt: skip

_INDEXED = frozenset({SortKey.TIME, SortKey.LATENCY, SortKey.CHANGE, SortKey.RAM, SortKey.FLASH, SortKey.ENERGY})
"""Migrations 5 and 10 have an index of each."""

# Otherwise SQLite takes the index of another order for the sake of `archived_at IS NULL`, and hops through the table.
_WHOLE_TABLE = "NOT INDEXED"

_BASELINE = """
    LEFT JOIN run_summaries AS base
        ON (base.model, base.board, base.origin) = (own.model, own.board, own.origin)
        AND base.baseline_at IS NOT NULL AND base.archived_at IS NULL AND base.run_sequence <> own.run_sequence
"""

# The page is found first with as little as its order needs, and what it shows is read afterwards.
_PAGE = f"""
    WITH page AS (
        SELECT own.run_sequence AS sequence, {{key}} AS key FROM run_summaries AS own {{scan}} {{join}}
        WHERE {{conditions}} ORDER BY {{key}} {{way}}, own.run_sequence {{way}} LIMIT :limit
    )
    SELECT own.*, page.key AS sort_key, {_KEYS[SortKey.AGAINST_BASELINE]} AS baseline_ratio,
        previous.run_id AS previous_id, previous.variant_name || ' v' || previous.variant_version AS previous_label,
        base.run_id AS baseline_id, base.variant_name || ' v' || base.variant_version AS baseline_label
    FROM page JOIN run_summaries AS own ON own.run_sequence = page.sequence {_BASELINE}
    LEFT JOIN run_summaries AS previous ON previous.run_sequence = own.previous_sequence
    ORDER BY page.key {{way}}, own.run_sequence {{way}}
"""

_FILTERED = """
    SELECT * FROM runs
    WHERE (:board = '' OR board = :board)
      AND (:model = '' OR model = :model)
      AND (:variant_sha256 = '' OR variant_sha256 = :variant_sha256)
      AND (:device_id = '' OR device_id = :device_id)
      AND (:include_archived OR archived_at IS NULL)
      AND NOT EXISTS (
          SELECT 1 FROM json_each(:words) AS word
          WHERE instr(
              lower(
                  run_id || ' ' || variant_name || ' v' || variant_version || ' ' || model || ' ' || board || ' ' ||
                  device_id || ' ' || origin || ' ' || note || ' ' ||
                  coalesce((SELECT group_concat(tag, ' ') FROM tags WHERE run_sequence = runs.sequence), '')
              ),
              lower(word.value)
          ) = 0
      )
      {searched} {newest}
    ORDER BY started_at DESC, sequence DESC
    LIMIT iif(:limit = 0, -1, :limit)
"""

_SEARCHED = "AND sequence IN (SELECT own.run_sequence FROM run_summaries AS own WHERE {conditions})"

# A board or a model whose runs are all archived is looked for as well: its runs may be asked for.
_NAMES = """
    WITH RECURSIVE names (name) AS (
        SELECT min({column}) FROM run_summaries
        UNION ALL
        SELECT (SELECT min({column}) FROM run_summaries WHERE {column} > name) FROM names WHERE name IS NOT NULL
    )
    SELECT name FROM names WHERE name IS NOT NULL
"""

_FREQUENT = 2_000
_MATCHES = "SELECT count(*) FROM (SELECT 1 FROM words_index WHERE words_index MATCH :match LIMIT :limit)"

_VALUES = {
    "variant": "SELECT name AS value FROM variants GROUP BY name",
    "device": "SELECT device_id AS value FROM devices",
    "tag": "SELECT tag AS value FROM tags GROUP BY tag",
    "issue": "SELECT code AS value FROM issues GROUP BY code",
}


def find_page(database: Database, which: RunSearch, now: datetime) -> RunPage:
    """One page of summaries, and where the next one begins."""
    rows: list[Row] = []
    after = which.after
    is_nullable = which.sort in _NULLABLE
    if after is None or not after.is_past_values:
        rows += _part(database, which, now, after, which.limit, has_value=True if is_nullable else None)
    if is_nullable and len(rows) < which.limit:
        start = after if after is not None and after.is_past_values else None
        rows += _part(database, which, now, start, which.limit - len(rows), has_value=False)
    if not rows or len(rows) < which.limit:
        following = None
    else:
        last = rows[-1]
        following = Cursor(last["sort_key"], last["run_sequence"], is_past_values=last["sort_key"] is None)
    return RunPage(tuple(_summary(row) for row in rows), following)


def count_runs(database: Database, which: RunSearch, now: datetime) -> int:
    """How many runs a search finds."""
    wanted = _conditions(database, which, now, names=partial(_names, database))
    is_by_name = any(isinstance(term.asks, Text) and not term.is_negated for term in which.query.terms)
    scan = _WHOLE_TABLE if which.query.terms and not is_by_name else ""
    sql = f"SELECT count(*) FROM run_summaries AS own {scan} WHERE {wanted.sql}"
    return int(database.execute(sql, wanted.parameters).fetchone()[0])


def found_ids(database: Database, which: RunSearch, now: datetime) -> tuple[str, ...]:
    """Ids of the runs a search finds, newest first; where it begins and in which order it is asked do not matter."""
    wanted = _conditions(database, which, now)
    scan = _WHOLE_TABLE if which.query.terms else ""
    sql = f"SELECT own.run_id FROM run_summaries AS own {scan} WHERE {wanted.sql} ORDER BY own.started_at DESC LIMIT "
    sql += wanted.bind(which.limit)
    return tuple(str(row[0]) for row in database.execute(sql, wanted.parameters))


def filtered_runs(database: Database, which: RunFilter, now: datetime) -> tuple[tuple[Run, ...], tuple[UnreadRun, ...]]:
    """Runs that fit, newest first, and those that cannot be read.

    Every word of `which.text` must stand in the names, the note or the tags.
    """
    wanted = _conditions(database, RunSearch(which.query, include_archived=which.include_archived), now)
    parameters = {
        "board": which.board,
        "model": which.model,
        "variant_sha256": which.variant_sha256,
        "device_id": which.device_id,
        "include_archived": which.include_archived or which.query.names_archived,
        "words": json.dumps(which.text.split()),
        "limit": min(max(which.limit, 0), _LARGEST),
    }
    searched = _SEARCHED.format(conditions=wanted.sql) if which.query.terms else ""
    newest = newest_of_versions(which) if which.newest_of_versions else ""
    return selected_runs(database, _FILTERED.format(searched=searched, newest=newest), wanted.parameters | parameters)


def field_values(database: Database, field: str) -> tuple[str, ...]:
    """The values in use of a field, for completion; none for fields that are not a list of names."""
    if field in {"board", "model"}:
        return _names(database, field)[:_MOST_VALUES]
    sql = _VALUES.get(field)
    if sql is None:
        return ()
    return tuple(str(row["value"]) for row in database.query(f"{sql} ORDER BY value LIMIT {_MOST_VALUES}"))


def _conditions(
    database: Database,
    which: RunSearch,
    now: datetime,
    *,
    names: Callable[[str], Sequence[str]] | None = None,
    is_frequent: Callable[[str], bool] = lambda _match: False,
) -> Conditions:
    indexed = is_indexed(database.conn)
    return conditions(which.query, include_archived=which.include_archived, now=now, is_indexed=indexed, names=names,
                      is_frequent=is_frequent)  # fmt: skip


def _names(database: Database, column: str) -> tuple[str, ...]:
    """The values of an indexed column, by one step through the index for each."""
    return tuple(str(value) for (value,) in database.execute(_NAMES.format(column=column)))


def _is_frequent(database: Database, match: str) -> bool:
    return int(database.execute(_MATCHES, {"match": match, "limit": _FREQUENT}).fetchone()[0]) == _FREQUENT


def _part(
    database: Database, which: RunSearch, now: datetime, after: Cursor | None, limit: int, *, has_value: bool | None
) -> Sequence[Row]:
    """Rows whose key has a value, or has none; None where it always has one."""
    is_frequent = partial(_is_frequent, database) if which.sort in _INDEXED else lambda _match: False
    key, wanted = _KEYS[which.sort], _conditions(database, which, now, is_frequent=is_frequent)
    if has_value is not None:
        wanted.parts.append(f"{key} IS {'NOT ' if has_value else ''}NULL")
    if after is not None:
        sign = "<" if which.is_descending else ">"
        sequence = wanted.bind(after.sequence)
        if has_value is False:
            wanted.parts.append(f"own.run_sequence {sign} {sequence}")
        else:
            wanted.parts.append(f"({key}, own.run_sequence) {sign} ({wanted.bind(after.key)}, {sequence})")
    sql = _PAGE.format(
        key="NULL" if has_value is False else key,
        scan="" if which.sort in _INDEXED else _WHOLE_TABLE,
        join=_BASELINE if which.sort is SortKey.AGAINST_BASELINE else "",
        conditions=wanted.sql,
        way="DESC" if which.is_descending else "ASC",
    )
    return list(database.query(sql, wanted.parameters | {"limit": limit}))


def _summary(row: Row) -> RunSummary:
    problem = str(row["problem"])
    origin = next((origin for origin in Origin if origin.value == row["origin"]), None)
    if origin is None:
        problem = problem or f"{row['origin']!r} is no origin"
    return RunSummary(
        sequence=row["run_sequence"],
        run_id=row["run_id"],
        started_at=row["started_at"],
        board=row["board"],
        device_id=row["device_id"],
        origin=origin or Origin.NATIVE,
        model=row["model"],
        variant_name=row["variant_name"],
        variant_version=row["variant_version"],
        variant_sha256=row["variant_sha256"],
        latency_us=row["latency_us"],
        p99_us=row["p99_us"],
        sample_count=row["sample_count"],
        instructions=row["instructions"],
        ram_bytes=row["ram_bytes"],
        flash_bytes=row["flash_bytes"],
        accuracy=row["accuracy_ratio"],
        scored_ratio=row["scored_ratio"],
        scored_set=row["scored_set"],
        energy_uj=row["energy_uj"],
        is_energy_simulated=bool(row["is_energy_simulated"]),
        validity=RANKS[row["validity_rank"]] if not problem else ValidityStatus.INVALID,
        issue_codes=tuple(row["issue_codes"].split()),
        parity_checked=row["parity_checked_count"],
        parity_mismatched_bytes=row["parity_mismatched_bytes"],
        note=row["note"],
        tags=_tags(row["tags"]),
        is_baseline=row["baseline_at"] is not None,
        archived_at=row["archived_at"] or "",
        previous=_reference(row["previous_id"], row["previous_label"], row["change_ratio"]),
        baseline=_reference(row["baseline_id"], row["baseline_label"], row["baseline_ratio"]),
        problem=problem,
    )


def _reference(run_id: str | None, label: str | None, ratio: float | None) -> Reference | None:
    return None if run_id is None else Reference(run_id, label or "", ratio)


def _tags(value: str) -> tuple[str, ...]:
    try:
        found = json.loads(value)
    except ValueError:
        return ()
    return tuple(str(tag) for tag in found) if isinstance(found, list) else ()
