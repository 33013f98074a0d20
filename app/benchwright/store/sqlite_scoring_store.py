"""The scoring store in the SQLite file of the runs."""

from __future__ import annotations

from collections.abc import Sequence

from benchwright.model.run import Run
from benchwright.model.scoring import ScoredInput, Scoring
from benchwright.store import scorings
from benchwright.store.lane import StoreLane


class SqliteScoringStore:
    """Keeps scorings by the lane that owns the file; implements `ScoringStore`."""

    def __init__(self, lane: StoreLane) -> None:
        self._lane = lane

    def begin(self, scoring: Scoring) -> None:
        """Keeps a new scoring without inputs."""
        self._lane.call(lambda database: scorings.begin(database, scoring))

    def add_inputs(self, scoring_id: str, inputs: Sequence[ScoredInput], device_s: float) -> None:
        """Keeps answers that came in, all or none."""
        self._lane.call(lambda database: scorings.add_inputs(database, scoring_id, inputs, device_s))

    def finish(self, scoring_id: str, at: str, right_count: int | None) -> Scoring:
        """Marks a scoring of which every input was answered."""
        return self._lane.call(lambda database: scorings.finish(database, scoring_id, at, right_count))

    def unfinished(self, like: Scoring) -> Scoring | None:
        """The newest scoring without an end of the same pack, firmware, board, origin and set."""
        return self._lane.call(lambda database: scorings.find_unfinished(database, like))

    def scoring(self, scoring_id: str) -> Scoring:
        """One scoring by its id or a unique prefix of at least 4 characters."""
        return self._lane.call(lambda database: scorings.one_scoring(database, scoring_id))

    def scorings(self, variant_sha256: str = "") -> tuple[Scoring, ...]:
        """Scorings, newest first."""
        return self._lane.call(lambda database: scorings.all_scorings(database, variant_sha256))

    def of_run(self, run: Run) -> Scoring | None:
        """The newest finished scoring of the version of a run on the same board, of its pack before others."""
        return self._lane.call(lambda database: scorings.newest_of_run(database, run))

    def inputs(self, scoring_id: str) -> tuple[ScoredInput, ...]:
        """The answers in the order of the set."""
        return self._lane.call(lambda database: scorings.read_inputs(database, scoring_id))
