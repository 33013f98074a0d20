"""A virtual Joulescope: `python -m benchwright.drivers.virtual.meter.joulescope --model js220 --link FILE`.

No bytes of a real one: the maker's library keeps those to itself. This is a device as that library shows it, for
`VirtualDriver`: its topics, and signals by the numbers of a counter at 2 MHz, each begun when it is switched on. A
JS220 measures current and voltage at 1 MHz and counts on for ever; a JS110 measures at 2 MHz, counts from 0 and tells
the mark only where it was asked to put it into the least bit of the current. It ends when its standard input does, or
on SIGTERM.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchwright.drivers.power.joulescope import SIMULATED
from benchwright.drivers.power.joulescope_stream import COUNTER_HZ, CURRENT, MARK, SIGNALS, VOLTAGE
from benchwright.drivers.virtual.meter.faults import FaultyLine
from benchwright.drivers.virtual.meter.joulescope_driver import (
    CLOSED,
    DEVICES,
    REMOVED,
    SCHEME,
    Frames,
    answer_head,
    plain_head,
    signal_head,
)
from benchwright.drivers.virtual.meter.load import LoadGenerator, MarkTime
from benchwright.drivers.virtual.meter.readiness import say_ready
from benchwright.drivers.virtual.meter.serving import CHUNK_S, Options, read_options
from benchwright.drivers.virtual.meter.tcp_serving import HOST

SUPPLY_V, SOURCE_OHM = 3.3, 0.5
"""What the device is fed with: the voltage falls with its current."""
LEAST_HZ = 1_000_000
_TYPES = {CURRENT: "<f4", VOLTAGE: "<f4", MARK: "u1"}
_PIECE = 1_000
"""Values at `LEAST_HZ` that go lost together."""
_BOUNCED = 10
"""Values for one of those by which faults count."""
_INVALID = 5


@dataclass(frozen=True, slots=True)
class Model:
    """What differs: counts for one value of current and voltage, where the counter begins, and what can be set."""

    word: str
    step: int
    began_at: int
    range_topic: str
    settings: frozenset[str]


JS220 = Model(
    "js220",
    2,
    # More than 32 bits, and not at the border of a sample of ours.
    5 * 2**32 + 8,
    "s/i/range/mode",
    frozenset(["h/fs", "h/fp", "s/i/range/mode", "s/v/range/mode"]),
)
JS110 = Model(
    "js110",
    1,
    0,
    "s/i/range/select",
    frozenset(["h/fs", "s/i/range/select", "s/v/range/select", "s/i/lsb_src", "s/extio/voltage"]),
)
MODELS = {model.word: model for model in (JS220, JS110)}


class VirtualJoulescope:
    """One device: what is set, and what it owes. Owned by one lock, its caller's."""

    def __init__(self, model: Model, asked: Options) -> None:
        self._model = model
        self._asked = asked
        self.path = f"u/{model.word}/{SIMULATED}"
        self._line = FaultyLine(asked.faults)
        self._settings: dict[str, object] = {}
        self._begun: dict[str, int] = {}
        self._generator = LoadGenerator(asked.load, LEAST_HZ)
        self._started_at = 0.0
        self._made = 0
        self._loses_at: dict[str, float] = {
            "unplug": asked.faults.unplug_after_s,
            "restart": asked.faults.restart_after_s,
        }
        self.is_open = False
        self.is_there = True

    @property
    def is_sampling(self) -> bool:
        """Whether any signal is on."""
        return bool(self._begun)

    def do(self, do: str, topic: str, value: object) -> tuple[int, object]:
        """Obeys one call; its code, 0 for well, and what it tells."""
        if do == "query":
            return 0, self.path if topic == DEVICES and self.is_there else ""
        if do in {"open", "close"}:
            self._begun.clear()
            self.is_open = do == "open" and not self._asked.faults.open_code
            return self._asked.faults.open_code if do == "open" else 0, None
        if not self.is_open:
            return CLOSED, None
        setting = topic.removeprefix(f"{self.path}/")
        signal = setting.removeprefix("s/").removesuffix("/ctrl")
        if setting.endswith("/ctrl") and signal in SIGNALS:
            self._switch(signal, is_on=bool(value))
        elif setting in self._model.settings:
            self._settings[setting] = value
        else:
            return _INVALID, None
        return 0, None

    def due(self) -> list[tuple[bytes, bytes]]:
        """What it publishes by now: heads and the bytes of signals, b"" where there are none."""
        if not self.is_sampling:
            return []
        passed_s = time.monotonic() - self._started_at
        for fault, after_s in self._loses_at.items():
            if after_s and passed_s > after_s:
                self._loses_at[fault] = 0.0
                self._begun.clear()
                self.is_open, self.is_there = False, fault == "restart"
                return [(plain_head(REMOVED, self.path), b"")]
        late_s = CHUNK_S if self._asked.marks is not None else 0.0
        # Whole bytes of levels, and whole samples of a meter that bounces.
        count = int((passed_s - late_s) * LEAST_HZ - self._made) // 40 * 40
        return self._stretch(count) if count > 0 else []

    def _switch(self, signal: str, *, is_on: bool) -> None:
        if not is_on:
            self._begun.pop(signal, None)
            return
        if not self._begun:
            started_ns = time.monotonic_ns()
            follows = MarkTime(self._asked.marks, started_ns) if self._asked.marks is not None else None
            self._generator = LoadGenerator(self._asked.load, LEAST_HZ, follows)
            self._started_at, self._made = started_ns / 1e9, 0
        if signal != self._asked.faults.mute:
            self._begun[signal] = self._made

    def _stretch(self, count: int) -> list[tuple[bytes, bytes]]:
        first, self._made = self._made, self._made + count
        current, level = self._generator.take(count)
        if self._settings.get(self._model.range_topic) == "off":
            current, level = np.zeros(count), np.zeros(count, np.bool_)
        if self._asked.faults.bounce_samples:
            level = np.repeat(self._line.mark(level[::_BOUNCED]), _BOUNCED)
        else:
            level = self._line.mark(level)
        if self._model is JS110 and self._settings.get("s/i/lsb_src") != "gpi0":
            level = np.arange(count) % 3 == 0
        times = 2 // self._model.step
        values: dict[str, NDArray[np.float32] | NDArray[np.uint8]] = {
            CURRENT: np.repeat(current, times).astype(np.float32),
            VOLTAGE: np.repeat(SUPPLY_V - SOURCE_OHM * current, times).astype(np.float32),
            MARK: np.repeat(level, 2).astype(np.uint8),
        }
        published = []
        for start, end in self._arriving(count):
            for signal in self._begun:
                step = 1 if signal == MARK else self._model.step
                part = values[signal][start * 2 // step : end * 2 // step]
                data = np.packbits(part.astype(np.uint8), bitorder="little") if signal == MARK else part
                told = {
                    "sample_id": self._model.began_at + 2 * (first + start),
                    "sample_rate": COUNTER_HZ,
                    "decimate_factor": step,
                }
                head = signal_head(f"{self.path}/s/{signal}/!data", told, _TYPES[signal])
                published.append((head, data.tobytes()))
        return published

    def _arriving(self, count: int) -> list[tuple[int, int]]:
        """From where to where values arrive; those in between are lost, of all signals."""
        starts = np.arange(0, count, _PIECE)
        kept = np.concatenate(
            (np.zeros(1, np.int8), self._line.surviving(len(starts)).astype(np.int8), np.zeros(1, np.int8))
        )
        changes = np.flatnonzero(np.diff(kept))
        return [
            (int(a) * _PIECE, min(count, int(b) * _PIECE)) for a, b in zip(changes[::2], changes[1::2], strict=True)
        ]


def _serve(device: VirtualJoulescope, line: Frames, *, is_silent: bool) -> None:
    """Is the device for one `VirtualDriver`, until that goes."""
    guard, is_over = threading.Lock(), threading.Event()
    stream = threading.Thread(target=_publish, args=(device, line, guard, is_over), daemon=True)
    stream.start()
    try:
        while True:
            call, do, topic, value = json.loads(line.receive())
            with guard:
                code, told = device.do(do, topic, value)
                if not (is_silent and do == "open"):
                    line.send(answer_head(call, code, told))
    except (EOFError, OSError):
        is_over.set()
        stream.join()
        with guard:
            device.do("close", device.path, None)
        line.close()


def _publish(device: VirtualJoulescope, line: Frames, guard: threading.Lock, is_over: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while not is_over.wait(CHUNK_S):
            with guard:
                for head, data in device.due():
                    line.send(head)
                    if data:
                        line.send(data)


def _accept(listener: socket.socket, device: VirtualJoulescope, *, is_silent: bool) -> None:
    with contextlib.suppress(OSError):
        while True:
            _serve(device, Frames(listener.accept()[0]), is_silent=is_silent)


def main(arguments: Sequence[str]) -> None:
    """Takes the model; for the rest see `serving.read_options`."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--model", choices=sorted(MODELS), default=JS220.word)
    asked, rest = parser.parse_known_args(arguments)
    options = read_options(rest, "joulescope")
    device, is_silent = VirtualJoulescope(MODELS[asked.model], options), options.faults.is_silent
    with socket.create_server((HOST, 0)) as listener:
        accepting = threading.Thread(
            target=_accept, args=(listener, device), kwargs={"is_silent": is_silent}, daemon=True
        )
        accepting.start()
        say_ready(f"{SCHEME}{HOST}:{listener.getsockname()[1]}")
        sys.stdin.buffer.read(1)


if __name__ == "__main__":
    main(sys.argv[1:])
