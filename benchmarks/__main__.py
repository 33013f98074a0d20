"""`python -m benchmarks [--short] [--board BOARD] [NAME …]`: measures, and writes each table into its section of
docs/performance.md.

With --short everything is repeated less, and the document stays as it is. With --board `costs` measures only that
board.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from benchmarks.accuracy import measure_accuracy
from benchmarks.benchmark import Benchmark, CannotMeasure, Effort
from benchmarks.compare import measure_compare
from benchmarks.costs import COST_BOARDS, measure_costs
from benchmarks.document import replace_section
from benchmarks.energy import measure_energy_error
from benchmarks.engine import measure_engine, measure_least_ram
from benchmarks.flashing import measure_flashing
from benchmarks.machine import load_words, taken_line
from benchmarks.million import measure_million
from benchmarks.naming import measure_naming
from benchmarks.pack import measure_pack
from benchmarks.parallel import measure_parallel
from benchmarks.power import measure_power
from benchmarks.search import measure_search
from benchmarks.size import measure_size
from benchmarks.soak import measure_soak
from benchmarks.stall import measure_stall
from benchmarks.start import measure_start
from benchmarks.swap import measure_swap
from benchmarks.tick import measure_tick
from benchmarks.transfer import measure_transfer

BENCHMARKS: dict[str, Benchmark] = {
    "start": measure_start,
    "stall": measure_stall,
    "search": measure_search,
    "tick": measure_tick,
    "soak": measure_soak,
    "compare": measure_compare,
    "million": measure_million,
    "naming": measure_naming,
    "swap": measure_swap,
    "flashing": measure_flashing,
    "pack": measure_pack,
    "parallel": measure_parallel,
    "transfer": measure_transfer,
    "accuracy": measure_accuracy,
    "energy": measure_energy_error,
    "power": measure_power,
    "engine": measure_engine,
    "least": measure_least_ram,
    "size": measure_size,
    "costs": measure_costs,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the named benchmarks, or all; 1 when one of them could not measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which (default: all): {', '.join(BENCHMARKS)}")
    parser.add_argument("--short", action="store_true", help="few repetitions; the document stays as it is")
    parser.add_argument(
        "--board", action="append", default=[], choices=sorted(COST_BOARDS), help="which boards costs measures (all)"
    )
    arguments = parser.parse_args(argv)
    names = arguments.names or list(BENCHMARKS)
    if unknown := [name for name in names if name not in BENCHMARKS]:
        parser.error(f"there is no benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}")
    effort = Effort(arguments.short, tuple(arguments.board))
    return max([_measure(name, BENCHMARKS[name], effort) for name in names])


def _measure(name: str, benchmark: Benchmark, effort: Effort) -> int:
    print(f"{name} …", flush=True)
    load_before, started = load_words(), time.monotonic()
    try:
        body = benchmark(effort)
    except CannotMeasure as error:
        print(f"{name}: {error} Its section stays as it is.", file=sys.stderr)
        return 1
    if not effort.is_short:
        replace_section(name, f"{body}\n\n{taken_line(name, load_before)}")
    print(f"{body}\n{name}: done in {time.monotonic() - started:.0f} s, {load_before} before", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
