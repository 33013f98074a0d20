"""The event loop of the window while eight virtual boards are busy and a trace of 100 kS/s is drawn live."""

from __future__ import annotations

from PySide6.QtCore import Qt

from benchmarks.bench_window import BenchWindow, demo_models, open_bench
from benchmarks.benchmark import Effort, say
from benchmarks.document import table
from benchmarks.replayed import RATE_HZ, ReplayedTrace
from benchmarks.stall import HEADER, Tick, Ticks, tick_row
from benchwright.model.meter import Meter, Supply
from benchwright.ui.charts.power_chart import PowerChart
from benchwright.ui.charts.pyramid import LinesPyramid, MinMaxPyramid
from benchwright.ui.power_trace import KEPT_S, Trace

BOARDS = ("native", *(f"native#{number}" for number in range(2, 9)))
_ALONE_S = 10.0
_RUN_PATIENCE_S = 240.0


def measure_tick(effort: Effort) -> str:
    """The trace alone, then with every board flashed and measured at once."""
    model = demo_models()[-1]
    with open_bench(BOARDS, (model,)) as bench:
        current, lines = MinMaxPyramid(KEPT_S * RATE_HZ), LinesPyramid(KEPT_S * RATE_HZ)
        kept = Trace(
            Meter("replayed", "replayed", "", RATE_HZ, 0.0, is_simulated=True),
            Supply(3_300),
            "",
            current,
            lines,
            "",
        )
        chart = PowerChart(bench.page.theme, bench.window)
        chart.show_trace(kept)
        chart.setWindowFlag(Qt.WindowType.Tool)
        chart.resize(960, 320)
        trace = ReplayedTrace(current, lines)
        try:
            chart.show()
            bench.run_for(2.0)
            seconds = _ALONE_S / effort.turns(1, 5)
            say(f"the trace alone, {seconds:.0f} s")
            alone = Ticks()
            bench.run_for(seconds)
            rows = [tick_row("trace of 100 kS/s drawn live, boards idle", alone.stop())]
            say(f"{len(BOARDS)} boards at once")
            rows.append(tick_row(f"the same, {len(BOARDS)} boards flashed and measured", _busy(bench, str(model))))
        finally:
            trace.close()
            chart.hide()
    return table(HEADER, rows)


def _busy(bench: BenchWindow, model: str) -> tuple[Tick, ...]:
    variants = {variant.source: variant.sha256 for variant in bench.workbench.variants()}
    bench.choose(variants[model])
    bench.check([f"virtual:{board}" for board in BOARDS])
    saved: list[str] = []
    connection = bench.page.bridge.run_saved.connect(lambda event: saved.append(event.device_id))
    bench.await_button(f"Flash and test {len(BOARDS)}")
    ticks = Ticks()
    bench.page.parts.run_bar.run_button.click()
    bench.run_until(lambda: len(saved) == len(BOARDS), patience_s=_RUN_PATIENCE_S, what="the last run", look_ms=100)
    bench.page.bridge.run_saved.disconnect(connection)
    return ticks.stop()
