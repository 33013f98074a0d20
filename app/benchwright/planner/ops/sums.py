"""ADD_N: the sum of several tensors of one shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.fixed_point import ADD_LEFT_SHIFT, multiplier_below_one
from benchwright.planner.gemmlowp import requantise, wrapped
from benchwright.planner.graph import Tensor, TensorType
from benchwright.planner.op_kinds import BinaryKind
from benchwright.planner.ops import tables
from benchwright.planner.ops.arithmetic import Rescale, binary
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_ops import ConvertParams


def _draft_add_n(operands: Operands) -> tuple[OpDraft, ...]:
    operands.expect_counts(2, 256)
    output = operands.output()
    sources = [operands.source(position) for position in range(len(operands.operator.inputs))]
    element_type = operands.one_type((TensorType.INT8, TensorType.FLOAT32), *sources, output)
    if any(source.shape != output.shape for source in sources):
        raise operands.contradicts("its inputs and its output have different shapes")
    if element_type is ElementType.INT8:
        return _quantised(operands, [operands.input(position) for position in range(len(sources))], output)
    return tuple(_added(operands, sources, output, element_type, output))


def _added(
    operands: Operands, sources: Sequence[Tensor], output: Tensor, element_type: ElementType, like: Tensor
) -> list[OpDraft]:
    """The sources one after the other into `output`, through tensors like `like`."""
    drafts, total = [], sources[0]
    for position, source in enumerate(sources[1:], start=2):
        target = output if position == len(sources) else operands.spare(like, like.shape)
        drafts.append(binary(operands, BinaryKind.ADD, element_type, (total, source, target), lambda *_: Rescale()))
        total = target
    return drafts


def _quantised(operands: Operands, sources: Sequence[Tensor], output: Tensor) -> tuple[OpDraft, ...]:
    """Every input brought by a table to what TFLM adds up, in int32, and the sum requantised (add_n.h of TFLite)."""
    scale, zero_point = operands.scale(sources[0])
    output_scale, output_zero_point = operands.scale(output)
    if any(operands.scale(source) != (scale, zero_point) for source in sources):
        raise operands.unsupported(sources[0], "its inputs have different scales; TensorFlow Lite needs them equal")
    with operands.scale_limits(output):
        half = multiplier_below_one(scale / (2 * scale))
        last = multiplier_below_one(2 * scale / ((1 << ADD_LEFT_SHIFT) * output_scale))

    def scaled(value: int) -> int:
        return requantise(wrapped(value << ADD_LEFT_SHIFT), half)

    # TFLM begins its sum at minus the zero point.
    beginnings = [scaled(-zero_point), *(0 for _ in sources[1:])]
    whole = replace(output, element_type=TensorType.INT32)
    drafts, terms = [], []
    for source, beginning in zip(sources, beginnings, strict=True):
        terms.append(operands.spare(whole, output.shape))
        table = _term(scaled, zero_point, beginning)
        drafts.append(tables.draft_lookup(operands, source, terms[-1], table))
    total = operands.spare(whole, output.shape)
    drafts += _added(operands, terms, total, ElementType.INT32, whole)
    params = ConvertParams(
        element_count=output.element_count,
        output_type=ElementType.INT8.value,
        output_zero_point=output_zero_point,
        multiplier=last.value,
        shift=last.shift,
    )
    return (*drafts, _converted(operands, total, output, params))


def _converted(operands: Operands, total: Tensor, output: Tensor, params: ConvertParams) -> OpDraft:
    return OpDraft(
        code=OpCode.CONVERT,
        element_type=ElementType.INT32,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", total.index),),
        output=output.index,
        constants=(),
        params=params,
    )


def _term(scaled: tables.Function, zero_point: int, beginning: int) -> tables.Function:
    return lambda stored: beginning + scaled(stored - zero_point)


FAMILY = (
    SupportedOp(
        106,
        "ADD_N",
        "int8, float32",
        "one scale for all inputs",
        "BINARY for each input but one; LOOKUP, CONVERT",
        _draft_add_n,
    ),
)
