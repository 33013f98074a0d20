"""A scoring with what its answers are worth, as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.model.run import Run
from benchwright.model.scoring import ScoreCard, ScoredInput, Scoring, disagreements, score_card
from benchwright.protocols.run_store import RunStore


@dataclass(frozen=True, slots=True)
class ScoringFacts:
    """`host` is None where the host did not answer; `differing` are the inputs on which board and host disagree."""

    scoring: Scoring
    board: ScoreCard | None
    host: ScoreCard | None
    differing: tuple[ScoredInput, ...]


def read_facts(store: RunStore, scoring: Scoring) -> ScoringFacts:
    """Reads every answer of a scoring. Blocks."""
    inputs = store.scorings.inputs(scoring.scoring_id)
    return ScoringFacts(
        scoring,
        score_card(scoring, inputs),
        score_card(scoring, inputs, of_host=True),
        disagreements(scoring, inputs),
    )


def read_facts_of_run(store: RunStore, run: Run) -> ScoringFacts | None:
    """The newest scoring of the pack of a run on the same board; None without one. Blocks."""
    scoring = store.scorings.of_run(run)
    return None if scoring is None else read_facts(store, scoring)
