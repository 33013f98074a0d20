"""Where scorings are kept, input by input, so that one that was ended goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from benchwright.model.run import Run
from benchwright.model.scoring import ScoredInput, Scoring


class ScoringStore(Protocol):
    """Scorings in the file of the runs. Safe from any thread."""

    def begin(self, scoring: Scoring) -> None:
        """Keeps a new scoring without inputs."""
        ...

    def add_inputs(self, scoring_id: str, inputs: Sequence[ScoredInput], device_s: float) -> None:
        """Keeps answers that came in, all or none; `device_s` is what the scoring took in all by then."""
        ...

    def finish(self, scoring_id: str, at: str, right_count: int | None) -> Scoring:
        """Marks a scoring of which every input was answered, and how many were right where classes count."""
        ...

    def unfinished(self, like: Scoring) -> Scoring | None:
        """The newest without an end of the same pack, firmware, board, origin and set; None if there is none."""
        ...

    def scoring(self, scoring_id: str) -> Scoring:
        """One scoring; a unique prefix of its id (4 characters or more) is enough.

        Raises:
            ScoringNotFound: no such scoring, or the prefix fits several.
        """
        ...

    def scorings(self, variant_sha256: str = "") -> tuple[Scoring, ...]:
        """Scorings, newest first; only those of a variant where one is named."""
        ...

    def of_run(self, run: Run) -> Scoring | None:
        """The newest finished scoring of the version of a run on the same board, in the same origin.

        One of the very pack comes before others; None without one.
        """
        ...

    def inputs(self, scoring_id: str) -> tuple[ScoredInput, ...]:
        """The answers in the order of the set."""
        ...
