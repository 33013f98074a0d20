"""The event loop of the window: ticks of a 5 ms timer, idle and while four virtual boards are flashed and measured."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer

from benchmarks.bench_window import BenchWindow, demo_models, larger_model, open_bench
from benchmarks.benchmark import say
from benchmarks.document import table

BOARDS = ("native", "b-l475e-iot01a", "b-l475e-iot01a#2", "mps3-an547")
TICK_MS = 5
IDLE_S = 10.0
LONG_MS = 50.0
_RUN_PATIENCE_S = 180.0
_LOOK_MS = 100
HEADER = ("the window", "seconds", "ticks", "median", "p99", "max", f"over {LONG_MS:.0f} ms")


class Ticks(QObject):
    """A precise timer in the thread that made it; the time between its calls in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self._last_s = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._take)
        self._timer.start(TICK_MS)

    def stop(self) -> tuple[float, ...]:
        """Ends; the gaps."""
        self._timer.stop()
        return tuple(self.gaps_ms)

    def _take(self) -> None:
        now_s = time.perf_counter()
        self.gaps_ms.append((now_s - self._last_s) * 1e3)
        self._last_s = now_s


def measure_stall() -> str:
    """Idle with four boards; a first journey with firmware and model; a second with another model."""
    first, second = larger_model(), demo_models()[0]
    with open_bench(BOARDS, (first, second)) as bench:
        variants = {variant.source: variant.sha256 for variant in bench.workbench.variants()}
        say(f"idle, {IDLE_S:.0f} s")
        bench.run_for(1.0)
        ticks = Ticks()
        bench.run_for(IDLE_S)
        rows = [_row("idle, four boards shown", ticks.stop())]
        bench.check([f"virtual:{board}" for board in BOARDS])
        for words, file in (("firmware and model", first), ("another model", second)):
            say(f"{len(BOARDS)} boards at once: {words}")
            gaps_ms = _journey(bench, variants[str(file)])
            rows.append(_row(f"{len(BOARDS)} boards at once: {words} ({file.stem}), test", gaps_ms))
    return table(HEADER, rows)


def _journey(bench: BenchWindow, sha256: str) -> tuple[float, ...]:
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


def _row(words: str, gaps_ms: Sequence[float]) -> tuple[object, ...]:
    ordered = sorted(gaps_ms)
    return (
        words,
        f"{sum(ordered) / 1e3:.0f}",
        len(ordered),
        *(f"{at:.1f} ms" for at in (ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100], ordered[-1])),
        sum(gap > LONG_MS for gap in ordered),
    )
