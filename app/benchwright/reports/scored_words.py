"""What a scoring is worth, by the words of the command line, of JSON and of JUnit."""

from __future__ import annotations

from collections.abc import Callable

from benchwright.model.run import Run
from benchwright.model.scoring import ScoreCard, ScoringFacts

METRICS = ("top1", "top5", "auc", "macro-f1", "weighted-f1", "mse")
"""Words of the command line, of JSON and of JUnit."""

Scored = Callable[[Run], ScoringFacts | None]
"""What a labelled set on the board of a run told of its version."""


def never_scored(_run: Run) -> ScoringFacts | None:
    """Where nothing is known of labelled sets."""
    return None


def metric_values(card: ScoreCard | None) -> dict[str, float | None]:
    """Every metric by its word; None where it is not known."""
    if card is None:
        return dict.fromkeys(METRICS)
    matrix = card.matrix
    return {
        "top1": card.top1_ratio,
        "top5": card.top5_ratio,
        "auc": card.auc.ratio if card.auc is not None else None,
        "macro-f1": matrix.macro_f1_ratio if matrix is not None else None,
        "weighted-f1": matrix.weighted_f1_ratio if matrix is not None else None,
        "mse": card.mean_squared_error,
    }


def card_document(card: ScoreCard | None) -> dict[str, object]:
    """The metrics of a card, its interval and its confusion matrix as plain values."""
    values: dict[str, object] = {name.replace("-", "_"): value for name, value in metric_values(card).items()}
    if card is not None:
        values["right_count"] = card.right_count
        values["top1_interval95"] = list(card.interval) if card.interval is not None else None
        values["file_count"] = card.file_count
        values["confusion"] = [list(row) for row in card.matrix.counts] if card.matrix is not None else None
    return values


def facts_document(facts: ScoringFacts) -> dict[str, object]:
    """A scoring within the document of a run: where it comes from, and what board and host are worth."""
    scoring, host = facts.scoring, facts.host
    return {
        "accuracy_id": scoring.scoring_id,
        "finished_at": scoring.finished_at,
        "set": scoring.set_name,
        "set_sha256": scoring.set_sha256,
        "set_note": scoring.set_note,
        "pack_sha256": scoring.pack_sha256,
        "firmware_sha256": scoring.firmware_sha256,
        "kind": scoring.kind.value,
        "class_names": list(scoring.class_names),
        "input_count": scoring.sample_count,
        "board_metrics": card_document(facts.board),
        "host_metrics": card_document(host) if host is not None else None,
        "disagreement_count": len(facts.differing) if host is not None else None,
    }
