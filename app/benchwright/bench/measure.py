"""Measuring on the device: self-check, warm-up, windows, memory."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.bench.inputs import INPUT_COUNT, InputSet
from benchwright.bench.stages import StageLog
from benchwright.bench.validity import MOST_SAMPLES_A_WINDOW
from benchwright.model.board import Board
from benchwright.model.device import Hello
from benchwright.model.errors import WireCorrupt
from benchwright.model.pack import Borders, Pack
from benchwright.model.run import Timing, Window
from benchwright.protocols.cancel import CancelToken
from benchwright.wire.client import DutClient

_MOST_ATTEMPTS = 3
CHUNK_SECONDS = 0.5
"""Inferences are asked for in parts of about this long, so that progress moves and cancel is quick."""


@dataclass(frozen=True, slots=True)
class MeasureSettings:
    """How long to measure.

    `window_s` is the length of each window where time is real; MLPerf Tiny asks for 10 s. On an emulated device
    the count is exact, so `emulated_count` inferences on each input are enough.
    """

    window_s: float = 1.0
    minimum_count: int = 10
    maximum_count: int = MOST_SAMPLES_A_WINDOW
    emulated_count: int = 2
    warmup_count: int = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """Raw samples, and the host's own time of each window in seconds."""

    timing: Timing
    window_host_s: tuple[float, ...]


def collect_outputs(client: DutClient, model: Pack | Borders, inputs: InputSet, log: StageLog) -> tuple[bytes, ...]:
    """The board's raw output bytes for every input, all output tensors one behind the other."""
    outputs = []
    for index, item in enumerate(inputs.items):
        log.check_cancel()
        client.load_input(item)
        client.infer(1, 0)
        outputs.append(_read_outputs(client, model))
        log.progress(index + 1, len(inputs.items))
    return tuple(outputs)


def collect_outputs_in_turn(
    client: DutClient, model: Pack | Borders, inputs: InputSet, log: StageLog
) -> tuple[bytes, ...]:
    """The same, with what the model keeps reset before the first input.

    A request that got lost is repeated, and may then have run twice: a model with state is no longer where it should
    be. The device counts its inferences; where it counts too many, all inputs are run again.

    Raises:
        WireCorrupt: requests got lost each time.
    """
    for _ in range(_MOST_ATTEMPTS):
        client.reset_state()
        before = client.statistics().inferences
        outputs = collect_outputs(client, model, inputs, log)
        if client.statistics().inferences - before == len(outputs):
            return outputs
    raise WireCorrupt(log.device_id, client.statistics().frames_bad)


def warm_up(client: DutClient, item: bytes, hello: Hello, settings: MeasureSettings) -> float:
    """Runs the warm-up inferences and one more; the time of that one in seconds of the device's clock."""
    client.load_input(item)
    ticks = client.infer(1, settings.warmup_count)
    return max(ticks[-1], 1) / hello.tick_hz


def measure(
    client: DutClient,
    board: Board,
    hello: Hello,
    inputs: InputSet,
    inference_s: float,
    settings: MeasureSettings,
    log: StageLog,
    cancel: CancelToken,
) -> Measured:
    """Times one window on each of the first five inputs."""
    shift = board.emulator.icount_shift if board.emulator is not None else None
    counting = shift is not None and hello.origin.value == "emulated"
    count = settings.emulated_count if counting else _window_count(inference_s, settings)
    items = inputs.items[:INPUT_COUNT]
    windows, host_s = [], []
    for index, item in enumerate(items):
        client.load_input(item)
        ticks, seconds = _window(client, count, inference_s, index * count, count * len(items), log, cancel)
        windows.append(Window(index, ticks))
        host_s.append(seconds)
    timing = Timing(
        tick_hz=hello.tick_hz,
        clock_hz=board.clock_hz if counting else hello.clock_hz,
        overhead_ticks=hello.overhead_ticks,
        windows=tuple(windows),
        warmup_count=settings.warmup_count,
        ns_per_instruction=1 << shift if counting and shift is not None else None,
    )
    return Measured(timing, tuple(host_s))


def _window(
    client: DutClient,
    count: int,
    inference_s: float,
    done_before: int,
    total: int,
    log: StageLog,
    cancel: CancelToken,
) -> tuple[tuple[int, ...], float]:
    chunk = max(1, min(count, math.floor(CHUNK_SECONDS / inference_s)))
    ticks: list[int] = []
    started = time.monotonic()
    while len(ticks) < count:
        log.check_cancel()
        part = min(chunk, count - len(ticks))
        ticks.extend(client.infer(part, 0, cancel=cancel))
        log.progress(done_before + len(ticks), total)
    return tuple(ticks), time.monotonic() - started


def _window_count(inference_s: float, settings: MeasureSettings) -> int:
    wanted = math.ceil(settings.window_s / inference_s)
    return max(settings.minimum_count, min(settings.maximum_count, wanted))


def _read_outputs(client: DutClient, model: Pack | Borders) -> bytes:
    parts: Sequence[bytes] = [client.read_output(i, spec.size_bytes) for i, spec in enumerate(model.outputs)]
    return b"".join(parts)
