"""Recordings of a meter on the disk: whole, cut off, torn, and of any length in little memory."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from benchwright.bench.recording import Recording, open_recording
from benchwright.bench.recording_layout import BLOCK, BLOCK_SAMPLES, HEAD_BYTES
from benchwright.bench.recording_writer import Recorder, RecordingWriter
from benchwright.bench.trace_ppk2 import write_ppk2
from benchwright.model.errors import FileUnwritable, RecordingInvalid
from benchwright.model.meter import Meter, Supply
from benchwright.model.recording import RecordingHead
from benchwright.protocols.power_meter import Samples

RATE = 100_000
HEAD = RecordingHead(
    Meter("m1", "PPK2", "", RATE, 0.03, is_simulated=True), Supply(3_000), "usb:1", "2026-11-20T12:00:00+00:00"
)
ENDLESS = """
import sys, time
from pathlib import Path
import numpy as np
from benchwright.bench.recording_writer import Recorder
from tests.unit.test_recording import HEAD
from benchwright.protocols.power_meter import Samples
recorder, first = Recorder(Path(sys.argv[1]), HEAD), 0
while True:
    recorder.take(Samples(first, np.arange(first, first + 500, dtype=np.float32) / 1e6, np.ones(500, np.uint8)))
    first += 500
    print(recorder.state.samples, flush=True)
    time.sleep(0.001)
"""


def samples(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Microamperes with a gap, and two lines that move."""
    current = np.random.default_rng(3).normal(5_000, 900, count).astype(np.float32)
    current[count // 3 : count // 3 + 10] = np.nan
    lines = (np.arange(count) // 700 % 2).astype(np.uint8) | (np.arange(count) // 300 % 2 << 2).astype(np.uint8)
    return current, lines


def recorded(file: Path, count: int, chunk: int = 5_000) -> Recording:
    current, lines = samples(count)
    writer = RecordingWriter(file, HEAD)
    for start in range(0, count, chunk):
        stop = start + chunk
        writer.append(Samples(start, current[start:stop] / np.float32(1e6), lines[start:stop], clipped=1))
    writer.close()
    assert writer.size_bytes == file.stat().st_size
    return open_recording(file)


@pytest.mark.parametrize("count", [1, 63, 4_096, 4_097, 50_000])
@pytest.mark.parametrize("chunk", [7, 4_096, 5_000])
def test_what_is_recorded_comes_back(tmp_path: Path, count: int, chunk: int) -> None:
    recording = recorded(tmp_path / "a.bwtrace", min(count, 500 * chunk), chunk)
    current, lines = samples(min(count, 500 * chunk))
    assert recording.head == HEAD
    assert not recording.is_cut
    assert recording.count == len(current)
    assert recording.clipped == -(-len(current) // chunk)
    first, kept = recording.current.raw(0, recording.count)
    assert first == 0
    np.testing.assert_allclose(kept, current, rtol=1e-6)
    np.testing.assert_array_equal(recording.lines.raw(0, recording.count)[1], lines)
    np.testing.assert_array_equal(np.concatenate([part for _, _, part in recording.chunks()]), lines)


@pytest.mark.parametrize(("start", "stop"), [(0, 200_000), (1_000, 1_400), (13, 150_017), (190_000, 200_000)])
@pytest.mark.parametrize("columns", [1, 7, 900])
def test_the_levels_hide_no_extreme(tmp_path: Path, start: int, stop: int, columns: int) -> None:
    recording = recorded(tmp_path / "a.bwtrace", 200_000)
    current, lines = samples(200_000)
    least, greatest = recording.current.extremes(start, stop, columns)
    assert least.shape == greatest.shape == (columns,)
    assert np.nanmin(least) <= np.nanmin(current[start:stop]) * 1.000001
    assert np.nanmax(greatest) >= np.nanmax(current[start:stop]) * 0.999999
    always_up, ever_up = recording.lines.extremes(start, stop, columns)
    if columns == 1 and stop - start > 1_400:
        assert (always_up[0], ever_up[0]) == (0, 5)
    np.testing.assert_array_equal(always_up & ~ever_up, 0)
    assert lines.max() == 5


def test_a_line_that_is_up_all_the_time_is_up_in_a_group_that_is_not_full(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / "a.bwtrace", HEAD)
    writer.append(Samples(0, np.zeros(4_100, np.float32), np.full(4_100, 3, np.uint8)))
    writer.close()
    always_up, ever_up = open_recording(tmp_path / "a.bwtrace").lines.extremes(0, 4_100, 1)
    assert (always_up[0], ever_up[0]) == (3, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_recording_whose_process_was_killed_opens_with_all_that_was_written(tmp_path: Path) -> None:
    file = tmp_path / "killed.bwtrace"
    process = subprocess.Popen([sys.executable, "-c", ENDLESS, str(file)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        written = 0
        while written < 60_000:
            written = int(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    recording = open_recording(file)
    assert recording.is_cut
    assert recording.count >= written
    np.testing.assert_allclose(recording.current.raw(0, written)[1], np.arange(written), rtol=1e-5)
    assert recording.lines.raw(0, written)[1].all()


def test_a_block_that_a_power_cut_tore_ends_the_recording_before_it(tmp_path: Path) -> None:
    file = tmp_path / "torn.bwtrace"
    recorded(file, 3 * BLOCK_SAMPLES)
    data = bytearray(file.read_bytes())
    data[HEAD_BYTES + 2 * BLOCK.itemsize + 9_000] ^= 1
    file.write_bytes(data)
    recording = open_recording(file)
    assert (recording.count, recording.is_cut) == (2 * BLOCK_SAMPLES, True)
    file.write_bytes(data[: HEAD_BYTES + BLOCK.itemsize + 100])
    assert open_recording(file).count == BLOCK_SAMPLES


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no recording of Benchwright"),
        (b"\x89PNG" * 2_000, "no recording of Benchwright"),
        (b"BWTRACE\x01" + bytes(8) + b"\xff\xff\xff\xff" + b"{" * 4_096, "head is damaged"),
        (b"BWTRACE\x01" + bytes(5_000), "head is damaged"),
    ],
)
def test_what_is_no_recording_is_refused_in_words(tmp_path: Path, data: bytes, why: str) -> None:
    file = tmp_path / "a.bwtrace"
    file.write_bytes(data)
    with pytest.raises(RecordingInvalid, match=why):
        open_recording(file)


def test_a_recording_with_nothing_in_it_and_one_that_is_gone_are_refused(tmp_path: Path) -> None:
    RecordingWriter(tmp_path / "empty.bwtrace", HEAD).close()
    with pytest.raises(RecordingInvalid, match="before its first sample"):
        open_recording(tmp_path / "empty.bwtrace")
    with pytest.raises(RecordingInvalid, match="No such file"):
        open_recording(tmp_path / "gone.bwtrace")


def test_a_file_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable, match="cannot be written"):
        Recorder(tmp_path / "no" / "a.bwtrace", HEAD)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_disk_that_fills_up_ends_the_recording_not_the_trace_and_what_is_there_opens(tmp_path: Path) -> None:
    file = tmp_path / "full.bwtrace"
    code = f"""
import resource
from pathlib import Path
import numpy as np
from benchwright.bench.recording_writer import Recorder
from benchwright.protocols.power_meter import Samples
from tests.unit.test_recording import HEAD
resource.setrlimit(resource.RLIMIT_FSIZE, ({HEAD_BYTES + 2 * BLOCK.itemsize}, resource.RLIM_INFINITY))
recorder = Recorder(Path({str(file)!r}), HEAD)
for start in range(0, 20_000, 1_000):
    recorder.take(Samples(start, np.zeros(1_000, np.float32), np.zeros(1_000, np.uint8)))
print(recorder.stop().why)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "cannot be written. File too large." in done.stdout
    recording = open_recording(file)
    assert (recording.count, recording.is_cut) == (2 * BLOCK_SAMPLES, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk here")
def test_a_full_disk_is_told_at_once() -> None:
    with pytest.raises(FileUnwritable, match="No space left"):
        Recorder(Path("/dev/full"), HEAD)


def test_power_profiler_gets_every_sample_its_lines_and_an_overview(tmp_path: Path) -> None:
    recording = recorded(tmp_path / "a.bwtrace", 50_000)
    file = tmp_path / "a.ppk2"
    written = write_ppk2(
        file, recording.chunks(), sample_hz=RATE, started_at=HEAD.started_at, count=recording.count
    )  # fmt: skip
    assert written == 50_000
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == ["metadata.json", "minimap.raw", "session.raw"]
        metadata = json.loads(archive.read("metadata.json"))
        raw = archive.read("session.raw")
        minimap = json.loads(archive.read("minimap.raw"))
    assert metadata == {
        "metadata": {"samplesPerSecond": RATE, "startSystemTime": 1_795_176_000_000}, "formatVersion": 2,
    }  # fmt: skip
    current, lines = samples(50_000)
    frames = np.frombuffer(raw, np.dtype([("current", "<f4"), ("bits", ">u2")]))
    np.testing.assert_allclose(frames["current"], current, rtol=1e-6)
    for line in range(8):
        np.testing.assert_array_equal(frames["bits"] >> 2 * line & 3, (lines >> line & 1) + 1)
    data = minimap["data"]
    assert data["length"] == len(data["min"]) == len(data["max"]) < 10_000
    assert minimap["numberOfTimesToFold"] * data["length"] >= 50_000
    assert max(one["y"] for one in data["max"]) == pytest.approx(1_000 * np.nanmax(current), rel=1e-6)
    assert data["min"][0]["x"] == pytest.approx((minimap["numberOfTimesToFold"] - 1) / 2 * 10)
