"""Operators whose result the host knows: of constants, and of shapes."""

from __future__ import annotations

import struct

from benchwright.planner.draft import OpDraft
from benchwright.planner.graph import Graph, Operator, Tensor, TensorType
from benchwright.planner.ops.moves import fill, write
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp

_SHAPE, _FILL, _ZEROS_LIKE, _BROADCAST_ARGS, _RANK = 77, 94, 93, 145, 110


def known_result(graph: Graph, operator: Operator) -> bytes | None:
    """The bytes of the operator's one output, where shapes and constants alone decide them."""
    if not operator.inputs or -1 in operator.inputs or len(operator.outputs) != 1:
        return None
    inputs, output = [graph.tensors[index] for index in operator.inputs], graph.tensors[operator.outputs[0]]
    if operator.code in {_SHAPE, _RANK} and all(size > 0 for size in inputs[0].shape):
        values = inputs[0].shape if operator.code == _SHAPE else (len(inputs[0].shape),)
        return _whole_numbers(output, values)
    if operator.code == _BROADCAST_ARGS and len(inputs) == 2:
        return _broadcast_shape(inputs, output)
    return None


def _whole_numbers(output: Tensor, values: tuple[int, ...]) -> bytes | None:
    form = {TensorType.INT32: "i", TensorType.INT64: "q"}.get(output.element_type)
    if form is None or output.element_count != len(values):
        return None
    return struct.pack(f"<{len(values)}{form}", *values)


def _broadcast_shape(inputs: list[Tensor], output: Tensor) -> bytes | None:
    shapes = []
    for tensor in inputs:
        if tensor.data is None or tensor.element_type is not TensorType.INT32:
            return None
        shapes.append(struct.unpack(f"<{tensor.element_count}i", tensor.data))
    rank = max(len(shape) for shape in shapes)
    first, second = ((1,) * (rank - len(shape)) + tuple(shape) for shape in shapes)
    if any(one != other and 1 not in {one, other} for one, other in zip(first, second, strict=True)):
        return None
    return _whole_numbers(output, tuple(max(pair) for pair in zip(first, second, strict=True)))


def _draft_known(operands: Operands) -> OpDraft:
    """The result as a constant, written where an output of the graph must lie."""
    output = operands.output()
    data = known_result(operands.graph, operands.operator)
    if data is None:
        raise operands.unsupported(output, "its result depends on values of which not all are constants")
    return write(operands, output, data)


def _draft_fill(operands: Operands) -> OpDraft:
    operands.expect_counts(2, 2)
    output, value = operands.output(), operands.constant(1, "value")
    operands.one_type((output.element_type,), value, output)
    if value.element_count != 1:
        raise operands.contradicts(f"it fills with {value.element_count} values")
    return fill(operands, output, value.data or b"")


def _draft_zeros_like(operands: Operands) -> OpDraft:
    operands.expect_counts(1, 1)
    output = operands.output()
    return fill(operands, output, bytes(operands.element_type(output).item_bytes))


_INT32 = "int32"

FAMILY = (
    SupportedOp(_SHAPE, "SHAPE", "any to int32", "", "nothing, MOVE of a constant", _draft_known),
    SupportedOp(_RANK, "RANK", "any to int32", "", "nothing, MOVE of a constant", _draft_known),
    SupportedOp(_BROADCAST_ARGS, "BROADCAST_ARGS", _INT32, "constants", "nothing, MOVE of a constant", _draft_known),
    SupportedOp(_FILL, "FILL", "int8, float32, bool, int16, int32", "constant value", "MOVE", _draft_fill),
    SupportedOp(_ZEROS_LIKE, "ZEROS_LIKE", "int8, float32, bool, int16, int32", "", "MOVE", _draft_zeros_like),
)
