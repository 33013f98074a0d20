"""The comparison table: a row for each run, the baseline on top."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import not_

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint
from benchwright.ui.delta_words import verdict_words
from benchwright.ui.item_models.comparison_cells import FIRST_METRIC_COLUMN, comparison_columns, value_text, why_not
from benchwright.ui.item_models.rows_model import RowsModel
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.pages.compare.study import Study
from benchwright.ui.theme import Theme, scaled
from benchwright.ui.tokens import GRID

_VALUE_PX = 84
_LATENCY_PX = 112
_DELTA_PX = 116
_NAME_PX = (120, 240)
_FEW = 200
"""Up to so many rows reasons span their row, and a selection leaves the order as it is."""


class ComparisonTable(QTableView):
    """Enter opens a run, B makes it the baseline, Space selects it. Rows are worked out when they come into sight."""

    run_opened = Signal(str)
    baseline_asked = Signal(str)
    selection_changed = Signal(frozenset)
    rows_seen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._study: Study | None = None
        self.comparisons: RowsModel[RunPoint] = RowsModel(theme, (), self)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.timeout.connect(self.rows_seen)
        self.setModel(self.comparisons)
        # A heading asks of each column whether all its rows are selected, with each repaint: here it has none to ask.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(self.comparisons, self))
        dress(self, self.tr("Comparison with the baseline"))
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.run_opened.emit(self._run_id(index.row())))
        self.verticalScrollBar().valueChanged.connect(lambda: self._look.start(0))

    def show_study(self, study: Study | None, metrics: Sequence[Metric], selected: frozenset[str]) -> None:
        """Replaces the rows; what cannot be compared says why across the whole row."""
        self._study = study
        self.clearSpans()
        columns = comparison_columns(metrics, study.row) if study is not None else ()
        with QSignalBlocker(self.selectionModel()):
            self.comparisons.show_rows(study.points if study is not None else (), columns)
        self._fit_columns(metrics)
        self._span_reasons()
        self.show_selected(selected)
        self._look.start(0)

    def show_news(self) -> None:
        """Paints rows again whose comparison has changed."""
        self.comparisons.forget()
        self.viewport().update()

    def seen(self) -> tuple[RunPoint, ...]:
        """The runs in sight."""
        rows = self.comparisons.rows
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return rows[first : (last if last >= 0 else len(rows) - 1) + 1][:_FEW]

    def selected(self) -> frozenset[str]:
        """Ids of the selected runs."""
        selection = self.selectionModel().selection()
        ranges = (selection.at(place) for place in range(selection.count()))
        return frozenset(self._run_id(row) for part in ranges for row in range(part.top(), part.bottom() + 1))

    def show_selected(self, run_ids: frozenset[str]) -> None:
        """Selects these runs; tells nobody. Among thousands the selected ones come to the top, where they are seen."""
        if self._study is not None and len(self._study.points) > _FEW:
            stretches = self._bring_up(self._study, run_ids)
        else:
            stretches = _stretches([point.run_id in run_ids for point in self.comparisons.rows])
        selection = QItemSelection()
        for first, last in stretches:
            selection.select(self.comparisons.index(first, 0), self.comparisons.index(last, 0))
        with QSignalBlocker(self.selectionModel()):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(selection, flags)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, B and Space; the rest as tables do."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.run_opened.emit(self._run_id(row))
        elif row >= 0 and event.key() == Qt.Key.Key_B and not event.modifiers():
            self.baseline_asked.emit(self._run_id(row))
        elif row >= 0 and event.key() == Qt.Key.Key_Space:
            flags = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.currentIndex(), flags)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More rows may have come into sight."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._span_reasons()
        self._look.start(0)

    def _bring_up(self, study: Study, run_ids: frozenset[str]) -> list[tuple[int, int]]:
        """Rows with the selected ones below the baseline; first and last row of each stretch of them."""
        first, others = study.points[0], study.points[1:]
        is_in = list(map(run_ids.__contains__, study.run_ids[1:]))
        chosen = tuple(compress(others, is_in))
        rest = compress(others, map(not_, is_in))
        with QSignalBlocker(self.selectionModel()):
            self.comparisons.show_rows((first, *chosen, *rest))
        if chosen:
            self.scrollToTop()
        self._look.start(0)
        top = 0 if first.run_id in run_ids else 1
        return [(top, len(chosen))] if top <= len(chosen) else []

    def _span_reasons(self) -> None:
        """Why a row cannot be compared stands across the columns in sight, in as many lines as it takes."""
        study = self._study
        if study is None or len(study.points) > _FEW:
            return
        self.clearSpans()
        room = self.viewport().width() - sum(map(self.columnWidth, range(FIRST_METRIC_COLUMN)))
        count = width = 0
        for column in range(FIRST_METRIC_COLUMN, self.comparisons.columnCount()):
            if count > 1 and width + self.columnWidth(column) > room:
                break
            count, width = count + 1, width + self.columnWidth(column)
        for place, point in enumerate(self.comparisons.rows):
            reason = why_not(study.row(point))
            if reason and count > 1:
                self.setSpan(place, FIRST_METRIC_COLUMN, 1, count)
                self.setRowHeight(place, self._height(reason, width))

    def _height(self, words: str, width: int) -> int:
        """How high a row is that shows these words in lines of a width."""
        lines = self.fontMetrics().boundingRect(0, 0, width - 4 * GRID, 0, Qt.TextFlag.TextWordWrap, words)
        return max(self.verticalHeader().defaultSectionSize(), lines.height() + GRID)

    def _fit_columns(self, metrics: Sequence[Metric]) -> None:
        """Names as wide as they are within reason; numbers and deltas in columns of equal width."""
        for column in range(min(FIRST_METRIC_COLUMN, self.comparisons.columnCount())):
            self.resizeColumnToContents(column)
            least, most = scaled(_NAME_PX[0] if column == 0 else 0), scaled(_NAME_PX[1])
            self.setColumnWidth(column, max(least, min(most, self.columnWidth(column))))
        for place, metric in enumerate(metrics):
            column = FIRST_METRIC_COLUMN + 2 * place
            self.setColumnWidth(column, self._value_width(metric))
            self.setColumnWidth(column + 1, self._delta_width(metric))

    def _value_width(self, metric: Metric) -> int:
        """Room for the longest value, with its interval if it has one, among those that are looked at first."""
        texts = (value_text(point, metric) for point in self.comparisons.rows[:_FEW])
        longest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        return max(scaled(_LATENCY_PX if metric is Metric.LATENCY else _VALUE_PX), longest + 3 * GRID)

    def _delta_width(self, metric: Metric) -> int:
        """Room for the longest delta of a metric in the language of the window."""
        longest = max(self.fontMetrics().horizontalAdvance(f"▼ −100,0 % {word}") for word in verdict_words(metric))
        return max(scaled(_DELTA_PX), longest + 3 * GRID)

    def _run_id(self, row: int) -> str:
        return self.comparisons.rows[row].run_id

    def _tell(self) -> None:
        self.selection_changed.emit(self.selected())


def _stretches(is_in: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last row of each stretch of selected rows."""
    found: list[tuple[int, int]] = []
    for row, wanted in enumerate(is_in):
        if wanted and found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        elif wanted:
            found.append((row, row))
    return found
