"""Measuring over MLPerf Tiny's ASCII: the time stamps around `infer N` are all that it tells of time."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from benchwright.bench.inputs import INPUT_COUNT, InputSet
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.stages import StageLog
from benchwright.model.board import Board, Origin
from benchwright.model.device import Device
from benchwright.model.errors import ProtocolUnmet
from benchwright.model.run import Timing, Window
from benchwright.wire.ascii_client import AsciiClient, InferReport

TICK_HZ = 1_000_000
"""Time stamps are in microseconds, whatever the timer behind them."""

# The protocol asks for a timer of 1 kHz or faster: 20 ms are 20 of its ticks at least.
_LEAST_SAMPLE_US = 20_000
_MOST_INFERENCES = 100_000
_MOST_SAMPLE_HOST_S = 20.0
# The pace may have been taken in a slow moment: a window that ends early goes on, to so many times its samples.
_MOST_STRETCH = 10
_FIRST_S = 60.0
_SAMPLE_S = 5.0
_ENERGY_REMEDY = "Build it in performance mode (EE_CFG_ENERGY_MODE=0): in energy mode it tells no time."


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the firmware is: one inference in microseconds of its clock, and in seconds of the host's."""

    inference_us: float
    inference_host_s: float


@dataclass(frozen=True, slots=True)
class AsciiMeasured:
    """Raw samples, and the host's own time of each window in seconds."""

    timing: Timing
    window_host_s: tuple[float, ...]


class AsciiBench:
    """Runs inferences on one device and holds every answer to the protocol."""

    def __init__(self, client: AsciiClient, device: Device, log: StageLog) -> None:
        self._client = client
        self._device = device
        self._log = log

    def results(self, inputs: InputSet) -> tuple[tuple[float, ...], ...]:
        """What the firmware prints for every input; empty rows where it prints no results."""
        rows = []
        for index, item in enumerate(inputs.items):
            self._log.check_cancel()
            self._client.load(item)
            rows.append(self._infer(1, 0, _FIRST_S)[0].results)
            self._log.progress(index + 1, len(inputs.items))
        return tuple(rows)

    def pace(self, settings: MeasureSettings) -> Pace:
        """Warms up, and doubles the count until the device's clock shows enough of it.

        Raises:
            ProtocolUnmet: its clock does not advance.
        """
        count, host_s = 1, 0.0
        while count <= _MOST_INFERENCES:
            self._log.check_cancel()
            report, host_s = self._infer(count, settings.warmup_count, _FIRST_S)
            if report.elapsed_us >= _LEAST_SAMPLE_US:
                return Pace(report.elapsed_us / count, host_s / count)
            if host_s > 1 and not report.elapsed_us:
                break
            count *= 4
        why = f"Its time stamps stand still over {count:,} inferences, {host_s:.1f} s of the host."
        raise ProtocolUnmet(self._device.device_id, why, "Give th_timestamp() a timer of 1 kHz or faster.")

    def measure(self, board: Board, inputs: InputSet | None, pace: Pace, settings: MeasureSettings) -> AsciiMeasured:
        """Times one window on each of the first five inputs; without inputs, five on what the firmware starts with."""
        samples, each = _shape(self._device.origin, pace, settings)
        items: tuple[bytes | None, ...] = inputs.items[:INPUT_COUNT] if inputs else (None,) * INPUT_COUNT
        windows, host_s = [], []
        for index, item in enumerate(items):
            if item is not None:
                self._client.load(item)
            window, seconds = self._window(samples, each, pace, settings, index * samples, samples * len(items))
            windows.append(Window(index if item is not None else 0, window))
            host_s.append(seconds)
        timing = Timing(
            tick_hz=TICK_HZ,
            clock_hz=board.clock_hz,
            overhead_ticks=0,
            windows=tuple(windows),
            warmup_count=settings.warmup_count,
            inferences_per_sample=each,
        )
        return AsciiMeasured(timing, tuple(host_s))

    def _window(
        self, samples: int, each: int, pace: Pace, settings: MeasureSettings, done_before: int, total: int
    ) -> tuple[tuple[int, ...], float]:
        patience_s = _SAMPLE_S + 4 * each * pace.inference_host_s
        least_s = 0.0 if self._device.origin is Origin.EMULATED else settings.window_s
        ticks: list[int] = []
        spent_s = 0.0
        while len(ticks) < samples or (spent_s < least_s and len(ticks) < _MOST_STRETCH * samples):
            self._log.check_cancel()
            report, seconds = self._infer(each, 0 if ticks else settings.warmup_count, patience_s)
            ticks.append(report.elapsed_us)
            spent_s += seconds
            self._log.progress(done_before + min(len(ticks), samples), total)
        return tuple(ticks), spent_s

    def _infer(self, count: int, warmup: int, deadline_s: float) -> tuple[InferReport, float]:
        """One `infer`, and how long it took on the host."""
        started = time.monotonic()
        report = self._client.infer(count, warmup, deadline_s=deadline_s)
        seconds = time.monotonic() - started
        if report.lap_count < 2:
            why = f"It printed {report.lap_count} time stamps around an inference; two are the rule."
            raise ProtocolUnmet(self._device.device_id, why, _ENERGY_REMEDY)
        if report.started_count not in {None, count}:
            why = f"Asked for {count:,} inferences, it says that it began {report.started_count:,}."
            raise ProtocolUnmet(self._device.device_id, why, "Correct the firmware: its times would be off by as much.")
        return report, seconds


def _shape(origin: Origin, pace: Pace, settings: MeasureSettings) -> tuple[int, int]:
    """Samples in a window, and inferences in a sample: long enough for a coarse timer, short enough to cancel."""
    is_emulated = origin is Origin.EMULATED
    samples = settings.emulated_count if is_emulated else settings.minimum_count
    wanted_us = _LEAST_SAMPLE_US if is_emulated else max(_LEAST_SAMPLE_US, settings.window_s * 1e6 / samples)
    each = max(1, math.ceil(wanted_us / pace.inference_us))
    most = max(1, math.floor(_MOST_SAMPLE_HOST_S / max(pace.inference_host_s, 1e-9)))
    return samples, min(each, most, _MOST_INFERENCES)
