"""A database with as many runs as wanted, made in SQL from one real run: for tables and searches, not for samples."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchwright.store import SqliteRunStore
from tests.builders import a_record, a_run, a_timing

BOARDS = ("b-l475e-iot01a", "arduino-nano-33-ble", "esp32-s3-devkitc-1", "rp2040-pico", "nucleo-l4r5zi")
MODELS = ("kws", "digits", "gesture", "anomaly", "vww", "wakeword", "fault", "cough")

_COLUMNS = "SELECT name FROM pragma_table_info('{}') ORDER BY cid"

# Odd multipliers spread the values without a random number: the same database every time.
_CHANGED = {
    "run_id": "printf('r-%07d-%04x', number, number * 2654435761 % 65536)",
    "started_at": "strftime('%Y-%m-%dT%H:%M:%S+00:00', 1700000000 + number * 60, 'unixepoch')",
    "board": "(SELECT value FROM json_each(:boards) WHERE key = number % json_array_length(:boards))",
    "model": "(SELECT value FROM json_each(:models) WHERE key = number / 7 % json_array_length(:models))",
    "variant_version": "1 + number / 900 % 40",
    "variant_name": "(SELECT value FROM json_each(:models) WHERE key = number / 7 % 8) || "
    "iif(number % 3, '_int8', '_float32')",
    "origin": "iif(number % 5, 'hardware', 'emulated')",
    "archived_at": "iif(number % 50 = 0, '2026-11-20T12:00:00+00:00', NULL)",
    "note": "iif(number % 11, '', 'desk ' || (number % 97) || ' quiet room')",
    "tags": "iif(number % 4, '[]', '[\"nightly\"]')",
    "latency_us": "500 + number * 7919 % 90000 / 3.0",
    "p99_us": "600 + number * 7919 % 90000 / 3.0",
    "change_ratio": "(number * 7919 % 2000 - 1000) / 5000.0",
    "baseline_at": "iif(number BETWEEN 50001 AND 50280 AND number % 35 = 1, '2026-11-20T12:00:00+00:00', NULL)",
    "ram_bytes": "8000 + number * 104729 % 200000",
    "flash_bytes": "40000 + number * 15485863 % 900000",
    "validity_rank": "iif(number % 17 = 0, 2, iif(number % 13 = 0, 1, 0))",
    "variant_sha256": "printf('%064x', number / 900 % 40)",
    "words": "printf('r %07d %04x · ', number, number * 2654435761 % 65536) || (SELECT value FROM json_each(:boards) "
    "WHERE key = number % 5) || ' · ' || (SELECT value FROM json_each(:models) WHERE key = number / 7 % 8) || "
    "iif(number % 3, ' int8', ' float32') || iif(number % 11, '', ' · desk ' || (number % 97) || ' quiet room')"
    " || iif(number % 4, '', ' · nightly')",
    "note_folded": "iif(number % 11, '', 'desk ' || (number % 97) || ' quiet room')",
    "tags_folded": "iif(number % 4, '', char(10) || 'nightly' || char(10))",
}

_NUMBERS = """
    WITH RECURSIVE numbers (number) AS (SELECT 2 UNION ALL SELECT number + 1 FROM numbers WHERE number < :count)
"""


_SAMPLED = """
    INSERT INTO samples SELECT runs.sequence, position, input_index, ticks_u64le FROM samples, runs
    WHERE samples.run_sequence = 1 AND runs.sequence > max(1, :count - :sampled)
"""


def make_many_runs(file: Path, count: int, *, sampled: int = 0) -> None:
    """Fills a new database; all runs share the parts of one, and have no logs of their own; `sampled` have samples."""
    run = a_run(board=BOARDS[0], model=MODELS[0], timing=a_timing(1_600_016), log="")
    with SqliteRunStore(file, clock=lambda: datetime.now(UTC)) as store:
        store.add(a_record(run))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        # Every board of the catalogue would need a row: the references of made-up runs are not checked.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA journal_mode = OFF")  # a power cut costs a database that is made again
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for table, key in (("runs", "sequence"), ("run_summaries", "run_sequence"), ("run_words", "run_sequence")):
            _multiply(connection, table, key, count)
        connection.execute(_SAMPLED, {"count": count, "sampled": sampled})
        connection.execute("COMMIT")
        connection.execute("ANALYZE")


def _multiply(connection: sqlite3.Connection, table: str, key: str, count: int) -> None:
    columns = [name for (name,) in connection.execute(_COLUMNS.format(table))]
    values = ", ".join("number" if name == key else _CHANGED.get(name, name) for name in columns)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) {_NUMBERS} SELECT {values} FROM numbers, {table} WHERE {key} = 1"
    connection.execute(sql, {"count": count, "boards": json.dumps(BOARDS), "models": json.dumps(MODELS)})
