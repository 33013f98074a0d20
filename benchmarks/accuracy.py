"""Inputs per second of an accuracy run: framed without a pause, against MLPerf Tiny's ASCII and against the line."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench_lab import DIGITS, MODELS, temporary_toolbox
from benchmarks.benchmark import Effort, say
from benchmarks.document import table
from benchmarks.paced import BITS_A_BYTE
from benchmarks.virtual_line import line_use, pace_line
from benchwright.bench.importing import import_model
from benchwright.bench.inputs import seeded_inputs
from benchwright.bench.link import Link
from benchwright.bench.route import Route, RouteRequest
from benchwright.bench.toolbox import Toolbox
from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.pack import Pack
from benchwright.protocols.cancel import NeverCancelled
from benchwright.wire.ascii_client import AsciiClient
from benchwright.wire.client import DutClient

BOARD = "b-l475e-iot01a"
SECONDS, SHORT_SECONDS = 20.0, 1.5
"""How long the line is to be busy with the inputs of one model in framed binary."""
FEWEST = 3
HEADER = (
    "model", "bytes an input", "n", "ASCII, inputs / s", "framed, one by one", "framed, without a pause",
    "to ASCII", "of the line",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rig:
    toolbox: Toolbox
    device: Device
    board: Board
    pack: Pack
    inputs: tuple[bytes, ...]


def measure_accuracy(effort: Effort) -> str:
    """The same inputs in turn over the same line, held to its baud rate, with the same answers asked for."""
    seconds = SHORT_SECONDS if effort.is_short else SECONDS
    with temporary_toolbox() as toolbox:
        device, board = toolbox.lab.start(BOARD), toolbox.parts.catalog.board(BOARD)
        rows = [_row(_prepared(toolbox, device, board, file, seconds)) for file in _models()]
    words = (
        f"The line of the emulated `{BOARD}` is held to {board.baud:,} baud (8N1), {board.baud // BITS_A_BYTE:,} B/s. "
        "ASCII is `db load`, lines of 31 bytes in hex and `infer 1 0`, each awaited, as the runner of mlcommons/tiny "
        'sends them. "Of the line": the bytes of the inputs alone against what the line carries in that time. The '
        "inputs are the same bytes in all columns; ad01 sends four times as many over ASCII, which is not counted here."
    )
    return f"{table(HEADER, rows)}\n\n{words}"


def _models() -> list[Path]:
    found = [MODELS / f"{name}.tflite" for name in ("kws", "vww", "ic", "ad")]
    return [file for file in found if file.is_file()] or [DIGITS / "digits_int8.tflite"]


def _prepared(toolbox: Toolbox, device: Device, board: Board, file: Path, seconds: float) -> _Rig:
    """The model on the board, and as many inputs as the line carries in about `seconds`."""
    pace_line(device, is_paced=False)
    store = toolbox.open_store(toolbox.default_database)
    try:
        variant = import_model(file, store, toolbox.parts.planner)
        request = RouteRequest(device, variant, store.variant_file(variant.sha256))
        Route(toolbox.parts, store).flash(request, lambda _event: None, NeverCancelled())
    finally:
        store.close()
    pack = toolbox.parts.planner.plan(file.read_bytes(), board, name=file.stem)
    size = sum(spec.size_bytes for spec in pack.inputs)
    count = max(FEWEST, int(seconds * board.baud / BITS_A_BYTE / size))
    return _Rig(toolbox, device, board, pack, seeded_inputs(pack, count=count).items)


def _row(rig: _Rig) -> tuple[object, ...]:
    size, count = len(rig.inputs[0]), len(rig.inputs)
    say(f"{rig.pack.model_id}: {count} inputs of {size:,} bytes")
    pace_line(rig.device, is_paced=True)
    pauseless_s = _framed_s(rig, _without_a_pause)
    single_s = _framed_s(rig, _one_by_one)
    few = rig.inputs[: max(FEWEST, count // 4)]
    ascii_rate = len(few) / _ascii_s(rig, few)
    rate = count / pauseless_s
    return (
        rig.pack.model_id,
        f"{size:,}",
        count,
        f"{ascii_rate:,.2f}",
        f"{count / single_s:,.2f}",
        f"{rate:,.2f}",
        f"{rate / ascii_rate:.2f}",
        f"{rate * size * BITS_A_BYTE / rig.board.baud:.0%}",
    )


def _framed_s(rig: _Rig, work: Callable[[DutClient, _Rig], None]) -> float:
    """Seconds of the work, opening left out."""
    with Link(rig.toolbox.parts.transports, lambda _event: None).client(rig.device, rig.board) as client:
        client.load_input(rig.inputs[0])
        client.infer(1)
        pace_line(rig.device, is_paced=True)
        started = time.perf_counter()
        work(client, rig)
        seconds = time.perf_counter() - started
        assert line_use(rig.device).from_host_bytes >= len(rig.inputs) * len(rig.inputs[0])
    return seconds


def _without_a_pause(client: DutClient, rig: _Rig) -> None:
    sizes = [spec.size_bytes for spec in rig.pack.outputs]
    assert sum(1 for _ in client.infer_each(rig.inputs, sizes)) == len(rig.inputs)


def _one_by_one(client: DutClient, rig: _Rig) -> None:
    for data in rig.inputs:
        client.load_input(data)
        client.infer(1)
        for number, spec in enumerate(rig.pack.outputs):
            client.read_output(number, spec.size_bytes)


def _ascii_s(rig: _Rig, inputs: Sequence[bytes]) -> float:
    with rig.toolbox.parts.transports.open(rig.device, rig.board.baud) as line:
        client = AsciiClient(line, rig.device.device_id)
        client.name()
        started = time.perf_counter()
        for data in inputs:
            client.load(data)
            client.infer(1, 0)
        return time.perf_counter() - started
