"""Ten minutes of flash and test on four virtual boards at once: does the window stay as quick and as small."""

from __future__ import annotations

import threading
import time

import psutil

from benchmarks.bench_window import BenchWindow, demo_models, open_bench
from benchmarks.benchmark import Effort, say
from benchmarks.document import table
from benchmarks.stall import HEADER, Ticks, tick_row

BOARDS = ("native", "native#2", "b-l475e-iot01a", "b-l475e-iot01a#2")
_SOAK_S = 600
_SHORT_S = 20
_RUN_PATIENCE_S = 180.0
_MEGABYTE = 1_000_000


def measure_soak(effort: Effort) -> str:
    """Batches one after the other until the time is over; every one with another model than the last."""
    seconds = effort.turns(_SOAK_S, _SHORT_S)
    with open_bench(BOARDS, demo_models()) as bench:
        variants = [variant.sha256 for variant in bench.workbench.variants()]
        bench.check([f"virtual:{board}" for board in BOARDS])
        say(f"{seconds} s")
        _round(bench, variants[0])  # what is loaded once is no growth
        before, threads_before = _resident_bytes(), threading.active_count()
        ticks, ends_at, rounds = Ticks(), time.monotonic() + seconds, 0
        while time.monotonic() < ends_at:
            rounds += 1
            _round(bench, variants[rounds % len(variants)])
        noted = ticks.stop()
        grown = (_resident_bytes() - before) / _MEGABYTE
        facts = (
            f"{rounds * len(BOARDS)} runs, none failed; memory of the window's process grew by {grown:.1f} MB, "
            f"threads from {threads_before} to {threading.active_count()}."
        )
    return f"{table(HEADER, [tick_row('four boards, one batch after the other', noted)])}\n\n{facts}"


def _round(bench: BenchWindow, sha256: str) -> None:
    bench.choose(sha256)
    saved: list[str] = []
    connection = bench.page.bridge.run_saved.connect(lambda event: saved.append(event.device_id))
    bench.await_button(f"Flash and test {len(BOARDS)}")
    bench.page.parts.run_bar.run_button.click()
    bench.run_until(lambda: len(saved) == len(BOARDS), patience_s=_RUN_PATIENCE_S, what="the last run", look_ms=100)
    bench.page.bridge.run_saved.disconnect(connection)


def _resident_bytes() -> int:
    return int(psutil.Process().memory_info().rss)
