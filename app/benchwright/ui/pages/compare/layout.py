"""What the Compare page consists of and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QMenu, QSplitter, QTabWidget, QVBoxLayout, QWidget

from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint
from benchwright.model.point_compare import PointComparison
from benchwright.model.run import ValidityStatus
from benchwright.ui.bridge import Bridge
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.distribution import DistributionChart
from benchwright.ui.charts.ecdf import EcdfChart
from benchwright.ui.charts.marks import shortened
from benchwright.ui.charts.parallel import ParallelChart
from benchwright.ui.charts.scatter import ScatterChart
from benchwright.ui.charts.side_ops import SideOpsChart
from benchwright.ui.charts.trend import TrendChart
from benchwright.ui.charts.words import filled, metric_name, trust_words
from benchwright.ui.delta_words import delta_text
from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said
from benchwright.ui.pages.compare.budget_editor import BudgetEditor
from benchwright.ui.pages.compare.chooser import RunChooser
from benchwright.ui.pages.compare.mark_choice import MarkChoice
from benchwright.ui.pages.compare.study import Study
from benchwright.ui.pages.compare.table import ComparisonTable
from benchwright.ui.pages.compare.view_link import View
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.combo import Combo
from benchwright.ui.widgets.elided_label import ElidedLabel, one_line
from benchwright.ui.widgets.flow_layout import FlowLayout
from benchwright.ui.widgets.notice import Notice

_FOLD_WIDTH = 1100
_CHOOSER_PX = 216
_BASELINE_PX = 156
_MOST_BASELINES = 200


class CompareLayout(QWidget):
    """Choices on top, runs left, table above scatter and the charts of details."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.baseline = Combo(theme, self.tr("Baseline"), self)
        self.keep = icon_button(theme, self.tr("Mark this run as the baseline"), "mdi6.flag-variant-outline", self)
        self.x_metric = self._metric_combo(self.tr("Metric across"), Metric.LATENCY)
        self.y_metric = self._metric_combo(self.tr("Metric up"), Metric.RAM)
        self.marks = MarkChoice(bridge.remembered, theme, self)
        self.front_only = QCheckBox(self.tr("Pareto only"), self)
        self.diff_only = QCheckBox(self.tr("Diff only"), self)
        self.pick_button = push_button(theme, self.tr("Pick for me …"), self, icon_name="mdi6.auto-fix")
        self.choose = push_button(theme, self.tr("Runs"), self, icon_name="mdi6.format-list-checks")
        self.budgets = push_button(theme, self.tr("Budgets"), self, icon_name="mdi6.speedometer")
        self.share = push_button(theme, self.tr("Share view"), self, icon_name="mdi6.share-variant-outline")
        self.share_menu = QMenu(self.share)
        self.budget_editor = BudgetEditor(self)
        self.unread = Notice(theme, "mdi6.file-alert-outline", self)
        self.verdict = QLabel(self)
        self.remark = ElidedLabel(self)
        self.chooser = RunChooser(bridge, theme, self)
        self.table = ComparisonTable(theme, self)
        self.scatter = ScatterChart(theme, self)
        self.distribution = DistributionChart(theme, self)
        self.ecdf = EcdfChart(theme, self)
        self.trend = TrendChart(theme, self)
        self.parallel = ParallelChart(theme, self)
        self.ops = SideOpsChart(theme, self)
        self.tabs = QTabWidget(self)
        self._prepare()
        self._is_narrow = False
        self._bar = FlowLayout()
        self._lay_out()

    @property
    def metrics(self) -> tuple[Metric, Metric]:
        """The metrics across and up."""
        return Metric(self.x_metric.currentData()), Metric(self.y_metric.currentData())

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart of the page."""
        return (self.scatter, self.distribution, self.ecdf, self.trend, self.parallel, self.ops)

    def show_choices(self, view: View) -> None:
        """Sets what is chosen above the charts as a view has it; tells nobody."""
        for combo, metric in ((self.x_metric, view.x), (self.y_metric, view.y)):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(combo.findData(metric.value))
        self.marks.show_look(view.look)
        for box, is_checked in ((self.front_only, view.is_front_only), (self.diff_only, view.is_diff_only)):
            with QSignalBlocker(box):
                box.setChecked(is_checked)

    def show_baselines(self, points: Sequence[RunPoint], baseline: RunPoint | None) -> None:
        """Offers the chosen runs as baseline, the first ones of very many; tells nobody."""
        offered = list(points[:_MOST_BASELINES])
        if baseline is not None and all(point.run_id != baseline.run_id for point in offered):
            offered.insert(0, baseline)
        with QSignalBlocker(self.baseline):
            self.baseline.clear()
            for point in offered:
                words = f"{shortened(point.variant_label)} · {shortened(point.board)} · {said(point.origin.value)}"
                self.baseline.addItem(words, point.run_id)
            self.baseline.setCurrentIndex(self.baseline.findData(baseline.run_id) if baseline is not None else -1)
        self.keep.setEnabled(baseline is not None and not baseline.is_baseline)

    def show_verdict(self, study: Study) -> None:
        """Which one wins, and by how much; and how many cannot be judged."""
        won: dict[str, tuple[PointComparison, list[str]]] = {}
        for metric in dict.fromkeys(self.metrics):
            best = study.winner(metric)
            delta = best.delta(metric) if best is not None else None
            if best is not None and delta is not None:
                words = f"{metric_name(metric)} {delta_text(delta)}"
                won.setdefault(best.point.run_id, (best, []))[1].append(words)
        wins = self.tr("%1 wins: %2 (%3)")
        lines = (
            filled(wins, shortened(best.point.variant_label), ", ".join(in_what), self._trust(best))
            for best, in_what in won.values()
        )
        self.say(" · ".join(lines) or self.tr("Nothing beats the baseline in these metrics."))
        count = study.conflict_count
        words = self.tr("%1 of %2 runs cannot be compared with the baseline; their rows say why.")
        self.remark.show_text(
            filled(words, number_text(count, ","), number_text(len(study.points), ",")) if count else ""
        )
        self.remark.setVisible(bool(count))

    def say(self, words: str) -> None:
        """Puts words in the place of the verdict, on as many lines as they need."""
        self.verdict.setText(one_line(words))

    def _trust(self, best: PointComparison) -> str:
        """Where a winner's numbers come from, and whether it or the baseline is to be doubted."""
        doubt = trust_words(best.point.status)
        if best.baseline.status is not ValidityStatus.VALID:
            doubt = f"{doubt}, " if doubt else ""
            doubt += filled(self.tr("baseline %1"), trust_words(best.baseline.status))
        return ", ".join(part for part in (said(best.point.origin.value), doubt) if part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the list of runs where the table needs the room, and the words of two buttons to save a line."""
        super().resizeEvent(event)
        # The page itself is never narrower than it can be: the window tells.
        is_narrow = self.window().width() < scaled(_FOLD_WIDTH)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.choose.setChecked(not is_narrow)
        heights = {has_words: self._bar_height(has_words=has_words) for has_words in (False, True)}
        if heights[False] < heights[True]:
            self._bar_height(has_words=False)
        self._bar.invalidate()

    def _bar_height(self, *, has_words: bool) -> int:
        """Shows or hides the words of the two buttons; how high the bar is so."""
        for button in (self.budgets, self.share):
            button.setText(button.accessibleName() if has_words else "")
        return self._bar.heightForWidth(self.width())

    def _metric_combo(self, name: str, metric: Metric) -> Combo:
        combo = Combo(self._theme, name, self)
        for choice in Metric:
            combo.addItem(metric_name(choice), choice.value)
        combo.setCurrentIndex(combo.findData(metric.value))
        return combo

    def _prepare(self) -> None:
        set_role(self.verdict, "section")
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setWordWrap(True)
        set_role(self.remark, "caption")
        self.remark.hide()
        self.baseline.setMinimumWidth(_BASELINE_PX)
        self.baseline.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choose.setCheckable(True)
        self.choose.setChecked(True)
        self.choose.setToolTip(self.tr("Shows or hides the list of runs"))
        self.diff_only.setToolTip(self.tr("Leaves out metrics in which all runs are the same"))
        self.front_only.setToolTip(self.tr("Leaves out what another run beats in both metrics"))
        self.budgets.setToolTip(self.tr("What this model may cost on this board; drawn as dashed lines"))
        self.share.setToolTip(self.tr("A link to this view, or a picture of it"))
        self.share.setMenu(self.share_menu)
        for chart, title in (
            (self.distribution, self.tr("Distributions")),
            (self.ecdf, self.tr("Cumulative")),
            (self.trend, self.tr("Trend")),
            (self.parallel, self.tr("Metrics")),
            (self.ops, self.tr("Ops")),
        ):
            self.tabs.addTab(chart, title)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Distributions, trend, all metrics and ops"))

    def _lay_out(self) -> None:
        bar = self._bar
        bar.addWidget(self.choose)
        bar.addWidget(self.pick_button)
        bar.addWidget(self._named(self.tr("Baseline"), self.baseline, self.keep))
        bar.addWidget(self._named(self.tr("X"), self.x_metric))
        bar.addWidget(self._named(self.tr("Y"), self.y_metric))
        bar.addWidget(self._named(self.tr("Size"), self.marks.size))
        bar.addWidget(self._named(self.tr("Colour"), self.marks.colour))
        for part in (self.front_only, self.diff_only, self.budgets, self.share):
            bar.addWidget(part)
        scatter, tabs, table, chooser = (QFrame(self) for _ in range(4))
        charts = self._splitter(Qt.Orientation.Horizontal, (scatter, 480), (tabs, 520))
        right = self._splitter(Qt.Orientation.Vertical, (table, 260), (charts, 380))
        whole = self._splitter(Qt.Orientation.Horizontal, (chooser, 264), (right, 786))
        # Filled when they stand where they stay: a style sheet goes over all that is in a widget with each new parent.
        for card, content in ((scatter, self.scatter), (tabs, self.tabs), (table, self.table), (chooser, self.chooser)):
            self._fill(card, content)
        chooser.setMinimumWidth(_CHOOSER_PX)
        whole.setStretchFactor(0, 0)
        self.choose.toggled.connect(chooser.setVisible)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.unread)
        layout.addLayout(bar)
        layout.addWidget(self.verdict)
        layout.addWidget(self.remark)
        layout.addWidget(whole, 1)

    def _named(self, name: str, combo: Combo, *beside: QWidget) -> QWidget:
        """A choice with its name before it, which stay together where the bar goes on to the next line."""
        group = QWidget(self)
        label = QLabel(name, group)
        set_role(label, "caption")
        label.setBuddy(combo)
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        for part in (label, combo, *beside):
            row.addWidget(part)
        return group

    def _splitter(self, orientation: Qt.Orientation, *parts: tuple[QWidget, int]) -> QSplitter:
        splitter = QSplitter(orientation, self)
        splitter.setHandleWidth(GRID)
        for place, (part, size) in enumerate(parts):
            splitter.addWidget(part)
            splitter.setStretchFactor(place, size)
        splitter.setSizes([size for _, size in parts])
        return splitter

    def _fill(self, card: QFrame, content: QWidget) -> None:
        set_role(card, "surface")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(HALF, HALF, HALF, HALF)
        layout.addWidget(content)
