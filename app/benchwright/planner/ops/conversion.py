"""QUANTIZE, DEQUANTIZE and CAST: from one element type to another."""

from __future__ import annotations

from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.fixed_point import float32, quantise_multiplier
from benchwright.planner.gemmlowp import requantise
from benchwright.planner.graph import Tensor, TensorType
from benchwright.planner.ops import tables
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_ops import ConvertParams

_FLOAT, _INT8, _INT16, _INT32 = TensorType.FLOAT32, TensorType.INT8, TensorType.INT16, TensorType.INT32
_BYTES = (_INT8, TensorType.UINT8, TensorType.BOOL)
_RANGES = {_INT8: (-128, 127), TensorType.UINT8: (0, 255), _INT16: (-32768, 32767)}


def _border(operands: Operands) -> tuple[Tensor, Tensor]:
    operands.expect_counts(1, 1)
    source, output = operands.input(0), operands.output()
    if source.element_count != output.element_count:
        raise operands.contradicts(f"its input has shape {list(source.shape)}, its output {list(output.shape)}")
    return source, output


def _convert(operands: Operands, source: Tensor, output: Tensor, params: ConvertParams) -> OpDraft:
    return OpDraft(
        code=OpCode.CONVERT,
        element_type=operands.element_type(source),
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(),
        params=params,
    )


def _real_scale(operands: Operands, tensor: Tensor) -> tuple[float, int]:
    """Scale and zero point of a tensor of any whole type."""
    if tensor.quantisation is None or len(tensor.quantisation.scales) != 1:
        raise operands.unsupported(tensor, "it needs one scale")
    scale = tensor.quantisation.scales[0]
    if not 1e-30 <= scale < 1e30:
        raise operands.contradicts(f"'{tensor.name}' has the scale {scale}")
    return scale, tensor.quantisation.zero_points[0]


def _draft_quantise(operands: Operands) -> OpDraft:
    source, output = _border(operands)
    if output.element_type not in _RANGES:
        raise operands.unsupported(output, f"the type {output.element_type.word} is not supported here")
    scale, zero_point = _real_scale(operands, output)
    low, high = _RANGES[output.element_type]
    if not low <= zero_point <= high:
        raise operands.contradicts(f"'{output.name}' has the zero point {zero_point}")
    params = ConvertParams(
        element_count=source.element_count,
        output_type=operands.element_type(output).value,
        scale=scale,
        output_zero_point=zero_point,
    )
    if source.element_type is _FLOAT:
        return _convert(operands, source, output, params)
    source_scale, source_zero_point = _real_scale(operands, source)
    with operands.scale_limits(output):
        multiplier = quantise_multiplier(source_scale / scale)
    if source.element_type in {_INT8, TensorType.UINT8}:

        def result(stored: int) -> int:
            requantised = requantise(stored - source_zero_point, multiplier) + zero_point
            return min(max(requantised, low), high)

        return tables.draft_lookup(operands, source, output, result)
    if source.element_type not in {_INT16, _INT32}:
        raise operands.unsupported(source, f"the type {source.element_type.word} is not supported here")
    params = ConvertParams(
        element_count=source.element_count,
        output_type=operands.element_type(output).value,
        input_zero_point=source_zero_point,
        output_zero_point=zero_point,
        multiplier=multiplier.value,
        shift=multiplier.shift,
    )
    return _convert(operands, source, output, params)


def _draft_dequantise(operands: Operands) -> OpDraft:
    source, output = _border(operands)
    if output.element_type is not _FLOAT:
        raise operands.unsupported(output, f"its output is {output.element_type.word}, not float32")
    scale, zero_point = _real_scale(operands, source)
    if source.element_type in _BYTES:
        return tables.draft_lookup(operands, source, output, lambda stored: float32(scale * (stored - zero_point)))
    if source.element_type not in {_INT16, _INT32}:
        raise operands.unsupported(source, f"the type {source.element_type.word} is not supported here")
    params = ConvertParams(
        element_count=source.element_count,
        output_type=operands.element_type(output).value,
        scale=scale,
        input_zero_point=zero_point,
    )
    return _convert(operands, source, output, params)


def _draft_cast(operands: Operands) -> OpDraft:
    source, output = _border(operands)
    operands.element_type(output)
    if output.element_type is TensorType.BOOL:
        raise operands.unsupported(output, "a cast to bool is not supported")
    if source.element_type in _BYTES:
        bits = operands.element_type(output).item_bytes * 8
        if output.element_type is _FLOAT:
            return tables.draft_lookup(operands, source, output, float)
        signed = output.element_type is not TensorType.UINT8
        half = 1 << (bits - 1)
        return tables.draft_lookup(
            operands,
            source,
            output,
            lambda stored: (stored + half) % (2 * half) - half if signed else stored % (2 * half),
        )
    if source.element_type not in {_FLOAT, _INT16, _INT32} or source.element_type is output.element_type:
        why = f"a cast from {source.element_type.word} to {output.element_type.word} is not supported"
        raise operands.unsupported(source, why)
    params = ConvertParams(element_count=source.element_count, output_type=operands.element_type(output).value)
    return _convert(operands, source, output, params)


FAMILY = (
    SupportedOp(
        114,
        "QUANTIZE",
        "float32, int8, uint8, int16, int32 to int8, uint8, int16",
        "one scale a tensor",
        "CONVERT, LOOKUP",
        _draft_quantise,
    ),
    SupportedOp(
        6, "DEQUANTIZE", "int8, uint8, int16 to float32", "one scale a tensor", "CONVERT, LOOKUP", _draft_dequantise
    ),
    SupportedOp(53, "CAST", "int8, uint8, bool, int16, int32, float32", "not to bool", "CONVERT, LOOKUP", _draft_cast),
)
