"""`python -m tests.fuzz`: damaged packs for the engine, damaged models for the planner; 1 when something broke.

What was done is kept in build/fuzz: a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import ROOT
from tests.fuzz.engine import EngineFuzzer
from tests.fuzz.models import fuzz_in_processes
from tests.fuzz.toolchain import best_compiler

_ENGINE_EXECUTIONS = 10_000_000
_MODEL_EXECUTIONS = 200_000
_ROUND = 500_000


def main(argv: Sequence[str] | None = None) -> int:
    """Fuzzes as much as is wanted. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--packs", type=int, default=_ENGINE_EXECUTIONS, help="packs for the engine, altogether")
    parser.add_argument("--models", type=int, default=_MODEL_EXECUTIONS, help="models for the planner, altogether")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "fuzz", help="where work is kept")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "fuzz", help="what broke something goes here")
    parser.add_argument("--repeat", type=Path, metavar="FILE", help="run one pack again and show what happens")
    options = parser.parse_args(argv)
    if options.repeat:
        print(EngineFuzzer(options.folder, options.out, best_compiler()).repeat(options.repeat))
        return 0
    faults = _fuzz_models(options) + _fuzz_engine(options)
    print("Nothing broke." if not faults else f"{faults} inputs broke something; they lie in {options.out}.")
    return 1 if faults else 0


def _fuzz_models(options: argparse.Namespace) -> int:
    if options.models == 0:
        return 0
    faults = fuzz_in_processes(
        options.models, folder=options.folder, out=options.out, workers=options.workers, say=_say
    )
    for name, reason in faults.items():
        _say(f"{name}: {reason}\n  again: {sys.executable} -m tests.fuzz.models --repeat {options.out / name}")
    return len(faults)


def _fuzz_engine(options: argparse.Namespace) -> int:
    if options.packs == 0:
        return 0
    compiler = best_compiler()
    _say(f"engine: {compiler.words}")
    fuzzer = EngineFuzzer(options.folder, options.out, compiler)
    if fuzzer.unseeded():
        _say(f"engine: no seed has {', '.join(fuzzer.unseeded())}; give tests/firmware/tiny_models.py one")
    fuzzer.run(options.packs, _ROUND, options.workers, lambda text: _say(f"engine: {text}"))
    fuzzer.check_slow()
    tally = fuzzer.tally
    _say(f"engine: {tally.accepted:,} ran, {tally.refused:,} refused, {tally.cut:,} left for their length; by op:")
    for (code, kind, layout), count in sorted(tally.ran.items()):
        _say(f"  op {code} type {kind} layout {layout}: {count:,}")
    for name, reason in tally.crashes.items():
        _say(f"{name}: {reason}\n  again: {sys.executable} -m tests.fuzz --repeat {options.out / name}")
    return len(tally.crashes)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
