"""Runs the fuzzer of the engine in rounds, keeps what it finds, and goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from tests.fuzz.corpus import ops_without_a_seed, write_corpus
from tests.fuzz.toolchain import Compiler, build_harness

_SLOW_S = 120
# The engine allocates nothing: how libFuzzer's own memory is watched costs time and finds nothing.
_ASAN_OPTIONS = "detect_leaks=0:malloc_context_size=0:quarantine_size_mb=1"
_EXECUTED = re.compile(r"stat::number_of_executed_units:\s*(\d+)|^#(\d+)\s", re.MULTILINE)
_VERDICTS = re.compile(r"bw accepted (\d+) refused (\d+) cut (\d+)")
_RAN = re.compile(r"bw ran (\d+) (\d+) (\d+) (\d+)")
_REASON = re.compile(r"(ERROR: \w+: .*|SUMMARY: .*|runtime error: .*|bw accepted, then .*|bw the .*|bw a tensor .*)")


@dataclass(slots=True)
class Tally:
    """What was done so far: executions, what became of the packs, which ops ran, files that broke something."""

    executions: int = 0
    seconds: float = 0.0
    rounds: int = 0
    accepted: int = 0
    refused: int = 0
    cut: int = 0
    ran: Counter[tuple[int, int, int]] = field(default_factory=Counter)
    crashes: dict[str, str] = field(default_factory=dict)

    def add_output(self, text: str) -> int:
        """Counts what one worker printed; its executions."""
        found = [int(first or second) for first, second in _EXECUTED.findall(text)]
        for accepted, refused, cut in _VERDICTS.findall(text):
            self.accepted += int(accepted)
            self.refused += int(refused)
            self.cut += int(cut)
        for code, kind, layout, count in _RAN.findall(text):
            self.ran[int(code), int(kind), int(layout)] += int(count)
        executions = max(found, default=0)
        self.executions += executions
        return executions


class EngineFuzzer:
    """The fuzzer in `folder`, which keeps program, corpus and tally; `out` takes the packs that break something."""

    def __init__(self, folder: Path, out: Path, compiler: Compiler, program: Path | None = None) -> None:
        self._folder, self._out, self._compiler = folder, out, compiler
        self._program = program or build_harness(folder, compiler)
        self._seeds, self._grown = folder / "seeds", folder / "grown"
        self._slow = folder / "slow"
        for path in (self._seeds, self._grown, self._slow, out):
            path.mkdir(parents=True, exist_ok=True)
        self.seed_files = write_corpus(self._seeds)
        # The tally is of this program: a changed engine is fuzzed from the start, with the corpus grown so far.
        self._tally_file = folder / f"{self._program.name}.json"
        self.tally = self._read_tally()

    def unseeded(self) -> list[str]:
        """Ops that no seed has: mutations alone hardly ever make one that is accepted."""
        return ops_without_a_seed(self.seed_files)

    def run(
        self,
        executions: int,
        round_executions: int,
        workers: int,
        say: Callable[[str], None],
        *,
        most_crashes: int = 10,
    ) -> None:
        """Goes on until `executions` were done altogether, or so much broke."""
        while self.tally.executions < executions and len(self.tally.crashes) < most_crashes:
            started, before = time.monotonic(), self.tally.executions
            share = -(-min(round_executions, executions - before) // workers)
            with ThreadPoolExecutor(workers) as pool:
                seeds = [1 + self.tally.rounds * workers + index for index in range(workers)]
                for text in pool.map(self._work, seeds, repeat(share)):
                    self.tally.add_output(text)
            elapsed = time.monotonic() - started
            self.tally.rounds += 1
            self.tally.seconds += elapsed
            self._write_tally()
            done = self.tally.executions - before
            if done == 0 and not self.tally.crashes:
                raise RuntimeError(f"{self._program} executes nothing; run it by hand to see why.")
            left_s = (executions - self.tally.executions) / max(1.0, done / elapsed)
            say(
                f"{self.tally.executions:,} of {executions:,} packs, {done / elapsed:,.0f}/s, "
                f"{self.tally.accepted:,} ran, {max(0.0, left_s) / 60:.1f} min left, {len(self.tally.crashes)} crashes"
            )

    def check_slow(self) -> None:
        """Runs what was cut short again with much more time; what still does not end counts as a crash."""
        for file in sorted(self._slow.iterdir()):
            finished = self._call([str(file)], {"BW_FUZZ_TICKS": str(250 * _SLOW_S)}, timeout_s=2 * _SLOW_S)
            if finished.returncode or re.search(r"cut [1-9]", finished.stderr):
                self._keep(file.read_bytes(), finished.stderr or "it does not end")
            file.unlink()
        self._write_tally()

    def repeat(self, file: Path) -> str:
        """What the harness prints of one file."""
        return self._call([str(file)], {}, timeout_s=2 * _SLOW_S).stderr

    def _work(self, seed: int, executions: int) -> str:
        """One worker's round; what it printed."""
        current = self._folder / f"current-{seed}"
        options = [f"-runs={executions}", f"-seed={seed}"]
        folders = [str(self._seeds)]
        if self._compiler.guides:
            before = {path.name for path in self._out.iterdir()}
            options += [f"-artifact_prefix={self._out}/", "-max_len=6144", "-timeout=30", "-print_final_stats=1",
                        "-rss_limit_mb=2048", "-reload=0", "-len_control=0",
                        "-entropic=0"]  # fmt: skip
            folders.insert(0, str(self._grown))
        finished = self._call(
            [*options, *folders], {"BW_FUZZ_CURRENT": str(current), "BW_FUZZ_SLOW": str(self._slow)}, timeout_s=7200
        )
        if finished.returncode and self._compiler.guides:
            for path in self._out.iterdir():
                if path.name not in before:
                    self._keep(path.read_bytes(), finished.stderr, path)
        elif finished.returncode:
            content = current.read_bytes()
            self._keep(content[4 : 4 + int.from_bytes(content[:4], "little")], finished.stderr)
        current.unlink(missing_ok=True)
        return finished.stderr

    def _call(self, arguments: list[str], words: dict[str, str], timeout_s: float) -> subprocess.CompletedProcess[str]:
        environment = os.environ | words | {"ASAN_OPTIONS": _ASAN_OPTIONS}
        try:
            return subprocess.run(
                [str(self._program), *arguments], env=environment, capture_output=True, timeout=timeout_s, check=False,
                encoding="utf-8", errors="replace",
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(arguments, 1, "", "ERROR: it does not end")

    def _keep(self, pack: bytes, text: str, file: Path | None = None) -> None:
        file = file or self._out / f"crash-{hashlib.sha1(pack, usedforsecurity=False).hexdigest()}"
        file.write_bytes(pack)
        reasons = _REASON.findall(text)
        self.tally.crashes[file.name] = reasons[-1] if reasons else text.strip()[-200:] or "ended without a word"

    def _read_tally(self) -> Tally:
        try:
            kept = json.loads(self._tally_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Tally()
        ran = Counter({(code, kind, layout): count for code, kind, layout, count in kept.pop("ran")})
        return Tally(**kept, ran=ran)

    def _write_tally(self) -> None:
        names = ("executions", "seconds", "rounds", "accepted", "refused", "cut", "crashes")
        kept = {name: getattr(self.tally, name) for name in names}
        kept["ran"] = [[*key, count] for key, count in sorted(self.tally.ran.items())]
        fresh = self._tally_file.with_suffix(".fresh")
        fresh.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        fresh.replace(self._tally_file)
