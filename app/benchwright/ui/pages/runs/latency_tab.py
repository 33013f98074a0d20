"""The latency of a run: histogram and order statistics."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QWidget

from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.histogram import HistogramChart
from benchwright.ui.charts.samples import median_of_window_means_us
from benchwright.ui.language.numbers import duration_text, number_text
from benchwright.ui.run_values import latency_summary
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID

_NUMBERS_PX = 236


class LatencyTab(QWidget):
    """The picture left, the numbers right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.histogram = HistogramChart(theme, self)
        self._body = QFrame(self)
        set_role(self._body, "page")
        self._grid = QGridLayout(self._body)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[QLabel, QLabel]] = []
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self._body)
        area.setFixedWidth(_NUMBERS_PX)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.histogram, 1)
        layout.addWidget(area)

    def show_run(self, run: Run) -> None:
        """Shows the samples of a run."""
        self.histogram.show_run(run)
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
        (_tr("Mean"), found.mean),
        (_tr("Standard deviation"), found.stdev),
        (_tr("Median of window means"), median_of_window_means_us(run)),
    )
    return (
        *((name, duration_text(us_to_seconds(value))) for name, value in numbers),
        (_tr("Samples"), number_text(found.count, ",")),
        (_tr("Windows"), str(len(timing.windows))),
        (_tr("Warm-up inferences"), number_text(timing.warmup_count, ",")),
        (_tr("Counter overhead"), _tr("%1 ticks").replace("%1", number_text(timing.overhead_ticks, ","))),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Latency", text)
