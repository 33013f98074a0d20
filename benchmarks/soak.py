"""Ten minutes of flash and test on four virtual boards at once: does the window stay as quick and as small."""

from __future__ import annotations

import threading
import time
from itertools import pairwise

import psutil

from benchmarks.bench_window import BenchWindow, demo_models, open_bench
from benchmarks.benchmark import Effort, say
from benchmarks.document import table
from benchmarks.stall import HEADER, Ticks, tick_row

BOARDS = ("native", "native#2", "b-l475e-iot01a", "b-l475e-iot01a#2")
_SOAK_S = 600
_SHORT_S = 20
_LEAST_ROUNDS = 48
"""A busy computer does fewer in that time, and how the memory goes on would not be seen."""
_RUN_PATIENCE_S = 180.0
_PARTS = 5
_MEGABYTE = 1_000_000


def measure_soak(effort: Effort) -> str:
    """Batches one after the other until the time is over, and some minutes more where they were few.

    Every one has another model than the last.
    """
    seconds, least_rounds = effort.turns(_SOAK_S, _SHORT_S), effort.turns(_LEAST_ROUNDS, 1)
    with open_bench(BOARDS, demo_models()) as bench:
        variants = [variant.sha256 for variant in bench.workbench.variants()]
        bench.check([f"virtual:{board}" for board in BOARDS])
        say(f"{seconds} s")
        _round(bench, variants[0])  # what is loaded once is no growth
        before, threads_before = _resident_bytes(), threading.active_count()
        ticks, begun, rounds = Ticks(), time.monotonic(), 0
        sizes = [before]
        while time.monotonic() - begun < seconds or rounds < least_rounds:
            rounds += 1
            _round(bench, variants[rounds % len(variants)])
            sizes.append(_resident_bytes())
        noted = ticks.stop()
        ends = [sizes[round(part * rounds / _PARTS)] for part in range(_PARTS + 1)]
        grown = [(after - size) / _MEGABYTE for size, after in pairwise(ends)]
        facts = (
            f"{rounds * len(BOARDS)} runs, none failed; memory of the window's process grew by "
            f"{(sizes[-1] - before) / _MEGABYTE:.1f} MB to {sizes[-1] / _MEGABYTE:.0f} MB, "
            f"in each of {_PARTS} equal parts of the runs by {', '.join(f'{part:.1f}' for part in grown)} MB; "
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
