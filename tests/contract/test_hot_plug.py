"""Hearing of plugged devices: the contract of every kind, and a real event of the kernel."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.drivers.hot_plug import PollingHotPlug, UdevHotPlug, hot_plug
from benchwright.protocols.hot_plug import HotPlug

EVENT = next(iter(Path("/sys/class/tty").glob("tty[S0-9]*/uevent")), Path("/sys/class/tty/none/uevent"))


@pytest.fixture(params=[PollingHotPlug, UdevHotPlug, hot_plug], ids=["polling", "udev", "chosen"])
def listening(request: pytest.FixtureRequest) -> Iterator[HotPlug]:
    try:
        listening: HotPlug = request.param()
    except (ImportError, OSError) as error:
        pytest.skip(f"nothing can be heard here: {error}")
    yield listening
    listening.close()


def test_silence_lasts_as_long_as_was_asked(listening: HotPlug) -> None:
    started = time.monotonic()
    assert not listening.wait(0.05)
    assert time.monotonic() - started >= 0.04


def test_a_wake_ends_a_wait_of_another_thread_and_counts_once(listening: HotPlug) -> None:
    waker = threading.Timer(0.02, listening.wake)
    waker.start()
    assert listening.wait(10)
    waker.join()
    assert not listening.wait(0)


def test_a_wake_before_the_wait_is_not_lost(listening: HotPlug) -> None:
    listening.wake()
    listening.wake()
    assert listening.wait(10)
    assert not listening.wait(0)


def test_the_kernel_telling_of_a_port_ends_a_wait() -> None:
    if not os.access(EVENT, os.W_OK):
        pytest.skip("only root can make the kernel tell of a port again")
    try:
        listening = UdevHotPlug()
    except (ImportError, OSError) as error:
        pytest.skip(f"nothing can be heard here: {error}")
    try:
        EVENT.write_text("add", encoding="ascii")
        if not listening.wait(2):
            pytest.skip("this container's kernel tells nobody")
        assert not listening.wait(0)
    finally:
        listening.close()
