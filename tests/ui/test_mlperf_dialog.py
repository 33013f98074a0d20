"""MLPerf Tiny in the window: what is asked, how far it is, what came of it and why it does not count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from benchwright.drivers.power.meters import SIMULATED
from benchwright.model.board import Origin
from benchwright.model.events import (
    DevicesChanged,
    MlperfFinished,
    RouteFailed,
    Stage,
    StageFinished,
    StageProgressed,
    StageStarted,
)
from benchwright.model.mlperf import Mode
from benchwright.model.mlperf_entry import MlperfEntry, entry_of
from benchwright.model.mlperf_rules import Breach, BreachCode
from benchwright.model.submission import Division, SubmissionPlace
from benchwright.ui.dialogs.mlperf_dialog import MlperfDialog
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from tests.builders import a_device
from tests.mlperf_results import HARDWARE, a_result
from tests.ui.fake_workbench import FakeWorkbench, a_bench

OpenMlperf = Callable[[], tuple[MainWindow, MlperfDialog]]
DEVICE = a_device().device_id


@pytest.fixture
def bench() -> FakeWorkbench:
    return a_bench()


@pytest.fixture
def open_mlperf(open_window: Callable[..., MainWindow], bench: FakeWorkbench) -> OpenMlperf:
    def open_it() -> tuple[MainWindow, MlperfDialog]:
        window = open_window(bench)
        return window, window.overlays.open_mlperf()

    return open_it


def choose(dialog: MlperfDialog, mode: Mode, folder: Path) -> None:
    dialog.form.modes.setCurrentIndex(dialog.form.modes.findData(mode.value))
    dialog.form.data.setText(str(folder / "data"))
    dialog.form.out.setText(str(folder / "out"))


def test_it_says_what_is_missing_until_it_can_begin(open_mlperf: OpenMlperf, tmp_path: Path) -> None:
    _, dialog = open_mlperf()
    assert dialog.detail.text() == "Choose the data set."
    assert not dialog.start_button.isEnabled()
    dialog.form.data.setText(str(tmp_path))
    assert dialog.detail.text() == "Choose the folder of the submission."
    dialog.form.out.setText(str(tmp_path))
    assert dialog.start_button.isEnabled()
    dialog.form.submitter.setText("a lab")
    assert "The submitter is a folder's name" in dialog.detail.text()
    assert not dialog.start_button.isEnabled()
    dialog.close()


def test_energy_asks_for_a_meter(open_mlperf: OpenMlperf, tmp_path: Path) -> None:
    window, dialog = open_mlperf()
    choose(dialog, Mode.ENERGY, tmp_path)
    assert dialog.detail.text() == "Energy needs a power meter: choose one."
    dialog.form.meter_button.click()
    assert window.current_page.key == "settings"
    meter = next(one for one in window.bridge.workbench.meters.scan() if one.name == SIMULATED)
    window.bridge.meter.choose(meter)
    assert dialog.start_button.isEnabled()
    assert dialog.form.meter_button.text() == "PPK2, simulated, 3.3 V"
    dialog.close()


def test_what_was_entered_is_asked_for_and_remembered(
    open_mlperf: OpenMlperf, bench: FakeWorkbench, tmp_path: Path
) -> None:
    window, dialog = open_mlperf()
    choose(dialog, Mode.PERFORMANCE, tmp_path)
    dialog.form.benchmarks.setCurrentIndex(dialog.form.benchmarks.findData("ic01"))
    dialog.form.io_manager.setText("/dev/ttyUSB7")
    dialog.form.divisions.setCurrentIndex(1)
    dialog.start_button.click()
    order = bench.mlperf.orders[0]
    assert (order.benchmark_id, order.mode, order.device_id) == ("ic01", Mode.PERFORMANCE, DEVICE)
    assert (order.data, order.out, order.io_manager) == (tmp_path / "data", tmp_path / "out", "/dev/ttyUSB7")
    assert (order.place.division, order.place.submitter) == (Division.OPEN, "anonymous")
    assert order.window_s is None
    dialog.close()
    again = window.overlays.open_mlperf()
    assert again.form.data.text() == str(tmp_path / "data")
    again.close()


def test_shorter_windows_are_asked_for_by_a_check_that_says_what_they_are(
    open_mlperf: OpenMlperf, bench: FakeWorkbench, tmp_path: Path
) -> None:
    _, dialog = open_mlperf()
    choose(dialog, Mode.PERFORMANCE, tmp_path)
    assert dialog.form.is_short.text() == "Shorter windows, not by the rules"
    assert not dialog.form.window_s.isEnabled()
    dialog.form.is_short.setChecked(True)
    dialog.form.window_s.setValue(0.5)
    dialog.start_button.click()
    assert bench.mlperf.orders[0].window_s == 0.5
    dialog.close()


def test_progress_is_told_with_the_time_left_and_a_cancel_is_handed_on(
    open_mlperf: OpenMlperf, bench: FakeWorkbench, tmp_path: Path, qtbot: QtBot
) -> None:
    _, dialog = open_mlperf()
    choose(dialog, Mode.ACCURACY, tmp_path)
    dialog.start_button.click()
    assert not dialog.form.isEnabled()
    bench.tell(StageStarted(DEVICE, Stage.MEASURE), StageProgressed(DEVICE, Stage.MEASURE, 250, 1_000, 90.0))
    qtbot.waitUntil(lambda: dialog.detail.text() == "Measure: 250 of 1,000 · 1:30 left")
    assert dialog.bar.value() == 250
    dialog.cancel_button.click()
    assert bench.calls[-1] == ("cancel", DEVICE)
    why, remedy = "250 of 1,000 answers are kept.", "Run the same again: it goes on from there."
    bench.tell(RouteFailed(DEVICE, Stage.MEASURE, "Cancelled during Measure.", why, remedy, 130, True))
    qtbot.waitUntil(lambda: dialog.headline.text() == "Cancelled during Measure.")
    assert dialog.detail.text() == f"{why}\n{remedy}"
    assert dialog.start_button.isEnabled()
    dialog.restart_button.click()
    assert bench.mlperf.orders[-1].restarts
    dialog.close()


def test_a_result_by_the_rules_says_so(
    open_mlperf: OpenMlperf, bench: FakeWorkbench, tmp_path: Path, qtbot: QtBot
) -> None:
    _, dialog = open_mlperf()
    choose(dialog, Mode.PERFORMANCE, tmp_path)
    dialog.start_button.click()
    bench.tell(StageFinished(DEVICE, Stage.SAVE, 0.1), MlperfFinished(DEVICE, a_result(), str(tmp_path)))
    qtbot.waitUntil(lambda: dialog.headline.text() == "34.490 inferences a second")
    assert dialog.detail.text() == "By the rules of MLPerf Tiny."
    assert dialog.folder_button.isVisible()
    dialog.close()


def test_a_result_that_breaks_rules_says_which(
    open_mlperf: OpenMlperf, bench: FakeWorkbench, tmp_path: Path, qtbot: QtBot
) -> None:
    _, dialog = open_mlperf()
    choose(dialog, Mode.PERFORMANCE, tmp_path)
    dialog.start_button.click()
    breach = Breach(BreachCode.SHORT_WINDOW, "A window lasted 3.000 s; 10 s are the rule.")
    dut = replace(HARDWARE, origin=Origin.NATIVE, device_id="virtual:native")
    bench.tell(MlperfFinished(DEVICE, a_result(breaches=(breach,), dut=dut), str(tmp_path)))
    qtbot.waitUntil(lambda: "Not by the rules of MLPerf Tiny:" in dialog.detail.text())
    assert "• A window lasted 3.000 s; 10 s are the rule." in dialog.detail.text()
    assert "Not hardware: virtual:native runs on this computer." in dialog.detail.text()
    dialog.close()


def test_a_result_stays_when_its_device_is_free_again(
    open_mlperf: OpenMlperf, bench: FakeWorkbench, tmp_path: Path, qtbot: QtBot
) -> None:
    window, dialog = open_mlperf()
    choose(dialog, Mode.PERFORMANCE, tmp_path)
    dialog.start_button.click()
    bench.tell(MlperfFinished(DEVICE, a_result(), str(tmp_path)), DevicesChanged(bench.devices()))
    qtbot.waitUntil(lambda: window.bridge.is_idle)
    assert dialog.headline.text() == "34.490 inferences a second"
    dialog.close()


@pytest.mark.parametrize(
    ("mode", "words"), [(Mode.ENERGY, "31,610.000 µJ an inference"), (Mode.ACCURACY, "95.00 % right")]
)
def test_each_mode_has_a_number_of_its_own(
    open_mlperf: OpenMlperf, bench: FakeWorkbench, tmp_path: Path, qtbot: QtBot, mode: Mode, words: str
) -> None:
    _, dialog = open_mlperf()
    choose(dialog, Mode.PERFORMANCE, tmp_path)
    dialog.start_button.click()
    bench.tell(MlperfFinished(DEVICE, a_result(mode=mode), str(tmp_path)))
    qtbot.waitUntil(lambda: dialog.headline.text() == words)
    dialog.close()


def test_a_measurement_goes_on_when_the_dialog_is_closed_and_its_end_is_told(
    open_mlperf: OpenMlperf, bench: FakeWorkbench, tmp_path: Path, qtbot: QtBot
) -> None:
    window, dialog = open_mlperf()
    choose(dialog, Mode.PERFORMANCE, tmp_path)
    dialog.start_button.click()
    dialog.close()
    assert ("cancel", DEVICE) not in bench.calls
    bench.tell(MlperfFinished(DEVICE, a_result(), "/tmp/out"))
    qtbot.waitUntil(lambda: any("kws01 is written to /tmp/out." in text for text in window.toasts.texts))


def test_the_bench_and_the_palette_reach_it(open_mlperf: OpenMlperf, bench: FakeWorkbench) -> None:
    window, dialog = open_mlperf()
    dialog.close()
    page = window.show_page(0)
    assert isinstance(page, BenchPage)
    assert "MLPerf Tiny" in [entry.name for entry in window.entries()]
    action = next(action for action in page.actions() if action.text() == "MLPerf Tiny…")
    action.trigger()
    opened = window.findChildren(MlperfDialog)[-1]
    assert opened.isVisible()
    assert opened.form.device_id == page.parts.devices.selected_id
    opened.close()


def kept_entries() -> tuple[MlperfEntry, ...]:
    place = SubmissionPlace(Division.CLOSED, "a_lab", "nucleo-l4r5zi")
    short = (Breach(BreachCode.SHORT_WINDOW, "A window took 3.0 s; 10 s are the rule."),)
    emulated = replace(HARDWARE, origin=Origin.EMULATED, device_id="virtual:b-l475e-iot01a")
    return (
        entry_of(a_result(breaches=short, dut=emulated), place, "/out/second", "second"),
        entry_of(a_result(mode=Mode.ACCURACY), place, "/out/first", "first"),
    )


def test_results_that_are_kept_are_listed_and_opened_again(
    open_mlperf: OpenMlperf, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    bench.store.mlperf.kept = kept_entries()
    _, dialog = open_mlperf()
    qtbot.waitUntil(lambda: dialog.kept.rows.rowCount() == 2)
    cells = [[str(dialog.kept.rows.index(row, column).data()) for column in range(1, 7)] for row in range(2)]
    assert cells == [
        ["kws01", "Performance", "34.490 inferences a second", "no", "emulated", "nucleo-l4r5zi"],
        ["kws01", "Accuracy", "95.00 % right", "yes", "hardware", "nucleo-l4r5zi"],
    ]
    dialog.kept.selectRow(0)
    assert dialog.headline.text() == "kws01 · Performance · 34.490 inferences a second"
    assert "A window took 3.0 s; 10 s are the rule." in dialog.detail.text()
    assert "Not hardware: virtual:b-l475e-iot01a runs on an emulator." in dialog.detail.text()
    assert "/out/second" in dialog.detail.text()
    assert not dialog.folder_button.isHidden()
    dialog.close()


def test_without_kept_results_there_is_no_list(open_mlperf: OpenMlperf, qtbot: QtBot) -> None:
    _, dialog = open_mlperf()
    qtbot.waitUntil(dialog.kept.isHidden)
    dialog.close()


def test_a_result_that_comes_in_is_listed_at_once(open_mlperf: OpenMlperf, bench: FakeWorkbench, qtbot: QtBot) -> None:
    _, dialog = open_mlperf()
    bench.store.mlperf.kept = kept_entries()
    bench.tell(MlperfFinished("another device", a_result(), "/out"))
    qtbot.waitUntil(lambda: dialog.kept.rows.rowCount() == 2)
    dialog.close()
