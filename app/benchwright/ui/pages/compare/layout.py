"""What the Compare page consists of and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from benchwright.model.compare import Comparison, Metric
from benchwright.model.run import Run
from benchwright.ui.charts.distribution import DistributionChart
from benchwright.ui.charts.scatter import ScatterChart
from benchwright.ui.charts.versions import VersionChart
from benchwright.ui.charts.words import filled, metric_name
from benchwright.ui.language.translators import said
from benchwright.ui.pages.bench.result_words import delta_text
from benchwright.ui.pages.compare.choice import winner
from benchwright.ui.pages.compare.chooser import RunChooser
from benchwright.ui.pages.compare.table import ComparisonTable
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.combo import Combo
from benchwright.ui.widgets.elided_label import ElidedLabel

_FOLD_WIDTH = 980
_CHOOSER_PX = 216


class CompareLayout(QWidget):
    """Choices on top, runs left, scatter and table beside each other, distributions and trend below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.baseline = Combo(theme, self.tr("Baseline"), self)
        self.x_metric = self._metric_combo(self.tr("Metric across"), Metric.LATENCY)
        self.y_metric = self._metric_combo(self.tr("Metric up"), Metric.RAM)
        self.front_only = QCheckBox(self.tr("Pareto only"), self)
        self.diff_only = QCheckBox(self.tr("Diff only"), self)
        self.pick_button = push_button(theme, self.tr("Pick for me …"), self, icon_name="mdi6.auto-fix")
        self.choose = push_button(theme, self.tr("Runs"), self, icon_name="mdi6.format-list-checks")
        self.verdict = ElidedLabel(self)
        self.remark = ElidedLabel(self)
        self.chooser = RunChooser(self)
        self.table = ComparisonTable(theme, self)
        self.scatter = ScatterChart(theme, self)
        self.distribution = DistributionChart(theme, self)
        self.trend = VersionChart(theme, self)
        self.tabs = QTabWidget(self)
        self._prepare()
        self._lay_out()

    @property
    def metrics(self) -> tuple[Metric, Metric]:
        """The metrics across and up."""
        return Metric(self.x_metric.currentData()), Metric(self.y_metric.currentData())

    def show_baselines(self, runs: Sequence[Run], baseline: Run | None) -> None:
        """Offers the chosen runs as baseline; tells nobody."""
        with QSignalBlocker(self.baseline):
            self.baseline.clear()
            for run in runs:
                self.baseline.addItem(f"{run.variant_label} · {run.board} · {said(run.origin.value)}", run.run_id)
            self.baseline.setCurrentIndex(self.baseline.findData(baseline.run_id) if baseline is not None else -1)

    def show_verdict(self, rows: Sequence[Comparison]) -> None:
        """Which one wins, and by how much; and how many cannot be judged."""
        parts = []
        for metric in dict.fromkeys(self.metrics):
            best = winner(rows, metric)
            delta = best.delta(metric) if best is not None else None
            if best is not None and delta is not None:
                words = self.tr("%1: %2 wins, %3")
                parts.append(filled(words, metric_name(metric), best.run.variant_label, delta_text(delta)))
        self.verdict.show_text("   ·   ".join(parts) or self.tr("Nothing beats the baseline in these metrics."))
        count = sum(not row.is_comparable for row in rows)
        words = self.tr("%1 of %2 runs cannot be compared with the baseline; their rows say why.")
        self.remark.show_text(filled(words, count, len(rows)) if count else "")
        self.remark.setVisible(bool(count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the list of runs where the table needs the room."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _FOLD_WIDTH
        if is_narrow != (0 < event.oldSize().width() < _FOLD_WIDTH):
            self.choose.setChecked(not is_narrow)

    def _metric_combo(self, name: str, metric: Metric) -> Combo:
        combo = Combo(self._theme, name, self)
        for choice in Metric:
            combo.addItem(metric_name(choice), choice.value)
        combo.setCurrentIndex(combo.findData(metric.value))
        return combo

    def _prepare(self) -> None:
        set_role(self.verdict, "section")
        set_role(self.remark, "caption")
        self.remark.hide()
        self.baseline.setMinimumWidth(140)
        self.baseline.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choose.setCheckable(True)
        self.choose.setChecked(True)
        self.choose.setToolTip(self.tr("Shows or hides the list of runs"))
        self.diff_only.setToolTip(self.tr("Leaves out metrics in which all runs are the same"))
        self.front_only.setToolTip(self.tr("Leaves out what another run beats in both metrics"))
        self.tabs.addTab(self.distribution, self.tr("Distributions"))
        self.tabs.addTab(self.trend, self.tr("Trend by version"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Distributions and trend"))

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        bar.addWidget(self.choose)
        bar.addWidget(self.pick_button)
        for name, combo, stretch in (
            (self.tr("Baseline"), self.baseline, 3),
            (self.tr("X"), self.x_metric, 1),
            (self.tr("Y"), self.y_metric, 1),
        ):
            label = QLabel(name, self)
            set_role(label, "caption")
            label.setBuddy(combo)
            bar.addWidget(label)
            bar.addWidget(combo, stretch)
        bar.addWidget(self.front_only)
        bar.addWidget(self.diff_only)
        charts = self._splitter(
            Qt.Orientation.Horizontal, (self._card(self.scatter), 480), (self._card(self.tabs), 520)
        )
        right = self._splitter(Qt.Orientation.Vertical, (self._card(self.table), 260), (charts, 380))
        chooser = self._card(self.chooser)
        whole = self._splitter(Qt.Orientation.Horizontal, (chooser, 220), (right, 820))
        chooser.setMinimumWidth(_CHOOSER_PX)
        whole.setStretchFactor(0, 0)
        self.choose.toggled.connect(chooser.setVisible)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(bar)
        layout.addWidget(self.verdict)
        layout.addWidget(self.remark)
        layout.addWidget(whole, 1)

    def _splitter(self, orientation: Qt.Orientation, *parts: tuple[QWidget, int]) -> QSplitter:
        splitter = QSplitter(orientation, self)
        splitter.setHandleWidth(GRID)
        for place, (part, size) in enumerate(parts):
            splitter.addWidget(part)
            splitter.setStretchFactor(place, size)
        splitter.setSizes([size for _, size in parts])
        return splitter

    def _card(self, widget: QWidget) -> QFrame:
        card = QFrame(self)
        set_role(card, "surface")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(HALF, HALF, HALF, HALF)
        layout.addWidget(widget)
        return card
