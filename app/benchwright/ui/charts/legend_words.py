"""What a legend says: the words of sizes and kinds of marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchwright.model.point import RunPoint
from benchwright.ui.charts.legend_line import LegendEntry
from benchwright.ui.charts.mark_look import UNMEASURED_SHAPE, ColourBy, MarkKeys
from benchwright.ui.charts.marks import SHAPE_GLYPHS, Measured, legend_of, short_label, shortened
from benchwright.ui.charts.words import filled, metric_name, tr, value_words
from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said

_MOST_KINDS = 60
"""Nobody looks for a colour among more; the rest is counted."""


def colour_name(colour: ColourBy) -> str:
    """What a colour says, as a choice names it."""
    return {
        ColourBy.VERSION: tr("Version"),
        ColourBy.MODEL: tr("Model"),
        ColourBy.BOARD: tr("Board"),
        ColourBy.VALIDITY: tr("Validity"),
    }[colour]


def kind_words(colour: ColourBy, run: RunPoint, *, has_models: bool) -> str:
    """A run's kind: its version, model, board or validity."""
    return {
        ColourBy.VERSION: run.variant_label if has_models else short_label(run),
        ColourBy.MODEL: run.model,
        ColourBy.BOARD: run.board,
        ColourBy.VALIDITY: said(run.status.value),
    }[colour]


def legend_entries(keys: MarkKeys, runs: Sequence[RunPoint], *, has_names: bool) -> tuple[LegendEntry, ...]:
    """What sizes, colours and shapes say of these runs; where each mark has its name, versions need no legend."""
    is_told = has_names and keys.look.colour is ColourBy.VERSION
    return (*_size_entries(keys, runs), *(() if is_told else _kind_entries(keys, runs)))


def board_words(runs: Iterable[Measured]) -> str:
    """The shape of each board before its name: `● b-l475e-iot01a, ■ mps3-an547`; "" where there is one."""
    known = tuple(runs)
    legend, boards = legend_of(known), {run.board: run for run in known}
    if len(boards) < 2:
        return ""
    return ", ".join(f"{SHAPE_GLYPHS[legend.shape(boards[name])]} {shortened(name)}" for name in sorted(boards))


def version_entries(runs: Iterable[Measured]) -> tuple[LegendEntry, ...]:
    """The colour of each version, where there is no room for names."""
    known = tuple(runs)
    first = {run.variant_sha256: run for run in known}
    legend, has_models = legend_of(known), len({run.model for run in known}) > 1
    named = sorted(first.values(), key=lambda run: (run.model, run.variant_version))
    return tuple(
        LegendEntry(
            f"{run.model} {short_label(run)}" if has_models else short_label(run), "s", f"series{legend.colour(run)}"
        )
        for run in named[:_MOST_KINDS]
    )


def _size_entries(keys: MarkKeys, runs: Sequence[RunPoint]) -> tuple[LegendEntry, ...]:
    metric = keys.look.size
    if metric is None:
        return ()
    sizes = [LegendEntry(value_words(metric, key.value), "o", size_px=key.size_px) for key in keys.sizes()]
    unmeasured = sum(1 for run in runs if not keys.is_sized(run))
    words = filled(tr("not measured: %1"), number_text(unmeasured, ","))
    crosses = [LegendEntry(words, UNMEASURED_SHAPE)] if unmeasured else []
    return (LegendEntry(filled(tr("Area: %1"), metric_name(metric))), *sizes, *crosses)


def _kind_entries(keys: MarkKeys, runs: Sequence[RunPoint]) -> tuple[LegendEntry, ...]:
    colour = keys.look.colour
    is_version = colour is ColourBy.VERSION
    heading = filled(tr("Colour: %1") if is_version else tr("Colour and shape: %1"), colour_name(colour).lower())
    has_models = len({run.model for run in runs}) > 1
    kinds = keys.kinds(runs)[:_MOST_KINDS]
    return (
        LegendEntry(heading),
        *(
            LegendEntry(
                kind_words(colour, key.run, has_models=has_models),
                "s" if is_version else key.shape,
                f"series{key.colour}",
            )
            for key in kinds
        ),
    )
