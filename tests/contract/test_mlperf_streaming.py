"""sww01: words found, missed and made up in a recording that an interface board plays; duty cycle and power."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchwright.bench.local_devices import LocalDevices
from benchwright.bench.mlperf_recording import TRUTH_FILE, Recording, read_recording
from benchwright.bench.mlperf_session import MlperfParts, MlperfRequest, MlperfSession
from benchwright.bench.mlperf_streaming import StreamingRun, streaming_breaches
from benchwright.bench.mlperf_talk import Dut, DutRoute, Edges
from benchwright.datasets.png import decode_png
from benchwright.drivers.power.meters import SystemPowerMeters
from benchwright.drivers.power.ppk2 import Ppk2
from benchwright.drivers.serial_transport import open_serial
from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.errors import DatasetInvalid, IoManagerSilent, ProtocolUnmet, RulesUnmet
from benchwright.model.meter import MeterWish, Supply
from benchwright.model.mlperf import Mode
from benchwright.model.mlperf_detections import Detections, duty_cycle, match_detections
from benchwright.model.mlperf_result import DutFacts, MeterFacts
from benchwright.model.mlperf_rules import Breach, BreachCode
from benchwright.protocols.transport import Transport
from benchwright.reports.mlperf.folder import SubmissionFolder
from benchwright.reports.mlperf.lines import result_lines
from benchwright.wire.ascii_client import AsciiClient
from benchwright.wire.io_manager import IoManagerTransport
from tests.builders import a_device
from tests.contract.scripted_dut import NEVER, a_log
from tests.contract.virtual_meters import PPK2, virtual_meter
from tests.mlperf_results import HARDWARE, a_result, a_target
from tests.submission_rules import DETECTIONS, DUTY, ESTIMATED, POWER, Submission

WORDS = ((1.0, 1.6), (7.0, 7.4), (20.0, 20.5))
RECORDING = Recording("long.wav", 30.0, WORDS)


class Board:
    """An interface board and the DUT behind it, which found words at `times_ms` of the board's clock."""

    def __init__(self, *times_ms: int, starts: str = "0,3000,6000", stops: str = "600,3600,6600") -> None:
        self.sent: list[str] = []
        self.now_s = 0.0
        self.on_play: Callable[[], None] = lambda: None
        self.dut = {
            "name": "m-name-dut-[a board]",
            "profile": "m-model-[strww01]",
            "stop": "m-stopped",
            "start": "m-on",
        }
        self.own = {
            "name": "m-name-[tinyML Enhanced Interface Board]",
            "record_detections": "m-recording",
            "print_detections": "Detection Timestamps (ms)\r\n" + ",\r\n".join(map(str, times_ms)),
            "print_dutycycle": f"Duty cycle start times (s)\r\n{starts},\r\nDuty cycle stop times (s)\r\n{stops}",
        }
        self._out = b""

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if not self._out:
            self.now_s += timeout_s
            return b""
        data, self._out = self._out[:max_bytes], self._out[max_bytes:]
        return data

    def write(self, data: bytes) -> None:
        command = data.decode().removesuffix("%")
        self.sent.append(command)
        if command.startswith("dut "):
            answer = self.dut.get(command[4:], "Unrecognized command")
            said = f"m-dut-passthrough({command[4:]})\r\nm-ready\r\n[dut]: {answer}\r\n[dut]: m-ready\r\n"
        elif command.startswith("play "):
            self.on_play()
            said = "[dut]: m-debug-late\r\nPlaying\r\nm-ready\r\n"
        else:
            said = f"{self.own.get(command, f'e-[Unknown command: {command}]')}\r\nm-ready\r\n"
        self._out += said.encode()

    def close(self) -> None:
        pass

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def run(self, recording: Recording = RECORDING) -> StreamingRun:
        manager = IoManagerTransport(self, "io", clock=lambda: self.now_s)
        client = AsciiClient(manager, "DUT", clock=lambda: self.now_s)
        facts = DutFacts("DUT", "", None, "a board", "", "sww01", "interface")
        return StreamingRun(Dut(client, facts, Edges.PULSES, manager), manager, recording, a_log())


def test_words_are_found_missed_and_made_up() -> None:
    board = Board(5_000, 6_500, 12_900, 15_000, 15_400, 16_100)
    found = board.run().listen()
    assert (found.found, found.missed, found.false) == ((1.0, 7.0), (20.0,), (10.0, 11.1))
    assert found.f1_ratio == pytest.approx(2 * 2 / (2 * 2 + 2 + 1))
    assert board.sent == [
        *("dut stop", "dut start", "record_detections", "play long.wav", "dut stop"),
        *("print_detections", "print_dutycycle"),
    ]


def test_a_word_may_be_told_one_second_late_and_no_later() -> None:
    assert match_detections((2.6, 8.41), WORDS).found == (1.0,)


def test_the_duty_cycle_counts_ticks_of_ten_microseconds() -> None:
    duty = Board(0).run().listen().duty
    assert duty is not None
    assert (duty.busy_s, duty.period_s) == (pytest.approx(0.006), pytest.approx(0.03))
    assert duty.ratio == pytest.approx(0.2)
    assert duty.throughput == pytest.approx(1 / 0.006)
    assert duty.period_spread_ratio == pytest.approx(0)


@pytest.mark.parametrize(
    ("board", "error", "why"),
    [
        (Board(), ProtocolUnmet, "noted not even the beginning"),
        (Board(0, starts="0,3000"), ProtocolUnmet, "2 beginnings and 3 ends"),
        (Board(0, stops="600,2000,6600"), ProtocolUnmet, "a frame ends before it begins"),
        (Board(0, starts="", stops=""), ProtocolUnmet, "0 beginnings"),
    ],
)
def test_what_the_board_prints_wrong_is_told(board: Board, error: type[Exception], why: str) -> None:
    with pytest.raises(error, match=why):
        board.run().listen()


@pytest.mark.parametrize("command", ["record_detections", "print_detections", "print_dutycycle"])
def test_a_board_of_another_kind_refuses(command: str) -> None:
    board = Board(0)
    del board.own[command]
    with pytest.raises(IoManagerSilent, match=f"It refuses '{command}'"):
        board.run().listen()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
def test_the_average_power_is_that_between_the_last_two_time_stamps(tmp_path: Path) -> None:
    board = Board(0)
    board.on_play = lambda: time.sleep(0.2)
    wish = MeterWish("", Supply(2_000))
    with (
        virtual_meter(PPK2, tmp_path, load={"noise_a": 0.0}) as port,
        Ppk2(open_serial(port, 115_200, port), port) as meter,
    ):
        meter.set_supply(wish.supply)
        meter.switch_supply(on=True)
        found, span = board.run().metered(meter, wish)
    # Of its pattern 12.3 ms of 22.3 ms are at 10 mA, the rest at 2 mA.
    mean_ma = (12.3 * 10 + 10 * 2) / 22.3
    assert found.mean_mw == pytest.approx(mean_ma * 2, rel=0.05)
    assert span.duration_s == pytest.approx(0.0223, rel=0.02)
    assert len(span.picture_ua) == 800


class OneLine:
    """A transport factory for one board."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def open(self, device: Device, baud: int) -> Transport:
        return self._board


@pytest.mark.parametrize("mode", [Mode.ACCURACY, Mode.PERFORMANCE])
def test_a_whole_session_listens_and_writes_its_result(tmp_path: Path, mode: Mode) -> None:
    told = [{"wav_file": "long.wav", "length_sec": 30.0, "detection_windows": WORDS}]
    (tmp_path / TRUTH_FILE).write_text(json.dumps(told))
    session = MlperfSession(
        MlperfParts(
            OneLine(Board(5_000, 6_500, 12_900)),
            SystemPowerMeters(tuple),
            LocalDevices(),
            SubmissionFolder("0.1.0"),
            lambda: datetime(2026, 11, 20, tzinfo=UTC),
        )
    )
    port = a_device(device_id="board", url="board", origin=Origin.HARDWARE)
    request = MlperfRequest("sww01", mode, DutRoute(port, 115_200, port), tmp_path, a_target(tmp_path / "out"))
    written = session.run(request, lambda _event: None, NEVER)
    assert written.folder == tmp_path / "out/closed/a_lab/results/nucleo-l4r5zi/sww" / mode.value
    assert written.result.dut.io_manager == "tinyML Enhanced Interface Board"
    assert written.result.detections is not None
    assert written.result.detections.missed == (20.0,)
    assert [breach.code for breach in written.result.breaches] == [BreachCode.OTHER_SET]
    with pytest.raises(RulesUnmet, match="Name the port of that board"):
        session.run(replace(request, route=DutRoute(port, 115_200)), lambda _event: None, NEVER)


def a_listening(breaches: tuple[Breach, ...] = (), mode: Mode = Mode.ENERGY) -> list[str]:
    found = Detections((1.0,) * 48, (2.0,) * 2, (3.0,), duty_cycle((0, 0.03, 0.06), (0.006, 0.036, 0.066)), 1.234)
    result = a_result("sww01", mode, detections=found, metered=(), breaches=breaches)
    return list(result_lines(result))


def test_the_lines_are_those_that_the_checker_looks_for() -> None:
    text = "\n".join(a_listening())
    for pattern, groups in (
        (DETECTIONS, ("48", "2", "1")),
        (DUTY, ("0.200000",)),
        (POWER, ("1.2340",)),
        (ESTIMATED, ("166.667",)),
    ):
        match = pattern.search(text)
        assert match is not None
        assert match.groups() == groups
    assert any(pattern.match(line) for line in a_listening() for pattern in (DETECTIONS, DUTY, POWER, ESTIMATED))


def test_a_run_that_breaks_a_rule_has_none_of_them() -> None:
    text = "\n".join(a_listening((Breach(BreachCode.OTHER_SET, "The recording lasts 10 s."),)))
    assert not any(pattern.search(text) for pattern in (DETECTIONS, DUTY, POWER, ESTIMATED))


def test_the_folder_of_a_metered_run_holds_a_picture_of_its_power(tmp_path: Path) -> None:
    duty = duty_cycle((0, 0.03, 0.06), (0.006, 0.036, 0.066))
    found = Detections((1.0,) * 48, (2.0,) * 2, (3.0,), duty, 1.0)
    meter = MeterFacts("ppk2", "PPK2", False, 1_800, 100_000, "pulses")
    picture = tuple((10.0 * column, 20.0 * column) for column in range(100))
    result = a_result("sww01", Mode.ENERGY, detections=found, metered=(), meter=meter, picture_ua=picture, dut=HARDWARE)
    folder = SubmissionFolder("0.1.0").write(result, a_target(tmp_path), ())
    assert folder.parent.name == "sww"
    assert Submission(tmp_path).faults() == []
    drawn = decode_png((folder / "energy_inf_000.png").read_bytes(), 1)
    assert drawn.shape[:2] == (300, 100)
    assert drawn.min() == 0


def test_another_recording_and_too_many_mistakes_are_marked() -> None:
    found = Detections((), (1.0,) * 9, ())
    codes = [breach.code for breach in streaming_breaches(RECORDING, found, is_closed=True)]
    assert codes == [BreachCode.OTHER_SET, BreachCode.BELOW_TARGET]
    whole = Recording("a.wav", 1_200, tuple((float(n), n + 0.5) for n in range(50)))
    assert list(streaming_breaches(whole, Detections((), (1.0,) * 8, (1.0,) * 8), is_closed=True)) == []


def test_the_recording_is_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "sww01").mkdir()
    told = [{"wav_file": "long.wav", "length_sec": 1_200.0, "detection_windows": [[1.0, 1.5]], "sample_rate": 16_000}]
    (tmp_path / "sww01" / TRUTH_FILE).write_text(json.dumps(told))
    assert read_recording(tmp_path, "sww01") == Recording("long.wav", 1_200.0, ((1.0, 1.5),))


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[]", "[1]", '[{"wav_file": "a", "length_sec": 1}]'),
        '[{"wav_file": "a", "length_sec": 1, "detection_windows": [[2, 1]]}]',
        '[{"wav_file": "a", "length_sec": 0, "detection_windows": [[1, 2]]}]',
        '[{"wav_file": "a%name", "length_sec": 9, "detection_windows": [[1, 2]]}]',
    ],
)
def test_a_recording_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / TRUTH_FILE
    file.write_text(text)
    with pytest.raises(DatasetInvalid):
        read_recording(tmp_path, "sww01")


def test_a_folder_without_a_recording_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetInvalid, match=r"It holds no sww_long_test\.json"):
        read_recording(tmp_path, "sww01")
