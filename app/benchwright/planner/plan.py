"""The planner: from the bytes of a .tflite to a pack for one board."""

from __future__ import annotations

import math
from dataclasses import dataclass

from benchwright.model.board import Board
from benchwright.model.errors import ModelFileInvalid, ModelUnsupported
from benchwright.model.model_facts import ModelFacts
from benchwright.model.pack import Borders, ElementType, Fit, Pack, Shortfall, TensorSpec
from benchwright.model.plan_wish import BALANCED, PlanWish
from benchwright.planner.arena import ArenaPlan
from benchwright.planner.element_types import arena_type
from benchwright.planner.facts import model_facts
from benchwright.planner.fitting import Fitting
from benchwright.planner.graph import Graph, Tensor
from benchwright.planner.mlperf import identify
from benchwright.planner.model_file import read_model
from benchwright.planner.pack_format import LARGEST_BYTES, MAX_RANK, InputEncoding
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.pack_writer import PackContent, PlacedState, write_pack
from benchwright.planner.placing import Placing, place
from benchwright.planner.schedule import Schedule, schedule, tensor_bytes

PLANNER_VERSION = 5


@dataclass(frozen=True, slots=True)
class TflitePlanner:
    """Plans .tflite files. Pure: the same bytes, board, labels and wish give the same pack. Without `overlaid` no op
    writes over its input: what a plan that does is compared with."""

    overlaid: bool = True

    def plan(
        self, model: bytes, board: Board, *, name: str, labels: tuple[str, ...] = (), wish: PlanWish | None = None
    ) -> Pack:
        """The pack of `model` for `board`; `name` is the file's name, used in messages. Without a wish, balanced.

        Raises:
            ModelFileInvalid: the bytes are no readable .tflite.
            ModelUnsupported: an op, type or shape the engine lacks.
            ArenaLimitTooLow: no plan that was found keeps the wish's limit.
        """
        graph = read_model(model, name)
        inputs = tuple(_checked_border(graph, index, board.name, "input") for index in graph.inputs)
        outputs = tuple(_checked_border(graph, index, board.name, "output") for index in graph.outputs)
        wish = wish or BALANCED
        plan = schedule(graph, board.name)
        graph = plan.graph
        _check_ops(plan, graph, board)
        fitted = Fitting(graph, plan, board.kernel_set, self.overlaid).fit(wish)
        arena = fitted.arena
        _check_arena(arena, graph, board)
        placing = place(fitted, board)
        content = PackContent(
            source_sha256=graph.sha256,
            board=board.name,
            identity=identify(graph.sha256, name),
            arena_bytes=arena.arena_bytes,
            planner_version=PLANNER_VERSION,
            ops=placing.ops,
            inputs=tuple(_spec(tensor, placing.first[plan.home[tensor.index]]) for tensor in inputs),
            outputs=tuple(_spec(tensor, placing.last[plan.home[tensor.index]]) for tensor in outputs),
            labels=labels,
            wish=wish,
            states=_states(graph, placing),
        )
        data, weights_bytes = write_pack(content)
        return Pack(
            sha256=data[16:48].hex(),
            source_sha256=graph.sha256,
            board=board.name,
            model_id=content.identity.model_id,
            data=data,
            arena_bytes=arena.arena_bytes,
            liveness_bytes=arena.liveness_bytes,
            weights_bytes=weights_bytes,
            ops=placing.op_plans,
            placements=placing.placements,
            inputs=content.inputs,
            outputs=content.outputs,
            labels=labels,
            planner_version=PLANNER_VERSION,
            wish=wish,
            state_bytes=sum(state.size_bytes for state in content.states),
        )

    def quantisation(self, model: bytes, *, name: str) -> str:
        """What the file computes in: the type of its first input; "dynamic" where a float32 input meets int8 weights.

        Raises:
            ModelFileInvalid: the bytes are no readable .tflite.
        """
        graph = read_model(model, name)
        first = graph.tensors[graph.inputs[0]].element_type.word if graph.inputs else "unknown"
        has_int8_weights = any(
            tensor.data is not None and len(tensor.shape) > 1 and tensor.element_type.word == "int8"
            for tensor in graph.tensors
        )
        return "dynamic" if first == "float32" and has_int8_weights else first

    def facts(self, model: bytes, *, name: str) -> ModelFacts:
        """Operators and tensors of the file, whether the engine runs them or not.

        Raises:
            ModelFileInvalid: the bytes are no readable .tflite.
        """
        return model_facts(read_model(model, name))

    def borders(self, model: bytes, *, name: str) -> Borders:
        """Inputs and outputs of the file, whatever its ops are.

        Raises:
            ModelFileInvalid: the bytes are no readable .tflite.
            ModelUnsupported: a type or shape that no device can exchange with its host.
        """
        graph = read_model(model, name)
        inputs = (_checked_border(graph, index, "any board", "input") for index in graph.inputs)
        outputs = (_checked_border(graph, index, "any board", "output") for index in graph.outputs)
        return Borders(
            tuple(_spec(tensor, 0) for tensor in inputs),
            tuple(_spec(tensor, 0) for tensor in outputs),
        )

    def fit(self, pack: Pack, board: Board) -> Fit:
        """Whether and why not the pack fits the board.

        `staging_bytes` is what the agent must hold of the inputs between a `load` and an inference.
        """
        memory = board.memory
        staging_bytes = _staging_bytes(pack)
        wanted = (
            ("flash slot", pack.pack_bytes, memory.slot_bytes),
            ("arena in RAM", pack.arena_bytes, memory.arena_bytes),
            ("input staging in RAM", staging_bytes, memory.staging_bytes),
        )
        return Fit(
            board=board.name,
            arena_bytes=pack.arena_bytes,
            arena_free_bytes=memory.arena_bytes,
            pack_bytes=pack.pack_bytes,
            slot_bytes=memory.slot_bytes,
            staging_bytes=staging_bytes,
            shortfalls=tuple(Shortfall(what, needed, free) for what, needed, free in wanted if needed > free),
        )


def _checked_border(graph: Graph, index: int, board: str, role: str) -> Tensor:
    """An input or output of the graph that a device can exchange with its host."""
    tensor = graph.tensors[index]
    refusals = (
        (
            arena_type(tensor.element_type) is None,
            f"the type {tensor.element_type.word} is not supported",
        ),
        (len(tensor.shape) > MAX_RANK, f"it has {len(tensor.shape)} dimensions, at most {MAX_RANK} are possible"),
        (any(size < 1 for size in tensor.shape), f"its shape {list(tensor.shape)} is not fixed"),
    )
    for refused, why in refusals:
        if refused:
            raise ModelUnsupported(
                f"The {role} of the model", f"tensor '{tensor.name}'", board, f"{why[0].upper()}{why[1:]}."
            )
    _check_scale(graph, tensor)
    return tensor


def _check_scale(graph: Graph, tensor: Tensor) -> None:
    """Raises where a device could not even tell its host the scale."""
    if tensor.quantisation is None:
        return
    scale, zero_point = tensor.quantisation.scales[0], tensor.quantisation.zero_points[0]
    if not 0 <= scale < math.inf:
        raise ModelFileInvalid(graph.file, f"It contradicts itself: '{tensor.name}' has the scale {scale}.")
    if abs(zero_point) > LARGEST_BYTES:
        raise ModelFileInvalid(graph.file, f"It contradicts itself: '{tensor.name}' has the zero point {zero_point}.")


def _check_ops(plan: Schedule, graph: Graph, board: Board) -> None:
    if not plan.ops:
        why = "Its outputs are its inputs: there is nothing to run and nothing to measure."
        raise ModelUnsupported("The model", f"'{graph.file}'", board.name, why)


def _check_arena(arena: ArenaPlan, graph: Graph, board: Board) -> None:
    if arena.arena_bytes > LARGEST_BYTES:
        why = f"Its tensors need {arena.arena_bytes:,} bytes of RAM at one time."
        raise ModelUnsupported("The model", f"'{graph.file}'", board.name, why)


def _states(graph: Graph, placing: Placing) -> tuple[PlacedState, ...]:
    return tuple(
        PlacedState(placing.first[state.tensor], tensor_bytes(graph, state.tensor), state.fill, state.initial)
        for state in graph.states
    )


def _spec(tensor: Tensor, arena_offset: int) -> TensorSpec:
    quantisation = tensor.quantisation
    single = quantisation is not None and len(quantisation.scales) == 1
    return TensorSpec(
        name=tensor.name,
        element_type=arena_type(tensor.element_type) or ElementType.UINT8,
        shape=tensor.shape,
        scale=quantisation.scales[0] if quantisation and single else 0.0,
        zero_point=quantisation.zero_points[0] if quantisation and single else 0,
        arena_offset=arena_offset,
    )


def _staging_bytes(pack: Pack) -> int:
    """Inputs as they travel: four bytes an element where the device quantises them itself."""
    encoding = read_pack(pack.data).input_encoding
    sizes = [spec.size_bytes for spec in pack.inputs]
    if encoding is InputEncoding.FLOAT32:
        sizes[0] = sizes[0] // pack.inputs[0].element_type.item_bytes * ElementType.FLOAT32.item_bytes
    return sum(sizes)
