"""From a board appearing on the bus to its name on the bench, by how it is known and how its coming is heard."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.bench_lab import temporary_toolbox
from benchmarks.benchmark import CannotMeasure, Effort, say
from benchmarks.document import table
from benchwright.bench.toolbox import Toolbox
from benchwright.bench.workbench import Workbench
from benchwright.drivers.discovery import PortDiscovery
from benchwright.drivers.hot_plug import PollingHotPlug, UdevHotPlug
from benchwright.model.events import DevicesChanged, Event
from benchwright.model.stats import percentile
from benchwright.protocols.cancel import NeverCancelled
from benchwright.protocols.hot_plug import HotPlug

_ROUNDS = 60
_ASKED_ROUNDS = 15
_PATIENCE_S = 10.0
_BOARD = "b-l475e-iot01a"
_UEVENTS = sorted(Path("/sys/class/tty").glob("tty[S0-9]*/uevent"))

HEADER = ("how it is known", "how its coming is heard", "n", "p50", "p95", "slowest")


@dataclass
class _Port:
    """A port as the system lists it."""

    device: str
    vid: int | None = 0x0D28
    pid: int | None = 0x0204
    serial_number: str | None = "9904360258824e45004b9013000000000000000097969901"
    location: str | None = "1-4:1.1"
    description: str = ""
    interface: str | None = None


@dataclass
class _Bus:
    """What is plugged in; a list that changes is a bus that changes."""

    ports: list[_Port] = field(default_factory=list)


def measure_naming(effort: Effort) -> str:
    """Ports that appear on a simulated bus, named by USB alone or by asking real firmware on an emulated board."""
    rows = []
    rounds, asked_rounds = effort.turns(_ROUNDS, 4), effort.turns(_ASKED_ROUNDS, 2)
    with temporary_toolbox() as toolbox:
        for words, hot_plug, tell in _ears():
            say(f"known identity, {words}")
            times = _times(toolbox, hot_plug(), tell, _Port("/dev/ttyACM0"), "microbit-v2", rounds)
            rows.append(_row("DAPLink serial number", words, times))
        say("asked: the firmware of an emulated board")
        asked = _Port(_running_board(toolbox), 0x0483, 0x374B, "066BFF575056805087143626")
        times = _times(toolbox, PollingHotPlug(), _nobody, asked, _BOARD, asked_rounds)
        rows.append(_row(f"asking the firmware ({_BOARD}, emulated)", "looking every 250 ms", times))
    return table(HEADER, rows)


def _ears() -> Iterator[tuple[str, Callable[[], HotPlug], Callable[[], None]]]:
    yield "looking every 250 ms", PollingHotPlug, _nobody
    if _UEVENTS and os.access(_UEVENTS[0], os.W_OK):
        yield "the kernel's own event", UdevHotPlug, _tell_kernel


def _tell_kernel() -> None:
    _UEVENTS[0].write_text("add", "ascii")


def _nobody() -> None:
    """Nobody tells."""


def _times(
    toolbox: Toolbox, hot_plug: HotPlug, tell: Callable[[], None], port: _Port, board: str, rounds: int
) -> list[float]:
    """Milliseconds from the port's appearance to the event that names its board, `rounds` times."""
    bus, times = _Bus(), []
    with _bench(toolbox, bus, hot_plug) as bench:
        for turn in range(rounds):
            _change(bench, bus, [], lambda event: not event.devices, tell)
            time.sleep(0.05 + 0.29 * turn / rounds)  # every phase of the poll is met
            started = time.monotonic()
            _change(bench, bus, [port], lambda event: any(d.board == board for d in event.devices), tell)
            times.append((time.monotonic() - started) * 1e3)
    return times


def _change(
    bench: Workbench,
    bus: _Bus,
    ports: list[_Port],
    is_seen: Callable[[DevicesChanged], bool],
    tell: Callable[[], None],
) -> None:
    seen = threading.Event()

    def watch(event: Event) -> None:
        if isinstance(event, DevicesChanged) and is_seen(event):
            seen.set()

    if is_seen(DevicesChanged(bench.devices())):
        return
    unsubscribe = bench.subscribe(watch)
    bus.ports = ports
    tell()
    if not seen.wait(_PATIENCE_S):
        raise CannotMeasure(f"Nothing was named within {_PATIENCE_S:g} s.")
    unsubscribe()


@contextmanager
def _bench(toolbox: Toolbox, bus: _Bus, hot_plug: HotPlug) -> Iterator[Workbench]:
    discovery = PortDiscovery(toolbox.parts.catalog, ports=lambda: tuple(bus.ports))
    store = toolbox.open_store(toolbox.default_database)
    bench = Workbench(
        toolbox.parts,
        store,
        discovery,
        toolbox.lab,
        toolbox.report_desk(store, None),
        processes=toolbox.processes,
        forge=toolbox.forge,
        viewer=toolbox.viewer,
        mlperf=toolbox.mlperf_tools,
        hot_plug=hot_plug,
        identifier=toolbox.identifier,
        open_store=toolbox.open_store,
    )
    bench.start()
    try:
        yield bench
    finally:
        bench.close()


def _running_board(toolbox: Toolbox) -> str:
    """The port of a virtual board whose flash holds the firmware."""
    device = toolbox.lab.start(_BOARD)
    board = toolbox.parts.catalog.board(_BOARD)
    image = toolbox.parts.firmware.image(_BOARD).image
    toolbox.parts.flasher.write(device, board, 0, image, lambda _done, _total: None, NeverCancelled())
    return device.url


def _row(known: str, heard: str, times: Sequence[float]) -> tuple[str, ...]:
    ordered = sorted(times)
    p50, p95 = (f"{percentile(ordered, ratio):.0f} ms" for ratio in (0.5, 0.95))
    return (known, heard, str(len(times)), p50, p95, f"{max(times):.0f} ms")
