"""Which run came before: the newest earlier one of another variant of the same model, board and origin.

Kept with each summary, because a table is sorted by the change. Runs of the archive are nobody's previous run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchwright.store.queries import Row

if TYPE_CHECKING:
    from sqlite_utils import Database

_FIND = """
    UPDATE run_summaries AS own SET previous_sequence = (
        SELECT earlier.run_sequence FROM run_summaries AS earlier
        WHERE (earlier.model, earlier.board, earlier.origin) = (own.model, own.board, own.origin)
          AND (earlier.started_at, earlier.run_sequence) < (own.started_at, own.run_sequence)
          AND earlier.variant_sha256 <> own.variant_sha256
          AND earlier.archived_at IS NULL
        ORDER BY earlier.started_at DESC, earlier.run_sequence DESC
        LIMIT 1
    )
    WHERE {which}
"""

_OWN = _FIND.format(which="run_sequence = :sequence")
_FOLLOWERS = _FIND.format(which="previous_sequence = :sequence")

# Saved late or brought back from the archive: it may come between a later run and the one that was its previous.
_COME_BETWEEN = """
    UPDATE run_summaries AS later SET previous_sequence = :sequence
    FROM run_summaries AS new
    WHERE new.run_sequence = :sequence AND new.archived_at IS NULL
      AND (later.model, later.board, later.origin) = (new.model, new.board, new.origin)
      AND (later.started_at, later.run_sequence) > (new.started_at, new.run_sequence)
      AND later.variant_sha256 <> new.variant_sha256
      AND (
          later.previous_sequence IS NULL
          OR (
              SELECT (old.started_at, old.run_sequence) < (new.started_at, new.run_sequence)
              FROM run_summaries AS old WHERE old.run_sequence = later.previous_sequence
          )
      )
"""

_RATIOS = """
    UPDATE run_summaries AS own SET change_ratio = (
        SELECT (own.latency_us - earlier.latency_us) / earlier.latency_us FROM run_summaries AS earlier
        WHERE earlier.run_sequence = own.previous_sequence
          AND earlier.comparable_key = own.comparable_key
          AND earlier.validity_rank < 2 AND own.validity_rank < 2
          AND earlier.latency_us > 0
    )
    WHERE {which}
"""

_OWN_RATIOS = _RATIOS.format(which="run_sequence = :sequence OR previous_sequence = :sequence")
_FOLLOWER_RATIO = _RATIOS.format(which="run_sequence = :sequence")
_ALL_RATIOS = _RATIOS.format(which="TRUE")

_IN_ORDER = """
    SELECT run_sequence, model, board, origin, variant_sha256, archived_at IS NULL AS counts FROM run_summaries
    ORDER BY model, board, origin, started_at, run_sequence
"""


def insert(database: Database, sequence: int) -> None:
    """A run was saved or brought back."""
    database.execute(_OWN, {"sequence": sequence})
    database.execute(_COME_BETWEEN, {"sequence": sequence})
    database.execute(_OWN_RATIOS, {"sequence": sequence})


def remove(database: Database, sequence: int) -> None:
    """A run went to the archive: those that came after it get the one before it."""
    sql = "SELECT run_sequence FROM run_summaries WHERE previous_sequence = :sequence"
    followers = [int(row[0]) for row in database.execute(sql, {"sequence": sequence}).fetchall()]
    database.execute(_FOLLOWERS, {"sequence": sequence})
    for follower in followers:
        database.execute(_FOLLOWER_RATIO, {"sequence": follower})


def rebuild(database: Database) -> None:
    """Finds the previous run of every run, in one walk through all."""
    rows = list(_previous_of(database.query(_IN_ORDER)))
    database.conn.executemany(
        "UPDATE run_summaries SET previous_sequence = :previous WHERE run_sequence = :sequence", rows
    )
    database.execute(_ALL_RATIOS)


def _previous_of(rows: Iterator[Row]) -> Iterator[dict[str, int | None]]:
    family: tuple[str, ...] | None = None
    last: tuple[int, str] | None = None  # the newest that counts, and its variant
    other: int | None = None  # the newest that counts of another variant than that
    for row in rows:
        if (row["model"], row["board"], row["origin"]) != family:
            family, last, other = (row["model"], row["board"], row["origin"]), None, None
        is_next = last is not None and last[1] != row["variant_sha256"]
        previous = last[0] if last is not None and is_next else other
        yield {"sequence": row["run_sequence"], "previous": previous}
        if row["counts"]:
            other = previous if last is None or is_next else other
            last = (row["run_sequence"], row["variant_sha256"])
