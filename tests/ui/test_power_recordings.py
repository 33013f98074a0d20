"""Recordings on the Power page: written while a meter samples, opened again, measured and exported."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from benchwright.bench.recording import open_recording
from benchwright.bench.recording_writer import RecordingWriter
from benchwright.model.errors import RecordingInvalid
from benchwright.model.meter import FoundMeter, Meter, Supply
from benchwright.model.recording import RecordingHead
from benchwright.protocols.power_meter import Samples
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.power.page import PowerPage
from tests.contract.virtual_meters import PPK2, virtual_meter
from tests.ui.fake_workbench import FakeWorkbench

PATIENCE_MS = 30_000
RATE = 100_000
HEAD = RecordingHead(
    Meter("m", "PPK2", "", RATE, 0.03, is_simulated=True), Supply(3_000), "usb:1", "2026-11-20T12:00:00+00:00"
)
OpenWindow = Callable[..., MainWindow]


def power_page(window: MainWindow) -> PowerPage:
    window.navigate("power")
    page = window.current_page
    assert isinstance(page, PowerPage)
    return page


def write_recording(file: Path, *, is_closed: bool = True, sample_hz: int = RATE) -> Path:
    """2 s at 100 kS/s at 2 mA, marked at 10 mA from 0.5 to 1.0 s; line 2 is up from 1.5 s on."""
    current = np.full(2 * RATE, 0.002, np.float32)
    lines = np.zeros(2 * RATE, np.uint8)
    current[50_000:100_000], lines[50_000:100_000], lines[150_000:] = 0.010, 1, 4
    writer = RecordingWriter(file, replace(HEAD, meter=replace(HEAD.meter, sample_hz=sample_hz)))
    writer.append(Samples(0, current, lines))
    writer.close()
    if not is_closed:
        data = file.read_bytes()
        file.write_bytes(data[:8] + bytes(8) + data[16:])
    return file


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
def test_a_live_trace_is_recorded_from_its_beginning_until_somebody_ends_it(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "live.bwtrace"
    with virtual_meter(PPK2, tmp_path) as port:
        window = open_window(FakeWorkbench())
        window.bridge.meter.choose(FoundMeter(port, "PPK2", "PPK2", 800, 5_000))
        window.bridge.meter.feed(Supply(3_000))
        page = power_page(window)
        desk = window.bridge.workbench.meters
        page.record(file)
        qtbot.waitUntil(lambda: desk.recording is not None and desk.recording.samples > RATE, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: page.parts.record_button.text() == "Stop recording")
        qtbot.waitUntil(lambda: page.parts.recording.full_text.startswith("Recording 1."))
        page.receive(write_recording(tmp_path / "slow.bwtrace", sample_hz=1_000))
        qtbot.waitUntil(lambda: "1,000 samples a second" in page.parts.meter.full_text, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: page.parts.now.text().startswith("Live, PPK2, simulated:"), timeout=PATIENCE_MS)
        assert re.match(r"Recording \d\.\d", page.parts.recording.full_text), "its length is by its own meter"
        page.parts.record_button.click()
        qtbot.waitUntil(lambda: page.parts.record_button.text() == "Record…", timeout=PATIENCE_MS)
        assert window.bridge.trace.is_sampling, "the trace goes on"
        window.bridge.trace.close()
    recording = open_recording(file)
    assert not recording.is_cut
    assert recording.count > RATE
    assert recording.head.supply == Supply(3_000)
    assert np.isfinite(recording.current.raw(0, recording.count)[1]).all()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
def test_a_recording_ends_with_its_trace_and_is_whole_when_the_meter_is_unplugged(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "lost.bwtrace"
    with virtual_meter(PPK2, tmp_path, faults={"unplug_after_s": 1.0}) as port:
        window = open_window(FakeWorkbench())
        window.bridge.meter.choose(FoundMeter(port, "PPK2", "PPK2", 800, 5_000))
        page = power_page(window)
        page.record(file)
        qtbot.waitUntil(lambda: "is gone" in page.parts.meter.full_text, timeout=PATIENCE_MS)
        assert page.parts.recording.full_text.startswith("Recorded ")
    assert not open_recording(file).is_cut


def test_an_opened_recording_is_measured_like_a_trace_with_every_line_that_moved(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = power_page(open_window(FakeWorkbench()))
    page.receive(write_recording(tmp_path / "a.bwtrace"))
    qtbot.waitUntil(lambda: page.parts.chart.view == (0, 2 * RATE))
    assert page.parts.isVisible()
    assert "PPK2  ·  simulated  ·  3 V" in page.parts.meter.full_text
    assert page.parts.chart.digital_lines == (0, 2)
    page.parts.chart.select(50_000, 100_000)
    assert "charge 5" in page.parts.measured.text()
    assert "peak 10 mA" in page.parts.measured.text()
    life = page.parts.battery.words.text()  # 10 mA of 180 mAh
    assert life.startswith(
        "Simulated: the current is made up, and so is this. The marked stretch over and over: 17 hours"
    )
    assert "can be used: assumed" in life
    file = tmp_path / "part.ppk2"
    with qtbot.waitSignal(page.toast_requested) as told:
        page.export(file)
    assert told.args == ["Wrote 50,000 samples to part.ppk2."]
    with zipfile.ZipFile(file) as archive:
        assert len(archive.read("session.raw")) == 6 * 50_000


def test_a_recording_that_was_cut_off_says_so(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> None:
    page = power_page(open_window(FakeWorkbench()))
    page.open_recording(write_recording(tmp_path / "cut.bwtrace", is_closed=False))
    qtbot.waitUntil(lambda: "cut off" in page.parts.meter.full_text)


def test_what_is_sampled_takes_the_place_of_what_was_opened(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = power_page(open_window(FakeWorkbench()))
    page.open_recording(write_recording(tmp_path / "a.bwtrace"))
    qtbot.waitUntil(lambda: "a.bwtrace" in page.parts.meter.full_text)
    page.bridge.trace.began(HEAD.meter, HEAD.supply, "usb:1")
    qtbot.waitUntil(lambda: "a.bwtrace" not in page.parts.meter.full_text)


def test_what_is_no_recording_is_told(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> None:
    page = power_page(open_window(FakeWorkbench()))
    (tmp_path / "a.bwtrace").write_bytes(b"hello")
    with qtbot.waitSignal(page.error_raised) as told:
        page.open_recording(tmp_path / "a.bwtrace")
    assert isinstance(told.args[0], RecordingInvalid)
