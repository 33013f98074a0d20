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
IMPORT_TURNS = 3
SHOWN_PACKAGES = 6

# One line of -X importtime: self time in µs | cumulative | nested name.
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


@dataclass(frozen=True, slots=True)
class _Start:
    painted_s: float
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
    header = (f"median of {len(bare)}", "bare PySide6 window", "Benchwright, Bench page", "ratio")
    rows = []
    for words, part in (
        ("process start to first page painted", [(b.painted_s, f.painted_s) for b, f in zip(bare, full, strict=True)]),
        ("process start to process end", [(b.whole_s, f.whole_s) for b, f in zip(bare, full, strict=True)]),
    ):
        bare_s, full_s = (statistics.median(column) for column in zip(*part, strict=True))
        rows.append((words, _ms(bare_s * 1e3), _ms(full_s * 1e3), f"{full_s / bare_s:.2f}"))
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
    difference_s = statistics.median(f.painted_s for f in full) - statistics.median(b.painted_s for b in bare)
    words = (
        f"Of the {_ms(difference_s * 1e3)} between the two, imports take most or less as below (`-X importtime`, own "
        f"time of a package's modules, median of {len(turns)}; the tracing itself slows them a little):"
    )
    return f"{words}\n\n{table(('package', 'more than bare'), rows)}"


def _start(module: str, home: str) -> _Start:
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", module], stdout=subprocess.PIPE, text=True, env=_environment(home), cwd=ROOT
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        painted_s = time.perf_counter() - started
        process.communicate(timeout=60)
    if said != "painted\n" or process.returncode:
        raise CannotMeasure(f"{module} showed no page (exit code {process.returncode}).")
    return _Start(painted_s, time.perf_counter() - started)


def _import_us(module: str, home: str) -> Counter[str]:
    """Own import time in µs of each top-level package until the page is painted, the standard library as one."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", module],
        capture_output=True, text=True, check=True, timeout=60, env=_environment(home), cwd=ROOT,
    )  # fmt: skip
    spent: Counter[str] = Counter()
    for found in _IMPORT.finditer(ended.stderr.partition("\npainted\n")[0]):
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
