"""Where results of MLPerf Tiny are kept beside the folders they were written to."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.mlperf_entry import MlperfEntry


class MlperfStore(Protocol):
    """Results in the file of the runs. Safe from any thread."""

    def add(self, entry: MlperfEntry) -> None:
        """Keeps a result."""
        ...

    def entries(self) -> tuple[MlperfEntry, ...]:
        """Every result, newest first."""
        ...

    def entry(self, result_id: str) -> MlperfEntry:
        """One result; a unique prefix of its id (4 characters or more) is enough.

        Raises:
            MlperfResultNotFound: no such result, or the prefix fits several.
        """
        ...
