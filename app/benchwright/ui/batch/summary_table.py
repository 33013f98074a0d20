"""The summary of a batch: a row for each model on each board, with unit and origin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableView, QWidget

from benchwright.model.batch import JobState
from benchwright.model.batch_summary import BatchSummary, SummaryRow
from benchwright.model.run import ValidityStatus
from benchwright.model.units import us_to_seconds
from benchwright.ui.batch.job_cells import joined, origin_shown, state_word, tr
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.language.numbers import bytes_text, count_text, duration_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import Tone

_WIDTHS = (176, 200, 104, 56, 160, 88, 176)
_ROW_PX = 28
_NOTHING = "–"
_VERDICTS = {
    ValidityStatus.VALID: ("mdi6.check-circle-outline", Tone.OK),
    ValidityStatus.DEGRADED: ("mdi6.alert-outline", Tone.WARNING),
    ValidityStatus.INVALID: ("mdi6.close-octagon-outline", Tone.ERROR),
}


class SummaryTable(QTableView):
    """Read only; a double click or Enter opens the last run of a row."""

    run_opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: RowsModel[SummaryRow] = RowsModel(theme, _columns(), self)
        self.setModel(self._rows)
        dress(self, self.tr("Summary of the batch"), row_px=_ROW_PX)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setStretchLastSection(True)
        self.activated.connect(lambda index: self._open(index.row()))

    @property
    def rows(self) -> tuple[SummaryRow, ...]:
        """What is shown."""
        return self._rows.rows

    @property
    def run_ids(self) -> tuple[str, ...]:
        """Every run of the batch."""
        return tuple(run_id for row in self.rows for run_id in row.run_ids)

    def show_summary(self, summary: BatchSummary) -> None:
        """Shows the rows, those of one origin together and boards on the desk first."""
        order = ("hardware", "emulated", "native")
        self._rows.show_rows(sorted(summary.rows, key=lambda row: order.index(row.origin.value)))

    def _open(self, place: int) -> None:
        run_ids = self.rows[place].run_ids
        if run_ids:
            self.run_opened.emit(run_ids[-1])


def _columns() -> tuple[Column[SummaryRow], ...]:
    return (
        Column(tr("Model"), lambda row: Shown(row.variant_label)),
        Column(tr("Board"), lambda row: Shown(row.target, detail=joined(row.device_ids))),
        Column(tr("Origin"), lambda row: origin_shown(row.origin)),
        Column(tr("Runs"), lambda row: Shown(f"{row.done_count}/{row.job_count}"), is_right=True),
        Column(tr("Measured"), _measured, is_right=True),
        Column(tr("RAM"), lambda row: Shown(_size(row.ram_bytes)), is_right=True),
        Column(tr("Verdict"), _verdict),
        Column(tr("What stood in the way"), _failure),
    )


def _measured(row: SummaryRow) -> Shown:
    if row.instructions is not None:
        return Shown(tr("%1 instructions").replace("%1", count_text(row.instructions)))
    return Shown(_NOTHING if row.latency_us is None else duration_text(us_to_seconds(row.latency_us)))


def _size(count: int | None) -> str:
    return _NOTHING if count is None else bytes_text(count)


def _verdict(row: SummaryRow) -> Shown:
    if row.validity is None:
        tone = Tone.ERROR if row.state is JobState.FAILED else Tone.NEUTRAL
        return Shown(state_word(row.state), tone)
    icon_name, tone = _VERDICTS[row.validity]
    words = {
        ValidityStatus.VALID: tr("valid"),
        ValidityStatus.DEGRADED: tr("degraded"),
        ValidityStatus.INVALID: tr("invalid"),
    }
    issues = joined(tuple(map(said, row.issue_codes)))
    text = f"{words[row.validity]}: {issues}" if issues else words[row.validity]
    return Shown(text, tone, issues, icon_name)


def _failure(row: SummaryRow) -> Shown:
    if row.failure is None:
        return Shown("")
    detail = "\n".join(said(part) for part in (row.failure.what, row.failure.why, row.failure.remedy) if part)
    tone = Tone.ERROR if row.state is JobState.FAILED else Tone.NEUTRAL
    return Shown(f"{said(row.failure.what)} {said(row.failure.why)}".strip(), tone, detail)
