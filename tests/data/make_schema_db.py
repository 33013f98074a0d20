"""Writes the small database of the newest schema that `tests/store/test_store_schema.py` opens for ever after.

    PYTHONPATH=app:. python tests/data/make_schema_db.py

Run it once when a schema is released; a file that exists is never written again.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchwright.model.batch import JobState
from benchwright.store import SqliteRunStore
from benchwright.store.schema import known_steps
from tests.builders import (
    VARIANT_FILE,
    a_batch,
    a_failed_attempt,
    a_failure,
    a_hardware_run,
    a_job,
    a_record,
    a_run,
    a_scoring,
    a_variant,
    an_energy,
    an_invalid_run,
    some_answers,
)

BATCH = a_batch(
    a_job(state=JobState.DONE, run_id=a_run().run_id),
    a_job(state=JobState.FAILED, repeat=2, attempts=(a_failed_attempt(),), failure=a_failure()),
)


def main() -> int:
    """Writes schema_NNNN.db beside this file; 1 when it is there already."""
    file = Path(__file__).with_name(f"schema_{known_steps()[-1].number:04}.db")
    if file.exists():
        print(f"{file.name} exists already and is left as it is")
        return 1
    with SqliteRunStore(file, clock=lambda: datetime(2026, 11, 20, 12, 0, tzinfo=UTC)) as store:
        store.import_variant("digits_int8.tflite", VARIANT_FILE, lambda version: a_variant(version=version))
        for run in (
            a_run(tags=("nightly",), note="first light", energy=an_energy()),
            a_hardware_run(),
            an_invalid_run(),
        ):
            store.add(a_record(run))
        store.set_baseline(a_run().run_id, is_baseline=True)
        store.set_archived([an_invalid_run().run_id], is_archived=True)
        store.batches.add(BATCH)
        store.scorings.begin(a_scoring())
        store.scorings.add_inputs(a_scoring().scoring_id, some_answers(), 1.5)
        store.scorings.finish(a_scoring().scoring_id, "2026-11-20T12:11:00+00:00", 2)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        # One file is easier to keep than three: no write-ahead log beside it.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA page_size = 1024")
        connection.execute("VACUUM")
    return 0


if __name__ == "__main__":
    sys.exit(main())
