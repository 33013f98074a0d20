"""The queue in the window: what runs, what waits for whom, what was brought, and what can be done about it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchwright.model import batch_steps as steps
from benchwright.model.batch import Batch, BatchDevice, BatchSettings
from benchwright.model.board import Origin
from benchwright.model.errors import DeviceVanished, ModelUnsupported
from benchwright.model.events import BatchChanged, BatchFailed, RunSaved, Stage, StageProgressed, StageStarted
from benchwright.ui.batch.bar import JOURNEYS, QUEUE, SUMMARY
from benchwright.ui.batch.view import BatchView
from benchwright.ui.main_window import MainWindow
from tests.builders import a_batch, a_device, a_hardware_run, a_job, a_run, an_owner
from tests.ui.fake_workbench import FakeWorkbench, a_bench

OpenWindow = Callable[..., MainWindow]
AT = "2026-11-20T12:00:00.000+00:00"
BOARD = a_device()
DESK = a_device(device_id="usb:066DFF", origin=Origin.HARDWARE)
VANISHED = steps.failure_of(DeviceVanished("The board", "Flash"))
UNSUPPORTED = steps.failure_of(ModelUnsupported("LSTM", "tensor 7", "the board", "The engine lacks it."))
STATE, ATTEMPT, RESULT = 4, 5, 6


def queue(count: int = 3, *devices: object) -> Batch:
    """`count` jobs for each device."""
    named = devices or (BOARD,)
    jobs = [
        a_job(target=device.device_id, device_id=device.device_id, origin=device.origin, repeat=index + 1)  # type: ignore[attr-defined]
        for device in named
        for index in range(count)
    ]
    known = tuple(BatchDevice(device.device_id, device.board, device.origin) for device in named)  # type: ignore[attr-defined]
    return a_batch(*jobs, devices=known, settings=BatchSettings(retry_count=2, quarantine_after=2))


def start(batch: Batch, position: int) -> Batch:
    device = DESK if batch.jobs[position].origin is Origin.HARDWARE else BOARD
    return steps.started(batch, position, device, AT)


def done(batch: Batch, position: int, run_id: str) -> Batch:
    return steps.succeeded(start(batch, position), position, run_id, AT)


def fail(batch: Batch, position: int, failure: object = VANISHED) -> Batch:
    return steps.settled(steps.failed(start(batch, position), position, failure, AT), (BOARD,))  # type: ignore[arg-type]


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


class Bench:
    """The window on a fake workbench, and what its Tasks tab shows."""

    def __init__(self, window: MainWindow, workbench: FakeWorkbench, qtbot: QtBot) -> None:
        self.window = window
        self.workbench = workbench
        self._qtbot = qtbot

    @property
    def tab(self) -> BatchView:
        queue = self.window.drawer.tasks_tab.queue
        assert queue is not None
        return queue

    def tell(self, batch: Batch, *, is_running: bool = True, **changes: object) -> None:
        event = BatchChanged(batch, is_running, **changes)  # type: ignore[arg-type]
        self.workbench.tell(event)
        self._qtbot.waitUntil(lambda: self.is_shown(batch) and self.window.bridge.is_idle)

    def is_shown(self, batch: Batch) -> bool:
        queue = self.window.drawer.tasks_tab.queue
        return queue is not None and queue.batch == batch

    def cell(self, row: int, column: int) -> str:
        return str(self.tab.table.jobs.data(self.tab.table.jobs.index(row, column)) or "")

    def buttons(self) -> list[str]:
        return [button.text() for button in self.tab.bar.shown_buttons]

    def await_calls(self, *calls: tuple[str, ...]) -> None:
        self._qtbot.waitUntil(lambda: len(self.workbench.calls) >= len(calls))
        assert self.workbench.calls == list(calls)


@pytest.fixture
def bench(open_window: OpenWindow, qtbot: QtBot) -> Bench:
    workbench = a_bench()
    return Bench(open_window(workbench), workbench, qtbot)


def test_without_a_batch_there_are_only_single_runs(bench: Bench) -> None:
    assert bench.window.drawer.tasks_tab.queue is None
    bench.tell(queue())
    bench.tab.show_view(JOURNEYS)
    assert bench.tab.view == JOURNEYS


def test_a_batch_that_begins_opens_the_drawer_at_its_jobs(bench: Bench) -> None:
    assert not bench.window.drawer.isVisible()
    bench.tell(start(queue(), 0))
    assert bench.window.drawer.shows_tasks
    assert bench.tab.view == QUEUE
    assert [bench.cell(row, STATE) for row in range(3)] == ["running", "queued", "queued"]
    assert "0 of 3" in bench.tab.bar.text.full_text
    assert bench.window.status.batch_text == "Batch 0/3"
    # Once closed it stays closed.
    bench.window.drawer.hide()
    bench.tell(done(queue(), 0, "r0"))
    assert not bench.window.drawer.isVisible()


def test_a_running_job_shows_its_stage_and_is_no_single_run(bench: Bench, qtbot: QtBot) -> None:
    bench.tell(start(queue(), 0))
    device_id = BOARD.device_id
    bench.workbench.tell(StageStarted(device_id, Stage.FLASH), StageProgressed(device_id, Stage.FLASH, 62, 100, 3.0))
    qtbot.waitUntil(lambda: bench.cell(0, STATE) == "Flash 62 %")
    assert bench.tab.table.jobs.rows[0].ratio == pytest.approx(0.62)
    assert bench.window.drawer.tasks.rowCount() == 0


def test_a_job_that_is_done_shows_what_it_measured_and_where_that_is_from(bench: Bench) -> None:
    batch = start(queue(1, BOARD, DESK), 0)
    bench.tell(batch)
    bench.workbench.tell(RunSaved(BOARD.device_id, a_run(run_id="r0")))
    bench.tell(steps.succeeded(batch, 0, "r0", AT))
    assert (bench.cell(0, STATE), bench.cell(0, RESULT)) == ("done", "100,000 instructions")
    assert [bench.cell(row, 3) for row in (0, 1)] == ["emulated", "hardware"]


def test_a_failure_that_is_tried_again_says_which_attempt_it_is(bench: Bench) -> None:
    bench.tell(fail(queue(), 0))
    assert bench.cell(0, STATE) == "queued"
    assert bench.cell(0, ATTEMPT) == "1 of 3"
    assert "vanished" in bench.cell(0, RESULT)


def test_a_device_that_was_set_aside_can_be_released(bench: Bench, qtbot: QtBot) -> None:
    batch = fail(fail(queue(), 0), 0)
    bench.tell(batch)
    assert [bench.cell(row, STATE) for row in range(3)] == ["quarantined"] * 3
    button = bench.tab.bar.release_button
    qtbot.waitUntil(button.isVisible)
    click(qtbot, button)
    bench.await_calls(("release", batch.batch_id, BOARD.device_id))


def test_a_failed_job_can_be_tried_again_and_a_waiting_one_taken_out(bench: Bench, qtbot: QtBot) -> None:
    batch = fail(a_batch(a_job(), a_job(variant_sha256="other")), 0, UNSUPPORTED)
    bench.tell(batch)
    assert bench.buttons() == ["Stop"]
    bench.tab.table.choose([0])
    assert bench.buttons() == ["Retry", "Stop"]
    click(qtbot, bench.tab.bar.retry_button)
    bench.await_calls(("retry_jobs", batch.batch_id, "0"))
    bench.tab.table.choose([0, 1])
    assert bench.buttons() == ["Retry", "Take out", "Stop"]
    click(qtbot, bench.tab.bar.out_button)
    bench.await_calls(("retry_jobs", batch.batch_id, "0"), ("skip_jobs", batch.batch_id, "1"))


def test_the_selection_stays_while_jobs_move_on(bench: Bench) -> None:
    batch = queue()
    bench.tell(batch)
    bench.tab.table.choose([2])
    bench.tell(start(batch, 0))
    bench.tell(done(batch, 0, "r0"))
    assert [job.position for job in bench.tab.table.chosen] == [2]


def test_stop_answers_at_once_and_then_the_rest_can_be_resumed_or_discarded(bench: Bench, qtbot: QtBot) -> None:
    batch = start(done(queue(), 0, "r0"), 1)
    bench.tell(batch)
    click(qtbot, bench.tab.bar.stop_button)
    assert "stopping" in bench.tab.bar.text.full_text
    assert not bench.tab.bar.stop_button.isEnabled()
    stopped = steps.stopped(batch, 1, AT)
    bench.tell(stopped, is_running=False)
    assert bench.buttons() == ["Discard", "Resume"]
    assert bench.window.status.batch_text == ""
    click(qtbot, bench.tab.bar.resume_button)
    bench.await_calls(("stop_batch",), ("resume_batch", batch.batch_id))
    click(qtbot, bench.tab.bar.discard_button)
    bench.await_calls(("stop_batch",), ("resume_batch", batch.batch_id), ("skip_jobs", batch.batch_id, "1", "2"))


def test_a_batch_that_ends_shows_its_summary_with_unit_and_origin(bench: Bench, qtbot: QtBot) -> None:
    for run in (a_run(run_id="r0"), a_hardware_run(run_id="r1", device_id=DESK.device_id)):
        bench.workbench.store.kept.append(run)
    batch = done(queue(1, BOARD, DESK), 0, "r0")
    bench.tell(batch)
    bench.tell(done(batch, 1, "r1"), is_running=False)
    assert bench.tab.view == SUMMARY
    table = bench.tab.summary
    qtbot.waitUntil(lambda: len(table.rows) == 2)
    shown = [[str(table.model().data(table.model().index(row, column))) for column in range(7)] for row in (0, 1)]
    # Boards on the desk come first, and no row leaves open where its number is from.
    assert [line[2] for line in shown] == ["hardware", "emulated"]
    assert shown[0][4].endswith("ms")
    assert shown[1][4] == "100,000 instructions"
    assert shown[1][6] == "valid"
    opened: list[object] = []
    bench.tab.report_requested.connect(opened.append)
    click(qtbot, bench.tab.bar.report_button)
    assert opened == [("r1", "r0")]


def test_the_report_of_a_batch_opens_the_reports_page(bench: Bench, qtbot: QtBot) -> None:
    bench.workbench.store.kept.append(a_run(run_id="r0"))
    bench.tell(queue(1))
    bench.tell(done(queue(1), 0, "r0"), is_running=False)
    qtbot.waitUntil(bench.tab.bar.report_button.isEnabled)
    click(qtbot, bench.tab.bar.report_button)
    assert bench.window.current_page.key == "reports"


def test_an_unfinished_batch_is_offered_at_the_start(bench: Bench, qtbot: QtBot) -> None:
    batch = done(queue(), 0, "r0")
    bench.workbench.store.kept.append(a_run(run_id="r0"))
    bench.tell(batch, is_running=False)
    notice = bench.window.batches.notice
    assert notice.isVisible()
    assert notice.text == "A batch was not finished: 1 of 3 jobs are done."
    qtbot.waitUntil(lambda: bench.cell(0, RESULT) == "100,000 instructions")
    click(qtbot, bench.window.batches.resume_button)
    bench.await_calls(("resume_batch", batch.batch_id))
    assert notice.isHidden()
    assert bench.window.drawer.shows_tasks
    bench.tell(batch, is_running=False)
    assert notice.isHidden()


def test_a_batch_that_waits_for_a_device_offers_to_release_it(bench: Bench, qtbot: QtBot) -> None:
    batch = fail(fail(queue(), 0), 0)
    bench.tell(batch, is_running=False)
    assert f"The rest waits for {BOARD.device_id}, set aside." in bench.window.batches.notice.text
    assert not bench.window.batches.resume_button.isVisible()
    click(qtbot, bench.window.batches.release_button)
    bench.await_calls(("release", batch.batch_id, BOARD.device_id))


def test_the_batch_of_another_program_can_only_be_watched(bench: Bench) -> None:
    bench.tell(start(queue(), 0), is_running=False, held_by=an_owner(pid=77))
    assert "run by process 77, another program" in bench.tab.bar.text.full_text
    bench.tab.table.choose([0, 1])
    assert bench.buttons() == []
    assert bench.window.batches.notice.isHidden()
    assert not bench.window.drawer.isVisible()


def test_the_end_is_told_in_passing_where_the_queue_is_not_in_sight(bench: Bench) -> None:
    bench.tell(queue(1))
    bench.window.drawer.hide()
    bench.tell(done(queue(1), 0, "r0"), is_running=False)
    assert bench.window.toasts.texts == ("Batch: 1 of 1 jobs were measured.",)


def test_runs_of_a_batch_are_not_told_one_by_one(bench: Bench) -> None:
    batch = start(queue(), 0)
    bench.tell(batch)
    bench.window.show_page(6)
    bench.workbench.tell(RunSaved(BOARD.device_id, a_run(run_id="r0")))
    bench.tell(steps.succeeded(batch, 0, "r0", AT))
    assert bench.window.toasts.texts == ()


def test_a_batch_that_the_database_stops_says_why(bench: Bench, qtbot: QtBot) -> None:
    bench.workbench.tell(BatchFailed("b5f2", "Run 7f is not saved.", "The disk is full.", "Make room.", 55))
    qtbot.waitUntil(bench.window.banner.isVisible)
    assert "The disk is full." in bench.window.banner.details


def test_how_long_it_takes_is_told_while_it_runs(bench: Bench) -> None:
    bench.tell(start(queue(), 0), eta_s=42.0)
    assert "about 0:42 left" in bench.tab.bar.text.full_text


def test_jobs_that_are_added_appear(bench: Bench) -> None:
    batch = queue(1)
    bench.tell(batch)
    more = steps.joined(batch, replace(queue(2, DESK), batch_id="other"))
    bench.tell(more)
    assert bench.tab.table.jobs.rowCount() == 3
    assert [bench.cell(row, 3) for row in range(3)] == ["emulated", "hardware", "hardware"]


@pytest.mark.parametrize("width", [1360, 1000])
def test_nothing_of_the_bar_is_cut_but_its_words(open_window: OpenWindow, qtbot: QtBot, width: int) -> None:
    workbench = a_bench()
    window = open_window(workbench, width=width, height=640)
    bench = Bench(window, workbench, qtbot)
    batch = fail(fail(queue(2, DESK, BOARD), 0), 0)
    bench.tell(fail(batch, 2, UNSUPPORTED))
    bench.tab.table.choose([2])
    qtbot.wait(50)
    bar = bench.tab.bar
    for button in (*bar.shown_buttons, *bar.views.buttons()):
        assert button.width() >= button.sizeHint().width(), button.text()
        assert bar.rect().contains(button.geometry())
