"""The charts of Compare in little room: no word on another, none cut, and outliers counted."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
import shiboken6
from pyqtgraph import PlotCurveItem, TextItem
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.point import point_of
from benchwright.model.run import Run
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.curve_names import names_beside_curves
from benchwright.ui.charts.distribution import DistributionChart, row_dots
from benchwright.ui.charts.ecdf import EcdfChart
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.parallel import ParallelChart
from benchwright.ui.charts.parallel_room import axis_room
from benchwright.ui.charts.scatter import ScatterChart
from benchwright.ui.theme import Theme
from tests.builders import a_hardware_run, a_hardware_timing, a_run, a_timing

TICKS_PER_US = 80
NAMES = ("digits_float32", "digits_int8", "digits_pruned_int8", "digits_small_int8")


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[Chart, int], Chart]]:
    """Shows a chart as wide as is said, and lets it settle."""
    host = QWidget()
    layout = QVBoxLayout(host)

    def show_it(chart: Chart, width: int) -> Chart:
        host.resize(width, 400)
        layout.addWidget(chart)
        host.show()
        qtbot.waitExposed(host)
        qtbot.wait(300)  # ticks take their room when they are painted, and the drawing follows
        return chart

    yield show_it
    host.close()
    shiboken6.delete(host)


def native_runs() -> tuple[Run, ...]:
    """Four versions with a little noise, and of each two samples in which the host was busy."""
    return tuple(
        a_hardware_run(
            run_id=f"n-{version}",
            origin=Origin.NATIVE,
            board="native",
            variant_name=name,
            variant_version=version,
            variant_sha256=f"{version:064x}",
            timing=a_hardware_timing(*(us * TICKS_PER_US + place % 40 for place in range(400)), 8_000_000, 9_000_000),
        )
        for version, (name, us) in enumerate(zip(NAMES, (139, 89, 45, 19), strict=True), start=1)
    )


def emulated_runs() -> tuple[Run, ...]:
    """Eight runs of exact counts on two boards."""
    return tuple(
        a_run(
            run_id=f"e-{board}-{version}",
            board=board,
            variant_name=name,
            variant_version=version,
            variant_sha256=f"{version:064x}",
            timing=a_timing(*[round(ms * scale * 1e6)] * 4),
        )
        for board, scale in (("b-l475e-iot01a", 1), ("mps3-an547", 2))
        for version, (name, ms) in enumerate(zip(NAMES, (24.5, 4.8, 2.7, 1.3), strict=True), start=1)
    )


def words_on(panel: Panel) -> list[tuple[str, QRectF]]:
    """The labels inside the axes, and what they cover in pixels."""
    items = [item for item in panel.canvas.plot.plotItem.items if isinstance(item, TextItem)]
    return [(item.toPlainText(), item.mapRectToScene(item.boundingRect())) for item in items]


def assert_words_stand_apart(panel: Panel) -> None:
    words, plot = words_on(panel), QRectF(panel.canvas.plot.viewport().rect())
    for (one, covered), (other, too) in itertools.combinations(words, 2):
        assert not covered.adjusted(1, 1, -1, -1).intersects(too.adjusted(1, 1, -1, -1)), (one, other)
    for text, covered in words:
        assert plot.contains(covered.adjusted(1, 1, -1, -1)), text


def test_a_busy_host_does_not_press_the_curves_into_one_line(theme: Theme, show: Callable[[Chart, int], Chart]) -> None:
    chart = EcdfChart(theme)
    chart.show_runs(native_runs())
    show(chart, 500)
    low, high = chart.panels[0].canvas.plot.plotItem.vb.viewRange()[0]
    assert (low, high) == (pytest.approx(0, abs=20), pytest.approx(155, abs=10))
    assert "8 of them beyond the axis" in chart._caption.text()


def test_cumulative_names_stand_by_their_curves_or_in_a_legend(
    theme: Theme, show: Callable[[Chart, int], Chart]
) -> None:
    chart = EcdfChart(theme)
    chart.show_runs(native_runs())
    show(chart, 1_000)
    assert {text for text, _ in words_on(chart.panels[0])} == {
        "v1 float32",
        "v2 int8",
        "v3 pruned int8",
        "v4 small int8",
    }
    assert chart.legend.isHidden()
    chart.show_runs((*native_runs(), *emulated_runs()))
    show(chart, 540)
    assert [entry.text for entry in chart.legend.entries] == [
        "v1 float32",
        "v2 int8",
        "v3 pruned int8",
        "v4 small int8",
    ]
    assert not any(words_on(panel) for panel in chart.panels)
    assert "● b-l475e-iot01a, ■ mps3-an547, ▲ native" in chart._caption.text()


@pytest.mark.parametrize("apart", [200.0, 1.0])
def test_a_name_lies_on_no_other_curve(apart: float) -> None:
    curves = [lambda share, left=left: 20.0 + left + 5 * share for left in (0.0, apart)]
    places = names_beside_curves(curves, [(80.0, 16.0)] * 2, (420.0, 200.0))
    assert len(places) == (2 if apart > 100 else 0)
    for curve, place in zip(curves, places, strict=bool(places)):
        assert 0 < place.left - curve(0.5) < 30


@pytest.mark.parametrize("width", [540, 700, 1_300])
def test_words_of_parallel_axes_stand_apart_and_whole(
    theme: Theme, show: Callable[[Chart, int], Chart], qtbot: QtBot, width: int
) -> None:
    chart = ParallelChart(theme)
    chart.show_runs([point_of(run) for run in (*emulated_runs(), *native_runs())])
    show(chart, width)

    def stand_apart() -> None:
        for panel in chart.panels:
            assert_words_stand_apart(panel)

    qtbot.waitUntil(stand_apart)  # on a busy computer it takes longer to settle
    are_named = any("v1 float32" in text for text, _ in words_on(chart.panels[1]))
    assert are_named == (width >= 700)
    assert chart.legend.isHidden() == are_named


def test_axes_nearer_than_their_words_say_them_on_two_lines() -> None:
    assert not axis_room([50, 50, 50], 0, (200, 100), 16).is_staggered
    tight = axis_room([90, 90, 90], 40, (200, 100), 16)
    assert tight.is_staggered
    assert not tight.has_names
    across = 200 / (tight.span[1] - tight.span[0])
    assert -tight.span[0] * across == pytest.approx(45)
    assert (tight.span[1] - 2) * across == pytest.approx(45)


def test_a_distribution_has_ticks_where_it_has_samples_and_a_line_where_it_ends(
    theme: Theme, show: Callable[[Chart, int], Chart]
) -> None:
    chart = DistributionChart(theme)
    chart.show_runs(native_runs(), {run.run_id: "−36.3 % faster" for run in native_runs()})
    show(chart, 540)
    (panel,) = chart.panels
    (ticks,) = panel.canvas.plot.getAxis("bottom")._tickLevels
    assert len(ticks) >= 2
    assert max(place for place, _ in ticks) < 145
    curves = [item for item in panel.canvas.plot.plotItem.items if isinstance(item, PlotCurveItem)]
    dashed = [item for item in curves if item.opts["pen"].style() is Qt.PenStyle.DashLine]
    assert [item.xData[0] for item in dashed] == [pytest.approx(139.5, abs=0.1)]
    assert "8 of them beyond the dashed line" in chart._caption.text().replace("\u00a0", " ")


def test_a_few_samples_far_from_the_rest_are_a_line_and_no_carpet() -> None:
    usual = np.repeat(np.linspace(100, 101, 20), 50)
    dots = row_dots(np.concatenate((usual, np.linspace(102, 160, 60))))
    assert max(abs(lane) for at, lane in dots if at <= 101) > 0.2
    assert max(abs(lane) for at, lane in dots if at >= 102) < 0.06
    assert {at for at, _ in dots if at >= 102} == set(np.linspace(102, 160, 60))


@pytest.mark.parametrize("height", [260, 300])
def test_the_winner_of_a_low_scatter_has_its_name(
    theme: Theme, show: Callable[[Chart, int], Chart], height: int
) -> None:
    chart = ScatterChart(theme)
    ram = (12_400, 3_360, 2_240, 1_120)
    runs = [point_of(run) for run in native_runs()]
    runs = [replace(run, ram_bytes=size) for run, size in zip(runs, ram, strict=True)]
    chart.show_runs(runs, Metric.LATENCY, Metric.RAM)
    show(chart, 270)
    chart.parentWidget().resize(270, height)
    QTest.qWait(300)
    assert "v4 small int8" in {text for text, _ in words_on(chart.panels[0])}
