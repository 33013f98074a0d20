"""Running a tool: real programs that end well, crash, hang, flood and leave children."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from benchwright.drivers.flash.line_splitter import LineSplitter
from benchwright.drivers.flash.tool_process import Ending, ToolLimits, ToolResult, run_tool

PATIENT = ToolLimits(deadline_s=30, silence_s=30)


class Token:
    """A cancel token that a test sets."""

    is_set = False


def run(code: str, *, limits: ToolLimits = PATIENT, token: Token | None = None, folder: Path | None = None) -> Run:
    lines: list[str] = []
    result = run_tool(
        [sys.executable, "-c", code], limits=limits, cancel=token or Token(), on_line=lines.append, folder=folder
    )
    return Run(result, lines)


class Run:
    """A result with the lines that came."""

    def __init__(self, result: ToolResult, lines: list[str]) -> None:
        self.result = result
        self.lines = lines


def pid_file(folder: Path) -> int:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        text = (folder / "pid").read_text() if (folder / "pid").exists() else ""
        if text.endswith("."):
            return int(text[:-1])
        time.sleep(0.01)
    raise AssertionError("the child never wrote its number")


def is_gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.01)
    return False


CHILD = (
    "import subprocess, sys, time, pathlib\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "pathlib.Path('pid').write_text(f'{child.pid}.')\n"
)


def test_lines_end_with_a_carriage_return_too() -> None:
    done = run("import sys; sys.stdout.write('10%\\r20%\\r\\n30%\\nrest')")
    assert [line for line in done.lines if line.endswith("%") and len(line) == 3] == ["10%", "20%", "30%"]
    assert done.lines[-1] == "rest"
    assert done.result.tail == ("10%", "20%", "30%", "rest")
    assert (done.result.ending, done.result.exit_code) == (Ending.EXITED, 0)


def test_an_unfinished_line_is_heard_as_it_grows() -> None:
    done = run("import sys, time\nfor _ in range(3):\n  sys.stdout.write('='); sys.stdout.flush(); time.sleep(0.1)")
    assert done.lines[0] == "="
    assert done.lines[-1] == "==="


def test_a_crash_keeps_the_last_words_of_both_outputs() -> None:
    done = run("import sys; print('writing'); sys.stdout.flush(); sys.exit('no such chip')")
    assert done.result.exit_code == 1
    assert done.result.tail == ("writing", "no such chip")


def test_only_the_last_lines_are_kept() -> None:
    done = run("for number in range(5000): print(number)")
    assert len(done.lines) >= 5000
    assert len(done.result.tail) == 40
    assert done.result.tail[-1] == "4999"


def test_a_tool_that_hangs_is_ended_at_its_deadline() -> None:
    done = run("import time\nwhile True:\n  print('.', flush=True); time.sleep(0.05)", limits=ToolLimits(0.5, 30))
    assert done.result.ending is Ending.TIMED_OUT
    assert 0.4 < done.result.seconds < 5


def test_a_tool_that_says_nothing_is_ended_before_its_deadline() -> None:
    done = run("import time; print('Connecting', end='', flush=True); time.sleep(60)", limits=ToolLimits(60, 0.4))
    assert done.result.ending is Ending.WENT_SILENT
    assert done.result.tail == ("Connecting",)
    assert done.result.seconds < 10


def test_a_cancel_ends_the_whole_group(tmp_path: Path) -> None:
    token = Token()
    found: list[int] = []

    def cancel() -> None:
        found.append(pid_file(tmp_path))
        token.is_set = True

    watcher = threading.Thread(target=cancel)
    watcher.start()
    done = run(CHILD + "time.sleep(60)", token=token, folder=tmp_path)
    watcher.join(10)
    assert done.result.ending is Ending.CANCELLED
    assert is_gone(found[0])


def test_a_tool_that_ignores_the_polite_signal_is_ended_all_the_same() -> None:
    code = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    done = run(code, limits=ToolLimits(0.8, 30))
    assert done.result.ending is Ending.TIMED_OUT
    assert done.result.exit_code == -9
    assert done.result.seconds < 10


def test_a_child_that_outlives_the_tool_is_not_waited_for_and_ended(tmp_path: Path) -> None:
    done = run(CHILD + "print('done')", folder=tmp_path)
    assert (done.result.ending, done.result.exit_code, done.result.tail) == (Ending.EXITED, 0, ("done",))
    assert done.result.seconds < 10
    assert is_gone(pid_file(tmp_path))


def test_a_listener_that_fails_leaves_no_process(tmp_path: Path) -> None:
    def fail(_line: str) -> None:
        raise ValueError("no")

    code = CHILD + "print('x', flush=True); time.sleep(60)"
    with pytest.raises(ValueError, match="no"):
        run_tool([sys.executable, "-c", code], limits=PATIENT, cancel=Token(), on_line=fail, folder=tmp_path)
    assert is_gone(pid_file(tmp_path))


def test_bytes_that_are_no_text_do_not_stop_the_reading() -> None:
    done = run("import sys; sys.stdout.buffer.write(b'\\xff\\xfe ok\\n'); print('on')")
    assert done.result.tail[-1] == "on"


def test_a_tool_that_closes_its_output_early_is_still_waited_for() -> None:
    done = run("import os, time; os.close(1); os.close(2); time.sleep(0.3); os._exit(3)")
    assert (done.result.ending, done.result.exit_code) == (Ending.EXITED, 3)


def test_a_missing_program_is_an_error_of_the_system() -> None:
    with pytest.raises(FileNotFoundError):
        run_tool(["no-such-flash-tool"], limits=PATIENT, cancel=Token(), on_line=print)


def test_threads_do_not_outlive_their_tools() -> None:
    before = threading.active_count()
    run("print('x')")
    assert threading.active_count() == before


def test_a_line_without_end_is_cut() -> None:
    lines = LineSplitter()
    assert lines.feed("x" * 30_000) == []
    assert len(lines.rest) == 10_000
