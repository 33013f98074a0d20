"""Operators on constants, worked out before anything is planned: what computes shapes, and unpacked weights."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

from benchwright.planner.fixed_point import float32
from benchwright.planner.graph import Graph, Operator, PlainOptions, Tensor, TensorType
from benchwright.planner.ops.constants import known_result
from benchwright.planner.ops.shapes import row_major
from benchwright.planner.ops.slicing import strided

_FORMS = {
    TensorType.FLOAT32: "f", TensorType.FLOAT16: "e", TensorType.INT32: "i", TensorType.INT64: "q",
    TensorType.INT8: "b", TensorType.UINT8: "B", TensorType.INT16: "h", TensorType.BOOL: "B",
}  # fmt: skip
_MOST_ELEMENTS = 1 << 22

Number = int | float


def folded(graph: Graph, operator: Operator) -> bytes | None:
    """The bytes of the operator's output; None where it has to run on the device, or is refused there."""
    known = known_result(graph, operator)
    if known is not None:
        return known
    function = _FUNCTIONS.get(operator.code)
    inputs = [graph.tensors[index] for index in operator.inputs if index != -1]
    if function is None or len(operator.outputs) != 1 or not inputs or any(t.data is None for t in inputs):
        return None
    output = graph.tensors[operator.outputs[0]]
    if any(t.element_type not in _FORMS or t.is_sparse or t.element_count > _MOST_ELEMENTS for t in (*inputs, output)):
        return None
    options = operator.options if isinstance(operator.options, PlainOptions) else PlainOptions()
    values = function(inputs, options)
    if values is None or len(values) != output.element_count:
        return None
    try:
        return struct.pack(f"<{len(values)}{_FORMS[output.element_type]}", *values)
    except struct.error:
        return None


def _values(tensor: Tensor) -> tuple[Number, ...]:
    return struct.unpack(f"<{tensor.element_count}{_FORMS[tensor.element_type]}", tensor.data or b"")


def _whole(tensor: Tensor) -> tuple[int, ...]:
    return tuple(int(value) for value in _values(tensor))


def _same(inputs: Sequence[Tensor], _options: PlainOptions) -> Sequence[Number]:
    return _values(inputs[0])


def _dequantised(inputs: Sequence[Tensor], _options: PlainOptions) -> Sequence[Number] | None:
    scales = inputs[0].quantisation
    if scales is None or inputs[0].element_type is TensorType.FLOAT16:
        return _values(inputs[0]) if inputs[0].element_type is TensorType.FLOAT16 else None
    if len(scales.scales) != 1:
        return None
    return [float32(scales.scales[0] * (value - scales.zero_points[0])) for value in _values(inputs[0])]


def _strided(inputs: Sequence[Tensor], options: PlainOptions) -> Sequence[Number] | None:
    if len(inputs) != 4 or options.ellipsis_mask or options.new_axis_mask or len(inputs[0].shape) != 1:
        return None
    begin, end, step = (_whole(tensor) for tensor in inputs[1:])
    if 0 in step or not len(begin) == len(end) == len(step) == 1:
        return None
    counts, starts, steps = strided(inputs[0].shape, begin, end, step, options)
    places = [starts[0] + index * steps[0] for index in range(counts[0])]
    values = _values(inputs[0])
    return [values[place] for place in places] if all(0 <= place < len(values) for place in places) else None


def _joined(inputs: Sequence[Tensor], _options: PlainOptions) -> Sequence[Number] | None:
    """PACK of scalars or CONCATENATION of vectors: what shapes are made of."""
    if any(len(tensor.shape) > 1 for tensor in inputs):
        return None
    return [value for tensor in inputs for value in _values(tensor)]


def _gathered(inputs: Sequence[Tensor], _options: PlainOptions) -> Sequence[Number] | None:
    if len(inputs) != 2 or len(inputs[0].shape) != 1:
        return None
    values, places = _values(inputs[0]), _whole(inputs[1])
    return [values[place] for place in places] if all(0 <= place < len(values) for place in places) else None


def _transposed(inputs: Sequence[Tensor], _options: PlainOptions) -> Sequence[Number] | None:
    if len(inputs) != 2 or sorted(_whole(inputs[1])) != list(range(len(inputs[0].shape))):
        return None
    order, strides, values = _whole(inputs[1]), row_major(inputs[0].shape), _values(inputs[0])
    places = [0]
    for axis in order:
        places = [place + index * strides[axis] for place in places for index in range(inputs[0].shape[axis])]
    return [values[place] for place in places]


def _elementwise(function: Callable[[Number, Number], Number]) -> Callable[..., Sequence[Number] | None]:
    def fold(inputs: Sequence[Tensor], _options: PlainOptions) -> Sequence[Number] | None:
        if len(inputs) != 2 or any(tensor.element_type is not TensorType.INT32 for tensor in inputs):
            return None
        first, second = _values(inputs[0]), _values(inputs[1])
        longest = max(len(first), len(second))
        if {len(first), len(second)} - {1, longest}:
            return None
        pairs = zip(first * (longest // len(first)), second * (longest // len(second)), strict=True)
        return [function(one, other) for one, other in pairs]

    return fold


def _compared(function: Callable[[Number, Number], bool]) -> Callable[..., Sequence[Number] | None]:
    """Of whole numbers: what conditions of loops are made of."""
    return _elementwise(lambda first, second: int(function(first, second)))


def _logical(function: Callable[[list[bool]], bool]) -> Callable[..., Sequence[Number] | None]:
    """Of one or two single truths."""

    def fold(inputs: Sequence[Tensor], _options: PlainOptions) -> Sequence[Number] | None:
        if any(tensor.element_type is not TensorType.BOOL or tensor.element_count != 1 for tensor in inputs):
            return None
        return [int(function([bool(_values(tensor)[0]) for tensor in inputs]))]

    return fold


_FUNCTIONS: dict[int, Callable[[Sequence[Tensor], PlainOptions], Sequence[Number] | None]] = {
    0: _elementwise(lambda first, second: first + second),
    2: _joined,
    6: _dequantised,
    18: _elementwise(lambda first, second: first * second),
    22: _same,
    36: _gathered,
    39: _transposed,
    41: _elementwise(lambda first, second: first - second),
    43: _same,
    45: _strided,
    58: _compared(lambda first, second: first < second),
    61: _compared(lambda first, second: first > second),
    62: _compared(lambda first, second: first >= second),
    63: _compared(lambda first, second: first <= second),
    70: _same,
    71: _compared(lambda first, second: first == second),
    72: _compared(lambda first, second: first != second),
    83: _joined,
    84: _logical(any),
    86: _logical(all),
    87: _logical(lambda truths: not truths[0]),
}
