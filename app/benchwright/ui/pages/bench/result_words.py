"""The words of a result: numbers with units, deltas with sign, arrow and verdict."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from benchwright.model.board import Board
from benchwright.model.budget import Budgets
from benchwright.model.compare import STACK_TOLERANCE_BYTES, Metric
from benchwright.model.energy import net_energy
from benchwright.model.stats import Summary
from benchwright.model.units import us_to_seconds
from benchwright.ui.delta_words import delta_text
from benchwright.ui.energy_words import energy_detail, energy_spread
from benchwright.ui.language.kept_words import time_words
from benchwright.ui.language.numbers import (
    bytes_text,
    count_text,
    duration_text,
    energy_text,
    number_text,
    three_digits,
)
from benchwright.ui.language.translators import said
from benchwright.ui.pages.bench.result import Result
from benchwright.ui.pages.bench.result_deltas import instruction_deltas, metric_deltas, thousands
from benchwright.ui.run_values import instructions, latency_summary, run_value
from benchwright.ui.tokens import Tone
from benchwright.ui.widgets.tile import TileDelta


@dataclass(frozen=True, slots=True)
class TileWords:
    """What one tile shows. `budget_ratio` is how much of the board is used, None where there is no limit."""

    number: str
    unit: str
    note: str = ""
    detail: str = ""
    budget_ratio: float | None = None
    deltas: tuple[TileDelta, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetWords:
    """The budget of one tile: how much of it is used, and the line that says so."""

    ratio: float
    line: TileDelta


def budget_words(result: Result, budgets: Budgets, metric: Metric) -> BudgetWords | None:
    """How a result keeps its budget; None where none was entered or nothing was measured."""
    value, limit = run_value(result.run, metric), budgets.limit(metric)
    ratio = budgets.used_ratio(metric, value) if value is not None else None
    if value is None or limit is None or ratio is None:
        return None
    against = _tr("budget %1").replace("%1", _limit_text(metric, limit))
    if budgets.is_kept(metric, value):
        return BudgetWords(ratio, TileDelta(_tr("✓ within"), against, Tone.OK))
    return BudgetWords(ratio, TileDelta(_tr("✗ breaks"), against, Tone.WARNING))


def latency_words(result: Result) -> TileWords:
    """The median latency and how it came about."""
    timing, summary = result.run.timing, latency_summary(result.run)
    if summary is None:
        return _missing(_tr("no samples"))
    number, unit = _split(duration_text(us_to_seconds(summary.median)))
    clock = _tr("at %1 MHz").replace("%1", number_text(timing.clock_hz / 1e6, ".4g"))
    samples = _samples(summary, is_mean=timing.inferences_per_sample > 1)
    note = f"{samples} {clock}" if timing.ns_per_instruction is not None else samples
    detail = _tr("p50 %1, p95 %2, min %3, max %4")
    if timing.ns_per_instruction is not None:
        detail = f"{detail}; {time_words(timing.clock_hz)}"
    for place, value in enumerate((summary.median, summary.p95, summary.minimum, summary.maximum), start=1):
        detail = detail.replace(f"%{place}", duration_text(us_to_seconds(value)))
    return TileWords(number, unit, note, detail, deltas=metric_deltas(result, Metric.LATENCY))


def ram_words(result: Result, board: Board | None) -> TileWords:
    """RAM of the inference against the RAM of the board."""
    run, memory = result.run, result.run.memory
    if run.ram_bytes is None:
        return _missing(_tr("not measured"))
    number, unit = _split(bytes_text(run.ram_bytes))
    detail = _tr("arena %1 planned, %2 touched; stack %3; static %4")
    if not memory.arena_touched:
        detail = _tr("arena %1 planned; stack %3; static %4")
    if not memory.arena_planned:
        detail = _tr("arena not told; stack %3; static %4")
    if memory.stack_touched:
        wobble = _tr("from run to run it differs by up to %1").replace("%1", bytes_text(STACK_TOLERANCE_BYTES))
        detail = detail.replace("%3", f"%3 ({wobble})")
    if not memory.is_measured:
        detail = _tr("static %4 as the ELF says; stack and heap not measured")
    for place, value in enumerate(
        (memory.arena_planned, memory.arena_touched, memory.stack_touched, memory.static_bytes), start=1
    ):
        detail = detail.replace(f"%{place}", bytes_text(value))
    return TileWords(
        number,
        unit,
        _of(board.memory.ram_bytes) if board else "",
        detail,
        run.ram_bytes / board.memory.ram_bytes if board else None,
        metric_deltas(result, Metric.RAM),
    )


def flash_words(result: Result, board: Board | None) -> TileWords:
    """Flash of firmware and pack against the flash of the board."""
    run = result.run
    number, unit = _split(bytes_text(run.flash_bytes))
    detail = _tr("firmware %1, model %2") if run.has_pack else _tr("firmware %1, the model within")
    detail = detail.replace("%1", bytes_text(run.flash_firmware_bytes)).replace("%2", bytes_text(run.pack_bytes))
    return TileWords(
        number,
        unit,
        _of(board.memory.flash_bytes) if board else "",
        detail,
        run.flash_bytes / board.memory.flash_bytes if board else None,
        metric_deltas(result, Metric.FLASH),
    )


def energy_words(result: Result) -> TileWords:
    """Net energy of an inference, with what repeating it would change; a simulated one says so first."""
    record = result.run.energy
    estimate = net_energy(record) if record is not None else None
    if record is None or estimate is None:
        issues = [said(issue.code.value) for issue in result.run.validity.issues if issue.code.is_of_meter]
        return _missing(", ".join(issues) or _tr("no meter"))
    number, unit = _split(energy_text(estimate.energy_uj))
    spread = energy_spread(estimate)
    note = f"{_tr('simulated')}, {spread}" if record.is_simulated else spread
    return TileWords(number, unit, note, energy_detail(record), deltas=metric_deltas(result, Metric.ENERGY))


def accuracy_words(result: Result) -> TileWords:
    """Accuracy of the variant on its held-out samples, which whoever made it measured on a computer."""
    accuracy = result.run.accuracy
    if accuracy is None:
        return _missing(_tr("not known for this model"))
    count = result.accuracy_sample_count
    # Short and the host first: the narrowest tile cuts after 26 characters, and where it was measured must not be lost.
    samples = _tr("%1 samples").replace("%1", count_text(count)) if count else _tr("held-out samples")
    return TileWords(
        three_digits(accuracy * 100),
        "%",
        f"{_tr('on the host')}, {samples}",
        _tr("Of the model file on held-out samples, as it came with it; not measured on this device."),
        deltas=metric_deltas(result, Metric.ACCURACY),
    )


def instruction_words(result: Result) -> TileWords:
    """Instructions of one inference, exact where an emulator counts them."""
    count = instructions(result.run)
    if count is None:
        return _missing(_tr("not counted on this device"))
    number, unit = thousands(count)
    note = _tr("%1 exactly").replace("%1", count_text(count))
    return TileWords(number, unit, note, deltas=instruction_deltas(result, count))


def parity_words(result: Result) -> TileWords:
    """How many output bytes differ from the host build of the same kernels."""
    parity = result.run.parity
    if not parity.checked:
        return _missing(_tr("not checked"))
    note = _tr("of %1 from %2 inputs").replace("%1", count_text(parity.compared_bytes))
    detail = ""
    if parity.litert_max_difference is not None:
        detail = _tr("Largest difference to desktop LiteRT: %1 steps").replace(
            "%1", number_text(parity.litert_max_difference, "g")
        )
    return TileWords(
        count_text(parity.mismatched_bytes), _tr("bytes differ"), note.replace("%2", count_text(parity.checked)), detail
    )


def spoken_summary(result: Result) -> str:
    """One sentence: `digits_int8 v3: 18.4 ms, 41 % faster than baseline`."""
    value = run_value(result.run, Metric.LATENCY)
    words = f"{result.run.variant_label}: {duration_text(us_to_seconds(value)) if value is not None else '–'}"
    comparison = result.against_baseline or result.against_previous
    delta = comparison.delta(Metric.LATENCY) if comparison is not None else None
    return f"{words}, {delta_text(delta)}" if delta is not None else words


def _limit_text(metric: Metric, limit: float) -> str:
    if metric is Metric.LATENCY:
        return duration_text(us_to_seconds(limit))
    if metric is Metric.ENERGY:
        return energy_text(limit)
    return f"≥ {number_text(limit * 100, 'g')} %" if metric is Metric.ACCURACY else bytes_text(round(limit))


def _samples(summary: Summary, *, is_mean: bool) -> str:
    if is_mean:
        return _tr("median of %1 means").replace("%1", count_text(summary.count))
    if summary.minimum == summary.maximum:
        return _tr("%1 equal samples").replace("%1", count_text(summary.count))
    return _tr("median of %1").replace("%1", count_text(summary.count))


def _of(size_bytes: int) -> str:
    return _tr("of %1 on the board").replace("%1", bytes_text(size_bytes))


def _missing(why: str) -> TileWords:
    return TileWords("–", "", why)


def _split(text: str) -> tuple[str, str]:
    number, _, unit = text.partition(" ")
    return number, unit


def _tr(text: str) -> str:
    return QCoreApplication.translate("Result", text)
