"""Searching runs: what is asked, in which order, and what comes back a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from benchwright.model.run_query import RunQuery
from benchwright.model.run_summary import RunSummary


class SortKey(Enum):
    """What runs can be sorted by; the value is its stable name. Runs without a value come last either way."""

    NUMBER = "number"
    TIME = "time"
    BASELINE = "baseline"
    VALIDITY = "validity"
    BOARD = "board"
    ORIGIN = "origin"
    MODEL = "model"
    VERSION = "version"
    LATENCY = "latency"
    P99 = "p99"
    CHANGE = "change"
    AGAINST_BASELINE = "against-baseline"
    RAM = "ram"
    FLASH = "flash"
    ACCURACY = "accuracy"
    SCORED = "scored"
    INSTRUCTIONS = "instructions"
    ENERGY = "energy"
    PARITY = "parity"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after a row: its sort key, and its `sequence` among equal ones; past the rows that have a value."""

    key: object
    sequence: int
    is_past_values: bool = False


@dataclass(frozen=True, slots=True)
class RunSearch:
    """Which runs, in which order, from where; `limit` rows at most."""

    query: RunQuery = RunQuery()  # noqa: RUF009 - a frozen value
    include_archived: bool = False
    sort: SortKey = SortKey.TIME
    is_descending: bool = True
    after: Cursor | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class RunPage:
    """Some rows, and where the next page begins; None where there is none."""

    rows: tuple[RunSummary, ...]
    following: Cursor | None = None
