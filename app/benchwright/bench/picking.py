"""Candidates for "pick for me": the variants of a model on a board, each with its newest run that can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from benchwright.model.accuracy_source import AccuracySource, SourcedAccuracy, accuracy_of, common_source
from benchwright.model.board import Origin
from benchwright.model.compare import Metric, metric_value
from benchwright.model.pick import Candidate
from benchwright.model.run import Run, ValidityStatus
from benchwright.model.scoring import Scoring
from benchwright.model.variant import Variant
from benchwright.protocols.run_store import RunFilter, RunStore, UnreadRun

_LOOKED_AT = 50
"""Newest runs of each variant that are read: one of them will be valid, and of the origin that is wanted."""

_BEST_FIRST = (Origin.HARDWARE, Origin.EMULATED, Origin.NATIVE)


@dataclass(frozen=True, slots=True)
class Field:
    """What there is to choose from: the variants of a model on a board, and where their numbers come from.

    `origin` is None where nothing was measured; hardware counts before emulated before native, and never both at once.
    All accuracies are of one `accuracy_source`, the one that most variants have; None where none is known.
    `unread` are the runs that could not be looked at.
    """

    model: str
    board: str
    origin: Origin | None
    candidates: tuple[Candidate, ...]
    accuracy_source: AccuracySource | None = None
    unread: tuple[UnreadRun, ...] = ()


def read_field(store: RunStore, model: str, board: str, origin: Origin | None = None) -> Field:
    """The candidates of a model on a board; without an origin the most trustworthy there is. Blocks."""
    variants = [variant for variant in store.variants() if variant.model == model]
    newest = (RunFilter(board=board, variant_sha256=one.sha256, limit=_LOOKED_AT) for one in variants)
    unread: list[UnreadRun] = []
    runs = [run for which in newest for run in store.runs(which, unread.append)]
    scorings = [scoring for one in variants for scoring in store.scorings.scorings(one.sha256)]
    return replace(field_of(variants, runs, model, board, origin, scorings), unread=tuple(unread))


def field_of(
    variants: Sequence[Variant],
    runs: Iterable[Run],
    model: str,
    board: str,
    origin: Origin | None = None,
    scorings: Iterable[Scoring] = (),
) -> Field:
    """As `read_field`, from variants of the model and its runs on the board, of each variant the newest first."""
    known = {variant.sha256 for variant in variants}
    usable = [run for run in runs if run.validity.status is not ValidityStatus.INVALID and run.variant_sha256 in known]
    wanted = origin or next((one for one in _BEST_FIRST if any(run.origin is one for run in usable)), None)
    newest: dict[str, Run] = {}
    for run in usable:
        if run.origin is wanted:
            newest.setdefault(run.variant_sha256, run)
    there = [one for one in scorings if one.board == board and one.origin is wanted]
    offers = {one.sha256: _accuracies(one, there) for one in variants}
    source = common_source(offers.values())
    candidates = (_candidate(one, newest.get(one.sha256), accuracy_of(offers[one.sha256], source)) for one in variants)
    return Field(model, board, wanted, tuple(candidates), source)


def _accuracies(variant: Variant, scorings: Sequence[Scoring]) -> tuple[SourcedAccuracy, ...]:
    """Those on the board, newest first, and that on this computer."""
    on_board = tuple(
        one.accuracy for one in scorings if one.variant_sha256 == variant.sha256 and one.accuracy is not None
    )
    if variant.accuracy is None:
        return on_board
    source = AccuracySource(variant.accuracy_set, variant.accuracy_set_sha256)
    return (*on_board, SourcedAccuracy(variant.accuracy, source, variant.accuracy_sample_count))


def _candidate(variant: Variant, run: Run | None, accuracy: SourcedAccuracy | None) -> Candidate:
    """Accuracy is the one that can be compared as it is known now; everything else is the run's."""
    ratio, count = (accuracy.ratio, accuracy.sample_count) if accuracy is not None else (None, 0)
    if run is None:
        return Candidate(variant.sha256, variant.label, accuracy=ratio, accuracy_input_count=count)
    return Candidate(
        sha256=variant.sha256,
        label=variant.label,
        run_id=run.run_id,
        latency_us=metric_value(run, Metric.LATENCY),
        ram_bytes=metric_value(run, Metric.RAM),
        flash_bytes=metric_value(run, Metric.FLASH),
        energy_uj=metric_value(run, Metric.ENERGY),
        accuracy=ratio,
        accuracy_input_count=count,
        origin=run.origin,
        is_energy_simulated=run.energy is not None and run.energy.is_simulated,
    )
