"""Which run came before: of the earlier ones of a model, board and origin, the newest of the nearest lower version.

So an old version that is measured again is compared with what came before it, never with what followed. Kept with each
summary, because a table is sorted by the change. Runs of the archive are nobody's previous run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchwright.store.queries import Row

if TYPE_CHECKING:
    from sqlite_utils import Database

_FIND = """
    UPDATE run_summaries AS own SET previous_sequence = (
        SELECT earlier.run_sequence FROM run_summaries AS earlier
        WHERE (earlier.model, earlier.board, earlier.origin) = (own.model, own.board, own.origin)
          AND earlier.variant_version < own.variant_version
          AND (earlier.started_at, earlier.run_sequence) < (own.started_at, own.run_sequence)
          AND earlier.archived_at IS NULL
        ORDER BY earlier.variant_version DESC, earlier.started_at DESC, earlier.run_sequence DESC
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
      AND later.variant_version > new.variant_version
      AND (
          later.previous_sequence IS NULL
          OR (
              SELECT (old.variant_version, old.started_at, old.run_sequence)
                  < (new.variant_version, new.started_at, new.run_sequence)
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
    SELECT run_sequence, model, board, origin, variant_version, archived_at IS NULL AS counts FROM run_summaries
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
    versions: list[int] = []  # those that count so far, ascending
    newest: dict[int, int] = {}
    for row in rows:
        if (row["model"], row["board"], row["origin"]) != family:
            family, versions, newest = (row["model"], row["board"], row["origin"]), [], {}
        version = row["variant_version"]
        place = bisect_left(versions, version)
        yield {"sequence": row["run_sequence"], "previous": newest[versions[place - 1]] if place else None}
        if row["counts"]:
            if version not in newest:
                versions.insert(place, version)
            newest[version] = row["run_sequence"]
