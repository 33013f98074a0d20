"""The columns of the runs table and what each says of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from benchwright.model.board import Origin
from benchwright.model.compare import Metric, Verdict
from benchwright.model.run import Run, ValidityStatus
from benchwright.ui.charts.marks import short_label
from benchwright.ui.item_models.run_rows import RunRow
from benchwright.ui.language.numbers import count_text, three_digits
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_day_minute, local_minute
from benchwright.ui.pages.bench.result_words import delta_text
from benchwright.ui.run_values import instructions, run_value
from benchwright.ui.tokens import Tone

SortKey = tuple[int, float, str]


def tr(text: str) -> str:
    """The translation of a text that no widget owns."""
    return QCoreApplication.translate("RunCells", text)


class RunColumn(Enum):
    """Columns from left to right; the value is the heading."""

    NUMBER = "#"
    VALIDITY = "Validity"
    BASELINE = ""
    TIME = "Time"
    BOARD = "Board"
    ORIGIN = "Origin"
    MODEL = "Model"
    VERSION = "Version"
    LATENCY = "Latency, ms"
    CHANGE = "Δ to previous"
    RAM = "RAM, kB"
    FLASH = "Flash, kB"
    ACCURACY = "Accuracy, %"
    INSTRUCTIONS = "Instructions"
    PARITY = "Parity"
    NOTES = "Notes"

    @property
    def is_number(self) -> bool:
        """Whether it stands on the decimal point."""
        return self in {RunColumn.LATENCY, RunColumn.RAM, RunColumn.FLASH, RunColumn.ACCURACY}

    @property
    def is_right(self) -> bool:
        """Whether it stands at the right edge."""
        return self.is_number or self in {RunColumn.NUMBER, RunColumn.CHANGE, RunColumn.INSTRUCTIONS}


COLUMNS = tuple(RunColumn)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows. `key` sorts; a cell without a value sorts last."""

    text: str
    key: SortKey = (1, 0.0, "")
    tone: Tone = Tone.NEUTRAL
    icon_name: str = ""
    detail: str = ""
    is_quiet: bool = False


_VALIDITY = {
    ValidityStatus.VALID: (Tone.OK, "mdi6.check-circle-outline", 0),
    ValidityStatus.DEGRADED: (Tone.WARNING, "mdi6.alert-outline", 1),
    ValidityStatus.INVALID: (Tone.ERROR, "mdi6.close-octagon-outline", 2),
}


def cell(row: RunRow, column: RunColumn) -> Cell:
    """The cell of a run in a column."""
    return _CELLS[column](row)


def _text(text: str, rank: float = 0) -> Cell:
    return Cell(text, (0 if text else 1, rank, text.casefold()), detail=text)


def _time(run: Run) -> Cell:
    return Cell(local_day_minute(run.started_at), (0, 0, run.started_at), detail=local_minute(run.started_at))


def _version(run: Run) -> Cell:
    text = short_label(run)
    return Cell(text, (0, run.variant_version, text), detail=run.variant_label)


def _baseline(run: Run) -> Cell:
    if not run.is_baseline:
        return Cell("")
    return Cell("", (0, 0, ""), Tone.BUSY, "mdi6.flag-variant", tr("baseline"))


def _instructions(run: Run) -> Cell:
    count = instructions(run)
    return Cell("–", is_quiet=True) if count is None else Cell(count_text(count), (0, count, ""))


def _notes(run: Run) -> Cell:
    return _text(" · ".join((*(f"#{tag}" for tag in run.tags), *([run.note] if run.note else []))))


def _validity(run: Run) -> Cell:
    status = run.validity.status
    tone, icon_name, rank = _VALIDITY[status]
    detail = "\n".join(f"{issue.code.value}: {said(issue.text)}" for issue in run.validity.issues)
    return Cell(said(status.value), (0, rank, ""), tone, icon_name, detail)


def _origin(run: Run) -> Cell:
    is_real = run.origin is Origin.HARDWARE
    icon_name = "mdi6.chip" if is_real else "mdi6.flask-outline"
    tone = Tone.NEUTRAL if is_real else Tone.EMULATED
    return Cell(said(run.origin.value), (0, 0, run.origin.value), tone, icon_name)


def _change(row: RunRow) -> Cell:
    if row.is_pending:
        return Cell("…", is_quiet=True)
    if row.change is None:
        return Cell("–", is_quiet=True, detail=tr("There is no earlier version on this board."))
    name = row.change.baseline.variant_label
    delta = row.change.delta(Metric.LATENCY)
    if delta is None:
        reasons = "\n".join((name, *(said(reason) for reason in row.change.reasons)))
        return Cell(tr("not comparable"), detail=reasons, is_quiet=True)
    tones = {Verdict.BETTER: Tone.OK, Verdict.WORSE: Tone.WARNING}
    tone = tones.get(delta.verdict, Tone.NEUTRAL)
    return Cell(delta_text(delta), (0, delta.ratio or 0.0, ""), tone, detail=tr("against %1").replace("%1", name))


def _parity(run: Run) -> Cell:
    parity = run.parity
    if not parity.checked:
        return Cell(tr("unchecked"), (0, -1, ""), Tone.WARNING, "mdi6.alert-outline")
    if parity.mismatched_bytes:
        text = tr("%1 B differ").replace("%1", count_text(parity.mismatched_bytes))
        return Cell(text, (0, parity.mismatched_bytes, ""), Tone.ERROR, "mdi6.not-equal-variant")
    return Cell(tr("bit-exact"), (0, 0, ""), Tone.OK, "mdi6.equal")


def _number(value: float | None, factor: float) -> Cell:
    if value is None:
        return Cell("–", is_quiet=True)
    return Cell(three_digits(value * factor), (0, value, ""))


_CELLS: Mapping[RunColumn, Callable[[RunRow], Cell]] = {
    RunColumn.NUMBER: lambda row: Cell(str(row.number), (0, row.number, ""), detail=row.run.run_id, is_quiet=True),
    RunColumn.VALIDITY: lambda row: _validity(row.run),
    RunColumn.BASELINE: lambda row: _baseline(row.run),
    RunColumn.TIME: lambda row: _time(row.run),
    RunColumn.BOARD: lambda row: _text(row.run.board),
    RunColumn.ORIGIN: lambda row: _origin(row.run),
    RunColumn.MODEL: lambda row: _text(row.run.model),
    RunColumn.VERSION: lambda row: _version(row.run),
    RunColumn.LATENCY: lambda row: _number(run_value(row.run, Metric.LATENCY), 1e-3),
    RunColumn.CHANGE: _change,
    RunColumn.RAM: lambda row: _number(run_value(row.run, Metric.RAM), 1e-3),
    RunColumn.FLASH: lambda row: _number(run_value(row.run, Metric.FLASH), 1e-3),
    RunColumn.ACCURACY: lambda row: _number(row.run.accuracy, 100.0),
    RunColumn.INSTRUCTIONS: lambda row: _instructions(row.run),
    RunColumn.PARITY: lambda row: _parity(row.run),
    RunColumn.NOTES: lambda row: _notes(row.run),
}
