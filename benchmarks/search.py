"""Searching many runs: opening the file, pages of the table, counts, by kind of search; in the thread of the store."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.benchmark import Effort, say
from benchmarks.document import table
from benchmarks.many_runs import make_many_runs
from benchwright.model.run_query import parse_query
from benchwright.protocols.run_search import RunSearch, SortKey
from benchwright.store import SqliteRunStore

SIZES = (100_000, 1_000_000)
TURNS = 7
_PAGES_DEEP = 50
SEARCHES = (
    "",
    "board:nano",
    "model:kws valid:yes",
    "int8 nightly",
    '"quiet room" -float32',
    "latency<20ms ram<64k",
    "tag:nightly note:desk change>5%",
    ">30d -origin:emulated",
    "r-0004711",
    "no such words at all",
)


def measure_search(effort: Effort) -> str:
    """Each search: its first page, and its count beside it; then other orders, and a page deep in the table."""
    rows: list[tuple[object, ...]] = []
    sizes = SIZES[: effort.turns(len(SIZES), 1)]
    with tempfile.TemporaryDirectory(prefix="benchwright-bench-") as folder:
        for size in sizes:
            say(f"{size:,} runs")
            file = Path(folder) / f"{size}.db"
            make_many_runs(file, size)
            rows += _rows(file, size, effort.turns(TURNS, 2))
            file.unlink()
    return table(("runs", "what", "found", "first page", "count", "together"), rows)


def _rows(file: Path, size: int, turns: int) -> list[tuple[object, ...]]:
    started = time.perf_counter()
    with SqliteRunStore(file, clock=lambda: datetime.now(UTC)) as store:
        store.search(RunSearch())
        rows: list[tuple[object, ...]] = [
            (f"{size:,}", "open, first page", "", _ms(time.perf_counter() - started), "", "")
        ]
        for text in SEARCHES:
            which = RunSearch(parse_query(text))
            rows.append((f"{size:,}", f"`{text}`" if text else "everything", *_measured(store, which, turns)))
        for sort in (SortKey.LATENCY, SortKey.CHANGE, SortKey.NOTES, SortKey.AGAINST_BASELINE):
            which = RunSearch(sort=sort)
            rows.append((f"{size:,}", f"everything, by {sort.value}", *_measured(store, which, turns)))
        deep = RunSearch()
        for _ in range(_PAGES_DEEP):
            deep = replace(deep, after=store.search(deep).following)
        rows.append((f"{size:,}", f"page {_PAGES_DEEP} of everything", *_measured(store, deep, turns)))
    return rows


def _measured(store: SqliteRunStore, which: RunSearch, turns: int) -> tuple[str, ...]:
    page_s = _median(lambda: store.search(which), turns)
    count_s = _median(lambda: store.count(which), turns)
    return f"{store.count(which):,}", _ms(page_s), _ms(count_s), _ms(page_s + count_s)


def _median(work: Callable[[], object], turns: int) -> float:
    seconds = []
    for _ in range(turns):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"
