"""Performance by MLPerf Tiny: a window of inferences on each of five inputs, timed by the DUT's own clock."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence

from benchwright.bench.mlperf_inputs import TimedInput
from benchwright.bench.mlperf_talk import Dut
from benchwright.bench.stages import StageLog
from benchwright.model.board import Origin
from benchwright.model.errors import ProtocolUnmet
from benchwright.model.mlperf import MlperfBenchmark
from benchwright.model.mlperf_result import TimedWindow
from benchwright.model.mlperf_rules import Breach, BreachCode, MlperfRules
from benchwright.wire.ascii_client import InferReport
from benchwright.wire.ascii_line import Clock

WARMUPS = 10
"""Before each window; what the reference firmware does unless it is told otherwise."""

TRIES = 4
"""A window that turns out too short is made longer so many times."""

MARGIN_RATIO = 1.02
"""More inferences than the pace asks for: no window may end a moment before its time."""

_GROWTH_RATIO = 1.25
"""Still more with each try: a pace that wavers, as that of a busy computer, is no ground to aim closely again."""
_PACED_S = 0.5
_MOST_INFERENCES = 1_000_000_000
_ANSWER_S = 5.0
_FIRST_S = 60.0
_CLOCK_RATIO, _CLOCK_S = 0.05, 0.5
_ENERGY_REMEDY = "Build it in performance mode (EE_CFG_ENERGY_MODE=0): in energy mode it tells no time."


class PerformanceRun:
    """Times one DUT. `rules` are kept by the DUT's clock, each window for itself."""

    def __init__(
        self,
        dut: Dut,
        benchmark: MlperfBenchmark,
        rules: MlperfRules,
        log: StageLog,
        *,
        clock: Clock = time.monotonic,
    ) -> None:
        self._dut = dut
        self._clock = clock
        self._benchmark = benchmark
        self._rules = rules
        self._log = log

    def pace_us(self, first: TimedInput) -> float:
        """What one inference takes by the DUT's clock.

        Raises:
            ProtocolUnmet: its clock does not advance, or it does not tell the time.
        """
        self._dut.client.load(first.data)
        wanted_us = min(_PACED_S, self._rules.window_s / 10) * 1e6
        count, host_s = 1, 0.0
        while count <= _MOST_INFERENCES:
            self._log.check_cancel()
            report, host_s = self._infer(count, 0, _FIRST_S)
            if report.elapsed_us >= wanted_us:
                return report.elapsed_us / count
            if host_s > 1 and not report.elapsed_us:
                break
            count *= 4
        why = f"Its time stamps stand still over {count:,} inferences, {host_s:.1f} s of the host."
        remedy = "Give th_timestamp() a timer of 1 kHz or faster."
        raise ProtocolUnmet(self._dut.facts.device_id, why, remedy)

    def windows(self, inputs: Sequence[TimedInput], pace_us: float) -> tuple[TimedWindow, ...]:
        """A window on each input. One that ends too early is repeated with more inferences."""
        timed: list[TimedWindow] = []
        for place, item in enumerate(inputs):
            self._dut.client.load(item.data)
            window = self._window(item, pace_us)
            pace_us = window.elapsed_us / window.inferences
            timed.append(window)
            self._log.progress(place + 1, len(inputs))
        return tuple(timed)

    def _window(self, item: TimedInput, pace_us: float) -> TimedWindow:
        window_us = self._rules.window_s * 1e6
        for attempt in range(TRIES):
            self._log.check_cancel()
            count = max(self._rules.iterations, math.ceil(window_us * MARGIN_RATIO * _GROWTH_RATIO**attempt / pace_us))
            expected_s = (count + WARMUPS) * pace_us / 1e6
            report, host_s = self._infer(count, WARMUPS, _ANSWER_S + self._patience(expected_s))
            if not report.elapsed_us:
                why = f"Its time stamps stand still over {count:,} inferences, {host_s:.1f} s of the host."
                raise ProtocolUnmet(self._dut.facts.device_id, why, "Give th_timestamp() a timer of 1 kHz or faster.")
            window = TimedWindow(item.file, count, WARMUPS, report.elapsed_us, host_s, report.results)
            if report.elapsed_us >= window_us:
                break
            pace_us = report.elapsed_us / count
        return window

    def _patience(self, expected_s: float) -> float:
        """How long `expected_s` of the DUT may take on the host; an emulator's time runs as it likes."""
        return expected_s * (100 if self._dut.facts.origin is Origin.EMULATED else 3)

    def _infer(self, count: int, warmups: int, deadline_s: float) -> tuple[InferReport, float]:
        started = self._clock()
        report = self._dut.client.infer(count, warmups, deadline_s=deadline_s)
        seconds = self._clock() - started
        if report.lap_count < 2:
            why = f"It printed {report.lap_count} time stamps around an inference; two are the rule."
            raise ProtocolUnmet(self._dut.facts.device_id, why, _ENERGY_REMEDY)
        require_answer(self._dut.facts.device_id, report, count, self._benchmark)
        return report, seconds


def require_answer(device_id: str, report: InferReport, count: int, benchmark: MlperfBenchmark) -> None:
    """Holds an answer to what was asked.

    Raises:
        ProtocolUnmet: it began another number of inferences, or prints results of another form.
    """
    if report.started_count != count:
        why = f"Asked for {count:,} inferences, it does not say how many it begins."
        if report.started_count is not None:
            why = f"Asked for {count:,} inferences, it says that it began {report.started_count:,}."
        raise ProtocolUnmet(device_id, why, "Correct the firmware: its numbers would be off by as much.")
    wanted = benchmark.result_count
    if len(report.results) != wanted or not all(map(math.isfinite, report.results)):
        told = ", ".join(f"{value:g}" for value in report.results[:20]) or "none"
        why = f"It printed {len(report.results)} results ({told}); {benchmark.benchmark_id} has {wanted} finite ones."
        raise ProtocolUnmet(device_id, why, "Correct th_results() in the firmware.")


def window_breaches(windows: Sequence[TimedWindow], rules: MlperfRules, origin: Origin | None) -> Iterator[Breach]:
    """The rules that timed windows do not keep."""
    if len(windows) < rules.inputs:
        yield Breach(BreachCode.FEW_INPUTS, f"{len(windows)} windows were timed; {rules.inputs} are the rule.")
    shortest = min(window.duration_s for window in windows)
    if shortest < rules.window_s:
        text = f"A window lasted {shortest:.3f} s; {rules.window_s:g} s are the rule."
        yield Breach(BreachCode.SHORT_WINDOW, text)
    fewest = min(window.inferences for window in windows)
    if fewest < rules.iterations:
        text = f"A window held {fewest} inferences; {rules.iterations} are the rule."
        yield Breach(BreachCode.FEW_ITERATIONS, text)
    if origin is not Origin.EMULATED:
        yield from _clock_breaches(windows)


def _clock_breaches(windows: Sequence[TimedWindow]) -> Iterator[Breach]:
    """The DUT's clock against the host's, which sees the warm-up too, and the line."""
    for window in windows:
        whole_s = window.duration_s * (window.inferences + window.warmups) / window.inferences
        is_fast = window.duration_s > window.host_s * (1 + _CLOCK_RATIO) + 0.001
        is_slow = whole_s < window.host_s * (1 - _CLOCK_RATIO) - _CLOCK_S
        if is_fast or is_slow:
            text = (
                f"The DUT says that a window took {window.duration_s:.3f} s; the host saw {window.host_s:.3f} s with "
                "the warm-up. Its clock runs wrong, or wraps before 32 bits of microseconds."
            )
            yield Breach(BreachCode.CLOCK_DISAGREES, text)
            return
