"""BATCH_MATMUL, L2_NORMALIZATION, LOG_SOFTMAX and SELECT_V2."""

from __future__ import annotations

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.fixed_point import Multiplier, tensor_multiplier
from benchwright.planner.graph import Tensor, TensorType
from benchwright.planner.op_kinds import NormaliseKind
from benchwright.planner.ops import int16x8
from benchwright.planner.ops.log_softmax import draft_log_softmax
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.ops.shapes import broadcast, merged, repeated_strides
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_ops import DIMENSIONS, MatmulParams, NormaliseParams, SelectParams

_INT8, _INT16, _FLOAT = TensorType.INT8, TensorType.INT16, TensorType.FLOAT32
_L2_SCALE, _MOST_L2_COLUMNS = 1 / 128, 1 << 15


def _draft_batch_matmul(operands: Operands) -> OpDraft:
    operands.expect_counts(2, 2)
    left, right, output = operands.source(0), operands.source(1), operands.output()
    element_type = operands.one_type((_INT8, _INT16, _FLOAT), left, right, output)
    options = operands.plain_options()
    if min(len(left.shape), len(right.shape)) < 2:
        raise operands.contradicts(f"{list(left.shape)} × {list(right.shape)} are no matrices")
    rows, depth, row_stride, depth_stride1 = _matrix(left, transposed=options.transpose_left)
    right_depth, columns, depth_stride2, column_stride = _matrix(right, transposed=options.transpose_right)
    try:
        batches = broadcast(left.shape[:-2], right.shape[:-2])
        if depth != right_depth or (*batches, rows, columns) != output.shape[-len(batches) - 2 :]:
            raise operands.contradicts(f"{list(left.shape)} × {list(right.shape)} is not {list(output.shape)}")
        sizes, strides1, strides2 = merged(
            batches, _batch_strides(left, batches), _batch_strides(right, batches), rank=2
        )
    except ValueError as error:
        raise operands.unsupported(output, str(error)) from error
    multiplier, zero_points = Multiplier(0, 0), (0, 0, 0)
    layout = int16x8.WIDE if element_type is ElementType.INT16 else int16x8.PLAIN
    if element_type is not ElementType.FLOAT32:
        scales = [operands.scale(tensor) for tensor in (left, right, output)]
        zero_points = (scales[0][1], scales[1][1], scales[2][1])
        with operands.scale_limits(output):
            multiplier = tensor_multiplier(scales[0][0], scales[1][0], scales[2][0])
            multiplier = int16x8.reduced(multiplier) if layout == int16x8.WIDE else multiplier
    (operands1, constants1), (operands2, constants2) = operands.place(left, "input1"), operands.place(right, "input2")
    return OpDraft(
        code=OpCode.BATCH_MATMUL,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=operands1 + operands2,
        output=output.index,
        constants=constants1 + constants2,
        params=MatmulParams(
            batch_sizes=sizes,
            batch_strides1=strides1,
            batch_strides2=strides2,
            rows=rows,
            depth=depth,
            columns=columns,
            row_stride1=row_stride,
            depth_stride1=depth_stride1,
            depth_stride2=depth_stride2,
            column_stride2=column_stride,
            input1_zero_point=zero_points[0],
            input2_zero_point=zero_points[1],
            output_zero_point=zero_points[2],
            multiplier=multiplier.value,
            shift=multiplier.shift,
        ),
        macs=output.element_count * depth,
        layout=layout,
    )


def _matrix(tensor: Tensor, *, transposed: bool) -> tuple[int, int, int, int]:
    """Rows, columns and their strides."""
    rows, columns = tensor.shape[-2:]
    return (columns, rows, 1, columns) if transposed else (rows, columns, columns, 1)


def _batch_strides(tensor: Tensor, batches: tuple[int, ...]) -> tuple[int, ...]:
    matrix = tensor.shape[-2] * tensor.shape[-1]
    return tuple(stride * matrix for stride in repeated_strides(tensor.shape[:-2], batches))


def _normalise(operands: Operands, kind: NormaliseKind, types: tuple[TensorType, ...]) -> OpDraft:
    operands.expect_counts(1, 1)
    source, output = operands.input(0), operands.output()
    element_type = operands.one_type(types, source, output)
    if source.shape != output.shape or not source.shape:
        raise operands.contradicts(f"its input has shape {list(source.shape)}, its output {list(output.shape)}")
    zero_point = 0
    if element_type is ElementType.INT8:
        zero_point = operands.scale(source)[1]
        scale, output_zero_point = operands.scale(output)
        if abs(scale - _L2_SCALE) > 1e-3 * _L2_SCALE or output_zero_point or source.shape[-1] > _MOST_L2_COLUMNS:
            why = f"its output has scale {scale:g} and zero point {output_zero_point}; int8 makes 1/128 and 0"
            raise operands.unsupported(output, f"{why}, of at most {_MOST_L2_COLUMNS:,} columns")
    return OpDraft(
        code=OpCode.NORMALISE,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(),
        params=NormaliseParams(
            kind=kind,
            rows=source.element_count // source.shape[-1],
            columns=source.shape[-1],
            input_zero_point=zero_point,
        ),
    )


def _draft_l2_normalisation(operands: Operands) -> OpDraft:
    activation = operands.plain_options().activation
    if activation.value:
        raise operands.unsupported(operands.output(), f"the fused activation {activation.name} is not supported")
    return _normalise(operands, NormaliseKind.L2, (_INT8, _FLOAT))


def _draft_log_softmax(operands: Operands) -> OpDraft:
    if operands.input(0).element_type is _INT8:
        return draft_log_softmax(operands)
    return _normalise(operands, NormaliseKind.LOG_SOFTMAX, (_FLOAT,))


def _draft_select(operands: Operands) -> OpDraft:
    operands.expect_counts(3, 3)
    condition, first, second = (operands.source(position) for position in range(3))
    output = operands.output()
    element_type = operands.one_type((output.element_type,), first, second, output)
    if condition.element_type is not TensorType.BOOL:
        raise operands.contradicts(f"its condition is {condition.element_type.word}, not bool")
    try:
        shape = broadcast(condition.shape, first.shape, second.shape)
        if shape != output.shape:
            raise operands.contradicts(f"its output has shape {list(output.shape)}, its inputs make {list(shape)}")
        strides = (repeated_strides(tensor.shape, shape) for tensor in (condition, first, second))
        sizes, strides0, strides1, strides2 = merged(shape, *strides, rank=DIMENSIONS)
    except ValueError as error:
        raise operands.unsupported(output, str(error)) from error
    places = [
        operands.place(tensor, name)
        for tensor, name in ((condition, "condition"), (first, "input1"), (second, "input2"))
    ]
    return OpDraft(
        code=OpCode.SELECT,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=tuple(operand for place, _ in places for operand in place),
        output=output.index,
        constants=tuple(constant for _, constants in places for constant in constants),
        params=SelectParams(sizes=sizes, condition_strides=strides0, strides1=strides1, strides2=strides2),
    )


_ANY = "int8, float32, uint8, bool, int16, int32"

FAMILY = (
    SupportedOp(
        126,
        "BATCH_MATMUL",
        "int8, int16, float32",
        "transposed, broadcast, constants",
        "BATCH_MATMUL",
        _draft_batch_matmul,
    ),
    SupportedOp(
        11,
        "L2_NORMALIZATION",
        "int8, float32",
        "last axis; int8 makes 1/128 and 0",
        "NORMALISE",
        _draft_l2_normalisation,
    ),
    SupportedOp(
        50,
        "LOG_SOFTMAX",
        "int8, float32",
        "last axis; int8 makes 1/16 and 127",
        "LOG_SOFTMAX, NORMALISE",
        _draft_log_softmax,
    ),
    SupportedOp(123, "SELECT_V2", _ANY, "broadcasting, constants", "SELECT", _draft_select),
)
