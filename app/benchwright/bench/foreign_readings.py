"""What is given to whoever reads a device with firmware of others, and what he brings back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchwright.bench.ascii_talk import Introduction
from benchwright.bench.inputs import InputSet
from benchwright.bench.load_inputs import tensor_bytes
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.route import RouteParts
from benchwright.model.board import Board, Origin
from benchwright.model.device import Device, Hello, MemoryReport
from benchwright.model.errors import FirmwareMissing, ModelUnsupported
from benchwright.model.mlperf import LoadForm
from benchwright.model.pack import Borders
from benchwright.model.run import Parity, Timing, Validity

ReadInputs = Callable[[LoadForm | None], InputSet]


@dataclass(frozen=True, slots=True)
class GivenModel:
    """The .tflite that is said to be in the firmware."""

    name: str
    data: bytes
    borders: Borders


@dataclass(frozen=True, slots=True)
class Given:
    """A device that runs the firmware, who it says it is, and what the user gave beside it."""

    device: Device
    board: Board
    who: Introduction
    model: GivenModel | None
    settings: MeasureSettings
    read_inputs: ReadInputs | None


@dataclass(frozen=True, slots=True)
class ForeignReadings:
    """What was measured.

    `hello` and `memory` are the agent's, None where there is none; `inputs` None where the firmware ran on what it had.
    """

    origin: Origin
    timing: Timing
    validity: Validity
    parity: Parity | None
    inputs: InputSet | None
    hello: Hello | None = None
    memory: MemoryReport | None = None
    op_ticks: tuple[int, ...] = ()


class HostModel:
    """The given model on the host: with the engine that equals TensorFlow Lite Micro, else with desktop LiteRT."""

    def __init__(self, parts: RouteParts, board: Board) -> None:
        self._parts = parts
        self._board = board

    def keeps_state(self, model: GivenModel) -> bool:
        """Whether the model's outputs depend on inferences before; False where that cannot be told."""
        try:
            return self._parts.planner.plan(model.data, self._board, name=model.name).state_bytes > 0
        except ModelUnsupported:
            return False

    def outputs(self, model: GivenModel, tensors: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Output bytes for each input, run in turn; empty where neither can run it."""
        try:
            pack = self._parts.planner.plan(model.data, self._board, name=model.name)
            return self._parts.reference.run_in_turn(pack, tensors)
        except (ModelUnsupported, FirmwareMissing):
            return self._parts.desktop.run(model.data, tensors)


def as_tensors(inputs: InputSet, form: LoadForm, borders: Borders) -> tuple[bytes, ...] | None:
    """The input tensors that the device makes of its loads; None where that cannot be told."""
    if len(borders.inputs) > 1:
        return inputs.items if form.size_bytes == borders.input_bytes else None
    tensors = tuple(tensor_bytes(item, form, borders.inputs[0]) for item in inputs.items)
    known = tuple(tensor for tensor in tensors if tensor is not None)
    return known if len(known) == len(tensors) else None
