"""Sixteen devices flashed and tested at once, against the same devices one after another, in turn in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from benchmarks.bench_lab import DIGITS, temporary_toolbox
from benchmarks.benchmark import CannotMeasure, Effort, say
from benchmarks.document import table
from benchmarks.paced import PacedTransports
from benchwright.bench.device_lanes import DeviceLanes
from benchwright.bench.importing import import_model
from benchwright.bench.lane import Cancel
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.route import Route, RouteParts, RouteRequest
from benchwright.bench.toolbox import Toolbox
from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.flashers import Flashers
from benchwright.model.device import Device
from benchwright.model.errors import BenchError
from benchwright.wire.agent_pack import AgentPackFlasher

DEVICES, SHORT_DEVICES = 16, 4
ROUNDS = 3
BAUD = 115_200
MODEL = DIGITS / "digits_int8.tflite"
WINDOW_S = 0.02
_LOOK_S = 0.005
_PATIENCE_S = 600.0
HEADER = ("devices", "n", "one after another", "all at once", "ratio", "one device alone", "slowest of all at once")


@dataclass(frozen=True, slots=True)
class Mix:
    """Which boards, in turn until there are enough, and the rate of their lines; 0 is as fast as they go."""

    words: str
    boards: tuple[str, ...]
    baud: int = 0


MIXES = (
    Mix("emulated: busy all the time", ("b-l475e-iot01a", "mps3-an547", "netduinoplus2", "hifive1-revb")),
    Mix(f"native, lines held to {BAUD:,} baud: mostly waiting", ("native",), BAUD),
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """All devices once: the whole time, and that of each journey, in seconds."""

    total_s: float
    each_s: tuple[float, ...]


def measure_parallel(effort: Effort) -> str:
    """Each mix in a lab of its own; every journey writes firmware and model, checks, measures and saves."""
    device_count, rounds = effort.turns(DEVICES, SHORT_DEVICES), effort.turns(ROUNDS, 1)
    return table(HEADER, [_row(mix, device_count, rounds) for mix in MIXES])


def _row(mix: Mix, device_count: int, rounds: int) -> tuple[object, ...]:
    with temporary_toolbox() as toolbox:
        say(f"{mix.words}: starting {device_count} boards")
        devices = _started(toolbox, mix, device_count)
        bench = _Bench(toolbox, _parts(toolbox, mix))
        try:
            bench.one_after_another(devices[: len(mix.boards)])  # loads what is loaded once
            serial, parallel = [], []
            for turn in range(rounds):
                say(f"{mix.words}: turn {turn + 1} of {rounds}")
                serial.append(bench.one_after_another(devices))
                parallel.append(bench.all_at_once(devices))
        finally:
            bench.close()
    serial_s, parallel_s = (statistics.median(turn.total_s for turn in turns) for turns in (serial, parallel))
    alone_s = statistics.median(seconds for turn in serial for seconds in turn.each_s)
    slowest_s = max(seconds for turn in parallel for seconds in turn.each_s)
    return (
        mix.words,
        device_count,
        f"{serial_s:.1f} s",
        f"{parallel_s:.1f} s",
        f"{serial_s / parallel_s:.2f}",
        f"{alone_s:.1f} s",
        f"{slowest_s:.1f} s",
    )


def _started(toolbox: Toolbox, mix: Mix, count: int) -> tuple[Device, ...]:
    names = (mix.boards[index % len(mix.boards)] for index in range(count))
    try:
        return tuple(toolbox.lab.start(name, instance=str(index + 1)) for index, name in enumerate(names))
    except BenchError as error:
        raise CannotMeasure(str(error)) from error


def _parts(toolbox: Toolbox, mix: Mix) -> RouteParts:
    if not mix.baud:
        return toolbox.parts
    lines = PacedTransports(toolbox.parts.transports, mix.baud)
    flasher = Flashers(virtual_image=VirtualImageFlasher(), agent=AgentPackFlasher(lines))
    return replace(toolbox.parts, transports=lines, flasher=flasher)


class _Bench:
    """Walks the route on devices, in the lanes that the program itself uses."""

    def __init__(self, toolbox: Toolbox, parts: RouteParts) -> None:
        self._store = toolbox.open_store(toolbox.default_database)
        self._variant = import_model(MODEL, self._store, parts.planner)
        self._route = Route(parts, self._store)
        self._failures: list[str] = []
        self._lanes = DeviceLanes(lambda: None, lambda device_id, error: self._failures.append(f"{device_id}: {error}"))

    def one_after_another(self, devices: Sequence[Device]) -> _Turn:
        """Each device begins when the one before it has ended."""
        return self._turn(devices, at_once=False)

    def all_at_once(self, devices: Sequence[Device]) -> _Turn:
        """All devices begin together, each in its lane."""
        return self._turn(devices, at_once=True)

    def close(self) -> None:
        """Ends the lanes and closes the store."""
        self._lanes.close(_PATIENCE_S)
        self._store.close()

    def _turn(self, devices: Sequence[Device], *, at_once: bool) -> _Turn:
        each_s: list[float] = []
        started = time.perf_counter()
        for device in devices:
            self._lanes.submit(device.device_id, partial(self._walk, device, each_s))
            if not at_once:
                self._await_idle()
        self._await_idle()
        return _Turn(time.perf_counter() - started, tuple(each_s))

    def _walk(self, device: Device, each_s: list[float], cancel: Cancel) -> None:
        started = time.perf_counter()
        settings = MeasureSettings(window_s=WINDOW_S)
        model = self._store.variant_file(self._variant.sha256)
        request = RouteRequest(device=device, variant=self._variant, model=model, force_flash=True, settings=settings)
        run = self._route.run(request, lambda _event: None, cancel).run
        if run.parity.mismatched_bytes or not run.parity.compared_bytes:
            raise CannotMeasure(f"{device.device_id} does not compute what it should.")
        each_s.append(time.perf_counter() - started)

    def _await_idle(self) -> None:
        end = time.monotonic() + _PATIENCE_S
        while self._lanes.busy_ids and time.monotonic() < end:
            time.sleep(_LOOK_S)
        if self._failures or self._lanes.busy_ids:
            raise CannotMeasure("; ".join(self._failures) or f"Not all were done within {_PATIENCE_S:g} s.")
