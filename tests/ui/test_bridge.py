import threading
import time

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from benchwright.model.errors import RunNotFound
from benchwright.model.events import ConsoleLine, Stage, StageFinished, StageProgressed
from benchwright.ui.bridge import Bridge
from tests.ui.fake_workbench import FakeWorkbench


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: list[threading.Thread] = []

    def hear(self, value: object) -> None:
        self.heard.append(value)
        self.threads.append(threading.current_thread())


def a_bridge(workbench: FakeWorkbench | None = None) -> Bridge:
    return Bridge(workbench or FakeWorkbench())  # type: ignore[arg-type]


def test_events_of_worker_threads_arrive_on_the_gui_thread(qtbot: QtBot) -> None:
    workbench, listener = FakeWorkbench(), Listener()
    bridge = a_bridge(workbench)
    bridge.console_line.connect(listener.hear)
    workbench.tell(ConsoleLine("a", "<", "m-ready"))
    qtbot.waitUntil(lambda: len(listener.heard) == 1)
    assert listener.threads == [threading.main_thread()]
    bridge.close()


def test_events_keep_their_order(qtbot: QtBot) -> None:
    workbench, listener = FakeWorkbench(), Listener()
    bridge = a_bridge(workbench)
    bridge.console_line.connect(listener.hear)
    lines = [ConsoleLine("a", "<", str(number)) for number in range(2_000)]
    workbench.tell(*lines)
    qtbot.waitUntil(lambda: len(listener.heard) == 2_000)
    assert listener.heard == lines
    bridge.close()


def test_a_flood_of_events_leaves_turns_to_the_window(qtbot: QtBot) -> None:
    workbench, told = FakeWorkbench(), 0
    bridge, timer = a_bridge(workbench), QTimer()
    told_at_tick: list[int] = []

    def hear(_event: object) -> None:
        nonlocal told
        told += 1
        time.sleep(0.002)

    bridge.console_line.connect(hear)
    timer.timeout.connect(lambda: told_at_tick.append(told))
    workbench.tell(*(ConsoleLine("a", "<", str(number)) for number in range(50)))
    timer.start(1)
    qtbot.waitUntil(lambda: told == 50)
    timer.stop()
    between = [count for count in told_at_tick if 0 < count < 50]
    assert len(between) >= 3
    bridge.close()


def test_progress_is_merged_to_its_newest(qtbot: QtBot) -> None:
    workbench, listener = FakeWorkbench(), Listener()
    bridge = a_bridge(workbench)
    bridge.stage_progressed.connect(listener.hear)
    workbench.tell(*(StageProgressed("a", Stage.FLASH, done, 100) for done in range(100)))
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert [event.done for event in listener.heard if isinstance(event, StageProgressed)] == [99]
    bridge.close()


def test_no_progress_arrives_after_its_stage_has_finished(qtbot: QtBot) -> None:
    workbench, listener = FakeWorkbench(), Listener()
    bridge = a_bridge(workbench)
    bridge.stage_progressed.connect(listener.hear)
    workbench.tell(StageProgressed("a", Stage.FLASH, 1, 2), StageFinished("a", Stage.FLASH, 1.0))
    qtbot.wait(120)
    assert listener.heard == []
    bridge.close()


def test_ask_works_on_a_worker_and_answers_on_the_gui_thread(qtbot: QtBot) -> None:
    bridge, listener = a_bridge(), Listener()
    bridge.ask(threading.current_thread, listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard != [threading.main_thread()]
    assert listener.threads == [threading.main_thread()]
    bridge.close()


def test_a_failed_question_is_told_to_whoever_asked(qtbot: QtBot) -> None:
    bridge, listener = a_bridge(), Listener()

    def work() -> None:
        raise RunNotFound("r-1")

    bridge.ask(work, lambda _: None, listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert isinstance(listener.heard[0], RunNotFound)
    bridge.close()


def test_a_failed_question_without_a_handler_is_not_lost(qtbot: QtBot) -> None:
    bridge, listener = a_bridge(), Listener()
    bridge.ask_failed.connect(listener.hear)

    def work() -> None:
        raise RunNotFound("r-1")

    bridge.ask(work, lambda _: None)
    qtbot.waitUntil(lambda: bool(listener.heard))
    bridge.close()


def test_an_answer_to_a_widget_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    bridge, listener, other = a_bridge(), Listener(), Listener()
    may_go_on = threading.Event()
    bridge.ask(lambda: may_go_on.wait(2), listener.hear)
    listener.deleteLater()
    qtbot.wait(20)
    may_go_on.set()
    bridge.ask(lambda: 1, other.hear)
    qtbot.waitUntil(lambda: other.heard == [1])
    assert listener.heard == []
    bridge.close()


def test_close_leaves_no_listener_and_no_thread(qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    bridge = a_bridge(workbench)
    assert bridge.close()
    assert workbench.listener_count == 0
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("bridge-")]
