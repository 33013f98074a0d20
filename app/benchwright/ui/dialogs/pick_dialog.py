"""Pick for me: budgets and a situation in, the variant to ship out, with the reason and why not the others."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from benchwright.bench.picking import Field, read_field
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.pick import Pick, Ranked, Supply, pick
from benchwright.model.variant import Variant
from benchwright.protocols.run_store import RunFilter
from benchwright.ui.bridge import Bridge
from benchwright.ui.dialogs import pick_words
from benchwright.ui.dialogs.pick_columns import others_columns
from benchwright.ui.item_models.rows_model import RowsModel
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.language.translators import said
from benchwright.ui.remembered_budgets import budgets_in
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.unread_words import unread_words
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.combo import Combo
from benchwright.ui.widgets.number_box import inset_text
from benchwright.ui.widgets.tag import Tag

_FACTORS = {
    Metric.LATENCY: 1e3,
    Metric.RAM: 1e3,
    Metric.FLASH: 1e3,
    Metric.ENERGY: 1.0,
    Metric.ACCURACY: 0.01,
}
"""From the unit on screen to that of the budget."""


_LOOKED_AT = 10
"""Newest runs of a model of which the first that can be read names the board."""


class PickDialog(QDialog):
    """Answers as the budgets change; nothing is started or changed."""

    navigation_requested = Signal(str, object)

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget, *, model: str = "") -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._model = model
        self._variants: tuple[Variant, ...] = ()
        self._field: Field | None = None
        self._asked = 0
        self.answer: Pick | None = None
        self.setWindowTitle(self.tr("Pick for me"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.models = Combo(theme, self.tr("Model"), self)
        self.boards = Combo(theme, self.tr("Board"), self)
        self.supplies = {
            Supply.BATTERY: QRadioButton(self.tr("Battery"), self),
            Supply.MAINS: QRadioButton(self.tr("Mains"), self),
        }
        self.limits = {metric: self._limit(metric) for metric in Metric}
        self.origin = Tag(theme, self)
        self.headline = QLabel(self)
        self.reason = QLabel(self)
        self.values = QLabel(self)
        self.accuracy = QLabel(self)
        self.missing = QLabel(self)
        self.unread = QLabel(self)
        self.others: RowsModel[Ranked] = RowsModel(theme, others_columns(), self)
        self.table = QTableView(self)
        self.show_button = push_button(theme, self.tr("Show the variant"), self, role="primary")
        self.run_button = push_button(theme, self.tr("Open its run"), self)
        self.compare_button = push_button(theme, self.tr("Compare all"), self, icon_name="mdi6.scale-balance")
        self.close_button = push_button(theme, self.tr("Close"), self)
        self._lay_out()
        self._connect()
        bridge.ask(bridge.workbench.variants, self._take_variants)

    @property
    def budgets(self) -> Budgets:
        """The limits as entered; a field at its least sets none."""
        entered = {metric: box.value() for metric, box in self.limits.items()}
        return Budgets({metric: round(value * _FACTORS[metric], 9) for metric, value in entered.items() if value})

    @property
    def supply(self) -> Supply:
        """Where the power comes from."""
        return next(one for one, button in self.supplies.items() if button.isChecked())

    def _take_variants(self, variants: tuple[Variant, ...]) -> None:
        self._variants = variants
        models = sorted({variant.model for variant in variants})
        self.models.addItems(models)
        self.models.setCurrentIndex(max(0, self.models.findText(self._model)))
        for board in sorted(self._bridge.workbench.boards(), key=lambda one: (not one.has_firmware, one.title)):
            if board.has_firmware:
                self.boards.addItem(said(board.title), board.name)
        self._find_measured_board()

    def _find_measured_board(self) -> None:
        """Begins with the board on which the model was measured last."""
        model = self.models.currentText()
        store = self._bridge.workbench.store

        def newest() -> str:
            return next((run.board for run in store.runs(RunFilter(model=model, limit=_LOOKED_AT))), "")

        self._bridge.ask(newest, self._take_board)

    def _take_board(self, board: str) -> None:
        self.boards.setCurrentIndex(max(0, self.boards.findData(board)))
        if not self.budgets.limits:
            self._show_budgets()
        self._read()

    def _show_budgets(self) -> None:
        """Begins with the budgets that were entered for this model on this board, on whichever page."""
        model, board = self.models.currentText(), str(self.boards.currentData() or "")
        kept = budgets_in(self._bridge.remembered, model, board)
        for metric, limit in kept.limits.items():
            self.limits[metric].setValue(limit / _FACTORS[metric])

    def _read(self) -> None:
        self._asked += 1
        model, board = self.models.currentText(), str(self.boards.currentData() or "")
        work = partial(read_field, self._bridge.workbench.store, model, board)
        self._bridge.ask(work, partial(self._take_field, self._asked))

    def _take_field(self, asked: int, field: Field) -> None:
        if asked == self._asked:
            self._field = field
            self._answer()

    def _answer(self) -> None:
        if self._field is None:
            return
        self.answer = answer = pick(self._field.candidates, self.budgets, self.supply)
        best = answer.chosen or answer.provisional
        if self._field.origin is not None:
            self.origin.show_origin(self._field.origin)
        else:
            self.origin.show_text("")
        self.headline.setText(pick_words.headline(answer))
        self.reason.setText(pick_words.reason(answer))
        self.values.setText(pick_words.values_text(best.candidate) if best is not None else "")
        self.values.setVisible(best is not None)
        candidates = self._field.candidates
        counts = [one.accuracy_input_count for one in candidates if one.accuracy is not None]
        accuracy = pick_words.accuracy_words(self._field.accuracy_source, counts)
        self.accuracy.setText(accuracy)
        self.accuracy.setVisible(bool(accuracy))
        missing = pick_words.never_measured(answer)
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))
        unread = unread_words(self._field.unread)
        self.unread.setText(unread)
        self.unread.setVisible(bool(unread))
        self.others.show_rows(answer.others)
        self.table.resizeColumnsToContents()
        self.table.resizeRowsToContents()  # reasons wrap: none is cut
        self.table.setVisible(bool(answer.others))
        self.show_button.setEnabled(best is not None)
        self.run_button.setEnabled(best is not None and bool(best.candidate.run_id))
        self.compare_button.setEnabled(len(self._run_ids()) > 1)
        self.setAccessibleDescription(f"{self.headline.text()} {self.reason.text()}")

    def _run_ids(self) -> tuple[str, ...]:
        candidates = self._field.candidates if self._field is not None else ()
        return tuple(one.run_id for one in candidates if one.run_id)

    def _best(self) -> Ranked | None:
        return (self.answer.chosen or self.answer.provisional) if self.answer is not None else None

    def _show_variant(self) -> None:
        best = self._best()
        if best is not None:
            self.navigation_requested.emit("models", best.candidate.sha256)
            self.accept()

    def _open_run(self) -> None:
        best = self._best()
        if best is not None:
            self.navigation_requested.emit("runs", best.candidate.run_id)
            self.accept()

    def _compare(self) -> None:
        self.navigation_requested.emit("compare", self._run_ids())
        self.accept()

    def _limit(self, metric: Metric) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setRange(0, 100 if metric is Metric.ACCURACY else 1e7)
        box.setDecimals(1 if metric is Metric.ACCURACY else 3)
        box.setSpecialValueText(self.tr("no limit"))
        box.setSuffix(f" {pick_words.unit(metric)}")
        box.setAccessibleName(pick_words.limit_name(metric))
        inset_text(box)
        box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        return box

    def _connect(self) -> None:
        self.models.activated.connect(self._find_measured_board)
        self.boards.activated.connect(self._read)
        for button in self.supplies.values():
            button.toggled.connect(self._answer)
        for box in self.limits.values():
            box.valueChanged.connect(self._answer)
        self.show_button.clicked.connect(self._show_variant)
        self.run_button.clicked.connect(self._open_run)
        self.compare_button.clicked.connect(self._compare)
        self.close_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        set_role(self.headline, "section")
        set_role(self.values, "caption")
        for label in (self.reason, self.accuracy, self.missing, self.values, self.unread):
            label.setWordWrap(True)
        for label in (self.headline, self.reason, self.accuracy, self.missing, self.values, self.unread):
            label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.accuracy, "muted")
        set_role(self.missing, "muted")
        set_role(self.unread, "muted")
        self.table.setModel(self.others)
        dress(self.table, self.tr("The others, and why not"))
        self.table.setWordWrap(True)
        self.table.horizontalHeader().setStretchLastSection(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addLayout(self._questions())
        layout.addWidget(self._answers(), 1)
        self.resize(960, 520)

    def _questions(self) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        group = QButtonGroup(self)
        supply = QHBoxLayout()
        for button in self.supplies.values():
            group.addButton(button)
            button.setAccessibleName(button.text())
            supply.addWidget(button)
        self.supplies[Supply.BATTERY].setChecked(True)
        supply.addStretch(1)
        rows: list[tuple[str, QWidget | QHBoxLayout]] = [
            (self.tr("Model"), self.models),
            (self.tr("Board"), self.boards),
            (self.tr("Runs on"), supply),
            *((pick_words.limit_name(metric), box) for metric, box in self.limits.items()),
        ]
        for row, (name, part) in enumerate(rows):
            grid.addWidget(QLabel(name, self), row, 0)
            if isinstance(part, QWidget):
                part.setMinimumWidth(240)
                grid.addWidget(part, row, 1)
            else:
                grid.addLayout(part, row, 1)
        column = QVBoxLayout()
        column.addLayout(grid)
        column.addStretch(1)
        return column

    def _answers(self) -> QFrame:
        card = QFrame(self)
        set_role(card, "surface")
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.headline)
        head.addWidget(self.origin)
        head.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.show_button, self.run_button, self.compare_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.reason)
        layout.addWidget(self.values)
        layout.addWidget(self.accuracy)
        layout.addWidget(self.missing)
        layout.addWidget(self.unread)
        layout.addSpacing(HALF)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        layout.addLayout(buttons)
        return card
