"""The columns of the runs table and what each says of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from benchwright.model.board import Origin
from benchwright.model.compare import Verdict
from benchwright.model.run import ValidityStatus
from benchwright.model.run_summary import Reference, RunSummary
from benchwright.protocols.run_search import SortKey
from benchwright.ui.charts.marks import without_model
from benchwright.ui.delta_words import delta_text
from benchwright.ui.item_models.run_rows import Change, RunRow
from benchwright.ui.language.numbers import count_text, ratio_text, three_digits
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_minute
from benchwright.ui.tokens import Tone

_LONGEST_TEXT = 200


def tr(text: str) -> str:
    """The translation of a text that no widget owns."""
    return QCoreApplication.translate("RunCells", text)


class RunColumn(Enum):
    """Columns from left to right as they stand before anybody moves them; the value sorts by it."""

    NUMBER = SortKey.NUMBER
    VALIDITY = SortKey.VALIDITY
    BASELINE = SortKey.BASELINE
    TIME = SortKey.TIME
    BOARD = SortKey.BOARD
    ORIGIN = SortKey.ORIGIN
    MODEL = SortKey.MODEL
    VERSION = SortKey.VERSION
    LATENCY = SortKey.LATENCY
    CHANGE = SortKey.CHANGE
    AGAINST_BASELINE = SortKey.AGAINST_BASELINE
    P99 = SortKey.P99
    RAM = SortKey.RAM
    FLASH = SortKey.FLASH
    ACCURACY = SortKey.ACCURACY
    SCORED = SortKey.SCORED
    INSTRUCTIONS = SortKey.INSTRUCTIONS
    ENERGY = SortKey.ENERGY
    PARITY = SortKey.PARITY
    NOTES = SortKey.NOTES

    @property
    def is_number(self) -> bool:
        """Whether it stands on the decimal point."""
        return self in _DECIMALS

    @property
    def is_right(self) -> bool:
        """Whether it stands at the right edge."""
        changes = {RunColumn.CHANGE, RunColumn.AGAINST_BASELINE}
        return self.is_number or self in {RunColumn.NUMBER, RunColumn.INSTRUCTIONS} | changes


_DECIMALS = frozenset(
    {RunColumn.LATENCY, RunColumn.P99, RunColumn.RAM, RunColumn.FLASH, RunColumn.ENERGY}
    | {RunColumn.ACCURACY, RunColumn.SCORED}
)
COLUMNS = tuple(RunColumn)
HIDDEN_AT_FIRST = frozenset({RunColumn.NUMBER, RunColumn.P99, RunColumn.AGAINST_BASELINE})


def heading(column: RunColumn) -> str:
    """The heading of a column, with its unit."""
    return {
        RunColumn.NUMBER: tr("#"),
        RunColumn.VALIDITY: tr("Validity"),
        RunColumn.BASELINE: "",
        RunColumn.TIME: tr("Time"),
        RunColumn.BOARD: tr("Board"),
        RunColumn.ORIGIN: "",
        RunColumn.MODEL: tr("Model"),
        RunColumn.VERSION: tr("Version"),
        RunColumn.LATENCY: tr("Latency, ms"),
        RunColumn.CHANGE: tr("Δ to previous"),
        RunColumn.AGAINST_BASELINE: tr("Δ to baseline"),
        RunColumn.P99: tr("p99, ms"),
        RunColumn.RAM: tr("RAM, kB"),
        RunColumn.FLASH: tr("Flash, kB"),
        RunColumn.ACCURACY: tr("Accuracy, %"),
        RunColumn.SCORED: tr("On board, %"),
        RunColumn.INSTRUCTIONS: tr("Instructions"),
        RunColumn.ENERGY: tr("Energy, µJ"),
        RunColumn.PARITY: tr("Parity"),
        RunColumn.NOTES: tr("Tags and note"),
    }[column]


def column_name(column: RunColumn) -> str:
    """What a menu and a screen reader call a column."""
    names = {
        RunColumn.BASELINE: tr("Baseline"),
        RunColumn.ORIGIN: tr("Origin"),
        RunColumn.SCORED: tr("Accuracy on the board, %"),
    }
    return names.get(column) or heading(column)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows."""

    text: str
    tone: Tone = Tone.NEUTRAL
    icon_name: str = ""
    detail: str = ""
    is_quiet: bool = False


_VALIDITY = {
    ValidityStatus.VALID: (Tone.OK, "mdi6.check-circle-outline"),
    ValidityStatus.DEGRADED: (Tone.WARNING, "mdi6.alert-outline"),
    ValidityStatus.INVALID: (Tone.ERROR, "mdi6.close-octagon-outline"),
}


def cell(row: RunRow, column: RunColumn) -> Cell:
    """The cell of a run in a column."""
    return _CELLS[column](row)


def one_line(text: str) -> str:
    """A text as a cell can hold it: one line, without what would turn the writing around, and not endless."""
    shown = "".join(character if character.isprintable() else " " for character in text[: _LONGEST_TEXT + 1])
    return shown if len(shown) <= _LONGEST_TEXT else f"{shown[: _LONGEST_TEXT - 1]}…"


def _text(text: str) -> Cell:
    return Cell(one_line(text), detail=text[: 10 * _LONGEST_TEXT])


def _time(run: RunSummary) -> Cell:
    shown = local_minute(run.started_at)
    return Cell(one_line(shown), detail=shown)


def _version(run: RunSummary) -> Cell:
    text = f"v{run.variant_version} {without_model(run.variant_name, run.model)}".strip()
    return Cell(one_line(text), detail=run.variant_label)


def _baseline(run: RunSummary) -> Cell:
    return Cell("", Tone.BUSY, "mdi6.flag-variant", tr("baseline")) if run.is_baseline else Cell("")


def _instructions(run: RunSummary) -> Cell:
    return Cell("–", is_quiet=True) if run.instructions is None else Cell(count_text(run.instructions))


def _energy(run: RunSummary) -> Cell:
    if run.energy_uj is None:
        return Cell("–", is_quiet=True)
    number = three_digits(run.energy_uj)
    if not run.is_energy_simulated:
        return Cell(number, detail=tr("net, an inference"))
    detail = tr("net, an inference; the meter was simulated")
    return Cell(number, Tone.EMULATED, "mdi6.flask-outline", detail)


def _scored(run: RunSummary) -> Cell:
    if run.scored_ratio is None:
        return Cell("–", is_quiet=True, detail=tr("No labelled set was run on this board with this version."))
    detail = tr("top-1 on the board, set %1").replace("%1", run.scored_set)
    return Cell(three_digits(100 * run.scored_ratio), detail=detail)


def _notes(run: RunSummary) -> Cell:
    parts = [tr("archived")] if run.is_archived else []
    return _text(" · ".join((*parts, *(f"#{tag}" for tag in run.tags), *([run.note] if run.note else []))))


def _validity(run: RunSummary) -> Cell:
    if run.problem:
        detail = tr("This run cannot be read: %1").replace("%1", said(run.problem))
        return Cell(tr("unreadable"), Tone.ERROR, "mdi6.file-alert-outline", detail)
    return Cell(said(run.validity.value), *_VALIDITY[run.validity], "\n".join(map(said, run.issue_codes)))


def _origin(run: RunSummary) -> Cell:
    is_real = run.origin is Origin.HARDWARE
    icon_name = {
        Origin.HARDWARE: "mdi6.chip",
        Origin.EMULATED: "mdi6.flask-outline",
        Origin.NATIVE: "mdi6.laptop",
    }[run.origin]
    # The icon alone: the word would take the room of a number, and is in the tooltip and for a screen reader.
    return Cell("", Tone.NEUTRAL if is_real else Tone.EMULATED, icon_name, said(run.origin.value))


def _change(reference: Reference | None, change: Change | None, nothing: str) -> Cell:
    """The difference of the medians at once, and the verdict when the samples were compared."""
    if reference is None:
        return Cell("–", is_quiet=True, detail=nothing)
    against = tr("against %1").replace("%1", reference.label)
    if change is None:
        text = f"{ratio_text(reference.ratio)} …" if reference.ratio is not None else "…"
        return Cell(text, is_quiet=True, detail=against)
    if change.delta is None:
        return Cell(
            tr("not comparable"), detail="\n".join((reference.label, *map(said, change.reasons))), is_quiet=True
        )
    if change.delta.verdict is Verdict.WORSE:
        detail = tr("regression against %1").replace("%1", reference.label)
        return Cell(delta_text(change.delta), Tone.WARNING, "mdi6.alert-outline", detail)
    tone = Tone.OK if change.delta.verdict is Verdict.BETTER else Tone.NEUTRAL
    return Cell(delta_text(change.delta), tone, detail=against)


def _parity(run: RunSummary) -> Cell:
    if not run.parity_checked:
        return Cell(tr("unchecked"), Tone.WARNING, "mdi6.alert-outline")
    if run.parity_mismatched_bytes:
        text = tr("%1 B differ").replace("%1", count_text(run.parity_mismatched_bytes))
        return Cell(text, Tone.ERROR, "mdi6.not-equal-variant")
    return Cell(tr("bit-exact"), Tone.OK, "mdi6.equal")


def _number(value: float | None, factor: float) -> Cell:
    return Cell("–", is_quiet=True) if value is None else Cell(three_digits(value * factor))


_CELLS: Mapping[RunColumn, Callable[[RunRow], Cell]] = {
    RunColumn.NUMBER: lambda row: Cell(str(row.summary.sequence), detail=row.summary.run_id, is_quiet=True),
    RunColumn.VALIDITY: lambda row: _validity(row.summary),
    RunColumn.BASELINE: lambda row: _baseline(row.summary),
    RunColumn.TIME: lambda row: _time(row.summary),
    RunColumn.BOARD: lambda row: _text(row.summary.board),
    RunColumn.ORIGIN: lambda row: _origin(row.summary),
    RunColumn.MODEL: lambda row: _text(row.summary.model),
    RunColumn.VERSION: lambda row: _version(row.summary),
    RunColumn.LATENCY: lambda row: _number(row.summary.latency_us, 1e-3),
    RunColumn.CHANGE: lambda row: _change(
        row.summary.previous, row.against_previous, tr("There is no earlier version on this board.")
    ),
    RunColumn.AGAINST_BASELINE: lambda row: _change(
        row.summary.baseline, row.against_baseline, tr("There is no other run that is the baseline.")
    ),
    RunColumn.P99: lambda row: _number(row.summary.p99_us, 1e-3),
    RunColumn.RAM: lambda row: _number(row.summary.ram_bytes, 1e-3),
    RunColumn.FLASH: lambda row: _number(row.summary.flash_bytes, 1e-3),
    RunColumn.ACCURACY: lambda row: _number(row.summary.accuracy, 100.0),
    RunColumn.SCORED: lambda row: _scored(row.summary),
    RunColumn.INSTRUCTIONS: lambda row: _instructions(row.summary),
    RunColumn.ENERGY: lambda row: _energy(row.summary),
    RunColumn.PARITY: lambda row: _parity(row.summary),
    RunColumn.NOTES: lambda row: _notes(row.summary),
}
