"""Keeping a result of MLPerf Tiny in the database once its folder is written."""

from __future__ import annotations

import uuid

from benchwright.bench.mlperf_session import Written
from benchwright.model.mlperf_entry import MlperfEntry, entry_of
from benchwright.model.submission import SubmissionPlace
from benchwright.protocols.run_store import RunStore


def keep_result(store: RunStore, written: Written, place: SubmissionPlace) -> MlperfEntry:
    """Keeps what was written, and gives back what is kept.

    Raises:
        DatabaseUnusable: the database does not take it; the folder is whole.
    """
    entry = entry_of(written.result, place, str(written.folder), uuid.uuid4().hex[:12])
    store.mlperf.add(entry)
    return entry
