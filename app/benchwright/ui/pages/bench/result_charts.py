"""The charts under a result: how the samples lie, and how the versions went."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from benchwright.model.compare import Metric
from benchwright.ui.pages.bench.result import Result
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.combo import Combo
from benchwright.ui.widgets.wrap_layout import WrapLayout

if TYPE_CHECKING:
    from benchwright.ui.charts.histogram import HistogramChart
    from benchwright.ui.charts.versions import VersionChart

_CHART_WIDTH = 320
_CHART_HEIGHT = 248


class ResultCharts(QWidget):
    """Latency histogram and version chart, side by side where there is room. Made with the first result."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._result: Result | None = None
        self._histogram: HistogramChart | None = None
        self._versions: VersionChart | None = None
        self._steps: list[Callable[[], None]] = []
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._step)
        self._chooser = QWidget(self)
        self.metric_combo = Combo(theme, self.tr("Metric of the version chart"), self._chooser)
        for metric in Metric:
            self.metric_combo.addItem(self._metric_name(metric), metric)
        self.metric_combo.currentIndexChanged.connect(self._show_versions)
        self._by = QLabel(self.tr("Versions by"), self._chooser)
        set_role(self._by, "caption")
        self._by.setBuddy(self.metric_combo)
        self._cards = QWidget(self)
        self._wrap = WrapLayout(_CHART_WIDTH, self._cards, most_columns=2, is_filling=True)
        self._lay_out()

    def show_result(self, result: Result) -> None:
        """Draws the run's samples and the versions of its model, a chart a turn of the event loop."""
        self._result = result
        self._steps = [self._build_histogram, self._show_histogram, self._build_versions, self._show_versions]
        self._turns.start(0)

    def show_metric(self, metric: Metric) -> None:
        """Switches the version chart to a metric."""
        self.metric_combo.setCurrentIndex(self.metric_combo.findData(metric))

    def _step(self) -> None:
        self._steps.pop(0)()
        if not self._steps:
            self._turns.stop()

    def _build_histogram(self) -> None:
        """Importing pyqtgraph costs a quarter of a second that an empty bench need not pay; see `ui.warm_up`."""
        from benchwright.ui.charts.histogram import HistogramChart  # noqa: PLC0415

        if self._histogram is None:
            self._histogram = HistogramChart(self._theme, self)
            self._wrap.addWidget(self._card(self._histogram))

    def _build_versions(self) -> None:
        from benchwright.ui.charts.versions import VersionChart  # noqa: PLC0415

        if self._versions is None:
            self._versions = VersionChart(self._theme, self)
            card = self._card(self._versions)
            layout = card.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(0, self._chooser)
            self._chooser.show()
            self._wrap.addWidget(card)

    def _show_histogram(self) -> None:
        if self._histogram is not None and self._result is not None:
            self._histogram.show_run(self._result.run, self._result.shape)

    def _show_versions(self) -> None:
        metric = self.metric_combo.currentData()
        if self._versions is not None and self._result is not None and isinstance(metric, Metric):
            self._versions.show_runs(self._result.versions, metric)

    def _card(self, chart: QWidget) -> QFrame:
        card = QFrame(self._cards)
        set_role(card, "surface")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(chart)
        card.setMinimumHeight(scaled(_CHART_HEIGHT))
        return card

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._chooser)
        row.setContentsMargins(GRID, 0, 0, 0)
        row.addWidget(self._by)
        row.addWidget(self.metric_combo)
        row.addStretch(1)
        self._chooser.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._cards, 1)

    def _metric_name(self, metric: Metric) -> str:
        return {
            Metric.LATENCY: self.tr("Latency"),
            Metric.RAM: self.tr("RAM"),
            Metric.FLASH: self.tr("Flash"),
            Metric.ENERGY: self.tr("Energy"),
            Metric.ACCURACY: self.tr("Accuracy"),
        }[metric]
