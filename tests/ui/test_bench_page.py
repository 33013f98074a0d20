from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchwright.model.board import FlashMethod, Origin
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import DeviceNotFound
from benchwright.model.events import BatchChanged, DevicesChanged, RouteFailed, Stage, StageProgressed, StageStarted
from benchwright.model.plan_wish import BALANCED, Optimise, PlanWish
from benchwright.model.udev_rules import udev_rule
from benchwright.ui.dialogs.board_choice import BoardChoice
from benchwright.ui.fact import Fact
from benchwright.ui.local_time import local_day_minute
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.remembered_budgets import keep_budgets
from tests.builders import a_batch, a_board, a_device, a_run, a_timing, an_invalid_run
from tests.ui.fake_workbench import FakeWorkbench, a_bench

OpenBench = Callable[[FakeWorkbench], BenchPage]
DEVICE = "virtual:b-l475e-iot01a"
V1, V2 = "1" * 64, "2" * 64


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def drop(target: QWidget, file: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(file)])
    where, buttons, keys = QPointF(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys))
    QApplication.sendEvent(target, QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, keys))


def a_failure(stage: Stage = Stage.FLASH, *, was_cancelled: bool = False) -> RouteFailed:
    return RouteFailed(DEVICE, stage, "It failed.", "The cable.", "Plug it in.", 22, was_cancelled=was_cancelled)


def test_an_empty_bench_leads_to_boards_of_other_computers(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window(FakeWorkbench())
    page = window.current_page
    assert isinstance(page, BenchPage)
    click(qtbot, page.parts.remote_button)
    assert window.current_page.key == "settings"


def test_an_empty_bench_offers_a_virtual_board(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    page = open_bench(workbench)
    click(qtbot, page.parts.virtual_button)
    assert workbench.calls == [("start_virtual", "b-l475e-iot01a")]
    assert page.parts.virtual_button.text() == "Starting b-l475e-iot01a …"
    assert not page.parts.virtual_button.isEnabled()


def test_a_virtual_board_that_does_not_start_says_why(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    page = open_bench(workbench)
    click(qtbot, page.parts.virtual_button)
    workbench.tell(RouteFailed(DEVICE, Stage.IDENTIFY, "QEMU is missing.", "Not installed.", "Install it.", 32))
    qtbot.waitUntil(page.parts.errors.isVisible)
    assert page.parts.virtual_button.isEnabled()


def test_a_board_that_is_plugged_in_gets_a_card_and_is_selected(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    page = open_bench(workbench)
    workbench.plug(a_device())
    qtbot.waitUntil(lambda: len(page.parts.devices.cards) == 1)
    (card,) = page.parts.devices.cards
    assert page.parts.devices.selected_id == DEVICE
    assert (card.state_text, card.origin_text) == ("ready", "EMULATED")


def test_native_devices_say_so(open_bench: OpenBench) -> None:
    page = open_bench(FakeWorkbench(a_device(origin=Origin.NATIVE)))
    assert page.parts.devices.cards[0].origin_text == "NATIVE"


def test_a_remote_board_has_no_badge_of_hardware_before_its_firmware_said_it(open_bench: OpenBench) -> None:
    remote = a_device(device_id="port:rfc2217://bench:4000", url="rfc2217://bench:4000", origin=Origin.HARDWARE)
    told = replace(remote, device_id="port:socket://bench:1", url="socket://bench:1", told_origin=Origin.EMULATED)
    page = open_bench(FakeWorkbench(remote, told))
    assert [card.origin_text for card in page.parts.devices.cards] == ["remote", "EMULATED"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (DeviceState.RESTARTING, "restarting"),
        (DeviceState.UNKNOWN, "unknown board"),
        (DeviceState.GONE, "gone"),
        (DeviceState.BUSY, "busy"),
    ],
)
def test_a_card_tells_the_state_of_its_device(open_bench: OpenBench, state: DeviceState, words: str) -> None:
    page = open_bench(FakeWorkbench(a_device(state=state)))
    assert page.parts.devices.cards[0].state_text == words


def test_one_click_flashes_and_tests(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    click(qtbot, page.parts.run_bar.run_button)
    assert workbench.calls == [("flash_and_test", DEVICE, V1)]
    assert not page.parts.run_bar.run_button.isEnabled()
    assert page.parts.cancel_button.isVisible()


def test_f5_flashes_and_tests(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    page.window().activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: workbench.calls == [("flash_and_test", DEVICE, V1)])


def test_shift_f5_flashes_only(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    qtbot.keyClick(page, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: workbench.calls == [("flash_only", DEVICE, V1)])


def test_flashing_only_is_over_when_the_device_is_free(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    page.start_flash_only()
    workbench.walk(DEVICE, Stage.IDENTIFY, Stage.FLASH)
    workbench.free(DEVICE)
    workbench.tell(DevicesChanged(workbench.devices()))
    qtbot.waitUntil(page.parts.run_bar.run_button.isEnabled)
    assert not page.parts.cancel_button.isVisible()


def test_the_same_button_queues_every_checked_board(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench(device_count=3)
    page = open_bench(workbench)
    first, _, third = page.parts.devices.cards
    first.check.setChecked(True)
    third.check.setChecked(True)
    assert page.parts.run_bar.run_button.text() == "Flash and test 2"
    click(qtbot, page.parts.run_bar.run_button)
    qtbot.waitUntil(lambda: bool(workbench.calls))
    sha256 = workbench.variants()[0].sha256
    assert workbench.calls == [("begin_batch", sha256, DEVICE, f"{DEVICE}#3")]


def test_several_models_on_several_boards_are_one_batch(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench(device_count=2, variant_count=3)
    page = open_bench(workbench)
    bar = page.parts.run_bar
    for card in page.parts.devices.cards:
        card.check.setChecked(True)
    others = [action for action in bar.more_menu.actions() if action.isVisible()]
    assert len(others) == 2
    others[0].setChecked(True)
    assert bar.more_button.text() == "and 1 more"
    assert bar.run_button.text() == "Flash and test 4"
    assert not bar.flash_button.isEnabled()
    page.start(force_flash=True)
    qtbot.waitUntil(lambda: bool(workbench.calls))
    chosen = (bar.variant_sha256, str(others[0].data()))
    assert workbench.calls == [("begin_batch", *chosen, DEVICE, f"{DEVICE}#2", "force")]


def test_several_models_stay_chosen_when_the_list_is_read_again(open_bench: OpenBench) -> None:
    page = open_bench(a_bench(variant_count=3))
    bar = page.parts.run_bar
    next(action for action in bar.more_menu.actions() if action.isVisible()).setChecked(True)
    before = bar.variant_sha256s
    bar.show_variants(bar.variants)
    assert bar.variant_sha256s == before
    assert len(before) == 2


def test_the_menu_of_models_stays_open_while_models_are_checked(open_bench: OpenBench, qtbot: QtBot) -> None:
    page = open_bench(a_bench(variant_count=3))
    menu = page.parts.run_bar.more_menu
    menu.popup(page.mapToGlobal(page.rect().center()))
    action = next(action for action in menu.actions() if action.isVisible())
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert action.isChecked()
    assert menu.isVisible()
    menu.setActiveAction(action)
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert not action.isChecked()
    assert menu.isVisible()
    menu.close()


def test_while_a_batch_runs_the_button_adds_to_it_even_for_a_busy_board(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    workbench.tell(BatchChanged(a_batch(), is_running=True), StageStarted(DEVICE, Stage.FLASH))
    button = page.parts.run_bar.run_button
    qtbot.waitUntil(lambda: button.text() == "Add 1 to the queue")
    qtbot.waitUntil(lambda: "Flash" in page.parts.devices.cards[0].state_text)
    assert button.isEnabled()
    click(qtbot, button)
    qtbot.waitUntil(lambda: bool(workbench.calls))
    assert workbench.calls[0][0] == "begin_batch"
    workbench.tell(BatchChanged(a_batch(), is_running=False))
    qtbot.waitUntil(lambda: button.text() == "Flash and test")


def test_a_batch_that_cannot_begin_says_why(open_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    workbench = a_bench(device_count=2)
    workbench.batches.refusal = DeviceNotFound(DEVICE, [])
    window = open_window(workbench)
    page = window.current_page
    assert isinstance(page, BenchPage)
    qtbot.waitUntil(lambda: page.parts.run_bar.combo.count() == 1)
    for card in page.parts.devices.cards:
        card.check.setChecked(True)
    page.start()
    qtbot.waitUntil(window.banner.isVisible)
    assert "is not there" in window.banner.details


def test_the_model_used_last_is_chosen_again(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench(variant_count=3)
    page = open_bench(workbench)
    page.bridge.remembered.set_last_model("b-l475e-iot01a", V2)
    workbench.plug()
    qtbot.waitUntil(lambda: not page.parts.devices.cards)
    workbench.plug(a_device())
    qtbot.waitUntil(lambda: page.parts.run_bar.variant_sha256 == V2)


def test_what_models_are_planned_for_is_chosen_and_remembered(open_bench: OpenBench) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    bar = page.parts.run_bar
    assert (bar.optimise.currentText(), workbench.wish) == ("Balanced", BALANCED)
    bar.optimise.setCurrentIndex(1)
    bar.optimise.activated.emit(1)
    assert bar.optimise.currentText() == "Least RAM"
    assert (workbench.wish, page.bridge.remembered.optimise) == (PlanWish(Optimise.RAM), Optimise.RAM)
    page.bridge.remembered.set_text("bench/optimise", "spoilt")
    assert page.bridge.remembered.optimise is Optimise.BALANCED


def test_the_run_bar_says_whether_the_model_fits(open_bench: OpenBench, qtbot: QtBot) -> None:
    page = open_bench(a_bench())
    qtbot.waitUntil(lambda: page.parts.run_bar.fit_text.startswith("Fits "))
    assert "arena 80 B of 65.5 kB" in page.parts.run_bar.fit_text


def test_a_model_dropped_on_a_card_is_imported_for_it(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench(device_count=2, variant_count=1)
    page = open_bench(workbench)
    drop(page.parts.devices.cards[1], "/models/kws.tflite")
    qtbot.waitUntil(lambda: page.parts.run_bar.variant_sha256 == "kwskws")
    assert page.parts.devices.selected_id == f"{DEVICE}#2"


def test_a_model_dropped_on_the_page_is_for_the_selected_board(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    drop(page, "/models/kws.tflite")
    qtbot.waitUntil(lambda: page.parts.run_bar.variant_sha256 == "kwskws")


def test_a_file_that_is_no_model_is_refused_in_words(open_bench: OpenBench, qtbot: QtBot) -> None:
    page = open_bench(a_bench())
    said: list[Exception] = []
    page.import_failed.connect(said.append)
    page.import_file(Path("/models/notes.txt"))
    qtbot.waitUntil(lambda: bool(said))
    assert "notes.txt cannot be read" in str(said[0])
    assert page.parts.run_bar.variant_sha256 == V1


def test_the_card_shows_how_far_the_stage_is(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    page.start()
    workbench.tell(StageStarted(DEVICE, Stage.FLASH), StageProgressed(DEVICE, Stage.FLASH, 62, 100, 7.0))
    qtbot.waitUntil(lambda: page.parts.devices.cards[0].state_text == "Flash 62 %")


def test_a_finished_journey_says_what_was_skipped(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    page.start()
    workbench.walk(DEVICE, *Stage, note="model skipped: already there")
    workbench.save(a_run())
    qtbot.waitUntil(lambda: "Model skipped: already there." in page.parts.line.full_text)
    assert page.parts.line.full_text.startswith("Done in 3.60 s.")


def test_the_result_opens_by_itself_with_its_deltas(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench(variant_count=2)
    page = open_bench(workbench)
    workbench.save(a_run(run_id="r-1", variant_sha256=V1, timing=a_timing(2_000_016, 2_000_016), is_baseline=True))
    workbench.save(a_run(run_id="r-2", variant_sha256=V2, variant_version=2))
    result = page.parts.result
    qtbot.waitUntil(lambda: result.result is not None and result.result.run.run_id == "r-2")
    assert result.latency.value_text == "1.25 ms"
    assert result.latency.delta_texts == ("▼ −20.0 % faster", "▼ −20.0 % faster")
    assert result.validity_tag.text == "valid"
    assert result.parity_tag.text == "bit-exact"


def test_an_invalid_run_shows_its_issues(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    workbench.save(an_invalid_run())
    qtbot.waitUntil(lambda: page.parts.result.validity_tag.text == "invalid")
    assert page.parts.result.parity_tag.text == "3 bytes differ"
    assert "parity-mismatch" in page.parts.result.validity_tag.toolTip()


def test_the_newest_run_of_a_board_is_shown_when_it_is_selected(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    workbench.store.kept.append(a_run())
    page = open_bench(workbench)
    qtbot.waitUntil(lambda: page.parts.result.result is not None)


def test_a_tile_opens_its_chart(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    workbench.save(a_run())
    qtbot.waitUntil(lambda: page.parts.result.result is not None)
    qtbot.keyClick(page.parts.result.ram, Qt.Key.Key_Return)
    assert page.parts.result.charts.metric_combo.currentText() == "RAM"


def test_a_run_becomes_the_baseline(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    workbench.save(a_run())
    qtbot.waitUntil(lambda: page.parts.result.result is not None)
    click(qtbot, page.parts.result.baseline_button)
    qtbot.waitUntil(lambda: page.parts.result.baseline_tag.text == "baseline")
    assert page.parts.result.baseline_button.text() == "Remove baseline"


def test_a_failure_can_be_tried_again(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    page.start()
    workbench.tell(a_failure())
    qtbot.waitUntil(page.parts.errors.isVisible)
    workbench.free(DEVICE)
    click(qtbot, page.parts.errors.retry_button)
    assert [call[0] for call in workbench.calls] == ["flash_and_test", "flash_and_test"]
    assert not page.parts.errors.isVisible()


def test_the_details_of_a_failure_can_be_copied(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    workbench.tell(a_failure())
    qtbot.waitUntil(page.parts.errors.isVisible)
    click(qtbot, page.parts.errors.copy_button)
    copied = QApplication.clipboard().text()
    assert "It failed.\nThe cable.\nPlug it in." in copied
    assert "stage: Flash" in copied


def test_the_udev_rule_of_a_denied_port_is_one_click_away(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    rule = udev_rule("2341")
    workbench.tell(replace(a_failure(Stage.IDENTIFY), remedy=f"Put this line into a file: {rule} Then retry."))
    qtbot.waitUntil(page.parts.errors.rule_button.isVisible)
    click(qtbot, page.parts.errors.rule_button)
    assert QApplication.clipboard().text() == rule
    workbench.tell(a_failure())
    qtbot.waitUntil(lambda: not page.parts.errors.rule_button.isVisible())
    assert page.parts.errors.isVisible()


def test_cancel_is_heard_at_once(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    page.start()
    workbench.tell(StageStarted(DEVICE, Stage.MEASURE))
    qtbot.waitUntil(lambda: page.parts.devices.cards[0].state_text == "Measure")
    click(qtbot, page.parts.cancel_button)
    assert workbench.calls[-1] == ("cancel", DEVICE)
    assert page.parts.cancel_button.text() == "Cancelling …"
    workbench.tell(a_failure(Stage.MEASURE, was_cancelled=True))
    qtbot.waitUntil(lambda: not page.parts.cancel_button.isVisible())
    assert not page.parts.errors.isVisible()
    assert page.parts.line.full_text == "It failed. The cable."


def test_cancel_asks_while_flash_is_being_written(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    page.start()
    workbench.tell(StageStarted(DEVICE, Stage.FLASH))
    qtbot.waitUntil(lambda: page.parts.devices.cards[0].state_text == "Flash")
    page.cancel()
    box = page.findChild(QMessageBox)
    assert box is not None
    assert workbench.calls[-1][0] == "flash_and_test"
    click(qtbot, next(button for button in box.buttons() if button.text() == "Cancel flashing"))
    qtbot.waitUntil(lambda: workbench.calls[-1] == ("cancel", DEVICE))


def test_a_pulled_cable_leaves_a_card_that_can_be_plugged_again(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    page.parts.devices.cable_pulled.emit(DEVICE)
    workbench.tell(DevicesChanged(workbench.devices()))
    workbench.plug()
    qtbot.waitUntil(lambda: page.parts.devices.cards[0].state_text == "gone")
    assert not page.parts.run_bar.run_button.isEnabled()
    page.parts.devices.cable_plugged.emit(DEVICE)
    assert workbench.calls == [("unplug_virtual", "b-l475e-iot01a"), ("plug_virtual", "b-l475e-iot01a")]
    workbench.plug(a_device())
    qtbot.waitUntil(lambda: page.parts.devices.cards[0].state_text == "ready")


def test_each_board_keeps_its_own_journey(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench(device_count=2)
    page = open_bench(workbench)
    page.start()
    page.parts.devices.select(f"{DEVICE}#2")
    assert page.parts.run_bar.run_button.isEnabled()
    assert not page.parts.cancel_button.isVisible()
    page.parts.devices.select(DEVICE)
    assert page.parts.cancel_button.isVisible()


def test_arrow_keys_move_through_the_boards(open_bench: OpenBench, qtbot: QtBot) -> None:
    page = open_bench(a_bench(device_count=2))
    page.parts.devices.focus_selected()
    qtbot.keyClick(page.parts.devices.cards[0], Qt.Key.Key_Down)
    assert page.parts.devices.selected_id == f"{DEVICE}#2"


def test_the_inspector_shows_the_device(open_bench: OpenBench, qtbot: QtBot) -> None:
    page = open_bench(FakeWorkbench())
    said: list[tuple[str, object]] = []
    page.inspection_requested.connect(lambda heading, facts: said.append((heading, facts)))
    workbench = page.bridge.workbench
    assert isinstance(workbench, FakeWorkbench)
    workbench.plug(replace(a_device(), serial_number="5F2A"))
    qtbot.waitUntil(lambda: bool(said) and said[-1][0] == "Discovery kit IoT node")
    assert Fact("Serial number", "5F2A") in said[-1][1]  # type: ignore[operator]


def test_the_inspector_lists_the_last_runs_of_the_device_and_opens_them(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    workbench = a_bench()
    workbench.store.kept = [
        a_run(run_id=f"r-{version}", variant_version=version, started_at=f"2026-11-20T12:0{version}:00+00:00")
        for version in range(1, 7)
    ]
    workbench.store.kept.append(an_invalid_run(run_id="r-7", variant_version=7))
    window = open_window(workbench)
    qtbot.waitUntil(lambda: len(window.inspector.findChildren(QPushButton)) == 5)
    links = window.inspector.findChildren(QPushButton)
    assert [link.text().split()[0] for link in links] == ["v7", "v6", "v5", "v4", "v3"]
    assert links[0].text().endswith("invalid")
    assert links[1].text() == f"v6  1.25 ms  {local_day_minute('2026-11-20T12:06:00+00:00')}"
    assert "r-7" in links[0].toolTip()
    assert "Last 5 runs" in [label.text() for label in window.inspector.findChildren(QLabel)]
    opened: list[str] = []
    window.inspector.run_opened.connect(opened.append)
    click(qtbot, links[2])
    assert opened == ["r-5"]
    assert window.current_page.key == "runs"


def a_stranger(**changes: object) -> Device:
    facts = {
        "device_id": "usb:10c4:ea60@1-4",
        "board": None,
        "url": "/dev/ttyUSB0",
        "origin": Origin.HARDWARE,
        "state": DeviceState.UNKNOWN,
        "serial_number": "0001",
        "evidence": "USB identity 10c4:ea60; may be Discovery kit IoT node",
        "candidates": ("b-l475e-iot01a",),
    }
    return a_device(**(facts | changes))


def the_question(page: BenchPage, qtbot: QtBot) -> BoardChoice:
    qtbot.waitUntil(lambda: bool(page._boards))
    click(qtbot, page.parts.devices.cards[0].which_button)
    (choice,) = page.findChildren(BoardChoice)
    return choice


def test_an_unknown_board_asks_which_it_is_and_keeps_the_answer(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = FakeWorkbench(a_stranger())
    page = open_bench(workbench)
    choice = the_question(page, qtbot)
    assert "no serial number of its own" in choice.evidence.text()
    qtbot.keyClicks(choice.search, "discovery")
    qtbot.keyClick(choice.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(workbench.calls))
    assert workbench.calls == [("name_device", "usb:10c4:ea60@1-4", "b-l475e-iot01a")]


def test_nothing_can_be_remembered_before_a_board_is_chosen(open_bench: OpenBench, qtbot: QtBot) -> None:
    choice = the_question(open_bench(FakeWorkbench(a_stranger())), qtbot)
    assert not choice.remember_button.isEnabled()
    choice.boards.setCurrentRow(0)
    assert choice.remember_button.isEnabled()


def test_the_answer_for_a_port_that_is_no_usb_socket_is_kept_for_the_port(open_bench: OpenBench, qtbot: QtBot) -> None:
    stranger = replace(a_stranger(), device_id="port:/tmp/pty", url="/tmp/pty", location="")
    words = the_question(open_bench(FakeWorkbench(stranger)), qtbot).evidence.text()
    assert words.endswith("Your answer is kept for this port.")


def test_nothing_can_be_remembered_when_no_board_is_called_that(open_bench: OpenBench, qtbot: QtBot) -> None:
    choice = the_question(open_bench(FakeWorkbench(a_stranger())), qtbot)
    qtbot.keyClicks(choice.search, "toaster")
    assert not choice.remember_button.isEnabled()


def test_the_firmware_of_an_unknown_board_can_be_asked(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = FakeWorkbench(a_stranger())
    choice = the_question(open_bench(workbench), qtbot)
    assert not choice.chip_button.isVisible()
    click(qtbot, choice.firmware_button)
    assert workbench.calls == [("ask_firmware", "usb:10c4:ea60@1-4")]


def test_what_was_said_can_be_taken_back(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = FakeWorkbench(a_stranger(board="b-l475e-iot01a", state=DeviceState.READY, serial_number="5F2A"))
    page = open_bench(workbench)
    assert not page.parts.devices.cards[0].which_button.isVisible()
    qtbot.waitUntil(lambda: bool(page._boards))
    page.parts.devices.board_questioned.emit("usb:10c4:ea60@1-4")
    (choice,) = page.findChildren(BoardChoice)
    assert "kept for this serial number" in choice.evidence.text()
    click(qtbot, choice.forget_button)
    qtbot.waitUntil(lambda: bool(workbench.calls))
    assert workbench.calls == [("name_device", "usb:10c4:ea60@1-4", "")]


def test_the_tool_that_flashes_a_board_can_be_chosen(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = FakeWorkbench(a_device())
    board = a_board(flash_methods=(FlashMethod.OPENOCD, FlashMethod.STM32FLASH))
    page = open_bench(workbench)
    qtbot.waitUntil(lambda: bool(page._boards))
    page._take_boards((board,))
    page.parts.devices.show_devices((a_device(flash_with="openocd"),))
    (menu,) = [action.menu() for action in page.parts.devices.cards[0].menu.actions() if action.menu()]
    actions = {action.text(): action for action in menu.actions()}
    assert list(actions) == ["the first that can be had", "virtual-image", "openocd", "stm32flash"]
    assert [text for text, action in actions.items() if action.isChecked()] == ["openocd"]
    actions["stm32flash"].trigger()
    assert workbench.calls == [("flash_with", DEVICE, "stm32flash")]


def test_tiles_show_the_budgets_entered_for_the_model_on_the_board(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    workbench.store.kept = [a_run()]
    page = open_bench(workbench)
    qtbot.waitUntil(lambda: page.parts.result.result is not None)
    keep_budgets(page.bridge.remembered, "digits", "b-l475e-iot01a", Budgets({Metric.LATENCY: 1_000.0}))
    page.shown()
    qtbot.waitUntil(lambda: "✗ breaks" in page.parts.result.latency.delta_texts)
    assert "budget 1.00 ms" in page.parts.result.latency.accessibleDescription()


def test_tab_goes_over_the_boards_before_the_model_and_flash_only_before_flash_and_test(open_bench: OpenBench) -> None:
    page = open_bench(a_bench(device_count=2))
    order: list[QWidget] = []
    part: QWidget = page.parts.devices.add_button
    while part not in order:
        order.append(part)
        part = part.nextInFocusChain()
    first, second = page.parts.devices.cards
    bar = page.parts.run_bar
    places = [order.index(one) for one in (first, second, bar.combo, bar.flash_button, bar.run_button)]
    assert places == sorted(places)


def test_while_a_run_goes_on_the_numbers_of_the_last_one_say_so(open_bench: OpenBench, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_bench(workbench)
    page.parts.result.show_as_last(is_last=True)
    assert page.parts.result.last_tag.text == "of the last run"
    page.parts.result.show_as_last(is_last=False)
    assert page.parts.result.last_tag.text == ""


def test_every_bad_file_of_a_drop_is_told_of(open_bench: OpenBench, qtbot: QtBot) -> None:
    page = open_bench(a_bench())
    window = page.window()
    assert isinstance(window, MainWindow)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/models/{name}") for name in ("notes.txt", "kws.tflite", "more.txt")])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(5, 5), action, data, button, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: "2 files could not be imported." in window.banner.details)
    assert window.banner.isVisible()
    assert page.parts.run_bar.variant_sha256 == "kwskws"
