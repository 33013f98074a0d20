"""Processes that compute for long go after the window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchwright.drivers.precedence import NICENESS, set_back

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="priorities are given at the start there")
Start = Callable[[bool], "subprocess.Popen[bytes]"]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def start_one(is_leader: bool) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(["sleep", "60"], start_new_session=is_leader))
        return started[-1]

    yield start_one
    for process in started:
        process.kill()
        process.wait()


def test_a_process_of_ours_is_nicer_than_the_window(start: Start) -> None:
    process = start(False)
    set_back(process.pid)
    assert os.getpriority(os.PRIO_PROCESS, process.pid) == NICENESS
    assert os.getpriority(os.PRIO_PROCESS, 0) < NICENESS


def test_a_process_that_is_nicer_already_stays_so(start: Start) -> None:
    process = start(False)
    os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS + 5)
    set_back(process.pid)
    assert os.getpriority(os.PRIO_PROCESS, process.pid) == NICENESS + 5


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="this kernel has no autogroups")
def test_a_session_of_its_own_steps_back_and_ours_does_not(start: Start) -> None:
    ours = Path("/proc/self/autogroup").read_text()
    leader, other = start(True), start(False)
    for process in (leader, other):
        set_back(process.pid)
    assert Path(f"/proc/{leader.pid}/autogroup").read_text().rstrip().endswith(f"nice {NICENESS}")
    assert Path("/proc/self/autogroup").read_text() == ours


def test_a_process_that_has_ended_is_left_alone(start: Start) -> None:
    process = start(True)
    process.kill()
    process.wait()
    set_back(process.pid)
