"""Bytes per second of a pack through the framed binary mode, against the bytes the line itself carries."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from types import TracebackType

from benchmarks.bench_lab import DIGITS, MODELS, temporary_toolbox
from benchmarks.benchmark import CannotMeasure, Effort, say
from benchmarks.document import table
from benchmarks.paced import BITS_A_BYTE
from benchwright.bench.toolbox import Toolbox
from benchwright.model.device import Device
from benchwright.protocols.cancel import NeverCancelled
from benchwright.protocols.transport import Transport
from benchwright.wire.client import DutClient
from benchwright.wire.messages import PACK_ALIGN_BYTES

BOARD = "native"
TURNS = 7
SERIAL_BAUD = 115_200
_ANSWER_S = 30.0


class CountingLine:
    """A transport that counts what goes out over it."""

    def __init__(self, line: Transport) -> None:
        self._line = line
        self.written_bytes = 0

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """What has arrived."""
        return self._line.read(max_bytes, timeout_s)

    def write(self, data: bytes) -> None:
        """Sends and counts."""
        self.written_bytes += len(data)
        self._line.write(data)

    def close(self) -> None:
        """Releases the line."""
        self._line.close()

    def __enter__(self) -> CountingLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def measure_transfer(effort: Effort) -> str:
    """The same count of bytes on the same line of the native board, in turn: raw, and as a pack into its slot."""
    with temporary_toolbox() as toolbox:
        device = _running_board(toolbox)
        pack = _pack(toolbox)
        raw, framed, wire_bytes, window = [], [], 0, 0
        turns = effort.turns(TURNS, 2)
        for turn in range(turns):
            say(f"turn {turn + 1} of {turns}")
            raw.append(_raw_s(toolbox, device, len(pack)))
            seconds, wire_bytes, window = _pack_s(toolbox, device, pack)
            framed.append(seconds)
    return _report(len(pack), wire_bytes, window, raw, framed)


def _report(size: int, wire_bytes: int, window: int, raw: Sequence[float], framed: Sequence[float]) -> str:
    raw_s, framed_s = statistics.median(raw), statistics.median(framed)
    line_rate = SERIAL_BAUD / BITS_A_BYTE
    header = (f"{size:,} bytes, median of {len(raw)}", "bytes / s", "ratio")
    rows = (
        ("raw characters over the line, read and thrown away by the agent", f"{size / raw_s:,.0f}", "1"),
        ("as a pack: framed, checked, written to the slot", f"{size / framed_s:,.0f}", f"{raw_s / framed_s:.2f}"),
    )
    words = (
        f"The pack took {wire_bytes:,} bytes on the line, {size / wire_bytes:.1%} of them its own, up to {window} "
        f"frames under way at a time. By arithmetic, not measured: a real line of {SERIAL_BAUD:,} baud (8N1) carries "
        f"{line_rate:,.0f} B/s, so this pack would take at least {wire_bytes / line_rate:.1f} s there, "
        f"{line_rate * size / wire_bytes:,.0f} B/s; the framed mode on this computer is "
        f"{size / framed_s / (line_rate * size / wire_bytes):.0f} times as fast, so the line would set the pace."
    )
    return f"{table(header, rows)}\n\n{words}"


def _running_board(toolbox: Toolbox) -> Device:
    """The native board with its firmware on it."""
    device = toolbox.lab.start(BOARD)
    board = toolbox.parts.catalog.board(BOARD)
    image = toolbox.parts.firmware.image(BOARD).image
    toolbox.parts.flasher.write(device, board, 0, image, lambda _done, _total: None, NeverCancelled())
    return device


def _pack(toolbox: Toolbox) -> bytes:
    """The largest pack at hand: a model of MLPerf Tiny, else the project's own, padded as the agent wants it."""
    folder = MODELS if MODELS.is_dir() else DIGITS
    model = max(folder.glob("*.tflite"), key=lambda file: file.stat().st_size)
    data = toolbox.parts.planner.plan(model.read_bytes(), toolbox.parts.catalog.board(BOARD), name=model.stem).data
    return data + b"\xff" * (-len(data) % PACK_ALIGN_BYTES)


def _raw_s(toolbox: Toolbox, device: Device, size: int) -> float:
    """Seconds until the agent in ASCII mode has read `size` characters that are no command, and says so."""
    baud = toolbox.parts.catalog.board(BOARD).baud
    with toolbox.parts.transports.open(device, baud) as line:
        while line.read(4_096, 0.2):
            pass
        started = time.perf_counter()
        line.write(b"x" * (size - 1) + b"%")
        answer, deadline = b"", started + _ANSWER_S
        while b"m-ready" not in answer:
            if time.perf_counter() > deadline:
                raise CannotMeasure(f"The agent did not answer to {size:,} raw bytes: {answer!r}.")
            answer += line.read(4_096, 0.5)
        return time.perf_counter() - started


def _pack_s(toolbox: Toolbox, device: Device, pack: bytes) -> tuple[float, int, int]:
    """Seconds of the windowed write into an erased slot, the bytes it put on the line, and the agent's window."""
    baud = toolbox.parts.catalog.board(BOARD).baud
    with toolbox.parts.transports.open(device, baud) as opened:
        line = CountingLine(opened)
        client = DutClient(line, device.device_id, baud=baud)
        hello = client.open()
        client.pack_erase(len(pack))
        before, started = line.written_bytes, time.perf_counter()
        client.pack_write(pack)
        seconds = time.perf_counter() - started
        written = line.written_bytes - before
        client.leave()
    return seconds, written, hello.window
