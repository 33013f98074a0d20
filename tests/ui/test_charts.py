"""Charts as a person meets them: what they say, show on hover, and do on keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import shiboken6
from pyqtgraph import TextItem
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchwright.model.board import Origin
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.device import MemoryReport
from benchwright.model.op_work import OpWork
from benchwright.model.point import RunPoint, point_of
from benchwright.model.run import Run, Window
from benchwright.ui.charts.arena import ArenaChart
from benchwright.ui.charts.canvas import Canvas
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.distribution import DistributionChart
from benchwright.ui.charts.ecdf import EcdfChart
from benchwright.ui.charts.histogram import HistogramChart
from benchwright.ui.charts.hover_card import HoverCard
from benchwright.ui.charts.memory import MemoryChart
from benchwright.ui.charts.ops import OpsChart
from benchwright.ui.charts.parallel import ParallelChart
from benchwright.ui.charts.scatter import ScatterChart, scatter_points
from benchwright.ui.charts.side_ops import SideOpsChart
from benchwright.ui.charts.trend import TrendChart
from benchwright.ui.charts.versions import VersionChart
from benchwright.ui.charts.words import point_card
from benchwright.ui.theme import Theme
from tests.builders import a_board, a_foreign_run, a_hardware_run, a_pack, a_run, a_timing, an_energy, an_invalid_run


def versions(*ticks: int, **changes: object) -> tuple[Run, ...]:
    return tuple(
        a_run(
            run_id=f"r-{number:04d}",
            variant_version=number,
            variant_sha256=f"{number:064x}",
            timing=a_timing(tick, tick),
            **changes,
        )
        for number, tick in enumerate(ticks, start=1)
    )


def points(*runs: Run) -> tuple[RunPoint, ...]:
    return tuple(point_of(run) for run in runs)


@pytest.fixture
def host() -> Iterator[QWidget]:
    """Owns the charts of a test and takes them along at its end; left to the collector, they would go in the midst of
    the next test's work on all widgets."""
    widget = QWidget()
    QVBoxLayout(widget)
    widget.resize(580, 400)
    yield widget
    widget.close()
    shiboken6.delete(widget)


@pytest.fixture
def show(qtbot: QtBot, host: QWidget) -> Callable[[Chart], Chart]:
    def show_it(chart: Chart) -> Chart:
        layout = host.layout()
        assert layout is not None
        layout.addWidget(chart)
        host.show()
        qtbot.waitExposed(host)
        qtbot.wait(1)  # lets the layout settle, after which labels are placed by pixels
        return chart

    return show_it


def card_of(chart: Chart) -> HoverCard:
    card = chart.panels[0].findChild(HoverCard)
    assert isinstance(card, HoverCard)
    return card


@pytest.mark.parametrize(
    "kind",
    [
        HistogramChart,
        VersionChart,
        DistributionChart,
        EcdfChart,
        ScatterChart,
        TrendChart,
        ParallelChart,
        OpsChart,
        SideOpsChart,
        ArenaChart,
        MemoryChart,
    ],
)
def test_an_empty_chart_is_one_sentence(kind: Callable[[Theme, QWidget], Chart], theme: Theme, host: QWidget) -> None:
    chart = kind(theme, host)
    assert chart.sentence.count(".") >= 1
    assert chart.panels == ()
    assert not chart.table_button.isEnabled()


def test_a_noisy_run_is_a_histogram(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    chart = show(HistogramChart(theme, host))
    chart.show_run(a_hardware_run())
    assert len(chart.panels) == 1
    assert sum(int(row[2]) for row in chart.table().rows) == 50
    assert "median 1.00 ms" in chart.summary_text()


def test_p50_and_p99_of_a_low_histogram_stand_on_lines_of_their_own(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    host.resize(480, 200)
    chart = show(HistogramChart(theme, host))
    assert isinstance(chart, HistogramChart)
    chart.show_run(a_hardware_run())
    qtbot.wait(50)
    items = chart.panels[0].canvas.plot.items()
    names = [item for item in items if isinstance(item, TextItem) and "p" in item.toPlainText()]
    first, second = (item.mapRectToScene(item.boundingRect()) for item in names)
    assert len(names) == 2
    assert not first.intersects(second)


def test_an_exact_count_is_said_and_not_drawn(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    chart = show(HistogramChart(theme, host))
    chart.show_run(a_run())
    assert "Every inference took exactly 100,000 instructions." in chart.sentence
    assert chart.panels == ()


def test_counts_that_follow_the_input_have_a_row_for_each_input(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    timing = a_timing(windows=tuple(Window(index, (16 + 16 * (1000 + index),) * 2) for index in range(5)))
    chart = show(HistogramChart(theme, host))
    chart.show_run(a_run(timing=timing))
    assert [row[1] for row in chart.table().rows] == ["1,000", "1,001", "1,002", "1,003", "1,004"]
    assert len(chart.panels[0].marks) == 5


def test_origins_never_share_axes(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    runs = (a_run(), a_hardware_run(), a_run(run_id="n", origin=Origin.NATIVE))
    chart = show(VersionChart(theme, host))
    chart.show_runs(runs, Metric.RAM)
    assert [panel.title.split(" ")[0] for panel in chart.panels] == ["HARDWARE", "EMULATED", "NATIVE"]
    assert all(len(panel.marks) == 1 for panel in chart.panels)


def test_boards_differ_by_shape_and_versions_by_colour(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    runs = (*versions(1616, 3216), replace(versions(1616)[0], run_id="other", board="mps3-an547"))
    chart = show(VersionChart(theme, host))
    chart.show_runs(runs, Metric.LATENCY)
    looks = {mark.key: (mark.shape, mark.colour) for mark in chart.panels[0].marks}
    assert looks["r-0001"][0] == looks["r-0002"][0] != looks["other"][0]
    assert looks["r-0001"][1] == looks["other"][1] != looks["r-0002"][1]


def test_invalid_runs_do_not_become_points(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    chart = show(VersionChart(theme, host))
    chart.show_runs((an_invalid_run(),), Metric.LATENCY)
    assert "No valid runs yet" in chart.sentence


def test_the_pareto_front_is_filled_and_the_rest_hollow(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    fast, slow = versions(1616, 3216)
    chart = show(ScatterChart(theme, host))
    chart.show_runs(points(fast, slow), Metric.LATENCY, Metric.RAM)
    hollow = {mark.key: mark.is_hollow for mark in chart.panels[0].marks}
    assert hollow == {"r-0001": False, "r-0002": True}
    chart.show_runs(points(fast, slow), Metric.LATENCY, Metric.RAM, front_only=True)
    assert [mark.key for mark in chart.panels[0].marks] == ["r-0001"]


def test_runs_of_another_board_are_not_beaten(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    fast, slow = versions(1616, 3216)
    chart = show(ScatterChart(theme, host))
    chart.show_runs(points(fast, replace(slow, board="mps3-an547")), Metric.LATENCY, Metric.RAM)
    assert not any(mark.is_hollow for mark in chart.panels[0].marks)


def test_a_run_without_accuracy_is_no_point_of_accuracy(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    chart = show(ScatterChart(theme, host))
    chart.show_runs(points(a_run(accuracy=None)), Metric.LATENCY, Metric.ACCURACY)
    assert chart.sentence == "No run among these has both metrics."


def test_distributions_have_a_row_for_each_run(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    chart = show(DistributionChart(theme, host))
    chart.show_runs(versions(1616, 3216, 4816))
    assert len(chart.table().rows) == 3
    assert "all equal" in chart.summary_text()


def test_ops_say_their_share(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    chart = show(OpsChart(theme, host))
    chart.show_run(a_run(op_ticks=(16 + 1600, 16 + 4800), op_labels=("CONV_2D", "SOFTMAX")))
    assert [row[4] for row in chart.table().rows] == ["25.0 %", "75.0 %"]
    assert "1  SOFTMAX 75.0 %" in chart.summary_text()


WORK = (OpWork(25_000, "int8", (1, 2, 2, 3)), OpWork(0, "int8", (1, 3)))


def a_profiled_run(first_ticks: int, **changes: object) -> Run:
    """An emulated run of two ops on a Cortex-M4."""
    fields: dict[str, object] = {"op_labels": ("0 CONV_2D", "1 SOFTMAX"), "op_work": WORK, "core": "Cortex-M4F"}
    return a_run(op_ticks=(first_ticks, 16 + 4_000_000), **(fields | changes))


def test_ops_say_ticks_macs_and_rates_and_mark_what_is_outside_its_band(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    chart = show(OpsChart(theme, host))
    chart.show_run(a_profiled_run(16 + 4_000_000))
    assert chart.table().headings == ("Op", "Output", "Ticks", "Time", "Share", "MACs", "MAC/instruction")
    assert chart.table().rows[0] == (
        "0  CONV_2D", "1×2×2×3", "4,000,016", "3.12 ms", "50.0 %", "25,000", "0.100 ▼ below the band",
    )  # fmt: skip
    assert chart.table().rows[1][5:] == ("–", "–")


def test_the_ops_of_a_run_begin_with_how_it_stands_to_what_was_published(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    chart = show(OpsChart(theme, host))
    assert isinstance(chart, OpsChart)
    chart.show_run(a_profiled_run(1_600_016))
    assert chart.standing.startswith("0.250 MAC per instruction is in the band of a Cortex-M4")
    assert chart.standing.endswith("This board counts instructions, not cycles, and bands are of cycles.")
    assert "in the band of a Cortex-M4" in chart.summary_text()
    chart.show_run(a_profiled_run(1_600_016, core="RV32IMC"))
    assert chart.standing == ""


def test_variants_side_by_side_have_all_columns_each(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    chart = show(SideOpsChart(theme, host))
    chart.show_runs((a_profiled_run(16 + 400_000), a_profiled_run(16 + 4_000_000, run_id="b", variant_version=2)))
    table = chart.table()
    assert [heading.split("\n")[0] for heading in table.headings] == [
        "Op", "Time", "Time", "Share", "Share", "Ticks", "Ticks", "MACs", "MACs", "MAC/instruction", "MAC/instruction",
    ]  # fmt: skip
    assert [heading.split("\n")[1] for heading in table.headings[1:3]] == ["v1 int8", "v2 int8"]
    assert table.rows[0][1:] == (
        "312 µs", "3.12 ms", "9.1 %", "50.0 %", "400,016", "4,000,016", "25,000", "25,000", "1.00",
        "0.100 ▼ below the band",
    )  # fmt: skip


def test_ops_of_two_variants_stand_side_by_side_by_their_kind(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    first = a_run(run_id="a", op_ticks=(1_616, 3_216), op_labels=("CONV_2D", "SOFTMAX"))
    second = a_run(run_id="b", op_ticks=(1_616, 1_616, 16), op_labels=("QUANTIZE", "CONV_2D", "SOFTMAX"))
    chart = show(SideOpsChart(theme, host))
    chart.show_runs((first, second))
    assert chart.table().rows == (
        ("CONV_2D 1", "1.25 µs", "1.25 µs", "33.3 %", "50.0 %", "1,616", "1,616", "–", "–", "–", "–"),
        ("SOFTMAX 1", "2.50 µs", "0 s", "66.7 %", "0.0 %", "3,216", "16", "–", "–", "–", "–"),
        ("QUANTIZE 1", "–", "1.25 µs", "–", "50.0 %", "–", "1,616", "–", "–", "–", "–"),
    )


def test_very_many_runs_are_bands_across_their_metrics(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    run = point_of(a_run())
    many = tuple(replace(run, run_id=f"r-{index}", flash_bytes=20_000 + index) for index in range(200))
    chart = show(ParallelChart(theme, host))
    chart.show_runs(many)
    assert chart.panels[0].marks == ()
    chart.set_selected(frozenset({"r-7", "r-9"}))
    assert [mark.key for mark in chart.panels[0].marks] == ["r-7", "r-9"]
    assert "200 runs. " in chart.summary_text()
    assert "Flash from 20.2 kB to 20.0 kB." in chart.summary_text()


def test_a_hidden_chart_catches_up_when_it_is_shown(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    chart = show(VersionChart(theme, host))
    chart.show_runs(versions(1616, 3216), Metric.LATENCY)
    layers = chart.panels[0].canvas.plot.plotItem.items
    chart.hide()
    chart.set_selected(frozenset({"r-0001"}))
    assert not any(item.opacity() < 1 for item in layers)
    chart.show()
    assert any(item.opacity() < 1 for item in chart.panels[0].canvas.plot.plotItem.items)


def test_the_arena_says_who_lives_where(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    chart = show(ArenaChart(theme, host))
    chart.show_pack(a_pack())
    assert chart.table().rows[1] == ("output", "64", "10", "0", "0", "")
    assert "The arena takes 80 B." in chart.summary_text()


def test_memory_stands_against_the_board(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    chart = show(MemoryChart(theme, host))
    chart.show_run(a_run(), a_board())
    assert chart.panels[0].title == "RAM 2.2 kB of 131.1 kB, 1.7 % used"
    assert chart.panels[1].title.startswith("Flash 24.5 kB of 1.05 MB")
    assert chart.table().rows[1] == ("RAM", "stack", "900", "8,192", "")


def test_memory_says_that_an_engine_does_not_tell_its_arena(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    chart = show(MemoryChart(theme, host))
    chart.show_run(a_run(memory=MemoryReport(16, 0, 0, 4_096, 544, 1_200)), None)
    assert chart.table().rows[0] == ("RAM", "arena", "0", "", "not told by the engine")


def test_memory_of_foreign_firmware_is_what_its_elf_tells(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    chart = show(MemoryChart(theme, host))
    chart.show_run(a_foreign_run(), None)
    assert chart.table().rows == (
        ("RAM", "static", "4,012", "", "of the ELF; stack and heap not measured"),
        ("Flash", "firmware", "96,000", "", "the model within"),
    )


def test_the_table_twin_shows_on_a_click(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    chart = show(VersionChart(theme, host))
    chart.show_runs(versions(1616), Metric.LATENCY)
    qtbot.mouseClick(chart.table_button, Qt.MouseButton.LeftButton)
    assert chart.is_table_shown
    qtbot.mouseClick(chart.table_button, Qt.MouseButton.LeftButton)
    assert not chart.is_table_shown


def test_the_summary_is_spoken(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    chart = show(VersionChart(theme, host))
    chart.show_runs(versions(1616, 3216), Metric.LATENCY)
    assert chart.accessibleDescription() == chart.summary_text() != ""


def test_hovering_tells_name_value_count_and_validity(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    chart = show(VersionChart(theme, host))
    chart.show_runs(versions(1616), Metric.LATENCY)
    qtbot.wait(1)
    viewport = viewport_of(chart)
    qtbot.mouseMove(viewport, chart.panels[0].mark_position("r-0001") + QPoint(2, 2))
    qtbot.waitUntil(card_of(chart).isVisible)
    words = card_of(chart).text()
    assert all(word in words for word in ("digits_int8 v1", "1.25 µs", "n = 2", "all equal", "valid"))


def test_hovering_anywhere_in_a_block_of_the_arena_names_its_tensor(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    chart = show(ArenaChart(theme, host))
    chart.show_pack(a_pack())
    qtbot.wait(1)
    panel = chart.panels[0]
    block = next(mark for mark in panel.marks if "input" in mark.card)
    assert block.box is not None
    corner = replace(block, x=block.box[0] + 0.05, y=block.box[1] + 4)
    qtbot.mouseMove(viewport_of(chart), panel.canvas.to_pixels(corner))
    qtbot.waitUntil(card_of(chart).isVisible)
    words = card_of(chart).text()
    assert all(word in words for word in ("input", "64 B", "bytes 0 to 64", "alive during ops 0 to 0"))


def test_arrow_keys_walk_the_marks_and_enter_opens(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    chart = show(VersionChart(theme, host))
    chart.show_runs(versions(1616, 3216), Metric.LATENCY)
    panel = chart.panels[0]
    panel.setFocus()
    qtbot.keyClick(panel, Qt.Key.Key_Right)
    qtbot.keyClick(panel, Qt.Key.Key_Right)
    with qtbot.waitSignal(chart.run_opened) as opened:
        qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert opened.args == ["r-0002"]


@pytest.mark.parametrize(("key", "signal"), [(Qt.Key.Key_Space, "run_toggled"), (Qt.Key.Key_B, "baseline_asked")])
def test_keys_act_on_the_mark_at_the_cursor(
    key: Qt.Key, signal: str, theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    chart = show(ScatterChart(theme, host))
    chart.show_runs(points(*versions(1616, 3216)), Metric.LATENCY, Metric.FLASH)
    panel = chart.panels[0]
    qtbot.keyClick(panel, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(getattr(chart, signal)) as told:
        qtbot.keyClick(panel, key)
    assert told.args == ["r-0002"]


def test_arrow_keys_walk_the_front_and_with_shift_all(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    best, beaten, lean = versions(1616, 3216, 4816)
    lean = replace(lean, pack_bytes=10)
    chart = show(ScatterChart(theme, host))
    chart.show_runs(points(best, beaten, lean), Metric.LATENCY, Metric.FLASH)
    panel, opened = chart.panels[0], []
    chart.run_opened.connect(opened.append)
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        for _ in range(2):
            qtbot.keyClick(panel, Qt.Key.Key_Right, modifier)
            qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert opened == ["r-0001", "r-0003", "r-0001", "r-0002"]


def test_budgets_are_dashed_lines_with_their_names(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    chart = show(ScatterChart(theme, host))
    budgets = Budgets({Metric.LATENCY: 2.0, Metric.FLASH: 1e9})
    chart.show_runs(points(*versions(1616, 3216)), Metric.LATENCY, Metric.FLASH, budgets=budgets)
    names = [item.label.format for item in chart.panels[0].canvas.plot.plotItem.items if hasattr(item, "label")]
    assert {"budget 2.00 µs", "budget 1,000 MB"} <= set(names)


def test_the_title_of_an_axis_is_whole_or_its_unit_alone(
    theme: Theme, host: QWidget, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp)
    canvas = Canvas(theme, host)
    axis, seen = canvas.plot.getAxis("left"), set()
    host.show()
    qtbot.waitExposed(host)
    for height_px in range(80, 160):
        canvas.plot.resize(300, height_px)
        qapp.processEvents()
        canvas.set_axis("left", "Latency (µs)", (0, 1), (0, 1))
        drawn_px = axis.label.boundingRect().width() - 2 * axis.label.document().documentMargin()
        assert drawn_px <= max(64.0, canvas.room_px[1]), axis.labelText
        middle = axis.mapRectFromItem(axis.label, axis.label.boundingRect()).center().y()
        assert middle == pytest.approx(axis.size().height() / 2, abs=1.0), axis.labelText
        seen.add(axis.labelText)
    assert seen == {"µs", "Latency (µs)"}


def test_ten_thousand_points_are_drawn_as_what_would_be_seen(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    run = point_of(a_run())
    many = tuple(replace(run, run_id=f"r-{index}", flash_bytes=20_000 + index % 50) for index in range(10_000))
    chart = show(ScatterChart(theme, host))
    chart.show_runs(many, Metric.LATENCY, Metric.FLASH)
    panel = chart.panels[0]
    assert len(panel.marks) == 10_000
    drawn = sum(len(item.points()) for item in panel.canvas.plot.plotItem.items if hasattr(item, "points"))
    assert 50 <= drawn <= 200
    chart.set_selected(frozenset({"r-7", "r-57"}))
    assert panel.canvas.plot.plotItem.items[-1].data["x"].size == 2


def test_energy_says_that_it_takes_a_meter(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    chart = show(ScatterChart(theme, host))
    chart.show_runs(points(a_run()), Metric.LATENCY, Metric.ENERGY)
    assert "power meter" in chart.sentence


def test_a_simulated_energy_says_so_on_its_axis_and_stands_on_no_front_with_a_measured_one(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart]
) -> None:
    chart = show(ScatterChart(theme, host))
    simulated, measured = a_run(run_id="s", energy=an_energy()), a_run(run_id="m", energy=an_energy(is_simulated=False))
    drawn = points(simulated, measured)
    chart.show_runs(drawn, Metric.LATENCY, Metric.ENERGY)
    assert chart.accessibleName() == "Energy, simulated against Latency"
    assert "330.82 ± 0.35 µJ, simulated" in " ".join(point_card(drawn[0], Metric.ENERGY))
    cheap = an_energy(is_simulated=False, windows=tuple(replace(one, idle_ua=9_000.0) for one in an_energy().windows))
    fronts = scatter_points(points(simulated, replace(measured, energy=cheap)), Metric.LATENCY, Metric.ENERGY)
    assert [point.is_front for point in fronts] == [True, True]


def test_a_hostile_name_is_cut_and_shown_as_it_is(theme: Theme, host: QWidget, show: Callable[[Chart], Chart]) -> None:
    name = "<b>x</b>\x00\u202e" + "long" * 2_500
    chart = show(ScatterChart(theme, host))
    chart.show_runs(points(a_run(variant_name=name)), Metric.LATENCY, Metric.FLASH)
    assert len(chart.summary_text()) < 200
    assert "\x00" not in chart.summary_text()
    assert "\u202e" not in chart.summary_text()


def test_the_cursor_stays_when_the_chart_is_drawn_anew(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    chart = show(ScatterChart(theme, host))
    chart.show_runs(points(*versions(1616, 3216)), Metric.LATENCY, Metric.FLASH)
    panel = chart.panels[0]
    qtbot.keyClick(panel, Qt.Key.Key_Right)
    chart.set_selected(frozenset({"r-0001"}))
    with qtbot.waitSignal(chart.run_opened) as opened:
        qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert opened.args == ["r-0001"]


def test_a_box_selects_what_is_inside(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    chart = show(ScatterChart(theme, host))
    chart.show_runs(points(*versions(1616, 3216, 4816)), Metric.LATENCY, Metric.FLASH)
    qtbot.wait(1)
    viewport = viewport_of(chart)
    first, second = (chart.panels[0].mark_position(key) for key in ("r-0001", "r-0002"))
    start, end = first - QPoint(9, 9), second + QPoint(9, 9)
    with qtbot.waitSignal(chart.runs_boxed) as boxed:
        qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(viewport, start + QPoint(20, 10))
        qtbot.mouseMove(viewport, end)
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert boxed.args == [("r-0001", "r-0002")]


def test_a_theme_change_recolours_a_chart(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    chart = show(VersionChart(theme, host))
    chart.show_runs(versions(1616), Metric.LATENCY)
    dark = corner_of(viewport_of(chart))
    theme.set_dark(is_dark=False)
    assert corner_of(viewport_of(chart)) != dark
    assert corner_of(viewport_of(chart)) == theme.colour("surface").name()


def test_drawing_anew_leaves_nothing_behind(
    theme: Theme, host: QWidget, show: Callable[[Chart], Chart], qtbot: QtBot
) -> None:
    chart = show(VersionChart(theme, host))
    chart.show_runs(versions(1616, 3216), Metric.LATENCY)
    before = len(chart.panels[0].canvas.plot.plotItem.items)
    for _ in range(3):
        theme.toggle()
        chart.show_runs(versions(1616, 3216), Metric.LATENCY)
    assert len(chart.panels[0].canvas.plot.plotItem.items) == before


def viewport_of(chart: Chart) -> QWidget:
    viewport = chart.panels[0].canvas.plot.viewport()
    assert isinstance(viewport, QWidget)
    return viewport


def corner_of(widget: QWidget) -> str:
    image: QImage = widget.grab().toImage()
    return image.pixelColor(image.width() - 2, 2).name()
