"""Reading scorings with what their answers are worth, as the window shows them."""

from __future__ import annotations

from benchwright.model.run import Run
from benchwright.model.scoring import Scoring, ScoringFacts, facts_of
from benchwright.protocols.run_store import RunStore


def read_facts(store: RunStore, scoring: Scoring) -> ScoringFacts:
    """Reads every answer of a scoring. Blocks."""
    return facts_of(scoring, store.scorings.inputs(scoring.scoring_id))


def read_facts_of_run(store: RunStore, run: Run) -> ScoringFacts | None:
    """The newest scoring of the version of a run on the same board; None without one. Blocks."""
    scoring = store.scorings.of_run(run)
    return None if scoring is None else read_facts(store, scoring)
