"""What the runner of mlcommons/tiny is known to get wrong, each once: none of it is repeated here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchwright.bench.energy_windows import Trace
from benchwright.bench.mlperf_edges import find_window
from benchwright.bench.mlperf_inputs import TimedInput, input_breaches, read_set, rules_breaches, timed_inputs
from benchwright.bench.mlperf_performance import window_breaches
from benchwright.bench.mlperf_talk import Edges
from benchwright.model.board import Origin
from benchwright.model.errors import DutTimeout, RulesUnmet
from benchwright.model.meter import MarkLine
from benchwright.model.mlperf import MLPERF_BENCHMARKS, Mode
from benchwright.model.mlperf_detections import match_detections
from benchwright.model.mlperf_result import FileAnswer, MlperfResult, TimedWindow
from benchwright.model.mlperf_rules import OFFICIAL_RULES, BreachCode, MlperfRules
from benchwright.reports.mlperf.document import result_document
from benchwright.wire.ascii_client import AsciiClient
from benchwright.wire.io_manager import IoManagerTransport
from tests.contract.scripted_dut import DEVICE, ScriptedDut, a_set, a_window
from tests.mlperf_results import a_result


def codes(*windows: TimedWindow) -> set[BreachCode]:
    return {breach.code for breach in window_breaches(windows, OFFICIAL_RULES, Origin.HARDWARE)}


def timed(benchmark_id: str, folder: Path, latency_us: float) -> tuple[TimedWindow, ...]:
    benchmark = MLPERF_BENCHMARKS[benchmark_id]
    inputs = timed_inputs(read_set(a_set(folder, benchmark_id), benchmark), benchmark, OFFICIAL_RULES)
    run = ScriptedDut(benchmark=benchmark, latency_us=latency_us).performance()
    return run.windows(inputs, run.pace_us(inputs[0]))


def test_five_windows_of_three_seconds_do_not_pass_because_the_loop_took_fifteen() -> None:
    assert codes(*[a_window(3.0)] * 5) == {BreachCode.SHORT_WINDOW}


def test_one_short_window_among_five_does_not_pass() -> None:
    assert codes(*[a_window(12.0)] * 4, a_window(9.999)) == {BreachCode.SHORT_WINDOW}


def test_both_ten_seconds_and_ten_iterations_are_asked_for_not_one_of_them() -> None:
    assert codes(*[a_window(30.0, inferences=9)] * 5) == {BreachCode.FEW_ITERATIONS}


def test_the_count_of_inferences_follows_the_dut_where_the_shipped_script_says_20_for_ic(tmp_path: Path) -> None:
    windows = timed("ic01", tmp_path, 165_000)  # 20 of them would take 3.3 s
    assert all(window.inferences == 62 and window.duration_s >= 10 for window in windows)


def test_ic02_runs_five_windows_where_the_shipped_script_forgets_the_five(tmp_path: Path) -> None:
    windows = timed("ic02", tmp_path, 40_000)
    assert len(windows) == 5
    assert codes(*windows) == set()


def test_fewer_than_five_inputs_are_refused_before_anything_runs(tmp_path: Path) -> None:
    benchmark = MLPERF_BENCHMARKS["kws01"]
    with pytest.raises(RulesUnmet, match="The set holds 4 files; 5 different inputs are the rule"):
        timed_inputs(read_set(a_set(tmp_path, count=4), benchmark), benchmark, OFFICIAL_RULES)


def test_five_files_with_the_same_bytes_are_not_five_inputs() -> None:
    inputs = tuple(TimedInput(f"{number}.bin", bytes(490)) for number in range(5))
    assert [breach.code for breach in input_breaches(inputs)] == [BreachCode.EQUAL_INPUTS]


def test_the_tolerance_behind_a_wake_word_is_added_once() -> None:
    words = ((10.0, 10.8), (30.0, 30.8))
    found = match_detections((10.9, 32.3), words)  # 1.5 s behind the second: within two tolerances, not within one
    assert (found.found, found.missed, found.false) == ((10.0,), (30.0,), (32.3,))


def test_a_dut_that_never_answers_the_first_command_ends_in_words_not_in_an_undefined_name() -> None:
    run = ScriptedDut(answer=lambda _command: None).performance()
    with pytest.raises(DutTimeout):
        run.pace_us(TimedInput("a.bin", bytes(490)))


def test_a_dead_dut_behind_an_io_manager_does_not_hang_the_run() -> None:
    class Manager(ScriptedDut):
        """Confirms every command and has no DUT any more."""

        def write(self, data: bytes) -> None:
            self._out.append(b"m-dut-passthrough(infer)\r\nm-ready\r\n")

    manager = Manager()
    client = AsciiClient(IoManagerTransport(manager, "io", clock=manager.clock), DEVICE, clock=manager.clock)
    with pytest.raises(DutTimeout):
        client.infer(10, 10, deadline_s=40)
    assert manager.now_s == pytest.approx(40, abs=1)


def test_a_window_may_take_longer_than_the_thirty_seconds_of_the_runner() -> None:
    dut = ScriptedDut(latency_us=12_000_000)
    run = dut.performance()
    item = TimedInput("a.bin", bytes(490))
    assert run.windows([item], run.pace_us(item))[0].duration_s == pytest.approx(120)


def test_an_area_is_told_where_a_class_has_no_sample() -> None:
    scores = {0: (0.9,) + (0.01,) * 9, 3: (0.1, 0.0, 0.0, 0.9) + (0.0,) * 6}
    answers = tuple(FileAnswer(f"{n}.bin", label, scores[label]) for n, label in enumerate((0, 3, 0, 3)))
    assert a_result("ic01", Mode.ACCURACY, answers=answers).area == 1.0


def test_results_of_an_energy_run_hold_no_samples() -> None:
    result: MlperfResult = a_result(mode=Mode.ENERGY)
    assert len(str(result_document(result))) < 4_000


def test_a_result_that_cannot_be_handed_in_is_not_a_printed_note_beside_an_official_line() -> None:
    short = MlperfRules(window_s=3.0)
    assert [breach.code for breach in rules_breaches(short)] == [BreachCode.NOT_THE_RULES]
    assert list(rules_breaches(OFFICIAL_RULES)) == []


def test_a_pin_that_moves_before_the_window_does_not_shift_it() -> None:
    level = np.ones(100_000, np.uint8)
    for edge in (1_000, 1_003, 20_000, 90_000):
        level[edge : edge + 2] = 0
    trace = Trace(100_000, np.full(100_000, 0.01, np.float32), level)
    assert find_window(trace, Edges.PULSES) == (20_000, 90_000)


def test_a_bounce_of_an_edge_is_not_the_end_of_a_window() -> None:
    level = np.ones(100_000, np.uint8)
    for edge in (20_000, 90_000, 90_003):
        level[edge : edge + 2] = 0
    trace = Trace(100_000, np.full(100_000, 0.01, np.float32), level)
    assert find_window(trace, Edges.PULSES) == (20_000, 90_000)


@pytest.mark.parametrize(("edges", "window"), [(Edges.PULSES, (20_000, 90_000)), (Edges.LEVEL, (1_000, 90_000))])
def test_a_meter_that_sees_a_line_only_fall_is_told_by_its_edges(edges: Edges, window: tuple[int, int]) -> None:
    fell = np.zeros(100_000, np.uint8)
    fell[[1_000, 20_000, 20_001, 90_000]] = 1
    trace = Trace(100_000, np.empty(0, np.float32), fell)
    assert find_window(trace, edges, MarkLine.FALLING_EDGES) == window


@pytest.mark.parametrize("edges", [Edges.PULSES, Edges.LEVEL])
def test_a_line_that_never_moves_shows_no_window(edges: Edges) -> None:
    for value in (0, 1):
        trace = Trace(100_000, np.full(1_000, 0.01, np.float32), np.full(1_000, value, np.uint8))
        assert find_window(trace, edges) is None
