"""Getting to know firmware of others, and timing it: scripted devices that answer well, late, oddly, or not at all."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable

import pytest

from benchwright.bench.ascii_measure import AsciiBench
from benchwright.bench.ascii_talk import AsciiTalk, Introduction, Speech
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.stages import StageLog
from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, DeviceVanished, DutTimeout, ProtocolUnmet
from benchwright.protocols.transport import Transport
from benchwright.wire.ascii_client import AsciiClient
from tests.builders import a_board, a_device
from tests.contract.bench_parts import NeverCancelled, Switch

NAME = "m-name-dut-[unspecified]"
PROFILE = "m-profile-[ULPMark for tinyML Firmware V0.0.1]\r\nm-model-[kws01]"


class ScriptedLine:
    """A device on a clock of its own: silence costs no time of the test."""

    def __init__(self, answer: Callable[[str], str | None], *, banner: str = "") -> None:
        self.sent: list[str] = []
        self.now_s = 0.0
        self._answer = answer
        self._command = b""
        self._out = deque([banner.encode()] if banner else [])

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if not self._out:
            self.now_s += timeout_s
            return b""
        return self._out.popleft()[:max_bytes]

    def write(self, data: bytes) -> None:
        *commands, self._command = (self._command + data).split(b"%")
        for command in commands:
            assert command.strip(b"\0 "), "a bare % ends the parser of the reference firmware"
            self.sent.append(command.decode())
            answer = self._answer(self.sent[-1])
            if answer is not None:
                self._out.append(f"{answer}\r\nm-ready\r\n".encode())

    def close(self) -> None:
        pass

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def clock(self) -> float:
        return self.now_s

    def client(self) -> AsciiClient:
        return AsciiClient(self, "DUT", clock=self.clock)


class OneLine:
    """A transport factory for one line that is away for a while."""

    def __init__(self, line: ScriptedLine, *, absent_times: int = 0) -> None:
        self._line = line
        self._absent_times = absent_times

    def open(self, device: Device, baud: int) -> Transport:
        self._absent_times -= 1
        if self._absent_times >= 0:
            raise DeviceVanished(device.device_id, "opening its port")
        return self._line


def introduce(line: ScriptedLine) -> Introduction:
    talk = AsciiTalk(OneLine(line), lambda _event: None)
    return talk.introduce(line.client(), a_device(), 115_200)


def mlperf(command: str) -> str:
    answers = {"name": NAME, "profile": PROFILE}
    return answers.get(command, f"e-[Unknown command: {command}]")


def test_mlperf_firmware_introduces_itself() -> None:
    line = ScriptedLine(mlperf)
    assert introduce(line) == Introduction("unspecified", "kws01", Speech.MLPERF)
    assert line.sent == ["name", "profile", "bw"]


def test_firmware_with_the_agent_is_told_by_its_answer() -> None:
    line = ScriptedLine(lambda command: "m-bw-[1]" if command == "bw" else mlperf(command))
    assert introduce(line).speech is Speech.AGENT


def test_firmware_that_refuses_in_words_of_its_own_speaks_mlperf() -> None:
    line = ScriptedLine(lambda c: f"Received command: bw\r\nUnrecognized command {c}" if c == "bw" else mlperf(c))
    assert introduce(line).speech is Speech.MLPERF


def test_a_board_that_starts_with_its_port_is_heard_out_first() -> None:
    line = ScriptedLine(mlperf, banner="m-timestamp-mode-performance\r\nm-lap-us-12\r\nm-init-done\r\nm-ready\r\n")
    assert introduce(line).model_id == "kws01"


def test_half_a_command_of_another_host_is_got_over() -> None:
    answers = iter(["e-[Unknown command: db12name]"])
    line = ScriptedLine(lambda command: next(answers, None) or mlperf(command))
    assert introduce(line).vendor_name == "unspecified"


def test_a_model_without_a_name_is_no_failure() -> None:
    line = ScriptedLine(lambda command: mlperf(command) if command == "name" else "e-[no]")
    assert introduce(line).model_id == ""


def test_silence_is_asked_three_times_and_then_told() -> None:
    line = ScriptedLine(lambda _command: None)
    with pytest.raises(DutTimeout):
        introduce(line)
    assert line.sent == ["name"] * 3
    assert line.now_s == pytest.approx(16)


def test_an_answer_of_another_kind_names_baud_and_protocol() -> None:
    with pytest.raises(ProtocolUnmet, match=r"speaks MLPerf Tiny on this port at 115,200 baud"):
        introduce(ScriptedLine(lambda _command: "login:"))


def test_a_port_that_is_away_after_flashing_is_waited_for() -> None:
    line = ScriptedLine(mlperf)
    hardware = a_device(origin=Origin.HARDWARE, url="/dev/ttyACM0")
    with AsciiTalk(OneLine(line, absent_times=2), lambda _event: None).client(hardware, 115_200) as client:
        assert client.name() == "unspecified"


def test_a_virtual_board_that_is_gone_is_not_waited_for() -> None:
    talk = AsciiTalk(OneLine(ScriptedLine(mlperf), absent_times=1), lambda _event: None)
    with pytest.raises(DeviceVanished), talk.client(a_device(), 115_200):
        pass


class Clocked:
    """Firmware that takes `latency_us` an inference, on a clock of `step_us`; `laps` and `adds` break the protocol."""

    def __init__(self, latency_us: float, *, step_us: int = 1, laps: int = 2, adds: int = 0, start_us: int = 0) -> None:
        self._latency_us = latency_us
        self._step_us = step_us
        self._laps = laps
        self._adds = adds
        self._now_us = float(start_us)
        self.line = ScriptedLine(self.answer)

    def answer(self, command: str) -> str:
        found = re.fullmatch(r"infer (\d+) (\d+)", command)
        if found is None:
            return "m-load-done" if command.startswith("db") else mlperf(command)
        count, warmup = map(int, found.groups())
        laps = [self._lap(warmup), self._lap(count)][: self._laps]
        started = f"m-warmup-start-{warmup}\r\nm-warmup-done\r\nnoise m-infer-start-{count + self._adds}"
        return "\r\n".join([started, *laps, "m-infer-done", "m-results-[0.250,0.750]"])

    def _lap(self, count: int) -> str:
        self._now_us += count * self._latency_us
        return f"m-lap-us-{int(self._now_us) // self._step_us * self._step_us % 2**32}"

    def bench(self, cancel: object = NeverCancelled(), device: Device | None = None) -> AsciiBench:
        log = StageLog("DUT", lambda _event: None, cancel, {})
        return AsciiBench(self.line.client(), device or a_device(origin=Origin.HARDWARE), log)


SHORT = MeasureSettings(window_s=0.001)


def test_a_fast_model_is_timed_many_at_once() -> None:
    bench = Clocked(123.4).bench()
    pace = bench.pace(SHORT)
    assert pace.inference_us == pytest.approx(123.4, rel=0.001)
    timing = bench.measure(a_board(), None, pace, SHORT).timing
    assert timing.inferences_per_sample == 163
    assert len(timing.windows) == 5
    assert timing.latencies_us[0] == pytest.approx(123.4, rel=0.001)


def test_a_slow_model_is_timed_one_by_one() -> None:
    bench = Clocked(50_000).bench()
    timing = bench.measure(a_board(), None, bench.pace(SHORT), SHORT).timing
    assert timing.inferences_per_sample == 1
    assert set(timing.samples) == {50_000}


def test_a_timer_of_a_kilohertz_is_fine_enough() -> None:
    bench = Clocked(300, step_us=1_000).bench()
    timing = bench.measure(a_board(), None, bench.pace(SHORT), SHORT).timing
    assert timing.latencies_us[0] == pytest.approx(300, rel=0.06)


def test_a_clock_of_32_bits_may_wrap() -> None:
    bench = Clocked(1_000, start_us=2**32 - 70_000).bench()
    timing = bench.measure(a_board(), None, bench.pace(SHORT), SHORT).timing
    assert set(timing.latencies_us) == {1_000.0}


@pytest.mark.parametrize(
    ("firmware", "why"),
    [
        (Clocked(1_000, laps=0), "It printed 0 time stamps"),
        (Clocked(1_000, laps=1), "It printed 1 time stamps"),
        (Clocked(1_000, adds=-1), "Asked for 1 inferences, it says that it began 0"),
        (Clocked(0), "Its time stamps stand still"),
    ],
    ids=["energy mode", "one lap", "lies about N", "dead clock"],
)
def test_firmware_that_breaks_the_protocol_is_told_how(firmware: Clocked, why: str) -> None:
    with pytest.raises(ProtocolUnmet, match=why):
        firmware.bench().pace(SHORT)


def test_a_cancel_is_heeded_between_samples() -> None:
    cancel = Switch()
    bench = Clocked(1_000).bench(cancel)
    pace = bench.pace(SHORT)
    cancel.is_set = True
    with pytest.raises(Cancelled):
        bench.measure(a_board(), None, pace, SHORT)
