"""What every op asks of its tensors, with refusals that name op, tensor and board."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from benchwright.model.errors import ModelFileInvalid, ModelUnsupported
from benchwright.model.pack import ElementType
from benchwright.planner.draft import Constant, Operand
from benchwright.planner.element_types import arena_type
from benchwright.planner.fixed_point import ScaleOutOfRange
from benchwright.planner.graph import Activation, Graph, Operator, PlainOptions, Tensor, TensorType
from benchwright.planner.op_names import op_name
from benchwright.planner.ops.int4 import unpacked

_ACTIVATION_TYPES = {TensorType.FLOAT32: ElementType.FLOAT32, TensorType.INT8: ElementType.INT8}
_WITH_INT16 = {**_ACTIVATION_TYPES, TensorType.INT16: ElementType.INT16}
_SMALLEST_SCALE = 1e-30
_SAME_SCALE = 1e-6  # tensorflow/lite/kernels/pooling.cc
_LARGEST_TENSOR_BYTES = 1 << 28
_LONGEST_TABLE = 1 << 18

_WHY_TYPE = {
    TensorType.INT16: "TensorFlow Lite Micro has no 16-bit form of this operator; quantise to int8",
    TensorType.UINT8: "the type uint8 is the quantisation of TensorFlow 1; convert again to int8",
    TensorType.FLOAT16: "the type float16 is not supported; convert to int8 or float32",
}


@dataclass(frozen=True, slots=True)
class Operands:
    """The tensors of one operator, and the words to refuse them in.

    `spares` collects tensors that are in no file: what lies between the ops that one operator becomes. `held` has those
    of them that hold a constant of the file, by its index: kernels read their input from RAM.
    """

    graph: Graph
    operator: Operator
    board: str
    spares: list[Tensor] = field(default_factory=list)
    held: dict[int, Tensor] = field(default_factory=dict)
    is_part: bool = False

    @property
    def label(self) -> str:
        """The op as messages name it: `CONV_2D (operator 3)`."""
        return f"{op_name(self.operator)} (operator {self.operator.index})"

    def unsupported(self, tensor: Tensor, why: str) -> ModelUnsupported:
        """The error that says why the engine cannot run this op."""
        return ModelUnsupported(self.label, f"tensor '{tensor.name}'", self.board, f"{why[0].upper()}{why[1:]}.")

    def contradicts(self, why: str) -> ModelFileInvalid:
        """The error that says how the file contradicts itself."""
        return ModelFileInvalid(self.graph.file, f"It contradicts itself: {self.label}: {why}.")

    def expect_counts(self, least_inputs: int, most_inputs: int) -> None:
        """Raises unless the operator has that many inputs and one output."""
        inputs, outputs = len(self.operator.inputs), len(self.operator.outputs)
        if not least_inputs <= inputs <= most_inputs or outputs != 1:
            raise self.contradicts(f"it has {inputs} inputs and {outputs} outputs")

    def plain_options(self) -> PlainOptions:
        """The options of a simple operator; files leave out those that are all zero."""
        options = self.operator.options
        return options if isinstance(options, PlainOptions) else PlainOptions()

    def expect_inputs(self, least: int, most: int) -> None:
        """Raises unless the operator has that many inputs and any number of outputs."""
        inputs, outputs = len(self.operator.inputs), len(self.operator.outputs)
        if not least <= inputs <= most or not outputs:
            raise self.contradicts(f"it has {inputs} inputs and {outputs} outputs")

    def input(self, position: int) -> Tensor:
        """A tensor in the arena that the op reads."""
        tensor = self._required(position)
        if tensor.data is not None:
            return self._held(position)
        if tensor.is_variable:
            raise self.unsupported(tensor, "it reads another operator's state, which is not supported")
        self._check_size(tensor)
        return tensor

    def state(self, position: int) -> Tensor:
        """A tensor in the arena that lives from one inference to the next."""
        tensor = self._required(position)
        if tensor.data is not None or not tensor.is_variable:
            raise self.unsupported(tensor, "it is no variable tensor, where the op keeps its state")
        self._check_size(tensor)
        return tensor

    def kept(self, position: int) -> Tensor:
        """A tensor that the op copies, whatever it is: state, another tensor in the arena, or a constant."""
        tensor = self._required(position)
        return self.state(position) if tensor.is_variable else self.source(position)

    def source(self, position: int) -> Tensor:
        """A tensor that the op reads from RAM, or from flash where it is a constant (see `place`)."""
        tensor = self._required(position)
        if tensor.data is None:
            return self.input(position)
        if tensor.is_sparse:
            raise self.unsupported(tensor, "sparse constants are not supported; convert without sparsity")
        self._check_size(tensor)
        return tensor

    def place(self, tensor: Tensor, name: str) -> tuple[tuple[Operand, ...], tuple[Constant, ...]]:
        """Where a source lies: as an operand, or as a constant; `name` begins both fields."""
        if tensor.data is None:
            return (Operand(f"{name}_arena_offset", tensor.index),), ()
        return (), (Constant(f"{name}_pack_offset", tensor.data),)

    def output(self, position: int = 0) -> Tensor:
        """The tensor that the op writes."""
        tensor = self.graph.tensors[self.operator.outputs[position]]
        self._check_size(tensor)
        return tensor

    def spare(self, like: Tensor, shape: tuple[int, ...]) -> Tensor:
        """A new tensor in the arena with the type and scale of `like`."""
        index = len(self.graph.tensors) + len(self.spares)
        tensor = replace(like, index=index, name=f"within {self.label}", shape=shape, data=None, is_variable=False)
        self.spares.append(tensor)
        return tensor

    def hold(self, constant: Tensor) -> Tensor:
        """A constant that is in no file, for an operator made by `on`."""
        tensor = replace(constant, index=len(self.graph.tensors) + len(self.spares))
        self.spares.append(tensor)
        return tensor

    def on(self, inputs: tuple[Tensor, ...], output: Tensor) -> Operands:
        """The same operator on other tensors."""
        operator = replace(self.operator, inputs=tuple(tensor.index for tensor in inputs), outputs=(output.index,))
        graph = replace(self.graph, tensors=(*self.graph.tensors, *self.spares))
        return Operands(graph, operator, self.board, is_part=True)

    def element_type(self, tensor: Tensor) -> ElementType:
        """The engine's type of a tensor whose elements are moved or looked at whatever they are."""
        found = arena_type(tensor.element_type)
        if found is None:
            why = _WHY_TYPE.get(tensor.element_type, f"the type {tensor.element_type.word} is not supported")
            raise self.unsupported(tensor, why)
        return found

    def one_type(self, allowed: tuple[TensorType, ...], *tensors: Tensor) -> ElementType:
        """The element type that all have, one of `allowed`."""
        first = tensors[0].element_type
        for tensor in tensors:
            if tensor.element_type not in allowed:
                words = ", ".join(kind.word for kind in allowed)
                why = f"the type {tensor.element_type.word} is not supported; it may be {words}"
                raise self.unsupported(tensor, why)
            if tensor.element_type is not first:
                raise self.unsupported(tensor, f"it mixes {first.word} and {tensor.element_type.word} tensors")
        return self.element_type(tensors[0])

    def integers(self, position: int, what: str) -> tuple[int, ...]:
        """A constant of whole numbers, flat."""
        tensor = self.constant(position, what)
        form = {TensorType.INT32: "i", TensorType.INT64: "q"}.get(tensor.element_type)
        if form is None:
            raise self.unsupported(tensor, f"its {what} are {tensor.element_type.word}, not int32")
        return struct.unpack(f"<{tensor.element_count}{form}", tensor.data or b"")

    def check_table(self, tensor: Tensor, length: int) -> None:
        """Raises where a table with an entry for every place of an axis would not fit any microcontroller."""
        if length > _LONGEST_TABLE:
            raise self.unsupported(tensor, f"{length:,} places along one axis are beyond any microcontroller's memory")

    def axis(self, axis: int, rank: int) -> int:
        """An axis counted from the front."""
        counted = axis + rank if axis < 0 else axis
        if not 0 <= counted < rank:
            raise self.contradicts(f"it names axis {axis} of {rank}")
        return counted

    def constant(self, position: int, what: str) -> Tensor:
        """A tensor whose values are in the file."""
        tensor = self._required(position)
        if tensor.is_sparse:
            raise self.unsupported(tensor, f"sparse {what} are not supported; convert without sparsity")
        if tensor.data is None:
            raise self.unsupported(tensor, f"its {what} are computed at run time; they must be constants")
        if tensor.element_type is TensorType.INT4:
            return replace(tensor, element_type=TensorType.INT8, data=unpacked(tensor.data, tensor.element_count))
        return tensor

    def bias(self, position: int, channels: int, element_type: ElementType) -> bytes | None:
        """The bias, or None where the op has none."""
        if len(self.operator.inputs) <= position or self.operator.inputs[position] == -1:
            return None
        tensor = self.constant(position, "biases")
        wanted = TensorType.FLOAT32 if element_type is ElementType.FLOAT32 else TensorType.INT32
        if tensor.element_type is not wanted:
            raise self.unsupported(tensor, f"its bias is {tensor.element_type.word}, not {wanted.word}")
        if tensor.element_count != channels:
            raise self.contradicts(f"{tensor.element_count} biases for {channels} channels")
        return tensor.data

    def activation_type(self, *tensors: Tensor, int16: bool = False) -> ElementType:
        """The one element type of inputs and output: float32 or int8, with `int16` also that."""
        types = _WITH_INT16 if int16 else _ACTIVATION_TYPES
        for tensor in tensors:
            if tensor.element_type not in types:
                why = _WHY_TYPE.get(tensor.element_type, f"the type {tensor.element_type.word} is not supported")
                raise self.unsupported(tensor, why)
            if tensor.element_type is not tensors[0].element_type:
                kinds = f"{tensors[0].element_type.word} and {tensor.element_type.word}"
                raise self.unsupported(tensor, f"it mixes {kinds} tensors")
        return types[tensors[0].element_type]

    def check_weight_type(self, weights: Tensor, element_type: ElementType) -> None:
        """Raises unless weights and activations have one type, or are int8 and int16."""
        wanted = ElementType.INT8 if element_type is ElementType.INT16 else element_type
        if weights.element_type.word == wanted.word:
            return
        if element_type is ElementType.FLOAT32 and weights.element_type is TensorType.INT8:
            why = "its weights are int8 and its input is float32 (hybrid); quantise the activations too"
        else:
            why = f"its weights are {weights.element_type.word} and its input is {element_type.word}"
        raise self.unsupported(weights, why)

    def scale(self, tensor: Tensor) -> tuple[float, int]:
        """Scale and zero point of an activation; int16 has the zero point 0."""
        scales, zero_points = self.scales(tensor)
        if tensor.element_type is TensorType.INT16 and any(zero_points):
            raise self.unsupported(tensor, f"it is int16 with the zero point {zero_points[0]}; TensorFlow Lite needs 0")
        if len(scales) != 1:
            raise self.unsupported(tensor, f"it is an activation with {len(scales)} scales; one is supported")
        return scales[0], zero_points[0]

    def scales(self, tensor: Tensor) -> tuple[tuple[float, ...], tuple[int, ...]]:
        """Scales and zero points of a quantised tensor."""
        if tensor.quantisation is None:
            raise self.unsupported(tensor, f"it is {tensor.element_type.word} without a scale")
        for value in tensor.quantisation.scales:
            if not (math.isfinite(value) and value >= _SMALLEST_SCALE):
                raise self.contradicts(f"'{tensor.name}' has the scale {value}")
        for zero_point in tensor.quantisation.zero_points:
            if not -128 <= zero_point <= 127:
                raise self.contradicts(f"'{tensor.name}' has the zero point {zero_point}, outside int8")
        return tensor.quantisation.scales, tensor.quantisation.zero_points

    def same_scale(self, source: Tensor, output: Tensor) -> tuple[float, int]:
        """Scale and zero point of an op that copies values from input to output."""
        if self.are_of_one_scale(source, output):
            return self.scale(output)
        why = "its input and output have different scales; TensorFlow Lite needs them equal"
        raise self.unsupported(output, why)

    def are_of_one_scale(self, source: Tensor, output: Tensor) -> bool:
        """Whether stored values mean the same in both."""
        (found, found_zero_point), (scale, zero_point) = self.scale(source), self.scale(output)
        return abs(found - scale) <= _SAME_SCALE and found_zero_point == zero_point

    @contextmanager
    def scale_limits(self, tensor: Tensor) -> Iterator[None]:
        """Turns what fixed point cannot express into a refusal that names `tensor`."""
        try:
            yield
        except ScaleOutOfRange as error:
            raise self.unsupported(tensor, str(error)) from error

    def check_activation(self, activation: Activation, output: Tensor) -> None:
        """Raises for functions that the engine cannot fuse."""
        if activation in {Activation.TANH, Activation.SIGN_BIT}:
            raise self.unsupported(output, f"the fused activation {activation.name} is not supported")

    def image(self, tensor: Tensor, what: str) -> tuple[int, int, int, int]:
        """Batches, height, width and channels."""
        if len(tensor.shape) != 4:
            raise self.unsupported(tensor, f"its {what} has {len(tensor.shape)} dimensions, not 4")
        batches, height, width, channels = tensor.shape
        return batches, height, width, channels

    def _required(self, position: int) -> Tensor:
        index = self.operator.inputs[position]
        if index == -1:
            raise self.contradicts(f"input {position} is left out")
        return self.graph.tensors[index]

    def _held(self, position: int) -> Tensor:
        """A constant where kernels read from RAM, in memory that it is written to before."""
        tensor = self.source(position)
        if self.is_part:
            raise self.unsupported(tensor, "it is a constant where the engine reads from RAM")
        return self.held.get(tensor.index) or self.held.setdefault(tensor.index, self.spare(tensor, tensor.shape))

    def _check_size(self, tensor: Tensor) -> None:
        if any(dimension < 1 for dimension in tensor.shape):
            raise self.unsupported(tensor, f"its shape {list(tensor.shape)} is not fixed; convert with a fixed shape")
        if tensor.element_count * 4 > _LARGEST_TENSOR_BYTES:
            raise self.unsupported(tensor, f"its shape {list(tensor.shape)} is beyond any microcontroller's memory")
