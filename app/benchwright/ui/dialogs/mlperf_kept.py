"""The results of MLPerf Tiny that are kept, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QTableView, QWidget

from benchwright.model.board import Origin
from benchwright.model.mlperf_entry import MlperfEntry
from benchwright.ui.dialogs import mlperf_words
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_minute
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import Tone

_ROW_PX = 28


class KeptResults(QTableView):
    """The one at the cursor is told by `chosen`."""

    chosen = Signal(MlperfEntry)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: RowsModel[MlperfEntry] = RowsModel(theme, _columns(), self)
        self.setModel(self.rows)
        dress(self, _tr("Results that are kept"), row_px=_ROW_PX)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def show_entries(self, entries: Sequence[MlperfEntry]) -> None:
        """Replaces the lines, newest first; none is chosen."""
        self.rows.show_rows(entries)
        self.resizeColumnsToContents()
        self.setVisible(bool(entries))

    def forget_choice(self) -> None:
        """Nothing is chosen."""
        self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.rows.rows[current.row()])


def _columns() -> tuple[Column[MlperfEntry], ...]:
    return (
        Column(_tr("Time"), lambda one: Shown(local_minute(one.started_at), detail=one.result_id)),
        Column(_tr("Benchmark"), lambda one: Shown(one.benchmark_id)),
        Column(_tr("Mode"), lambda one: Shown(mlperf_words.mode_word(one.mode))),
        Column(_tr("Number"), _number),
        Column(_tr("By the rules"), _rules),
        Column(_tr("Origin"), _origin),
        Column(_tr("System"), lambda one: Shown(one.system, detail=one.device_id)),
    )


def _origin(one: MlperfEntry) -> Shown:
    if one.origin is None:
        return Shown(_tr("unknown"), is_faint=True)
    return Shown(said(one.origin.value), Tone.NEUTRAL if one.origin is Origin.HARDWARE else Tone.EMULATED)


def _number(one: MlperfEntry) -> Shown:
    text = mlperf_words.counted_text(one.counted, one.value)
    if one.is_meter_simulated:
        return Shown(_tr("%1, simulated").replace("%1", text), Tone.EMULATED, icon_name="mdi6.flask-outline")
    return Shown(text)


def _rules(one: MlperfEntry) -> Shown:
    if one.is_by_the_rules:
        return Shown(_tr("yes"), Tone.OK, icon_name="mdi6.check-circle-outline")
    detail = "\n".join(said(breach.text) for breach in one.breaches)
    return Shown(_tr("no"), Tone.WARNING, detail=detail, icon_name="mdi6.alert-outline")


def _tr(text: str) -> str:
    return QCoreApplication.translate("MlperfKept", text)
