"""The newest run of each version, out of all runs of a model on a board."""

from __future__ import annotations

from benchwright.protocols.run_store import RunFilter

_NEWEST_OF_VERSIONS = """
    AND sequence IN (
        SELECT run_sequence FROM (
            SELECT run_sequence, row_number() OVER (
                PARTITION BY model, board, origin, variant_version ORDER BY started_at DESC, run_sequence DESC
            ) AS recency
            FROM run_summaries
            WHERE (:include_archived OR archived_at IS NULL) {scope}
        ) WHERE recency = 1
    )
"""


def newest_of_versions(which: RunFilter) -> str:
    """A condition on `sequence`. It names only what is asked for, so that SQLite finds the family by its index."""
    asked = {"model": which.model, "board": which.board}
    scope = "".join(f" AND {column} = :{column}" for column, value in asked.items() if value)
    return _NEWEST_OF_VERSIONS.format(scope=scope)
