"""Energy by MLPerf Tiny: a window of inferences on each of five inputs, while a meter samples."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from benchwright.bench.mlperf_inputs import TimedInput
from benchwright.bench.mlperf_meter import metered_span, require_mark_line
from benchwright.bench.mlperf_performance import MARGIN_RATIO, TRIES, WARMUPS, require_answer
from benchwright.bench.mlperf_talk import Dut, Edges
from benchwright.bench.stages import StageLog
from benchwright.model.errors import ProtocolUnmet
from benchwright.model.meter import MarkLine, Meter, MeterWish
from benchwright.model.mlperf import MlperfBenchmark
from benchwright.model.mlperf_result import MeteredWindow, MeterFacts
from benchwright.model.mlperf_rules import Breach, BreachCode, MlperfRules
from benchwright.protocols.power_meter import PowerMeter

if TYPE_CHECKING:
    from benchwright.wire.ascii_client import InferReport

_PACED_S = 0.5
_MOST_INFERENCES = 1_000_000_000
_ANSWER_S = 5.0
_CLOCK_RATIO = 0.02
_BUILD_REMEDY = (
    "Build it in energy mode (EE_CFG_ENERGY_MODE=1), which moves the time stamp line, or with Benchwright's agent, "
    "which holds its mark line up during inferences."
)


class EnergyRun:
    """Meters one DUT. `rules` are kept by the meter's clock, each window for itself."""

    def __init__(
        self,
        dut: Dut,
        benchmark: MlperfBenchmark,
        rules: MlperfRules,
        meter: PowerMeter,
        wish: MeterWish,
        log: StageLog,
    ) -> None:
        self._dut = dut
        self._benchmark = benchmark
        self._rules = rules
        self._meter = meter
        self._wish = wish
        self._log = log

    def pace_s(self, first: TimedInput) -> float:
        """What one inference takes by the host's clock: firmware built to be metered tells no time.

        Raises:
            ProtocolUnmet: it shows a meter nothing, because it was built to tell the time.
        """
        require_mark_line(self._meter.meter, self._dut.facts.device_id)
        if self._dut.edges is Edges.NONE:
            why = "It tells the time, so it moves no time stamp line, and it has no mark line either."
            raise ProtocolUnmet(self._dut.facts.device_id, why, _BUILD_REMEDY)
        self._dut.client.load(first.data)
        wanted_s = min(_PACED_S, self._rules.window_s / 4)
        count = 1
        while True:
            self._log.check_cancel()
            _, host_s = self._infer(count, 0, 60.0)
            if host_s >= wanted_s or count >= _MOST_INFERENCES:
                return host_s / count
            count *= 4

    def windows(self, inputs: Sequence[TimedInput], pace_s: float) -> tuple[MeteredWindow, ...]:
        """A window on each input. One that ends too early is repeated with more inferences.

        Raises:
            MeterLost: the meter went in the middle; nothing is kept of the energy.
            EnergyUnmeasured: no window can be seen in what was sampled.
        """
        metered: list[MeteredWindow] = []
        for place, item in enumerate(inputs):
            self._dut.client.load(item.data)
            window = self._window(item, pace_s)
            pace_s = window.duration_s / window.inferences
            metered.append(window)
            self._log.progress(place + 1, len(inputs))
        return tuple(metered)

    def _window(self, item: TimedInput, pace_s: float) -> MeteredWindow:
        for _ in range(TRIES):
            self._log.check_cancel()
            count = max(self._rules.iterations, math.ceil(self._rules.window_s * MARGIN_RATIO / pace_s))
            window = self._metered(item, count, pace_s)
            if window.duration_s >= self._rules.window_s:
                break
            pace_s = window.duration_s / count
        return window

    def _metered(self, item: TimedInput, count: int, pace_s: float) -> MeteredWindow:
        # A line that is up during every inference would be up during the warm-up too.
        is_level = self._dut.edges is Edges.LEVEL
        deadline_s = _ANSWER_S + 3 * (count + WARMUPS) * pace_s
        if is_level:
            self._infer(WARMUPS, 0, deadline_s)
        # Where only ends of inferences are seen, the first one opens the window and does not count.
        asked = count + (is_level and self._meter.meter.mark_line is MarkLine.FALLING_EDGES)
        reports: list[InferReport] = []

        def work() -> None:
            reports.append(self._infer(asked, 0 if is_level else WARMUPS, deadline_s)[0])

        span = metered_span(self._meter, self._dut.facts.device_id, self._dut.edges, work)
        report = reports[0]
        return MeteredWindow(
            file=item.file,
            inferences=count,
            warmups=WARMUPS,
            duration_s=span.duration_s,
            energy_uj=span.energy_uj(self._wish.supply.voltage_mv),
            mean_ua=span.mean_ua,
            samples=span.samples,
            lost=span.lost,
            clipped=span.clipped,
            device_s=report.elapsed_us / 1e6 * count / asked if report.lap_count > 1 else None,
        )

    def _infer(self, count: int, warmups: int, deadline_s: float) -> tuple[InferReport, float]:
        started = time.monotonic()
        report = self._dut.client.infer(count, warmups, deadline_s=deadline_s)
        require_answer(self._dut.facts.device_id, report, count, self._benchmark)
        return report, time.monotonic() - started


def meter_facts(meter: Meter, wish: MeterWish, edges: Edges) -> MeterFacts:
    """The meter as it is kept with the result."""
    return MeterFacts(
        meter_id=meter.meter_id,
        kind=meter.kind,
        is_simulated=meter.is_simulated,
        supply_mv=wish.supply.voltage_mv,
        sample_hz=meter.sample_hz,
        edges=edges.value,
    )


def energy_breaches(windows: Sequence[MeteredWindow], rules: MlperfRules, meter: Meter) -> Iterator[Breach]:
    """The rules that metered windows do not keep."""
    if len(windows) != rules.inputs:
        yield Breach(BreachCode.FEW_INPUTS, f"{len(windows)} windows were metered; {rules.inputs} are the rule.")
    shortest = min(window.duration_s for window in windows)
    if shortest < rules.window_s:
        yield Breach(BreachCode.SHORT_WINDOW, f"A window lasted {shortest:.3f} s; {rules.window_s:g} s are the rule.")
    fewest = min(window.inferences for window in windows)
    if fewest < rules.iterations:
        text = f"A window held {fewest} inferences; {rules.iterations} are the rule."
        yield Breach(BreachCode.FEW_ITERATIONS, text)
    yield from trace_breaches(
        rules,
        meter,
        lost_ratio=max(window.lost / window.samples for window in windows),
        clipped=sum(window.clipped for window in windows),
    )
    yield from _clock_breaches(windows)


def trace_breaches(rules: MlperfRules, meter: Meter, *, lost_ratio: float, clipped: int) -> Iterator[Breach]:
    """What is wrong with the trace of a meter."""
    if lost_ratio > rules.lost_ratio:
        text = f"{lost_ratio:.2%} of the meter's samples of a window were lost; {rules.lost_ratio:.1%} are allowed."
        yield Breach(BreachCode.METER_LOST_SAMPLES, text)
    if clipped:
        yield Breach(BreachCode.METER_CLIPPED, f"{clipped:,} samples were at the end of the meter's range.")
    for doubt in meter.doubts:
        yield Breach(BreachCode.METER_UNCALIBRATED, doubt)


def _clock_breaches(windows: Sequence[MeteredWindow]) -> Iterator[Breach]:
    """The DUT's clock against the meter's, where it tells one."""
    for window in windows:
        if window.device_s is not None and abs(window.device_s - window.duration_s) > (
            _CLOCK_RATIO * window.duration_s + 0.002
        ):
            text = (
                f"The DUT says that a window took {window.device_s:.3f} s; the meter saw {window.duration_s:.3f} s "
                "between its time stamps."
            )
            yield Breach(BreachCode.CLOCK_DISAGREES, text)
            return
