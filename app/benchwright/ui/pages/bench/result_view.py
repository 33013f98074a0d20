"""The result view: a run's badges, tiles and charts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from benchwright.model.board import Board
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.run import Validity
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_time
from benchwright.ui.pages.bench import result_words as words
from benchwright.ui.pages.bench.result import Result
from benchwright.ui.pages.bench.result_charts import ResultCharts
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, Tone
from benchwright.ui.unread_words import unread_words
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.flow_layout import FlowLayout
from benchwright.ui.widgets.tag import Tag
from benchwright.ui.widgets.tile import Tile
from benchwright.ui.widgets.wrap_layout import WrapLayout

_TILE_WIDTH = 172
_LAST_OPACITY = 0.5
_NO_BUDGETS = Budgets()


class ResultView(QWidget):
    """Shows one result at a time."""

    baseline_requested = Signal(bool)
    report_requested = Signal()
    run_opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._result: Result | None = None
        self._shown: tuple[object, ...] | None = None
        self._title = ElidedLabel(self)
        self._when = ElidedLabel(self)
        self.origin_tag = Tag(theme, self)
        self.validity_tag = Tag(theme, self)
        self.parity_tag = Tag(theme, self)
        self.baseline_tag = Tag(theme, self)
        self.last_tag = Tag(theme, self)
        self._veil = QGraphicsOpacityEffect(self)
        self._issues = QLabel(self)
        self.unread = QLabel(self)
        self.details_button = push_button(theme, self.tr("Details"), self, icon_name="mdi6.table-eye")
        self.baseline_button = push_button(theme, self.tr("Set as baseline"), self, icon_name="mdi6.flag-outline")
        self.report_button = push_button(theme, self.tr("Report"), self, icon_name="mdi6.file-export-outline")
        self.latency = Tile(theme, self.tr("Latency"), self)
        self.ram = Tile(theme, self.tr("RAM"), self)
        self.flash = Tile(theme, self.tr("Flash"), self)
        self.energy = Tile(theme, self.tr("Energy"), self)
        self.accuracy = Tile(theme, self.tr("Accuracy"), self)
        self.instructions = Tile(theme, self.tr("Instructions"), self)
        self.parity = Tile(theme, self.tr("Output parity"), self)
        self.charts = ResultCharts(theme, self)
        self._lay_out()
        self._connect()

    @property
    def result(self) -> Result | None:
        """The result shown."""
        return self._result

    def show_result(self, result: Result, board: Board | None, budgets: Budgets = _NO_BUDGETS) -> None:
        """Shows a run; `board` gives the limits and the name, None where the board is not known any more.

        `budgets` are those entered for its model on its board: their bars take the place of the board's limits.

        Nothing is drawn again when it would look the same: charts of many samples are not free.
        """
        shown = (result.key, board, tuple(budgets.limits.items()))
        if shown == self._shown:
            return
        self._shown = shown
        self._result = result
        run = result.run
        name = said(board.title) if board is not None else run.board
        self._title.show_text(run.variant_label)
        self._when.show_text(f"{name}  ·  {local_time(run.finished_at)}")
        self.origin_tag.show_origin(run.origin)
        self.validity_tag.show_validity(run.validity)
        self.parity_tag.show_parity(run.parity)
        is_baseline = self.tr("baseline") if run.is_baseline else ""
        self.baseline_tag.show_text(is_baseline, Tone.BUSY, icon_name="mdi6.flag-outline")
        self.baseline_button.setText(self.tr("Remove baseline") if run.is_baseline else self.tr("Set as baseline"))
        self._show_issues(run.validity)
        self.unread.setText(unread_words(result.unread))
        self.unread.setVisible(bool(result.unread))
        self._show_tiles(result, board, budgets)
        self.charts.show_result(result)
        self.setAccessibleName(words.spoken_summary(result))

    def show_as_last(self, *, is_last: bool) -> None:
        """While another run goes on: these are the numbers of the last one, and step back."""
        self.last_tag.show_text(self.tr("of the last run") if is_last else "", icon_name="mdi6.history")
        self._veil.setEnabled(is_last)

    def _show_tiles(self, result: Result, board: Board | None, budgets: Budgets) -> None:
        tiles = (
            (self.latency, words.latency_words(result), Metric.LATENCY),
            (self.ram, words.ram_words(result, board), Metric.RAM),
            (self.flash, words.flash_words(result, board), Metric.FLASH),
            (self.energy, words.energy_words(result), Metric.ENERGY),
            (self.accuracy, words.accuracy_words(result), Metric.ACCURACY),
            (self.instructions, words.instruction_words(result), None),
            (self.parity, words.parity_words(result), None),
        )
        self.energy.setVisible(result.run.was_metered)
        for tile, shown, metric in tiles:
            tile.show_value(shown.number, shown.unit, note=shown.note, detail=shown.detail)
            budget = words.budget_words(result, budgets, metric) if metric is not None else None
            if budget is not None:
                tile.show_deltas((*shown.deltas, budget.line))
                tile.show_budget(budget.ratio, f"{budget.line.text} {budget.line.against}")
            else:
                tile.show_deltas(shown.deltas)
                tile.show_budget(shown.budget_ratio, shown.note)
            history = result.history(metric) if metric is not None else ()
            tile.show_history(history, self.tr("last %1 versions").replace("%1", str(len(history))))

    def _show_issues(self, validity: Validity) -> None:
        lines = [f"{said(issue.code.value)}:  {said(issue.text)}" for issue in validity.issues]
        self._issues.setText("\n".join(lines))
        self._issues.setVisible(bool(lines))

    def _connect(self) -> None:
        self.baseline_button.clicked.connect(self._ask_baseline)
        self.report_button.clicked.connect(self.report_requested)
        self.details_button.clicked.connect(self.run_opened)
        self.latency.opened.connect(lambda: self.charts.show_metric(Metric.LATENCY))
        self.ram.opened.connect(lambda: self.charts.show_metric(Metric.RAM))
        self.flash.opened.connect(lambda: self.charts.show_metric(Metric.FLASH))
        self.energy.opened.connect(lambda: self.charts.show_metric(Metric.ENERGY))
        self.accuracy.opened.connect(lambda: self.charts.show_metric(Metric.ACCURACY))
        self.instructions.opened.connect(self.run_opened)
        self.parity.opened.connect(self.run_opened)

    def _ask_baseline(self) -> None:
        if self._result is not None:
            self.baseline_requested.emit(not self._result.run.is_baseline)

    def _lay_out(self) -> None:
        set_role(self._title, "section")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_role(self._when, "caption")
        for words_of in (self._issues, self.unread):
            set_role(words_of, "muted")
            words_of.setTextFormat(Qt.TextFormat.PlainText)
            words_of.setWordWrap(True)
            words_of.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        heading = QHBoxLayout()
        heading.setSpacing(GRID)
        heading.addWidget(self._title, 1)
        buttons = FlowLayout()
        for button in (self.details_button, self.baseline_button, self.report_button):
            buttons.addWidget(button)
        heading.addLayout(buttons)
        tags = FlowLayout(spacing=6)
        for tag in (self.origin_tag, self.validity_tag, self.parity_tag, self.baseline_tag, self.last_tag, self._when):
            tags.addWidget(tag)
        tiles = QFrame(self)
        self._veil.setOpacity(_LAST_OPACITY)
        self._veil.setEnabled(False)
        tiles.setGraphicsEffect(self._veil)
        wrap = WrapLayout(_TILE_WIDTH, tiles)
        for tile in (
            self.latency, self.ram, self.flash, self.energy, self.accuracy, self.instructions, self.parity,
        ):  # fmt: skip
            wrap.addWidget(tile)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(heading)
        layout.addLayout(tags)
        layout.addWidget(self._issues)
        layout.addWidget(self.unread)
        layout.addWidget(tiles)
        layout.addWidget(self.charts, 1)
