"""The lines under the number of a tile: a result against the previous run, the baseline and the prediction."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from benchwright.model.compare import Comparison, Metric, Verdict
from benchwright.model.run import Run
from benchwright.ui.charts.words import ends_words
from benchwright.ui.delta_words import delta_text
from benchwright.ui.language.numbers import count_text, number_text, ratio_text, three_digits
from benchwright.ui.language.translators import said
from benchwright.ui.pages.bench.result import Result
from benchwright.ui.run_values import instructions
from benchwright.ui.tokens import Tone
from benchwright.ui.widgets.tile import TileDelta

_TONES = {Verdict.BETTER: Tone.OK, Verdict.WORSE: Tone.WARNING}


def metric_deltas(result: Result, metric: Metric) -> tuple[TileDelta, ...]:
    """One metric against each run that the result is compared with."""
    shown = (_tile_delta(comparison, metric, name) for comparison, name in _comparisons(result))
    return tuple(delta for delta in shown if delta is not None)


def instruction_deltas(result: Result, count: int) -> tuple[TileDelta, ...]:
    """Instructions against each comparable run that has them counted, and against what was predicted."""
    deltas = (
        _instruction_delta(before, count, name)
        for comparison, name in _comparisons(result)
        if comparison.is_comparable and (before := instructions(comparison.baseline)) is not None
    )
    return (*deltas, *_prediction(result.run, count))


def thousands(count: int) -> tuple[str, str]:
    """A count in three digits and the letter of its thousands: `107`, `k`."""
    for size, unit in ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")):
        if count >= size:
            return three_digits(count / size), unit
    return str(count), ""


def _comparisons(result: Result) -> tuple[tuple[Comparison, str], ...]:
    """What there is to compare with, each with the name it has under a number."""
    found = []
    if result.against_previous is not None:
        found.append((result.against_previous, f"v{result.against_previous.baseline.variant_version}"))
    if result.against_baseline is not None:
        found.append((result.against_baseline, _tr("baseline")))
    return tuple(found)


def _tile_delta(comparison: Comparison, metric: Metric, name: str) -> TileDelta | None:
    if not comparison.is_comparable:
        return TileDelta(_tr("not comparable"), name, detail="\n".join(said(reason) for reason in comparison.reasons))
    delta = comparison.delta(metric)
    if delta is None:
        return None
    detail = comparison.baseline.variant_label
    if delta.interval is not None:
        detail = f"{detail}: 95 % CI {ends_words(metric, delta.interval.low, delta.interval.high)}"
    return TileDelta(delta_text(delta), name, _TONES.get(delta.verdict, Tone.NEUTRAL), detail)


def _instruction_delta(before: int, count: int, name: str) -> TileDelta:
    if before == count:
        return TileDelta(_tr("= same"), name)
    arrow, word, tone = ("▲", _tr("more"), Tone.WARNING) if count > before else ("▼", _tr("fewer"), Tone.OK)
    size = ratio_text((count - before) / before) if before else number_text(count - before, "+,")
    return TileDelta(
        f"{arrow} {size.replace('-', '−')} {word}", name, tone, number_text(count - before, "+,").replace("-", "−")
    )


def _prediction(run: Run, count: int) -> tuple[TileDelta, ...]:
    """What was predicted before flashing, as the last line; none where it was not."""
    predicted = run.predicted_instructions
    if predicted is None:
        return ()
    off = ratio_text(predicted / count - 1).replace("-", "−")
    both = _tr("predicted %1, measured %2 (%3)").replace("%1", count_text(predicted)).replace("%2", count_text(count))
    return (TileDelta(_tr("%1 predicted").replace("%1", _short(predicted)), detail=both.replace("%3", off)),)


def _short(count: int) -> str:
    return " ".join(filter(None, thousands(count)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Result", text)
