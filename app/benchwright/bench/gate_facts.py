"""What the database knows of the two sides of a gate beside their runs: the plan's wish, accuracies, scorings."""

from __future__ import annotations

from benchwright.model.accuracy_source import AccuracySource, SourcedAccuracy
from benchwright.model.gate_metric import GateMetric
from benchwright.model.gate_subject import Subject
from benchwright.model.run import Run
from benchwright.model.scoring import Scoring, score_card
from benchwright.protocols.run_store import RunStore


def read_sides(
    store: RunStore, run: Run, rival: Run | None, metrics: set[GateMetric]
) -> tuple[Subject, Subject | None]:
    """A run and what it is held against, with what rules about these metrics ask for. Blocks."""
    known, others = _scorings(store, run, metrics), _scorings(store, rival, metrics)
    is_scored = any(metric.is_of_scoring for metric in metrics)
    pair = _on_one_set(known, others) if is_scored else (None, None)
    against = _subject(store, rival, others, pair[1]) if rival is not None else None
    return _subject(store, run, known, pair[0]), against


def _subject(store: RunStore, run: Run, scorings: tuple[Scoring, ...], scoring: Scoring | None) -> Subject:
    on_board = (one.accuracy for one in scorings)
    card = score_card(scoring, store.scorings.inputs(scoring.scoring_id)) if scoring is not None else None
    return Subject(
        run,
        wish=store.pack_wish(run.pack_sha256, run.board),
        accuracies=(*(one for one in on_board if one is not None), *_on_this_computer(store, run)),
        card=card,
        card_source=_source(scoring) if scoring is not None else None,
    )


def _on_this_computer(store: RunStore, run: Run) -> tuple[SourcedAccuracy, ...]:
    """The accuracy that the run keeps; of which set it is, is known while the variant has no newer one."""
    if run.accuracy is None:
        return ()
    known = (one for one in store.variants(include_archived=True) if one.sha256 == run.variant_sha256)
    variant = next(known, None)
    if variant is None or variant.accuracy != run.accuracy:
        return (SourcedAccuracy(run.accuracy, AccuracySource()),)
    return (SourcedAccuracy(run.accuracy, AccuracySource(variant.accuracy_set, variant.accuracy_set_sha256)),)


def _scorings(store: RunStore, run: Run | None, metrics: set[GateMetric]) -> tuple[Scoring, ...]:
    """Finished ones of the variant on the same board in the same origin, newest first."""
    if run is None or not any(metric.is_of_scoring or metric is GateMetric.ACCURACY for metric in metrics):
        return ()
    found = store.scorings.scorings(run.variant_sha256)
    return tuple(one for one in found if one.is_finished and (one.board, one.origin) == (run.board, run.origin))


def _on_one_set(first: tuple[Scoring, ...], second: tuple[Scoring, ...]) -> tuple[Scoring | None, Scoring | None]:
    """The newest pair on one labelled set; the newest of each where they share none."""
    for one in first:
        for other in second:
            if _source(one) == _source(other):
                return one, other
    return next(iter(first), None), next(iter(second), None)


def _source(scoring: Scoring) -> AccuracySource:
    return AccuracySource(scoring.set_name, scoring.set_sha256, is_on_board=True)
