"""What the store keeps in memory of the runs that went through it."""

from __future__ import annotations

import ctypes
import ctypes.util
from dataclasses import replace

import pytest

from benchwright.model.run import Window
from benchwright.store import SqliteRunStore
from tests.builders import a_record, a_run, a_timing

_SAMPLES = 40_000
"""Of a small model on a live clock in five windows of a second."""
_RUNS = 30
_BOUND_BYTES = 6_000_000
"""Less than the samples alone would take."""


def _sqlite_bytes() -> int:
    library = ctypes.CDLL(ctypes.util.find_library("sqlite3"))
    library.sqlite3_memory_used.restype = ctypes.c_int64
    return int(library.sqlite3_memory_used())


def test_samples_of_many_runs_do_not_stay_in_the_memory_of_the_database(store: SqliteRunStore) -> None:
    timing = replace(a_timing(), windows=(Window(0, tuple(range(_SAMPLES))),))
    before = _sqlite_bytes()
    store.add(a_record(a_run(run_id="first", timing=timing)))
    if _sqlite_bytes() == before:
        pytest.skip("this interpreter has an SQLite of its own, which cannot be asked")
    for number in range(_RUNS):
        store.add(a_record(a_run(run_id=f"run {number}", timing=timing)))
    assert _sqlite_bytes() - before < _BOUND_BYTES < _RUNS * _SAMPLES * 8
