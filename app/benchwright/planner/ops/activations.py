"""Functions of one value: int8 by a table, float32 by UNARY."""

from __future__ import annotations

import math
from collections.abc import Callable

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.fixed_point import activation_range
from benchwright.planner.graph import Activation, Tensor, TensorType
from benchwright.planner.op_kinds import UnaryKind
from benchwright.planner.ops import slopes, tables
from benchwright.planner.ops.curves import draft_curve
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_int16 import CurveKind
from benchwright.planner.pack_ops import UnaryParams

_FLOAT, _INT8, _INT16 = TensorType.FLOAT32, TensorType.INT8, TensorType.INT16
_STEP_TOLERANCE = 1e-3


def float_unary(
    operands: Operands, source: Tensor, output: Tensor, kind: UnaryKind, alpha: float = 0.0, beta: float = 0.0
) -> OpDraft:
    """UNARY on float32."""
    return OpDraft(
        code=OpCode.UNARY,
        element_type=ElementType.FLOAT32,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(),
        params=UnaryParams(kind=kind, element_count=source.element_count, alpha=alpha, beta=beta),
        unit_pixels=1,
    )


def source_and_output(operands: Operands, *allowed: TensorType) -> tuple[Tensor, Tensor, ElementType]:
    """Input and output of one shape and one of the types."""
    operands.expect_counts(1, 1)
    source, output = operands.input(0), operands.output()
    if source.shape != output.shape:
        raise operands.contradicts(f"its input has shape {list(source.shape)}, its output {list(output.shape)}")
    return source, output, operands.one_type(allowed, source, output)


def _float_only(kind: UnaryKind) -> Callable[[Operands], OpDraft]:
    def draft(operands: Operands) -> OpDraft:
        source, output, _ = source_and_output(operands, _FLOAT)
        return float_unary(operands, source, output, kind)

    return draft


def _with_table(
    kind: UnaryKind, table: Callable[[tables.Scale, tables.Scale], Callable[[int], int]]
) -> Callable[[Operands], OpDraft]:
    def draft(operands: Operands) -> OpDraft:
        source, output, element_type = source_and_output(operands, _INT8, _FLOAT)
        if element_type is ElementType.FLOAT32:
            return float_unary(operands, source, output, kind)
        with operands.scale_limits(output):
            result = table(operands.scale(source), operands.scale(output))
        return tables.draft_lookup(operands, source, output, result)

    return draft


def _fixed_output(
    kind: UnaryKind, table: Callable[[tables.Scale], Callable[[int], int]], scale: float, zero_point: int
) -> Callable[[Operands], OpDraft]:
    """A function whose int8 output always has one scale."""

    def draft(operands: Operands) -> OpDraft:
        source, output, element_type = source_and_output(operands, _INT8, _INT16, _FLOAT)
        if element_type is ElementType.FLOAT32:
            return float_unary(operands, source, output, kind)
        if element_type is ElementType.INT16:
            return draft_curve(operands, source, output, CurveKind[kind.name])
        found, found_zero_point = operands.scale(output)
        if abs(found - scale) > _STEP_TOLERANCE * scale or found_zero_point != zero_point:
            why = f"its output has scale {found:g} and zero point {found_zero_point}; int8 makes {scale:g}"
            raise operands.unsupported(output, f"{why} and {zero_point}")
        with operands.scale_limits(source):
            result = table(operands.scale(source))
        return tables.draft_lookup(operands, source, output, result)

    return draft


def _draft_relu(operands: Operands) -> OpDraft:
    source, output, element_type = source_and_output(operands, _INT8, _INT16, _FLOAT)
    if element_type is ElementType.INT16:
        return slopes.draft_relu_int16(operands, source, output)
    if element_type is ElementType.FLOAT32:
        return float_unary(operands, source, output, UnaryKind.CLAMP, 0.0, math.inf)
    with operands.scale_limits(output):
        result = tables.relu_table(operands.scale(source), operands.scale(output))
    return tables.draft_lookup(operands, source, output, result)


def _clamped(activation: Activation, low: float, high: float, *, int16: bool = False) -> Callable[[Operands], OpDraft]:
    def draft(operands: Operands) -> OpDraft:
        types = (_INT8, _INT16, _FLOAT) if int16 else (_INT8, _FLOAT)
        source, output, element_type = source_and_output(operands, *types)
        if element_type is ElementType.FLOAT32:
            return float_unary(operands, source, output, UnaryKind.CLAMP, low, high)
        if activation is Activation.RELU6:
            _check_clamped(operands, source, output)
        operands.same_scale(source, output)
        if element_type is ElementType.INT16:
            return slopes.draft_clamp_int16(operands, source, output, activation)
        with operands.scale_limits(source):
            least, most = activation_range(activation, *operands.scale(source))
        return tables.draft_lookup(operands, source, output, tables.clamp_table(least, most))

    return draft


def _check_clamped(operands: Operands, source: Tensor, output: Tensor) -> None:
    """Raises where input and output have different scales, as converters make them of a RELU6 that has nothing to be
    fused with: the numbers that TensorFlow Lite Micro makes then mean something else in the output's scale."""
    if operands.are_of_one_scale(source, output):
        return
    (scale, zero), (out_scale, out_zero) = operands.scale(source), operands.scale(output)
    why = (
        f"its input has scale {scale:g} and zero point {zero}, its output {out_scale:g} and {out_zero}; "
        "TensorFlow Lite Micro clamps and does not rescale, so its result would be wrong; let it follow a convolution "
        "or an ADD, which take it in, or take RELU"
    )
    raise operands.unsupported(output, why)


def _draft_leaky_relu(operands: Operands) -> OpDraft:
    source, output, element_type = source_and_output(operands, _INT8, _INT16, _FLOAT)
    alpha = operands.plain_options().alpha
    if not math.isfinite(alpha):
        raise operands.contradicts(f"alpha is {alpha}")
    if element_type is ElementType.INT16:
        return slopes.draft_leaky_relu_int16(operands, source, output, alpha)
    if element_type is ElementType.FLOAT32:
        return float_unary(operands, source, output, UnaryKind.LEAKY_RELU, alpha)
    with operands.scale_limits(output):
        result = tables.leaky_relu_table(operands.scale(source), operands.scale(output), alpha)
    return tables.draft_lookup(operands, source, output, result)


def _draft_absolute(operands: Operands) -> OpDraft:
    source, output, element_type = source_and_output(operands, _INT8, _INT16, _FLOAT)
    if element_type is ElementType.INT16:
        return slopes.draft_absolute_int16(operands, source, output)
    return _with_table(UnaryKind.ABS, tables.absolute_table)(operands)


def _draft_logical_not(operands: Operands) -> OpDraft:
    source, output, _ = source_and_output(operands, TensorType.BOOL)
    return tables.draft_lookup(operands, source, output, lambda stored: int(stored == 0))


_BOTH, _ONE_SCALE = "int8, float32", "one scale for input and output"
_ONE_SCALE_NOT_TFLM = f"{_ONE_SCALE}; not an operator of TensorFlow Lite Micro"
_RUNS = "LOOKUP, UNARY"
_THREE, _RUNS_WITH_SLOPES, _RUNS_WITH_CURVE = "int8, int16, float32", f"{_RUNS}, SLOPES", f"{_RUNS}, CURVE"


def _float_op(code: int, name: str) -> SupportedOp:
    return SupportedOp(code, name, "float32", "", "UNARY", _float_only(UnaryKind[name]))


FAMILY = (
    SupportedOp(19, "RELU", _THREE, "", _RUNS_WITH_SLOPES, _draft_relu),
    SupportedOp(21, "RELU6", _THREE, _ONE_SCALE, _RUNS_WITH_SLOPES, _clamped(Activation.RELU6, 0.0, 6.0, int16=True)),
    SupportedOp(20, "RELU_N1_TO_1", _BOTH, _ONE_SCALE_NOT_TFLM, _RUNS, _clamped(Activation.RELU_N1_TO_1, -1.0, 1.0)),
    SupportedOp(98, "LEAKY_RELU", _THREE, "", _RUNS_WITH_SLOPES, _draft_leaky_relu),
    SupportedOp(117, "HARD_SWISH", _BOTH, "", _RUNS, _with_table(UnaryKind.HARD_SWISH, tables.hard_swish_table)),
    SupportedOp(
        14,
        "LOGISTIC",
        _THREE,
        "int8 makes 1/256 and -128, int16 1/32768",
        _RUNS_WITH_CURVE,
        _fixed_output(UnaryKind.LOGISTIC, tables.logistic_table, 1 / 256, -128),
    ),
    SupportedOp(
        28,
        "TANH",
        _THREE,
        "int8 makes 1/128 and 0, int16 1/32768",
        _RUNS_WITH_CURVE,
        _fixed_output(UnaryKind.TANH, tables.tanh_table, 1 / 128, 0),
    ),
    SupportedOp(111, "ELU", _BOTH, "", _RUNS, _with_table(UnaryKind.ELU, tables.elu_table)),
    SupportedOp(101, "ABS", _THREE, "", _RUNS_WITH_SLOPES, _draft_absolute),
    SupportedOp(76, "RSQRT", _BOTH, "", _RUNS, _with_table(UnaryKind.RSQRT, tables.inverse_root_table)),
    SupportedOp(87, "LOGICAL_NOT", "bool", "", "LOOKUP", _draft_logical_not),
    *(
        _float_op(code, name)
        for code, name in (
            (59, "NEG"),
            (92, "SQUARE"),
            (75, "SQRT"),
            (47, "EXP"),
            (73, "LOG"),
            (66, "SIN"),
            (108, "COS"),
            (104, "CEIL"),
            (8, "FLOOR"),
            (116, "ROUND"),
        )
    ),
)
