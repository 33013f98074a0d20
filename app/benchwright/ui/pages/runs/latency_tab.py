"""The latency of a run: histogram, cumulative distribution, order of measuring, and order statistics."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.histogram import HistogramChart
from benchwright.ui.charts.run_ecdf import RunEcdfChart
from benchwright.ui.charts.run_order import RunOrderChart
from benchwright.ui.charts.samples import median_of_window_means_us, ordered_latencies_us
from benchwright.ui.language.numbers import duration_text, number_text
from benchwright.ui.remembered import Remembered
from benchwright.ui.run_values import latency_summary
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import icon_button

_NUMBERS_PX = 264
_FEWEST_FOR_INTERVAL = 10


class LatencyTab(QWidget):
    """Pictures left, as many as are wanted; the numbers right."""

    def __init__(self, theme: Theme, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._remembered = remembered
        self.histogram = HistogramChart(theme, self)
        self.ecdf = RunEcdfChart(theme, self)
        self.order = RunOrderChart(theme, self)
        self._charts: tuple[HistogramChart | RunEcdfChart | RunOrderChart, ...] = (
            self.histogram,
            self.ecdf,
            self.order,
        )
        for chart in self._charts:
            chart.set_brief(is_brief=True)
        self._is_shown = [True, False, True]
        self._choices = (
            icon_button(theme, self.tr("Histogram"), "mdi6.chart-histogram", self),
            icon_button(theme, self.tr("Cumulative distribution"), "mdi6.chart-bell-curve-cumulative", self),
            icon_button(theme, self.tr("Order of measuring"), "mdi6.chart-scatter-plot", self),
        )
        self._body = QFrame(self)
        set_role(self._body, "page")
        self._grid = QGridLayout(self._body)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._lay_out()
        for place, button in enumerate(self._choices):
            self._is_shown[place] = remembered.flag(f"runs/latency/{place}", default=self._is_shown[place])
            button.setCheckable(True)
            button.setChecked(self._is_shown[place])
            button.toggled.connect(lambda is_shown, place=place: self._choose(place, is_shown=is_shown))
        self._show_charts()

    @property
    def chart_buttons(self) -> tuple[QToolButton, ...]:
        """Which pictures are shown, checkable: histogram, cumulative, order."""
        return self._choices

    def _choose(self, place: int, *, is_shown: bool) -> None:
        self._is_shown[place] = is_shown
        self._remembered.set_flag(f"runs/latency/{place}", value=is_shown)
        if not any(self._is_shown):  # the last one stays
            self._choices[place].setChecked(True)
            return
        self._show_charts()

    def _show_charts(self) -> None:
        for chart, is_shown in zip(self._charts, self._is_shown, strict=True):
            chart.setVisible(is_shown)
            if is_shown:
                chart.show_run(self._run)

    def _lay_out(self) -> None:
        area = _NumbersArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._body)
        choices = QHBoxLayout()
        choices.setSpacing(HALF)
        for button in self._choices:
            choices.addWidget(button)
        choices.addStretch(1)
        right = QVBoxLayout()
        right.setContentsMargins(0, HALF, 0, 0)
        right.addLayout(choices)
        right.addWidget(area, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for chart in self._charts:
            layout.addWidget(chart, 1)
        layout.addLayout(right)

    def show_run(self, run: Run) -> None:
        """Shows the samples of a run."""
        self._run = run
        self._show_charts()
        facts = latency_facts(run)
        while len(self._labels) < len(facts):
            self._add_row()
        for (name_label, value_label), (name, value) in zip(self._labels, facts, strict=False):
            name_label.setText(name)
            value_label.setText(value)
        for name_label, value_label in self._labels[len(facts) :]:
            name_label.clear()
            value_label.clear()

    def _add_row(self) -> None:
        row = len(self._labels)
        name, value = QLabel(self._body), QLabel(self._body)
        set_role(name, "caption")
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(value, row, 1)
        self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(row + 1, 1)
        self._labels.append((name, value))


class _NumbersArea(QScrollArea):
    """As wide as its numbers: words of another language are longer, and a scroll bar takes room."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in it has changed: so may its width."""
        if (
            isinstance(watched, QWidget)
            and watched is self.widget()
            and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}
        ):
            needed = watched.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
            self.setFixedWidth(max(_NUMBERS_PX, needed + 2 * self.frameWidth()))
        return super().eventFilter(watched, event)


def latency_facts(run: Run) -> tuple[tuple[str, str], ...]:
    """Order statistics and how the samples were taken."""
    timing = run.timing
    found = latency_summary(run)
    if found is None:
        return ((_tr("Samples"), "0"),)
    numbers = (
        (_tr("p50"), found.median),
        (_tr("p90"), found.p90),
        (_tr("p95"), found.p95),
        (_tr("p99"), found.p99),
        (_tr("Minimum"), found.minimum),
        (_tr("Maximum"), found.maximum),
        (_tr("Interquartile range"), interquartile_us(run)),
        (_tr("Mean"), found.mean),
        (_tr("Standard deviation"), found.stdev),
        (_tr("Median of window means"), median_of_window_means_us(run)),
    )
    return (
        *((name, duration_text(us_to_seconds(value))) for name, value in numbers),
        (_tr("95 % interval of p50"), median_interval_text(run)),
        (_tr("Samples"), number_text(found.count, ",")),
        (_tr("Windows"), str(len(timing.windows))),
        (_tr("Warm-up inferences"), number_text(timing.warmup_count, ",")),
        (_tr("Counter overhead"), _tr("%1 ticks").replace("%1", number_text(timing.overhead_ticks, ","))),
    )


def median_interval_text(run: Run) -> str:
    """The 95 % interval of the median from order statistics (Conover 1999, 3.2): no assumption but independence."""
    ordered = ordered_latencies_us(run)
    if ordered.size < _FEWEST_FOR_INTERVAL:
        return "–"
    reach = 0.98 * math.sqrt(ordered.size)  # 1.96 standard deviations of a binomial with p = 1/2
    low = max(0, math.floor(ordered.size / 2 - reach))
    high = min(ordered.size - 1, math.ceil(ordered.size / 2 + reach))
    if ordered[low] == ordered[high]:
        return duration_text(us_to_seconds(float(ordered[low])))
    least, most = (duration_text(us_to_seconds(float(ordered[place]))) for place in (low, high))
    unit = most.partition(" ")[2]
    return f"{least.removesuffix(unit).strip()} – {most}"


def interquartile_us(run: Run) -> float:
    """The range of the middle half of the samples."""
    ordered = ordered_latencies_us(run)
    return float(np.quantile(ordered, 0.75) - np.quantile(ordered, 0.25)) if ordered.size else 0.0


def _tr(text: str) -> str:
    return QCoreApplication.translate("Latency", text)
