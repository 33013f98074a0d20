"""Click to result for a model swap: from the press of the button to the saved run on the screen, by stage."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.bench_window import BenchWindow, demo_models, open_bench
from benchmarks.benchmark import Effort, say
from benchmarks.document import table
from benchwright.model.events import Stage
from benchwright.model.run import Run

ROUNDS = {"native": 1, "b-l475e-iot01a": 3, "mps3-an547": 3}
"""How often every version is flashed on a board; native runs its five windows of a second each time."""

_PATIENCE_S = 60.0
HEADER = ("board", "swaps", "click to result", "slowest", *(stage.value for stage in Stage), "outside stages")


@dataclass(frozen=True, slots=True)
class _Swap:
    """One press; `total_s` ends when the result is on the page, looked for every 2 ms."""

    total_s: float
    run: Run

    def stage_s(self, stage: Stage) -> float:
        """Time of a stage in seconds."""
        return sum(time.seconds for time in self.run.stages if time.stage == stage.value)

    @property
    def rest_s(self) -> float:
        """Time outside the stages: the lane, the line's opening, saving's answer, drawing."""
        return self.total_s - sum(time.seconds for time in self.run.stages)


def measure_swap(effort: Effort) -> str:
    """On each board in turn: a first journey that is not counted, then every version of the demo's model in turn."""
    return table(HEADER, [_row(board, _swaps(board, effort.turns(rounds, 1))) for board, rounds in ROUNDS.items()])


def _swaps(board: str, rounds: int) -> tuple[_Swap, ...]:
    with open_bench((board,), demo_models()) as bench:
        shas = sorted(variant.sha256 for variant in bench.workbench.variants())
        _press(bench, shas[-1])
        swaps = []
        for turn in range(rounds):
            say(f"{board}, round {turn + 1} of {rounds}: {len(shas)} swaps")
            swaps += [_press(bench, sha256) for sha256 in shas]
        return tuple(swaps)


def _press(bench: BenchWindow, sha256: str) -> _Swap:
    view = bench.page.parts.result
    saved: list[Run] = []
    connection = bench.page.bridge.run_saved.connect(lambda event: saved.append(event.run))
    bench.choose(sha256)
    bench.await_button("Flash and test")
    started = time.perf_counter()
    bench.page.parts.run_bar.run_button.click()
    bench.run_until(
        lambda: bool(saved) and view.result is not None and view.result.run.run_id == saved[0].run_id,
        patience_s=_PATIENCE_S,
        what="the result",
    )
    total_s = time.perf_counter() - started
    bench.page.bridge.run_saved.disconnect(connection)
    return _Swap(total_s, saved[0])


def _row(board: str, swaps: Sequence[_Swap]) -> tuple[object, ...]:
    def median(values: Sequence[float]) -> str:
        return f"{statistics.median(values):.2f} s"

    stages = [median([swap.stage_s(stage) for swap in swaps]) for stage in Stage]
    totals_s = [swap.total_s for swap in swaps]
    rest = median([swap.rest_s for swap in swaps])
    return (
        f"{board} ({swaps[0].run.origin.value})",
        len(swaps),
        median(totals_s),
        f"{max(totals_s):.2f} s",
        *stages,
        rest,
    )
