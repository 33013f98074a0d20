"""The tabs of one run, and runs that are not saved yet."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from benchwright.model.board import Origin
from benchwright.model.errors import RunNotSaved
from benchwright.model.events import RouteFailed, Stage
from benchwright.model.run import Issue, IssueCode, Run, Validity
from benchwright.model.scoring import ScoredInput, ScoringFacts, disagreements, score_card
from benchwright.ui.charts.confusion import ConfusionChart
from benchwright.ui.charts.run_ecdf import RunEcdfChart
from benchwright.ui.charts.run_order import RunOrderChart
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.runs.accuracy_tab import AccuracyTab
from benchwright.ui.pages.runs.completion import complete, hints
from benchwright.ui.pages.runs.console_tab import ConsoleTab
from benchwright.ui.pages.runs.detail import RunDetail
from benchwright.ui.pages.runs.page import RunsPage
from benchwright.ui.pages.runs.provenance_tab import repro_block
from benchwright.ui.pages.runs.tag_dialog import tags_in
from benchwright.ui.remembered import Nowhere, Remembered
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.empty_state import EmptyState
from tests.builders import (
    a_board,
    a_hardware_run,
    a_hardware_timing,
    a_run,
    a_scoring,
    an_energy,
    an_invalid_run,
    some_answers,
)
from tests.ui.fake_workbench import a_bench


@pytest.fixture
def detail(theme: Theme, qtbot: QtBot) -> Iterator[RunDetail]:
    made = RunDetail(theme, Remembered(Nowhere()))
    qtbot.addWidget(made)
    made.resize(1000, 360)
    made.show()
    return made


def drifting(*, slope: float = 0.05) -> Run:
    generator = random.Random(2)
    ticks = [round(80_000 * (1 + slope * place / 400) + generator.gauss(0, 60)) for place in range(400)]
    ticks[100] = 160_000
    return a_hardware_run(timing=a_hardware_timing(*ticks))


def test_a_drift_and_an_outlier_are_told_in_words_and_marked(theme: Theme, qtbot: QtBot) -> None:
    chart = RunOrderChart(theme)
    qtbot.addWidget(chart)
    chart.show_run(drifting())
    assert chart.verdict().startswith("drifts by +4.")
    assert chart.verdict().endswith("one outlier (▲)")
    assert [mark.x for mark in chart.panels[0].marks] == [100]
    assert ("outlier, sample 101", "2.00 ms") in chart.table().rows
    chart.show_run(drifting(slope=0))
    assert chart.verdict().startswith("no drift")


def test_a_hundred_thousand_samples_are_thinned_but_keep_their_extremes(theme: Theme, qtbot: QtBot) -> None:
    ticks = [80_000 + place % 7 for place in range(100_000)]
    ticks[54_321] = 99_000
    chart = RunOrderChart(theme)
    qtbot.addWidget(chart)
    chart.show_run(a_hardware_run(timing=a_hardware_timing(*ticks)))
    assert [mark.x for mark in chart.panels[0].marks] == [54_321]


def test_the_cumulative_curve_names_its_percentiles(theme: Theme, qtbot: QtBot) -> None:
    chart = RunEcdfChart(theme)
    qtbot.addWidget(chart)
    chart.show_run(a_hardware_run())
    assert len(chart.panels[0].marks) == 3
    assert chart.table().rows[4] == ("50 %", "1.00 ms")
    assert chart.summary_text().startswith("Half of the inferences take at most 1.00 ms")
    chart.show_run(a_run())
    assert "the curve is one step" in chart.sentence


def test_pictures_of_the_latency_are_chosen_and_one_always_stays(detail: RunDetail, qtbot: QtBot) -> None:
    detail.show_run(a_hardware_run(), a_board())
    latency = detail.latency
    detail.tabs.setCurrentWidget(latency)
    histogram, cumulative, order = latency.chart_buttons
    qtbot.mouseClick(cumulative, Qt.MouseButton.LeftButton)
    assert latency.ecdf.isVisible()
    for button in (histogram, cumulative, order):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [button.isChecked() for button in latency.chart_buttons] == [False, False, True]
    assert latency.order.isVisible()


def test_the_log_is_searched_round_and_copied(theme: Theme, qtbot: QtBot) -> None:
    tab = ConsoleTab(theme)
    qtbot.addWidget(tab)
    tab.show_run(a_run(log="> HELLO\n< hello there\n\0end"))
    qtbot.keyClicks(tab.search, "hello")
    assert tab.found.text() == "2 places"
    assert tab.text.textCursor().blockNumber() == 0
    for expected in (1, 0):
        qtbot.keyClick(tab.search, Qt.Key.Key_Return)
        assert tab.text.textCursor().blockNumber() == expected
    tab.go(is_back=True)
    assert tab.text.textCursor().blockNumber() == 1
    qtbot.mouseClick(tab.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().endswith("␀end")


def test_a_run_without_a_meter_says_so_and_leads_on(detail: RunDetail, qtbot: QtBot) -> None:
    detail.show_run(a_hardware_run(), a_board())
    assert not detail.summary.energy.isVisible()
    detail.tabs.setCurrentWidget(detail.energy)
    (shown,) = [state for state in detail.energy.findChildren(EmptyState) if state.isVisible()]
    assert shown.accessibleName() == "No power meter was connected during this run."
    button = shown.findChild(QPushButton)
    assert button is not None
    with qtbot.waitSignal(detail.energy.power_asked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_energy_of_a_run_keeps_its_uncertainties_apart_and_says_simulated(detail: RunDetail) -> None:
    detail.show_run(a_run(energy=an_energy()), a_board())
    assert detail.summary.energy.isVisible()
    detail.tabs.setCurrentWidget(detail.energy)
    rows = {row[0]: row[1:] for row in detail.energy.rows}
    assert rows["Energy, net"] == ("330.8 µJ", "± 0.347 µJ", "± 19.5 µJ")
    assert rows["Energy, gross"] == ("413.2 µJ", "± 0.357 µJ", "± 24.3 µJ")
    assert rows["Average current"][0] == "8.4 mA"
    assert rows["Average power"][0] == "27.72 mW"
    assert rows["Peak current"][0] == "10.9 mA"
    assert rows["Meter"][0] == "PPK2, simulated, 3.3 V"
    assert rows["Samples"][0] == "310,000, 45 lost, 0 clipped"
    model = detail.energy.windows
    assert model.rowCount() == 10
    first = [model.index(0, column).data() for column in range(model.columnCount())]
    assert first == ["1", "50.0 ms", "250 ms", "20", "2.5 mC", "–", "10.9 mA", "–", "0"]


def test_a_simulated_energy_says_so_in_sight_even_where_the_window_is_small(detail: RunDetail) -> None:
    detail.resize(1000, 200)
    detail.tabs.setCurrentWidget(detail.energy)
    for is_simulated in (True, False, True):
        detail.show_run(a_run(energy=an_energy(is_simulated=is_simulated)), a_board())
        detail.energy.simulated.window().repaint()
        assert detail.energy.simulated.text == ("SIMULATED" if is_simulated else "")
        assert detail.energy.simulated.isVisible() is is_simulated
    assert not detail.energy.simulated.visibleRegion().isEmpty()


def test_the_battery_life_follows_the_duty_cycle_and_shows_what_is_assumed(detail: RunDetail) -> None:
    detail.show_run(a_run(energy=an_energy()), a_board())
    detail.tabs.setCurrentWidget(detail.energy)
    panel = detail.energy.battery
    assert panel.isVisible()
    # 125.2 µC an inference and 2 mA asleep: 2.05 mA of 180 mAh are 88 hours.
    assert panel.answer.text() == "One inference every 2.00 s on a CR2032: 3.6 days by a SIMULATED meter."
    assert "as it was measured idle: nothing was put to sleep" in panel.assumed.text()
    panel.sleep.setValue(1.0)
    panel.period.setValue(60.0)
    assert panel.answer.text() == "One inference every 60.0 s on a CR2032: 6.2 years by a SIMULATED meter."
    assert "as it was given and not measured" in panel.assumed.text()
    panel.battery.setCurrentText("18650")
    panel.efficiency.setValue(90)
    assert "A regulator makes 3.3 V of the 3.6 V at 90% efficiency" in panel.assumed.text()
    panel.period.setValue(0.001)
    assert "There is no battery life for this duty cycle." in panel.answer.text()
    assert panel.assumed.text() == ""


def test_an_energy_that_was_not_saved_says_what_was_wrong_with_the_meter(detail: RunDetail) -> None:
    issue = Issue(IssueCode.EDGES_MISSING, "The meter did not see all 10 windows.")
    detail.show_run(a_run(validity=Validity((issue,))), a_board())
    detail.tabs.setCurrentWidget(detail.energy)
    (shown,) = [state for state in detail.energy.findChildren(EmptyState) if state.isVisible()]
    assert shown.accessibleName() == "The meter's samples are no good for an energy."
    assert shown.accessibleDescription() == "edges-missing:  The meter did not see all 10 windows."


def test_the_repro_block_has_every_digest_and_what_is_wrong() -> None:
    run = an_invalid_run()
    block = repro_block(run)
    made = run.provenance
    for digest in (
        run.variant_sha256,
        run.pack_sha256,
        made.firmware_sha256,
        made.board_file_sha256,
        made.input_sha256,
    ):
        assert digest in block
    assert "parity-mismatch: 3 of 50 output bytes differ" in block
    assert f"{run.board}, {Origin.EMULATED.value}" in block


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("boa", ("board:",)),
        ("x -boa", ("-board:",)),
        ("lat", ("latency<",)),
        ("origin:", ("origin:hardware", "origin:emulated", "origin:native")),
        ("valid:i", ("valid:invalid",)),
        ("tag:q", ('tag:"quiet room"',)),
        ('tag:"quiet r', ('tag:"quiet room"',)),
        ("valid:yes", ()),
        ("12:", ()),
        ("", ()),
    ],
)
def test_completion_offers_what_fits(text: str, entries: tuple[str, ...]) -> None:
    values = {"tag": ("nightly", "quiet room", 'bad"quote')}
    assert complete(text, len(text), lambda name: values.get(name, ())).entries == entries


def test_hints_are_examples() -> None:
    assert "latency<20ms" in hints()


def test_tags_are_words_between_commas() -> None:
    assert tags_in("release, #nightly,, release ") == ("release", "nightly")
    assert tags_in(" , #") == ()


def test_runs_that_were_not_saved_can_be_saved_elsewhere(
    open_window: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workbench = a_bench()
    workbench.waiting = [a_run()]
    window = open_window(workbench)
    window.navigate("runs")
    page = window.current_page
    assert isinstance(page, RunsPage)
    qtbot.waitUntil(page.parts.unsaved.isVisible)
    assert page.parts.unsaved.text.startswith("A run is kept in memory")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "rescued.db"), ""))
    with qtbot.waitSignal(page.toast_requested) as said:
        qtbot.mouseClick(page.rescue.elsewhere_button, Qt.MouseButton.LeftButton)
    assert said.args == ["Saved a run in rescued.db."]
    assert ("save_elsewhere", "rescued.db") in workbench.calls
    assert not page.parts.unsaved.isVisible()


def test_a_run_that_is_refused_while_the_page_is_open_shows_the_notice(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    workbench = a_bench()
    workbench.store.kept = [a_run()]
    window = open_window(workbench)
    window.navigate("runs")
    page = window.current_page
    assert isinstance(page, RunsPage)
    workbench.waiting = [a_run(run_id="r-2")]
    error = RunNotSaved("r-2", "The disk is full.")
    workbench.tell(RouteFailed("d", Stage.SAVE, error.what, error.why, error.remedy, error.code))
    qtbot.waitUntil(page.parts.unsaved.isVisible)
    qtbot.mouseClick(page.rescue.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("save_waiting",) in workbench.calls)
    qtbot.waitUntil(lambda: not page.parts.unsaved.isVisible())


def test_the_accuracy_on_the_board_stands_beside_the_hosts_with_its_set_and_origin(theme: Theme, qtbot: QtBot) -> None:
    tab = AccuracyTab(theme)
    qtbot.addWidget(tab)
    scoring = a_scoring(finished_at="2026-11-20T12:11:00+00:00", device_s=1.5)
    answers = some_answers()
    tab.show_facts(
        ScoringFacts(
            scoring,
            score_card(scoring, answers),
            score_card(scoring, answers, of_host=True),
            disagreements(scoring, answers),
        )
    )
    assert {name: (board, host) for name, board, host in tab.rows}["Top-1"] == ("66.7 %", "33.3 %")
    assert "set digits.npz, sha256 5e5e5e5e5e5e" in tab.words.text()
    assert "(emulated)" in tab.words.text()
    assert "disagree on 1 inputs" in tab.differing_words.text()
    cells = [tab.differing.index(0, column).data() for column in range(tab.differing.columnCount())]
    assert cells == ["2", "c.npy", "yes", "yes", "no", "2"]
    assert tab.matrix.table().headings == ("True class", "no", "yes", "F1")
    assert tab.matrix.table().rows == (("no", "1", "0", "0.667"), ("yes", "1", "1", "0.667"))
    assert tab.matrix.summary_text() == "2 of 3 are right. Most often yes is taken for no: 1 times."
    assert sorted(mark.key for mark in tab.matrix.panels[0].marks) == ["0/0", "1/0", "1/1"]


def test_without_a_scoring_the_tab_says_how_to_get_one(theme: Theme, qtbot: QtBot) -> None:
    tab = AccuracyTab(theme)
    qtbot.addWidget(tab)
    tab.show_facts(None)
    assert tab.findChild(EmptyState) is not None
    assert tab.rows == ()


def test_many_classes_are_told_by_the_table_alone(theme: Theme, qtbot: QtBot) -> None:
    chart = ConfusionChart(theme)
    qtbot.addWidget(chart)
    scoring = a_scoring(class_count=40, class_names=())
    answers = tuple(
        ScoredInput(at, "", at % 40, tuple(float(at % 40 == one) for one in range(40)), ()) for at in range(80)
    )
    chart.show_card(scoring, score_card(scoring, answers))
    assert chart.sentence == "40 classes are too many for a picture; the table has them all."
    assert len(chart.table().rows) == 40


def test_the_accuracy_of_a_run_is_read_when_its_tab_is_seen(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    bench = a_bench()
    bench.store.kept = [a_run()]
    bench.store.scorings.answers = some_answers()
    window = open_window(bench)
    window.navigate("runs")
    page = window.current_page
    assert isinstance(page, RunsPage)
    qtbot.waitUntil(lambda: page.parts.detail.run is not None)
    page.parts.detail.tabs.setCurrentWidget(page.parts.detail.accuracy)
    qtbot.waitUntil(lambda: bool(page.parts.detail.accuracy.rows))
