"""Measuring energy on the device: windows of inferences with idle time between them, while a meter samples."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchwright.bench.energy_edges import LEAST_INFERENCES, WindowTimes, find_falls, measure_edge_windows, window_times
from benchwright.bench.energy_steps import measure_step_windows, wish_for_steps
from benchwright.bench.energy_validity import is_useless, judge_energy
from benchwright.bench.energy_windows import BOUNCE_S, Trace, find_marks, group_marks, measure_windows
from benchwright.bench.measured_volts import measured_volts, with_peaks
from benchwright.bench.stages import StageLog
from benchwright.model.device import Hello
from benchwright.model.energy import EnergyRecord, EnergyWindow, gross_energy
from benchwright.model.errors import BenchError
from benchwright.model.meter import MarkLine, Meter, MeterWish
from benchwright.model.run import Issue, IssueCode
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.power_meter import PowerMeter, Samples
from benchwright.wire.client import DutClient

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415

_READ_S = 0.05
_MOST_INFERENCES = 100_000
_UA = 1e6
_CLOCK_TOLD_PPM = 100
_IDLE_SEEN_RATIO = 0.8
_LATE_S = 0.2
"""What a meter and its line hold back when they are stopped, on a busy computer."""


@dataclass(frozen=True, slots=True)
class EnergyReading:
    """What came of it: a record, or why there is none; issues say what to think of it.

    `is_voltage_measured` where the meter measured what the device was fed with, else it is what was wished.
    """

    record: EnergyRecord | None
    issues: tuple[Issue, ...]
    trace: Trace | None = None
    clipped: int = 0
    is_voltage_measured: bool = False

    @property
    def words(self) -> str:
        """What came of it, for the line of the stage."""
        if self.record is None:
            return "no energy: " + "; ".join(issue.code.value for issue in self.issues)
        gross = gross_energy(self.record)
        if gross is None:
            return ""
        words = (", simulated" if self.record.is_simulated else "") + (", by steps" if self.record.is_by_steps else "")
        volts = f"{self.record.supply_mv / 1000:g} V {'measured' if self.is_voltage_measured else 'nominal'}"
        return f"{len(self.record.windows)} windows, {gross.energy_uj:,.1f} µJ gross{words}, {volts}"


class MeterRecorder:
    """Reads a meter on a thread of its own from `start` to `stop`, so that nothing else can make it lose samples."""

    def __init__(self, meter: PowerMeter) -> None:
        self._meter = meter
        self._parts: list[Samples] = []
        self._error: BenchError | None = None
        self._is_over = threading.Event()
        self._span_s = (0.0, 0.0)
        self._thread = threading.Thread(target=self._read, name="power meter")

    def start(self) -> None:
        """Begins.

        Raises:
            MeterLost: the line is gone.
        """
        self._meter.start()
        self._span_s = (time.monotonic(), 0.0)
        self._thread.start()

    def stop(self) -> tuple[tuple[Samples, ...], BenchError | None]:
        """Everything that was sampled, and what ended it before its time."""
        self._is_over.set()
        self._thread.join()
        return tuple(self._parts), self._error

    @property
    def seconds(self) -> float:
        """How long it sampled by this computer's clock, once it has stopped."""
        return self._span_s[1] - self._span_s[0]

    def _read(self) -> None:
        try:
            while not self._is_over.is_set():
                self._parts.append(self._meter.read(_READ_S))
            self._span_s = (self._span_s[0], time.monotonic())
            self._parts.append(self._meter.stop())
        except BenchError as error:
            self._error = error


def measure_energy(
    meter: PowerMeter,
    client: DutClient,
    hello: Hello,
    item: bytes,
    inference_s: float,
    wish: MeterWish,
    log: StageLog,
    cancel: CancelToken,
) -> EnergyReading:
    """Runs the windows on one input. A meter that fails costs the energy, never the run.

    Inferences of a window follow each other at once; the mark goes down between them for a moment, which counts as part
    of the window.
    """
    line = meter.meter.mark_line
    wish = wish_for_steps(wish, meter.meter.sample_hz) if line is MarkLine.NONE else wish
    count = max(1, min(_MOST_INFERENCES, math.ceil(wish.window_s / max(inference_s, 1e-9))))
    count = max(count, LEAST_INFERENCES) if line is MarkLine.FALLING_EDGES else count
    client.load_input(item)
    recorder = MeterRecorder(meter)
    try:
        recorder.start()
    except BenchError as error:
        return _without(error)
    times: list[WindowTimes] = []
    try:
        for window in range(wish.windows):
            log.check_cancel()
            time.sleep(wish.idle_s)
            times.append(window_times(client.infer(count, 0, cancel=cancel), hello.tick_hz))
            log.progress(window + 1, wish.windows)
        time.sleep(2 * wish.idle_s)
    finally:
        parts, failure = recorder.stop()
    if failure is not None:
        return _without(failure)
    return evaluate(meter.meter, parts, wish, count, times, recorder.seconds)


def evaluate(
    told: Meter,
    parts: tuple[Samples, ...],
    wish: MeterWish,
    count: int,
    times: Sequence[WindowTimes],
    sampled_s: float,
) -> EnergyReading:
    """From samples to a record; `told` is what the meter told about itself, `count` the inferences of a window.

    `times` is what the device's own clock says of each window, `sampled_s` is for how long this computer's clock says
    the meter sampled: a counter that is short misses whole rounds of itself. Where the meter measured volts, the record
    has their mean for a supply, and its currents are weighed by them, so that energies are sums of both.
    """
    import numpy as np

    current = np.concatenate([part.current_a for part in parts])
    trace = Trace(told.sample_hz, current, np.concatenate([part.digital for part in parts]))
    is_level = told.mark_line is MarkLine.LEVEL
    device_s = sum(window.total_s for window in times)
    volts = measured_volts(parts)
    weighed = trace if volts is None else replace(trace, current_a=volts.weigh(current))
    windows, bounces = _WINDOWS_BY[told.mark_line](weighed, wish, count, times)
    windows = windows if volts is None else with_peaks(windows, current, told.sample_hz)
    uncounted = _uncounted(len(current), told.sample_hz, sampled_s)
    record = EnergyRecord(
        meter_id=told.meter_id,
        meter_kind=told.kind,
        is_simulated=told.is_simulated,
        supply_mv=wish.supply.voltage_mv if volts is None else volts.mean_mv,
        sample_hz=told.sample_hz,
        gain_error_ratio=told.gain_error_ratio,
        windows=windows,
        samples=len(current) + uncounted,
        lost=sum(part.lost for part in parts) + uncounted,
        clipped=sum(part.clipped for part in parts),
        mean_ua=float(np.nanmean(current)) * _UA if np.isfinite(current).any() else 0.0,
        edges_dropped=bounces,
        is_by_steps=told.mark_line is MarkLine.NONE,
    )
    clock_error_ppm = _clock_error_ppm(trace, device_s, count * wish.windows) if is_level else None
    record = replace(record, clock_error_ppm=clock_error_ppm)
    issues = judge_energy(record, wish, told, device_s, uncounted / told.sample_hz)
    kept = None if is_useless(record, wish) else record
    return EnergyReading(kept, issues, trace, record.clipped, is_voltage_measured=volts is not None)


def _level_windows(
    trace: Trace, wish: MeterWish, count: int, times: Sequence[WindowTimes]
) -> tuple[tuple[EnergyWindow, ...], int]:
    """The windows of a meter that sees the level of the mark, and how often that bounced."""
    device_s = sum(window.total_s for window in times)
    marks = find_marks(trace, min(BOUNCE_S, device_s / count / wish.windows / 2))
    windows = group_marks(marks, wish.windows, _least_gap(trace, wish))
    return measure_windows(trace, windows, count) if windows is not None else (), marks.bounces


def _edge_windows(
    trace: Trace, wish: MeterWish, count: int, times: Sequence[WindowTimes]
) -> tuple[tuple[EnergyWindow, ...], int]:
    """The windows of a meter that sees falling edges, and how often those bounced."""
    falls = find_falls(trace, min(window.shortest_s for window in times))
    return measure_edge_windows(trace, falls, times, count, _least_gap(trace, wish)), falls.bounces


def _step_windows(
    trace: Trace, wish: MeterWish, count: int, times: Sequence[WindowTimes]
) -> tuple[tuple[EnergyWindow, ...], int]:
    """The windows of a meter that sees no mark, by the steps of the current."""
    return measure_step_windows(trace, times, count, wish.idle_s), 0


_WINDOWS_BY = {
    MarkLine.LEVEL: _level_windows,
    MarkLine.FALLING_EDGES: _edge_windows,
    MarkLine.NONE: _step_windows,
}


def _least_gap(trace: Trace, wish: MeterWish) -> int:
    return round(_IDLE_SEEN_RATIO * wish.idle_s * trace.sample_hz)


def _uncounted(samples: int, sample_hz: int, sampled_s: float) -> int:
    """Samples that never came and that no counter missed; what is still on its way at the end is none."""
    missing = round(sampled_s * sample_hz) - samples
    return missing if missing > _LATE_S * sample_hz else 0


def _clock_error_ppm(trace: Trace, device_s: float, inferences: int) -> float | None:
    """By how much the device's clock runs fast; None where marks are too short for the meter to tell.

    Every inference has a mark of its own, which the meter must see down in between. Each is off by 1 / sqrt(6) of a
    sample in its own way, unless inferences and samples are in step: then marks vary less than by chance, and what is
    less than a sample is not seen.
    """
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], trace.digital >> trace.line & 1, [0])).astype(np.int8)))
    lengths = edges[1::2] - edges[::2]
    up, marks = int(lengths.sum()), len(lengths)
    if not marks or marks != inferences or math.sqrt(marks / 6) / up * 1e6 > _CLOCK_TOLD_PPM:
        return None
    device_samples = device_s * trace.sample_hz
    part = device_samples / marks % 1
    is_in_step = float(lengths.var()) < part * (1 - part) / 2
    if is_in_step and abs(device_samples - up) < marks:
        return None
    return (device_samples / up - 1) * 1e6


def _without(error: BenchError) -> EnergyReading:
    return EnergyReading(None, (Issue(IssueCode.METER_LOST, f"{error.what} {error.why} The energy is missing."),))
