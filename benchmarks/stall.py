"""The event loop of the window: ticks of a 5 ms timer, idle and while four virtual boards are flashed and measured."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

from benchmarks.bench_window import BenchWindow, demo_models, larger_model, open_bench
from benchmarks.benchmark import Effort, say
from benchmarks.document import table

BOARDS = ("native", "b-l475e-iot01a", "b-l475e-iot01a#2", "mps3-an547")
TICK_MS = 5
IDLE_S = 10.0
LONG_MS = 50.0
_RUN_PATIENCE_S = 180.0
_LOOK_MS = 100
HEADER = (
    "the window", "seconds", "ticks", "median", "p99", "max", f"over {LONG_MS:.0f} ms", "own work p99", "own work max"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tick:
    """Time between two calls of the timer, and how much of it the thread itself was at work, in milliseconds."""

    gap_ms: float
    work_ms: float


class Ticks(QObject):
    """A precise timer in the thread that made it."""

    def __init__(self) -> None:
        super().__init__()
        self._ticks: list[Tick] = []
        self._last = _clocks_ms()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._take)
        self._timer.start(TICK_MS)

    def stop(self) -> tuple[Tick, ...]:
        """Ends; what was noted."""
        self._timer.stop()
        return tuple(self._ticks)

    def _take(self) -> None:
        now = _clocks_ms()
        self._ticks.append(Tick(now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now


def _clocks_ms() -> tuple[float, float]:
    return time.perf_counter_ns() / 1e6, time.thread_time_ns() / 1e6


def measure_stall(effort: Effort) -> str:
    """Idle with four boards; a first journey with firmware and model; a second with another model."""
    first, second = larger_model(), demo_models()[0]
    with open_bench(BOARDS, (first, second)) as bench:
        variants = {variant.source: variant.sha256 for variant in bench.workbench.variants()}
        idle_s = IDLE_S / effort.turns(1, 5)
        say(f"idle, {idle_s:.0f} s")
        bench.run_for(1.0)
        idle = Ticks()
        bench.run_for(idle_s)
        rows = [tick_row("idle, four boards shown", idle.stop())]
        bench.check([f"virtual:{board}" for board in BOARDS])
        for words, file in (("firmware and model", first), ("another model", second)):
            say(f"{len(BOARDS)} boards at once: {words}")
            ticks_of_run = _journey(bench, variants[str(file)])
            rows.append(tick_row(f"{len(BOARDS)} boards at once: {words} ({file.stem}), test", ticks_of_run))
    return table(HEADER, rows)


def _journey(bench: BenchWindow, sha256: str) -> tuple[Tick, ...]:
    """One press for all boards, up to the last result on the screen and a second more."""
    bench.choose(sha256)
    saved: list[str] = []
    connection = bench.page.bridge.run_saved.connect(lambda event: saved.append(event.device_id))
    bench.await_button(f"Flash and test {len(BOARDS)}")
    ticks = Ticks()
    bench.page.parts.run_bar.run_button.click()
    bench.run_until(
        lambda: len(saved) == len(BOARDS), patience_s=_RUN_PATIENCE_S, what="the last run", look_ms=_LOOK_MS
    )
    bench.run_for(1.0)
    bench.page.bridge.run_saved.disconnect(connection)
    return ticks.stop()


def tick_row(words: str, ticks: Sequence[Tick]) -> tuple[object, ...]:
    """A row of `HEADER`."""
    gaps, work = sorted(tick.gap_ms for tick in ticks), sorted(tick.work_ms for tick in ticks)
    p99 = len(ticks) * 99 // 100
    return (
        words,
        f"{sum(gaps) / 1e3:.0f}",
        len(ticks),
        *(f"{value:.1f} ms" for value in (gaps[len(ticks) // 2], gaps[p99], gaps[-1])),
        sum(gap > LONG_MS for gap in gaps),
        *(f"{value:.1f} ms" for value in (work[p99], work[-1])),
    )
