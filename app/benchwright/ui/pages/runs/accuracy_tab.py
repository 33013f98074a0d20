"""What a labelled set on the board was worth: each metric beside the host's, the matrix, where both disagree."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from benchwright.model.classification import predicted_class
from benchwright.model.scoring import AnswerKind, ScoreCard, ScoredInput, Scoring, ScoringFacts, as_classes
from benchwright.ui.charts.confusion import ConfusionChart
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.language.numbers import count_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.empty_state import EmptyState

Row = tuple[str, str, str]
Answered = tuple[Scoring, ScoredInput]
_TABLE_PX = 120
_CHART_PX = 300
_BESIDE_PX = 660


class AccuracyTab(QScrollArea):
    """Shows one scoring, or how to get one. Two sets never stand side by side: their numbers do not compare."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = QWidget(self)
        set_role(body, "page")
        self._empty = EmptyState(
            theme,
            "mdi6.bullseye-arrow",
            self.tr("No labelled set was run on this board with this model."),
            self.tr("Measure accuracy on the Models page, and choose the board there."),
            body,
        )
        self._numbers = QWidget(body)
        self.words = QLabel(self._numbers)
        self._grid = QGridLayout()
        self._rows: tuple[Row, ...] = ()
        self.matrix = ConfusionChart(theme, self._numbers)
        self.differing_words = QLabel(self._numbers)
        self.differing: RowsModel[Answered] = RowsModel(theme, _columns(), self)
        self._table = QTableView(self._numbers)
        self._table.setModel(self.differing)
        dress(self._table, self.tr("Inputs on which board and host disagree"))
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._numbers)
        self._lay_out()
        self.setWidgetResizable(True)
        self.setWidget(body)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Each metric: its name, the board's value, the host's."""
        return self._rows

    def show_facts(self, facts: ScoringFacts | None) -> None:
        """Shows what was read, or the empty sentence."""
        if facts is None or facts.board is None:
            self._stack.setCurrentWidget(self._empty)
            return
        scoring = facts.scoring
        self.words.setText(_about(scoring))
        self._show_rows(metric_rows(facts))
        has_classes = scoring.kind is AnswerKind.CLASSES
        self.matrix.setVisible(has_classes)
        self.matrix.show_card(scoring if has_classes else None, facts.board)
        self.differing_words.setText(_agreement(facts))
        self.differing.show_rows([(scoring, one) for one in facts.differing])
        self._table.setVisible(bool(facts.differing))
        self._table.resizeColumnsToContents()
        self._stack.setCurrentWidget(self._numbers)

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        self._rows = rows
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line, row in enumerate((("", self.tr("board"), self.tr("host")), *rows)):
            for column, text in enumerate(row):
                cell = QLabel(text, self._numbers)
                cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                set_role(cell, "caption" if not column or not line else "value")
                self._grid.addWidget(cell, line, column)

    def _lay_out(self) -> None:
        for label in (self.words, self.differing_words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            set_role(label, "muted")
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setColumnStretch(3, 1)
        self._table.setMinimumHeight(_TABLE_PX)
        self.matrix.setMinimumSize(_CHART_PX, _CHART_PX)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.words)
        left.addLayout(self._grid)
        left.addWidget(self.differing_words)
        left.addWidget(self._table, 1)
        left.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._numbers)
        self._halves.setContentsMargins(0, GRID, GRID, 0)
        self._halves.setSpacing(2 * GRID)
        self._halves.addLayout(left, 1)
        self._halves.addWidget(self.matrix, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The matrix goes below the numbers where both do not fit beside each other."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(beside if event.size().width() >= scaled(_BESIDE_PX) else below)
        super().resizeEvent(event)


def metric_rows(facts: ScoringFacts) -> tuple[Row, ...]:
    """The metrics that the set tells, each of board and host."""
    board, host = facts.board, facts.host
    names = (
        _tr("Top-1"), _tr("Top-1, 95 %"), _tr("Top-5"), _tr("ROC AUC"), _tr("F1, mean of classes"),
        _tr("F1, by samples"), _tr("Mean squared error"),
    )  # fmt: skip
    values = zip(names, _values(board), _values(host), strict=True)
    return tuple((name, mine, theirs or "–") for name, mine, theirs in values if mine)


def _values(card: ScoreCard | None) -> tuple[str, ...]:
    if card is None:
        return ("",) * 7
    matrix = card.matrix
    return (
        _percent(card.top1_ratio),
        "" if card.interval is None else f"{_percent(card.interval[0])} … {_percent(card.interval[1])}",
        _percent(card.top5_ratio),
        "" if card.auc is None else number_text(card.auc.ratio, ".4f"),
        "" if matrix is None else number_text(matrix.macro_f1_ratio, ".4f"),
        "" if matrix is None else number_text(matrix.weighted_f1_ratio, ".4f"),
        "" if card.mean_squared_error is None else number_text(card.mean_squared_error, ".5g"),
    )


def _percent(ratio: float | None) -> str:
    return "" if ratio is None else f"{number_text(100 * ratio, '.1f')} %"


def _about(scoring: Scoring) -> str:
    words = _tr("%1 on %2 (%3) · set %4, sha256 %5 · %6 inputs, %7 a second, transfer included")
    rate = scoring.done_count / scoring.device_s if scoring.device_s else 0.0
    inputs = count_text(scoring.sample_count)
    if not scoring.is_finished:
        inputs = _tr("%1 of %2").replace("%1", count_text(scoring.done_count)).replace("%2", inputs)
    parts = (
        scoring.variant_label, scoring.board, said(scoring.origin.value), scoring.set_name, scoring.set_sha256[:12],
        inputs, number_text(rate, ".1f"),
    )  # fmt: skip
    for place, part in enumerate(parts, start=1):
        words = words.replace(f"%{place}", part)
    return words


def _agreement(facts: ScoringFacts) -> str:
    if facts.host is None:
        return _tr("The host did not answer: its library has not been built.")
    if not facts.differing:
        return _tr("Board and host agree on every input.")
    return _tr("Board and host disagree on %1 inputs:").replace("%1", count_text(len(facts.differing)))


def _columns() -> tuple[Column[Answered], ...]:
    return (
        Column(_tr("Input"), lambda one: Shown(count_text(one[1].position)), is_right=True),
        Column(_tr("File"), lambda one: Shown(one[1].name or "–", is_faint=not one[1].name)),
        Column(_tr("Label"), lambda one: Shown(_label(one))),
        Column(_tr("Board"), lambda one: Shown(_answer(one[0], one[1].board))),
        Column(_tr("Host"), lambda one: Shown(_answer(one[0], one[1].host))),
        Column(_tr("Bytes that differ"), lambda one: Shown(count_text(one[1].differing_bytes)), is_right=True),
    )


def _label(one: Answered) -> str:
    scoring, answered = one
    if answered.label is None:
        return "–"
    return scoring.class_name(answered.label) if scoring.kind is AnswerKind.CLASSES else str(answered.label)


def _answer(scoring: Scoring, scores: tuple[float, ...]) -> str:
    if scoring.kind is not AnswerKind.CLASSES:
        return number_text(scores[0], ".5g")
    return scoring.class_name(predicted_class(as_classes(scores)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("AccuracyTab", text)
