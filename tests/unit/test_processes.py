"""Telling whether the process that owned a batch still lives."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from benchwright.drivers.processes import SystemProcesses

AT = "2026-11-20T12:00:00.000+00:00"


def test_this_process_lives() -> None:
    processes = SystemProcesses()
    assert not processes.is_gone(processes.this_one("t", AT))


def test_a_process_that_ended_is_gone() -> None:
    processes = SystemProcesses()
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert processes.is_gone(replace(processes.this_one("t", AT), pid=child.pid))


def test_another_process_with_the_same_number_is_not_the_owner() -> None:
    processes = SystemProcesses()
    me = processes.this_one("t", AT)
    assert processes.is_gone(replace(me, process_started_s=me.process_started_s - 3_600))


def test_nothing_is_known_of_another_computer() -> None:
    processes = SystemProcesses()
    assert not processes.is_gone(replace(processes.this_one("t", AT), host="elsewhere/1", pid=2**22 - 1))
