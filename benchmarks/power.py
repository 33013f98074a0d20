"""A power meter at 100,000 samples a second for ten minutes: every sample drawn, recorded to disk and counted.

The meter is the virtual PPK2, a process that speaks the bytes of the real one on a pseudo-terminal and, like it, loses
what is not read in time.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

from benchmarks.bench_window import BenchWindow, demo_models, open_bench
from benchmarks.benchmark import CannotMeasure, Effort, say
from benchmarks.document import table
from benchmarks.stall import HEADER, Ticks, tick_row
from benchwright.bench.recording import Recording, open_recording
from benchwright.model.meter import FoundMeter
from benchwright.ui.pages.power.page import PowerPage
from benchwright.ui.power_trace import recorded_trace
from tests.contract.virtual_meters import PPK2, virtual_meter

LONG_S, SHORT_S = 600.0, 5.0
_PATIENCE_S = 30.0


def measure_power(effort: Effort) -> str:
    """The Power page on a live trace that is recorded; then the recording, opened and drawn whole."""
    if sys.platform == "win32":
        raise CannotMeasure("There are no pseudo-terminals here.")
    seconds = SHORT_S if effort.is_short else LONG_S
    with tempfile.TemporaryDirectory() as name, open_bench(("native",), demo_models()[-1:]) as bench:
        folder = Path(name)
        file = folder / "live.bwtrace"
        with virtual_meter(PPK2, folder) as port:
            page = _power_page(bench, port)
            desk = bench.workbench.meters
            page.record(file)
            bench.run_until(
                lambda: desk.recording is not None and desk.recording.samples > 0,
                patience_s=_PATIENCE_S,
                what="the first samples",
            )
            started = time.monotonic()
            bench.run_for(2.0)
            say(f"live and recorded, {seconds:.0f} s")
            before, ticks = _resident_mb(), Ticks()
            bench.run_for(seconds)
            row = tick_row("trace of 100 kS/s drawn live and recorded", ticks.stop())
            grown = _resident_mb() - before
            elapsed = time.monotonic() - started
            desk.stop_live()
        recording = open_recording(file)
        missing = f"{max(0.0, elapsed - recording.duration_s):.1f} s"
        rows = [*_counts(recording, file, grown), ("never came, by the clock", missing), *_opened(page, bench, file)]
    return table(HEADER, [row]) + "\n\n" + table(("the recording", "value"), rows)


def _power_page(bench: BenchWindow, port: str) -> PowerPage:
    bench.page.bridge.meter.choose(FoundMeter(port, "PPK2", "PPK2", 800, 5_000))
    bench.window.navigate("power")
    page = bench.window.current_page
    assert isinstance(page, PowerPage)
    return page


def _counts(recording: Recording, file: Path, grown_mb: float) -> list[tuple[object, ...]]:
    lost = sum(int(np.isnan(current).sum()) for _, current, _ in recording.chunks())
    return [
        ("samples", f"{recording.count:,}"),
        ("length", f"{recording.duration_s:.1f} s"),
        ("samples lost", f"{lost:,}"),
        ("size", f"{file.stat().st_size / 1e6:.0f} MB"),
        ("memory that grew meanwhile", f"{grown_mb:.0f} MB"),
    ]


def _opened(page: PowerPage, bench: BenchWindow, file: Path) -> list[tuple[object, ...]]:
    started = time.perf_counter()
    trace = recorded_trace(file)
    opened = time.perf_counter()
    chart = page.parts.chart
    chart.show_trace(trace)
    chart.show_all()
    QApplication.processEvents()
    drawn = time.perf_counter()
    bench.run_for(0.1)
    return [
        ("opened in", f"{(opened - started) * 1e3:.0f} ms"),
        ("drawn whole in", f"{(drawn - opened) * 1e3:.0f} ms"),
    ]


def _resident_mb() -> float:
    """Peak so far; Linux counts it in kB, macOS in bytes (getrusage(2))."""
    import resource  # noqa: PLC0415 - there is none on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
