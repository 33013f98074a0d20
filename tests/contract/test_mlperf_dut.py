"""Timing a DUT by the rules of MLPerf Tiny, and DUTs that are silent, flood, lie, wrap their clock or print garbage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchwright.bench.mlperf_inputs import TimedInput, read_set, timed_inputs
from benchwright.bench.mlperf_performance import window_breaches
from benchwright.model.board import Origin
from benchwright.model.errors import Cancelled, DutTimeout, ProtocolUnmet
from benchwright.model.mlperf import MLPERF_BENCHMARKS
from benchwright.model.mlperf_result import TimedWindow
from benchwright.model.mlperf_rules import OFFICIAL_RULES, BreachCode
from tests.contract.bench_parts import Switch
from tests.contract.scripted_dut import ScriptedDut, a_set

KWS = MLPERF_BENCHMARKS["kws01"]
INPUTS = tuple(TimedInput(f"{number}.bin", bytes([number]) * 490) for number in range(5))


def timed(dut: ScriptedDut) -> tuple[TimedWindow, ...]:
    run = dut.performance()
    return run.windows(INPUTS, run.pace_us(INPUTS[0]))


def codes(dut: ScriptedDut) -> set[BreachCode]:
    return {breach.code for breach in window_breaches(timed(dut), OFFICIAL_RULES, Origin.HARDWARE)}


def test_every_window_lasts_ten_seconds_on_an_input_of_its_own() -> None:
    dut = ScriptedDut(latency_us=123_456)
    windows = timed(dut)
    assert [window.file for window in windows] == [item.file for item in INPUTS]
    assert all(window.duration_s >= 10 for window in windows)
    assert windows[0].throughput == pytest.approx(1e6 / 123_456, rel=1e-4)
    assert list(window_breaches(windows, OFFICIAL_RULES, Origin.HARDWARE)) == []


def test_a_slow_model_makes_ten_inferences_however_long_they_take() -> None:
    windows = timed(ScriptedDut(latency_us=7_000_000))
    assert {window.inferences for window in windows} == {10}
    assert windows[0].duration_s == pytest.approx(70)


def test_the_host_always_says_how_many_warm_ups_it_wants() -> None:
    dut = ScriptedDut()
    timed(dut)
    assert dut.infers[-1][1] == 10
    assert all(command.count(" ") == 2 for command in dut.sent if command.startswith("infer"))


def test_a_window_that_ends_too_early_is_made_longer() -> None:
    dut = ScriptedDut()

    def faster_later(command: str) -> str:
        if command.startswith("infer") and int(command.split()[1]) > 2_000:
            dut.latency_us = 1_000
        return ""

    dut.answer = faster_later
    windows = timed(dut)
    assert all(window.duration_s >= 10 for window in windows)


def test_a_clock_of_32_bits_may_wrap_within_a_window() -> None:
    windows = timed(ScriptedDut(start_us=2**32 - 20_000_000))
    assert {round(window.throughput) for window in windows} == {500}
    assert list(window_breaches(windows, OFFICIAL_RULES, Origin.HARDWARE)) == []


def test_a_clock_that_wraps_before_32_bits_is_told() -> None:
    assert BreachCode.CLOCK_DISAGREES in codes(ScriptedDut(wrap_us=37_000_003))


@pytest.mark.parametrize("ratio", [0.8, 1.2])
def test_a_clock_that_runs_wrong_is_told(ratio: float) -> None:
    assert codes(ScriptedDut(clock_ratio=ratio)) == {BreachCode.CLOCK_DISAGREES}


def test_garbage_before_a_message_changes_nothing() -> None:
    windows = timed(ScriptedDut(chatter="th_load_tensor starting at 1526042425"))
    assert {round(window.throughput) for window in windows} == {500}


def test_a_silent_dut_ends_in_a_timeout() -> None:
    with pytest.raises(DutTimeout, match="Waited 5 s for the answer to 'db load 490'"):
        timed(ScriptedDut(answer=lambda _command: None))


def test_a_dut_that_dies_in_a_window_ends_in_a_timeout() -> None:
    dut = ScriptedDut()
    dut.answer = lambda command: None if command.startswith("infer 5") and len(command) > 10 else ""
    with pytest.raises(DutTimeout, match="the answer to 'infer 51"):
        timed(dut)


@pytest.mark.parametrize("flood", ["x" * 200_000, "noise noise\r\n" * 100_000], ids=["one line", "many lines"])
def test_a_dut_that_floods_is_told_before_its_time(flood: str) -> None:
    dut = ScriptedDut(answer=lambda command: flood * 10 if command.startswith("infer") else "")
    with pytest.raises(ProtocolUnmet, match="It floods the line"):
        timed(dut)
    assert dut.now_s < 1


def lies_in_load(command: str) -> str:
    return "m-[Expecting 9 bytes]\r\n" if command.startswith("db load") else ""


def is_done_early(command: str) -> str:
    return "m-load-done\r\n" if command.startswith("db 0") else ""


def results(text: str) -> Callable[[str], str]:
    lines = "m-infer-start-{}\r\nm-lap-us-0\r\nm-lap-us-900000\r\nm-results-[{}]\r\n"
    return lambda command: lines.format(command.split()[1], text) if command.startswith("infer") else ""


@pytest.mark.parametrize(
    ("dut", "why"),
    [
        (ScriptedDut(adds=2), "Asked for 1 inferences, it says that it began 3"),
        (ScriptedDut(answer=lies_in_load), "Told that 490 bytes come, it expects 9"),
        (ScriptedDut(answer=is_done_early), "It says that it is loaded after 31 of 490 bytes"),
        (ScriptedDut(answer=results("1,2")), r"It printed 2 results \(1, 2\); kws01 has 12 finite ones"),
        (ScriptedDut(answer=results(",".join(["nan"] * 12))), "kws01 has 12 finite ones"),
        (ScriptedDut(answer=results("1,rubbish")), r"It printed 0 results \(none\)"),
        (ScriptedDut(clock_ratio=0), "Its time stamps stand still"),
        (ScriptedDut(answer=lambda c: "m-infer-done\r\n" if c.startswith("infer") else ""), "It printed 0 time stamps"),
    ],
    ids=["N of infer", "N of load", "loaded early", "few results", "not finite", "no numbers", "dead clock", "no laps"],
)
def test_a_dut_that_lies_is_told_how(dut: ScriptedDut, why: str) -> None:
    with pytest.raises(ProtocolUnmet, match=why):
        timed(dut)


def test_a_cancel_is_heeded_between_windows() -> None:
    cancel = Switch()
    dut = ScriptedDut()
    run = dut.performance(cancel=cancel)
    pace_us = run.pace_us(INPUTS[0])
    cancel.is_set = True
    with pytest.raises(Cancelled):
        run.windows(INPUTS, pace_us)


@pytest.mark.parametrize("benchmark_id", ["kws01", "vww01", "ic01", "ic02", "ad01"])
def test_each_benchmark_loads_inputs_of_its_size(benchmark_id: str, tmp_path: Path) -> None:
    benchmark = MLPERF_BENCHMARKS[benchmark_id]
    inputs = timed_inputs(read_set(a_set(tmp_path, benchmark_id), benchmark), benchmark, OFFICIAL_RULES)
    dut = ScriptedDut(benchmark=benchmark)
    run = dut.performance()
    run.pace_us(inputs[0])
    assert dut.loaded == inputs[0].data
    assert dut.sent[0] == f"db load {benchmark.load.size_bytes}" if benchmark.load else False
