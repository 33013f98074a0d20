"""Entering budgets: one field for each metric, empty for none."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.ui.charts.marks import shortened
from benchwright.ui.charts.words import filled, metric_name
from benchwright.ui.language.numbers import number_text
from benchwright.ui.theme import set_role
from benchwright.ui.tokens import GRID

_UNITS = {
    Metric.LATENCY: ("ms", 1e3),
    Metric.RAM: ("kB", 1e3),
    Metric.FLASH: ("kB", 1e3),
    Metric.ENERGY: ("mJ", 1e3),
    Metric.ACCURACY: ("%", 1e-2),
}
"""The unit of each field, and how much of the metric's own unit one of it is."""

_FIELD_PX = 96


class BudgetEditor(QFrame):
    """Opens over the page; what was typed counts as soon as Enter is pressed or the field is left."""

    changed = Signal(Budgets)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._budgets = Budgets()
        self._heading = QLabel(self)
        self._remark = QLabel(self)
        self.fields: dict[Metric, QLineEdit] = {}
        set_role(self, "surface")
        set_role(self._heading, "section")
        set_role(self._remark, "caption")
        self.setAccessibleName(self.tr("Budgets"))
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for row, metric in enumerate(Metric):
            self._add_field(metric, row, grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._heading)
        layout.addLayout(grid)
        layout.addWidget(self._remark)

    def show_budgets(self, model: str, board: str, budgets: Budgets) -> None:
        """Fills the fields."""
        self._budgets = budgets
        self._heading.setText(filled(self.tr("Budgets of %1 on %2"), shortened(model, 24), shortened(board, 24)))
        self._remark.setText(self.tr("An empty field is no budget. Remembered for this model on this board."))
        for metric, field in self.fields.items():
            limit = budgets.limit(metric)
            field.setText("" if limit is None else number_text(limit / _UNITS[metric][1], ".6g"))

    def open_under(self, widget: QWidget) -> None:
        """Opens below a button, the first field ready to type in."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + GRID // 2)))
        self.show()
        self.fields[Metric.LATENCY].setFocus(Qt.FocusReason.PopupFocusReason)

    def _add_field(self, metric: Metric, row: int, grid: QGridLayout) -> None:
        unit, _ = _UNITS[metric]
        name = metric_name(metric) if metric.smaller_is_better else filled(self.tr("%1 at least"), metric_name(metric))
        label, field = QLabel(name, self), QLineEdit(self)
        field.setAccessibleName(filled(self.tr("Budget of %1 in %2"), metric_name(metric), unit))
        field.setFixedWidth(_FIELD_PX)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.editingFinished.connect(self._take)
        label.setBuddy(field)
        self.fields[metric] = field
        grid.addWidget(label, row, 0)
        grid.addWidget(field, row, 1)
        grid.addWidget(QLabel(unit, self), row, 2)

    def _take(self) -> None:
        wrong = [
            metric for metric, field in self.fields.items() if field.text().strip() and _number(field.text()) is None
        ]
        if wrong:
            words = self.tr("%1: enter a number above 0, such as 18.5.")
            self._remark.setText(filled(words, metric_name(wrong[0])))
            return
        limits = {
            metric: number * _UNITS[metric][1]
            for metric, field in self.fields.items()
            if (number := _number(field.text())) is not None
        }
        if limits != dict(self._budgets.limits):
            self._budgets = Budgets(limits)
            self.changed.emit(self._budgets)


def _number(text: str) -> float | None:
    """What was typed, with a comma or a point; None where it is no number above 0."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None
