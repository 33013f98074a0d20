"""The window on the real workbench: a virtual board on this computer, a real model, a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from benchwright import paths
from benchwright.bench.workbench import Workbench
from benchwright.compose import build_toolbox, build_workbench
from benchwright.model.device import DeviceState
from benchwright.model.mlperf import Mode
from benchwright.ui.bridge import Bridge
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.power_trace import measure_stretch
from benchwright.ui.theme import Theme
from tests.e2e.mlperf_bench import keyword_model, keyword_set

NATIVE = "virtual:native"
PATIENCE_MS = 180_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (paths.firmware() / "native").is_dir(), reason="the native firmware is not built"),
]


@pytest.fixture
def workbench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    toolbox = build_toolbox()
    workbench = build_workbench(toolbox, tmp_path / "benchwright.db")
    workbench.start()
    yield workbench
    workbench.close()
    for name in toolbox.lab.running():
        toolbox.lab.stop(name)


@pytest.fixture
def page(workbench: Workbench, theme: Theme, qtbot: QtBot) -> Iterator[BenchPage]:
    bridge = Bridge(workbench)
    window = MainWindow(bridge, theme, db_file=workbench.store.file)
    bridge.setParent(window)
    qtbot.addWidget(window)
    page = window.show_page(0)
    assert isinstance(page, BenchPage)
    window.show()
    yield page
    window.close()


def plug_native(page: BenchPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "native" in page.parts.virtual_names)
    page.start_virtual("native")
    qtbot.waitUntil(lambda: page.device is not None and page.device.state is DeviceState.READY, timeout=PATIENCE_MS)


def test_a_model_is_flashed_and_measured_and_the_second_time_not_flashed(page: BenchPage, qtbot: QtBot) -> None:
    plug_native(page, qtbot)
    page.import_file(paths.resources() / "models" / "digits_small_int8.tflite")
    qtbot.waitUntil(page.parts.run_bar.run_button.isEnabled)
    for _ in range(2):
        with qtbot.waitSignal(page.bridge.run_saved, timeout=PATIENCE_MS):
            page.parts.run_bar.run_button.click()
        qtbot.waitUntil(page.parts.run_bar.run_button.isEnabled)
    qtbot.waitUntil(lambda: page.parts.result.result is not None)
    assert "already there" in page.parts.line.full_text
    assert page.parts.result.parity_tag.text == "bit-exact"
    assert page.parts.result.origin_tag.text == "NATIVE"
    assert page.parts.result.latency.value_text != "–"


@pytest.mark.parametrize(("meter", "kind"), [("virtual:ppk2", "PPK2"), ("virtual:lpm01a", "X-NUCLEO-LPM01A")])
def test_a_run_of_the_window_has_the_energy_that_the_chosen_meter_saw(
    page: BenchPage, qtbot: QtBot, meter: str, kind: str
) -> None:
    plug_native(page, qtbot)
    page.import_file(paths.resources() / "models" / "digits_small_int8.tflite")
    qtbot.waitUntil(page.parts.run_bar.run_button.isEnabled)
    page.bridge.meter.choose(next(found for found in page.bridge.workbench.meters.scan() if found.name == meter))
    assert page.parts.meter_line.line.full_text == f"Meter: {kind}, simulated, 3.3 V"
    with qtbot.waitSignal(page.bridge.run_saved, timeout=PATIENCE_MS) as saved:
        page.parts.run_bar.run_button.click()
    energy = saved.args[0].run.energy
    assert energy.is_simulated
    assert (len(energy.windows), energy.supply_mv) == (10, 3_300)
    qtbot.waitUntil(lambda: page.parts.result.energy.value_text != "–")
    assert "simulated" in page.parts.result.energy.accessibleDescription()
    trace = page.bridge.trace.trace
    assert trace is not None, "what the meter saw of the run stays to be looked at"
    assert trace.lines.count == energy.samples
    first = energy.windows[0]
    ends_s = first.start_s, first.start_s + first.duration_s
    seen = measure_stretch(trace, *(round(end_s * energy.sample_hz) for end_s in ends_s))
    assert seen is not None
    assert seen.charge_uc == pytest.approx(first.charge_uc, rel=0.01)


def test_mlperf_tiny_is_measured_from_the_window_in_all_modes(page: BenchPage, qtbot: QtBot, tmp_path: Path) -> None:
    plug_native(page, qtbot)
    page.import_file(keyword_model(tmp_path))
    qtbot.waitUntil(page.parts.run_bar.flash_button.isEnabled)
    page.start_flash_only()
    qtbot.waitUntil(lambda: not page.bridge.workbench.is_busy(NATIVE), timeout=PATIENCE_MS)
    simulated = next(meter for meter in page.bridge.workbench.meters.scan() if meter.is_simulated)
    page.bridge.meter.choose(simulated)
    data = keyword_set(tmp_path / "words", tmp_path / "kws01.tflite", count=8, right_ratio=0.5)
    window = page.window()
    assert isinstance(window, MainWindow)
    dialog = window.overlays.open_mlperf(NATIVE)
    dialog.form.data.setText(str(data))
    dialog.form.out.setText(str(tmp_path / "out"))
    dialog.form.io_manager.setText("virtual:io-manager")
    dialog.form.is_short.setChecked(True)
    dialog.form.window_s.setValue(0.2)
    for mode in Mode:
        dialog.form.modes.setCurrentIndex(dialog.form.modes.findData(mode.value))
        with qtbot.waitSignal(page.bridge.mlperf_finished, timeout=PATIENCE_MS) as told:
            dialog.start_button.click()
        result = told.args[0].result
        assert result.mode is mode
        assert (Path(told.args[0].folder) / "results.txt").is_file()
        qtbot.waitUntil(lambda: "Not hardware" in dialog.detail.text())
        assert result.dut.io_manager == "io-manager-virtual"
    assert result.metered[0].samples > 0
    dialog.close()


def test_a_file_that_is_no_model_leaves_everything_as_it_was(page: BenchPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "notes.tflite"
    file.write_bytes(b"these are notes")
    with qtbot.waitSignal(page.import_failed) as told:
        page.import_file(file)
    assert "cannot be read" in str(told.args[0])
    assert page.parts.run_bar.combo.count() == 0


def test_a_pulled_cable_ends_a_run_with_an_error_and_the_next_attempt_works(page: BenchPage, qtbot: QtBot) -> None:
    plug_native(page, qtbot)
    page.import_file(paths.resources() / "models" / "digits_small_int8.tflite")
    qtbot.waitUntil(page.parts.run_bar.run_button.isEnabled)
    with qtbot.waitSignal(page.bridge.route_failed, timeout=PATIENCE_MS):
        page.start()
        page.parts.devices.cable_pulled.emit(NATIVE)
    qtbot.waitUntil(page.parts.errors.isVisible)
    qtbot.waitUntil(lambda: page.parts.devices.cards[0].state_text == "gone", timeout=PATIENCE_MS)
    page.parts.devices.cable_plugged.emit(NATIVE)
    qtbot.waitUntil(page.parts.run_bar.run_button.isEnabled, timeout=PATIENCE_MS)
    with qtbot.waitSignal(page.bridge.run_saved, timeout=PATIENCE_MS):
        page.parts.errors.retry_button.click()


def test_two_models_on_two_boards_are_queued_measured_and_summed_up(
    page: BenchPage, workbench: Workbench, qtbot: QtBot
) -> None:
    plug_native(page, qtbot)
    page.start_virtual("native#2")
    qtbot.waitUntil(lambda: len(page.parts.devices.cards) == 2, timeout=PATIENCE_MS)
    bar = page.parts.run_bar
    for name in ("digits_small_int8", "digits_int8"):
        page.import_file(paths.resources() / "models" / f"{name}.tflite")
        qtbot.waitUntil(lambda name=name: name in bar.combo.currentText())
    for card in page.parts.devices.cards:
        card.check.setChecked(True)
    next(action for action in bar.more_menu.actions() if action.isVisible()).setChecked(True)
    qtbot.waitUntil(lambda: bar.run_button.text() == "Flash and test 4")
    bar.run_button.click()
    window = page.window()
    assert isinstance(window, MainWindow)
    tab = window.drawer.tasks_tab
    qtbot.waitUntil(lambda: tab.queue is not None and len(tab.queue.summary.rows) == 4, timeout=PATIENCE_MS)
    assert window.drawer.shows_tasks
    assert tab.queue is not None
    assert [(row.done_count, row.origin.value) for row in tab.queue.summary.rows] == [(1, "native")] * 4
    assert workbench.store.run_count() == 4
    tasks = window.drawer.tasks
    on_devices = [row for row in range(tasks.rowCount()) if tasks.data(tasks.index(row, 1))]
    assert len(on_devices) <= 2  # the boards that were started, and no job of the queue
