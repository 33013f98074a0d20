"""A DUT of MLPerf Tiny on a clock of its own: windows of ten seconds cost a test no time."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchwright.bench.mlperf_performance import PerformanceRun
from benchwright.bench.mlperf_talk import Dut, Edges
from benchwright.bench.stages import StageLog
from benchwright.datasets.mlperf_layout import LABELS_FILE
from benchwright.model.board import Origin
from benchwright.model.mlperf import MLPERF_BENCHMARKS, MlperfBenchmark
from benchwright.model.mlperf_result import DutFacts, TimedWindow
from benchwright.model.mlperf_rules import OFFICIAL_RULES, MlperfRules
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.transport import Transport
from benchwright.wire.ascii_client import AsciiClient
from tests.contract.bench_parts import NeverCancelled

DEVICE = "DUT"
LONGEST_COMMAND = 80
NEVER = NeverCancelled()


@dataclass
class ScriptedDut:
    """Firmware that takes `latency_us` an inference, and what is wrong with it.

    `clock_ratio` makes its clock run at another rate than the host's, `wrap_us` is where it begins anew. `adds` is what
    it adds to the N that it says. `chatter` stands before every message. `answer` replaces the answer to a command
    where it gives one; None is silence.
    """

    benchmark: MlperfBenchmark = MLPERF_BENCHMARKS["kws01"]
    latency_us: float = 2_000.0
    clock_ratio: float = 1.0
    wrap_us: int = 1 << 32
    start_us: int = 0
    adds: int = 0
    chatter: str = ""
    answer: Callable[[str], str | None] = lambda _command: ""
    sent: list[str] = field(default_factory=list)
    now_s: float = 0.0
    loaded: bytes = b""
    _wanted: int = 0
    _command: bytes = b""
    _out: deque[bytes] = field(default_factory=deque)
    _busy_s: float = 0.0

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if not self._out:
            self.now_s += timeout_s
            return b""
        data = self._out.popleft()
        if len(data) > max_bytes:
            self._out.appendleft(data[max_bytes:])
        return data[:max_bytes]

    def write(self, data: bytes) -> None:
        *commands, self._command = (self._command + data).split(b"%")
        for command in commands:
            assert 0 < len(command) < LONGEST_COMMAND, "the buffer of the reference firmware"
            self.sent.append(command.decode())
            said = self.answer(self.sent[-1])
            if said == "":
                said = "".join(f"{self.chatter}{line}\r\n" for line in self._lines(self.sent[-1]))
            if said is not None:
                self._out.append(f"{said}m-ready\r\n".encode())

    def close(self) -> None:
        pass

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def clock(self) -> float:
        return self.now_s

    def dut(self, edges: Edges = Edges.NONE, origin: Origin = Origin.HARDWARE) -> Dut:
        """The DUT as it is when it was opened."""
        facts = DutFacts(DEVICE, "", origin, "scripted", "", self.benchmark.benchmark_id)
        return Dut(AsciiClient(self, DEVICE, clock=self.clock), facts, edges)

    def performance(self, rules: MlperfRules = OFFICIAL_RULES, cancel: CancelToken = NEVER) -> PerformanceRun:
        """A run on it, whose host is on the same clock."""
        return PerformanceRun(self.dut(), self.benchmark, rules, a_log(cancel), clock=self.clock)

    @property
    def infers(self) -> list[tuple[int, int]]:
        """N and W of every `infer`."""
        found = (re.fullmatch(r"infer (\d+) (\d+)", command) for command in self.sent)
        return [(int(one[1]), int(one[2])) for one in found if one]

    def _lines(self, command: str) -> Iterator[str]:
        if found := re.fullmatch(r"infer (\d+) (\d+)", command):
            yield from self._infer(int(found[1]), int(found[2]))
        elif found := re.fullmatch(r"db load (\d+)", command):
            self._wanted, self.loaded = int(found[1]), b""
            yield f"m-[Expecting {self._wanted} bytes]"
        elif found := re.fullmatch(r"db ([0-9a-f]+)", command):
            self.loaded += bytes.fromhex(found[1])
            if len(self.loaded) == self._wanted:
                yield "m-load-done"

    def _infer(self, count: int, warmups: int) -> Iterator[str]:
        yield f"m-warmup-start-{warmups}"
        self.now_s += warmups * self.latency_us / 1e6
        yield "m-warmup-done"
        yield f"m-infer-start-{count + self.adds}"
        yield self._lap()
        self.now_s += count * self.latency_us / 1e6
        yield self._lap()
        yield "m-infer-done"
        results = ["0.000"] * self.benchmark.result_count
        results[sum(self.loaded) % len(results)] = "1.000"
        yield f"m-results-[{','.join(results)}]"

    def _lap(self) -> str:
        told_us = self.start_us + int(self.now_s * 1e6 * self.clock_ratio)
        return f"m-lap-us-{told_us % self.wrap_us}"


def a_log(cancel: CancelToken = NEVER) -> StageLog:
    """The log of a journey that nobody watches."""
    return StageLog(DEVICE, lambda _event: None, cancel, {})


def a_set(folder: Path, benchmark_id: str = "kws01", *, count: int = 5) -> Path:
    """A labelled set whose inputs differ; the class of file k is what `ScriptedDut` answers for it."""
    benchmark = MLPERF_BENCHMARKS[benchmark_id]
    assert benchmark.load is not None
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for number in range(count):
        name = f"file_{number}.bin"
        size = benchmark.load.size_bytes + 2 * benchmark.step_bytes
        (folder / name).write_bytes(bytes([number]) + bytes(size - 1))
        window = f",{benchmark.window_bytes},{benchmark.step_bytes}" if benchmark.window_bytes else ""
        lines.append(f"{name},{benchmark.class_count},{number % benchmark.class_count}{window}")
    (folder / LABELS_FILE).write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def a_window(duration_s: float = 10.1, *, inferences: int = 5_000, host_s: float | None = None) -> TimedWindow:
    """A timed window of a DUT whose clock agrees with the host's."""
    return TimedWindow("file_0.bin", inferences, 0, round(duration_s * 1e6), duration_s if host_s is None else host_s)
