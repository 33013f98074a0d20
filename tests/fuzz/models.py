"""Damaged .tflite files for the planner: each ends in a pack that the engine takes, or in an error of two kinds.

`python -m tests.fuzz.models` is one worker; `fuzz_in_processes` runs many, keeps what they found and goes on later.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from types import FrameType

import numpy as np

from benchwright.model.errors import ModelFileInvalid, ModelUnsupported, PackInvalid
from benchwright.planner.pack_format import sealed
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.plan import TflitePlanner
from boards.builder.firmware import build_host_library
from tests.builders import a_board
from tests.conftest import ROOT
from tests.fuzz.corpus import KERNEL_SETS, tiny_files
from tests.fuzz.damage import damaged

MOST_S = 5.0
MOST_BYTES = 1 << 30
_ROUND = 4_000
_LARGE_SHARE = 40  # one of so many inputs is damaged from a real model
_PACK_SHARE = 4  # and one of so many packs is damaged for the host's own reader


class TooSlow(Exception):
    """An input took longer than MOST_S of the processor's time."""


class HostLibrary:
    """The engine's check of a pack."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))

    def status(self, pack: bytes, arena_bytes: int) -> int:
        """enum bw_engine_status of opening; no arena is needed for that."""
        room = ctypes.create_string_buffer(len(pack) + 16)
        at = ctypes.c_void_p(ctypes.addressof(room) + -ctypes.addressof(room) % 16)
        ctypes.memmove(at, pack, len(pack))
        state = (ctypes.c_uint8 * self._library.bw_host_engine_bytes())()
        return int(self._library.bw_host_open(state, at, len(pack), at, arena_bytes))


def real_files() -> list[bytes]:
    """The project's own models, and the MLPerf ones where they are."""
    shared = Path(os.environ.get("BENCHWRIGHT_MODELS", ROOT.parent / "shared" / "models"))
    return [path.read_bytes() for path in sorted([*(ROOT / "resources" / "models").glob("*.tflite"),
                                                  *shared.glob("*.tflite")])]  # fmt: skip


def try_model(model: bytes, kernel_set: str, library: HostLibrary | None) -> str:
    """What became of a file: "pack", or the name of the error that a user would see.

    Raises: whatever must not happen.
    """
    planner = TflitePlanner()
    for read in (planner.facts, planner.borders, planner.quantisation):
        with contextlib.suppress(ModelFileInvalid, ModelUnsupported):
            read(model, name="damaged.tflite")
    try:
        pack = planner.plan(model, a_board(kernel_set=kernel_set), name="damaged.tflite")
    except (ModelFileInvalid, ModelUnsupported) as error:
        return type(error).__name__
    status = library.status(pack.data, pack.arena_bytes) if library else 0
    if status != 0:
        raise AssertionError(f"the engine refuses a pack that the planner made: {status}")
    return "pack"


def try_pack(pack: bytes) -> str:
    """What the host's reader says of a damaged pack."""
    try:
        read_pack(pack)
    except PackInvalid:
        return "PackInvalid"
    return "pack read"


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """Raises TooSlow, or MemoryError, in the block when an input asks for too much."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"more than {MOST_S} s")

    signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, MOST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def work(executions: int, seed: int, out: Path, library: HostLibrary | None) -> dict[str, object]:
    """Damages and tries `executions` files; what became of them, and each different fault once."""
    rng = np.random.default_rng(seed)
    tiny, real = [model for _, model in tiny_files(draws=6)], real_files()
    ends: Counter[str] = Counter()
    faults: dict[str, str] = {}
    for _ in range(executions):
        seeds = real if rng.integers(_LARGE_SHARE) == 0 and real else tiny
        first, second = (seeds[int(rng.integers(len(seeds)))] for _ in range(2))
        kernel_set = KERNEL_SETS[int(rng.integers(len(KERNEL_SETS)))]
        model = damaged(rng, first, second)
        try:
            with bounded():
                ends[try_model(model, kernel_set, library)] += 1
                if rng.integers(_PACK_SHARE) == 0:
                    ends[try_pack(_damaged_pack(rng, first, kernel_set))] += 1
        except Exception as error:  # this is what is looked for
            reason = _reason(error)
            if reason not in faults.values():
                name = f"model-{hashlib.sha256(model).hexdigest()[:16]}.tflite"
                out.mkdir(parents=True, exist_ok=True)
                (out / name).write_bytes(model)
                faults[name] = reason
            ends["fault"] += 1
    return {"executions": executions, "ends": dict(ends), "faults": faults}


def _damaged_pack(rng: np.random.Generator, model: bytes, kernel_set: str) -> bytes:
    try:
        pack = TflitePlanner().plan(model, a_board(kernel_set=kernel_set), name="tiny.tflite").data
    except (ModelFileInvalid, ModelUnsupported):
        pack = bytes(256)
    wrong = damaged(rng, pack, model)
    return sealed(wrong) if len(wrong) > 48 and rng.integers(8) else wrong


def _reason(error: Exception) -> str:
    where = [frame for frame in traceback.extract_tb(error.__traceback__) if "benchwright" in frame.filename]
    place = f" at {Path(where[-1].filename).name}:{where[-1].lineno} in {where[-1].name}" if where else ""
    return f"{type(error).__name__}: {str(error)[:160]}{place}"


def fuzz_in_processes(
    executions: int, *, folder: Path, out: Path, workers: int, say: Callable[[str], None]
) -> dict[str, str]:
    """Goes on until `executions` were done altogether. Returns every fault by the file that shows it."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "models.json"
    state = json.loads(kept.read_text()) if kept.exists() else {"executions": 0, "rounds": 0, "ends": {}, "faults": {}}
    while state["executions"] < executions:
        share = -(-min(_ROUND * workers, executions - state["executions"]) // workers)
        started = time.monotonic()
        with ThreadPoolExecutor(workers) as pool:
            seeds = [1 + state["rounds"] * workers + index for index in range(workers)]
            found = list(pool.map(_one_process, repeat(share), seeds, repeat(out)))
        state["rounds"] += 1
        for result in found:
            state["executions"] += result["executions"]
            state["ends"] = dict(Counter(state["ends"]) + Counter(result["ends"]))
            known = set(state["faults"].values())
            state["faults"] |= {name: why for name, why in result["faults"].items() if why not in known}
        kept.write_text(json.dumps(state, indent=1), encoding="utf-8")
        speed = share * workers / (time.monotonic() - started)
        left_min = max(0, executions - state["executions"]) / speed / 60
        say(
            f"models: {state['executions']:,} of {executions:,}, {speed:,.0f}/s, "
            f"{left_min:.1f} min left, {len(state['faults'])} faults; {state['ends']}"
        )
    return dict(state["faults"])


def _one_process(executions: int, seed: int, out: Path) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.fuzz.models", "--executions", str(executions), "--seed", str(seed)]
    finished = subprocess.run(
        [*command, "--out", str(out)], capture_output=True, text=True, check=False, cwd=ROOT, timeout=7200
    )
    if finished.returncode:
        raise RuntimeError(f"a worker ended with {finished.returncode}:\n{finished.stderr[-2000:]}")
    return json.loads(finished.stdout.splitlines()[-1])


def main() -> None:
    """One worker: prints a line of JSON. Or one file again, with everything Python says of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.models")
    parser.add_argument("--executions", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "fuzz")
    parser.add_argument("--repeat", type=Path, metavar="FILE")
    options = parser.parse_args()
    with contextlib.redirect_stdout(sys.stderr):
        host = build_host_library(ROOT / "build" / "firmware")
    library = HostLibrary(host / json.loads((host / "engine.json").read_text())["library"])
    if options.repeat:
        for kernel_set in KERNEL_SETS:
            print(try_model(options.repeat.read_bytes(), kernel_set, library))
        return
    used_bytes = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used_bytes + MOST_BYTES, resource.RLIM_INFINITY))
    print(json.dumps(work(options.executions, options.seed, options.out, library)))


if __name__ == "__main__":
    main()
