"""Start of the window against a bare PySide6 window: whole processes, and which imports the difference goes to."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench_lab import ROOT
from benchmarks.benchmark import CannotMeasure, Effort, say
from benchmarks.document import table

TURNS = 9
BARE = "benchmarks.bare_window"
FULL = "benchmarks.full_window"
WINDOW, PAGE = "window", "page"
LAST_MARK = {BARE: WINDOW, FULL: PAGE}
IMPORT_TURNS = 3
SHOWN_PACKAGES = 6

# One line of -X importtime: self time in µs | cumulative | nested name.
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


@dataclass(frozen=True, slots=True)
class _Start:
    """Seconds by the wall's clock, and of processor time, to each mark that the process said; and to its end."""

    wall_s: dict[str, float]
    work_s: dict[str, float]
    whole_s: float


def measure_start(effort: Effort) -> str:
    """Alternating processes on the offscreen platform; then the imports of one of each."""
    with tempfile.TemporaryDirectory(prefix="benchwright-bench-") as home:
        for module in (BARE, FULL):  # file cache, byte code, database
            _start(module, home)
        pairs = []
        turns = effort.turns(TURNS, 2)
        for turn in range(turns):
            say(f"turn {turn + 1} of {turns}")
            pairs.append((_start(BARE, home), _start(FULL, home)))
        imports = [(_import_us(BARE, home), _import_us(FULL, home)) for _ in range(effort.turns(IMPORT_TURNS, 1))]
    bare, full = zip(*pairs, strict=True)
    return f"{_times(bare, full)}\n\n{_imports(imports, bare, full)}"


def _times(bare: Sequence[_Start], full: Sequence[_Start]) -> str:
    header = (
        f"from the start of the process, median of {len(bare)}",
        "bare PySide6 window",
        "Benchwright",
        "ratio",
        "goal",
    )
    rows = []
    for words, bare_s, full_s, goal in (
        ("to the window painted", [b.wall_s[WINDOW] for b in bare], [f.wall_s[WINDOW] for f in full], "≤ 1.5"),
        ("the same, processor time", [b.work_s[WINDOW] for b in bare], [f.work_s[WINDOW] for f in full], "≤ 1.5"),
        (
            "to the Bench page painted and usable",
            [b.wall_s[WINDOW] for b in bare],
            [f.wall_s[PAGE] for f in full],
            "≤ 1 s",
        ),
        ("the same, processor time", [b.work_s[WINDOW] for b in bare], [f.work_s[PAGE] for f in full], ""),
        ("to the end of the process", [b.whole_s for b in bare], [f.whole_s for f in full], ""),
    ):
        bare_ms, full_ms = statistics.median(bare_s) * 1e3, statistics.median(full_s) * 1e3
        rows.append((words, _ms(bare_ms), _ms(full_ms), f"{full_ms / bare_ms:.2f}", goal))
    return table(header, rows)


def _imports(turns: Sequence[tuple[Counter[str], Counter[str]]], bare: Sequence[_Start], full: Sequence[_Start]) -> str:
    packages = {package for _bare, full_us in turns for package in full_us}
    extra_ms = {
        package: statistics.median((full_us[package] - bare_us[package]) / 1e3 for bare_us, full_us in turns)
        for package in packages
    }
    heaviest = sorted(extra_ms, key=lambda package: -extra_ms[package])[:SHOWN_PACKAGES]
    rest_ms = sum(extra_ms.values()) - sum(extra_ms[package] for package in heaviest)
    rows = [(package, _ms(extra_ms[package])) for package in heaviest]
    rows += [("the rest", _ms(rest_ms)), ("all imports", _ms(sum(extra_ms.values())))]
    difference_s = statistics.median(f.wall_s[PAGE] for f in full) - statistics.median(b.wall_s[WINDOW] for b in bare)
    words = (
        f"Of the {_ms(difference_s * 1e3)} between the bare window and the Bench page, imports take most or less as "
        f"below (`-X importtime`, own time of a package's modules, median of {len(turns)}; the tracing itself slows "
        "them a little, and so does the thread beside them):"
    )
    return f"{words}\n\n{table(('package', 'more than bare'), rows)}"


def _start(module: str, home: str) -> _Start:
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", module],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_environment(home),
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        wall_s: dict[str, float] = {}
        work_s: dict[str, float] = {}
        for line in process.stdout:
            mark, work = line.split()
            wall_s[mark], work_s[mark] = time.perf_counter() - started, float(work)
        process.wait(timeout=60)
    if LAST_MARK[module] not in wall_s or process.returncode:
        raise CannotMeasure(f"{module} did not come to its {LAST_MARK[module]} (exit code {process.returncode}).")
    return _Start(wall_s, work_s, time.perf_counter() - started)


def _import_us(module: str, home: str) -> Counter[str]:
    """Own import time in µs of each top-level package until the page is painted, the standard library as one."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", module],
        capture_output=True, text=True, check=True, timeout=60, env=_environment(home), cwd=ROOT,
    )  # fmt: skip
    spent: Counter[str] = Counter()
    for found in _IMPORT.finditer(ended.stderr.partition(f"\n{LAST_MARK[module]}\n")[0]):
        package = found[2].split(".")[0]
        spent["standard library" if package in sys.stdlib_module_names else package] += int(found[1])
    return spent


def _environment(home: str) -> dict[str, str]:
    """Compiled modules are kept, in a folder of this measurement, as on a machine where the program is used."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    own = {"BENCHWRIGHT_HOME": home, "PYTHONPYCACHEPREFIX": str(Path(home) / "compiled")}
    return {**kept, **own, "QT_QPA_PLATFORM": "offscreen"}


def _ms(value: float) -> str:
    return f"{value:.0f} ms"
