"""RESIZE_BILINEAR, TRANSPOSE_CONV and L2_POOL_2D."""

from __future__ import annotations

import math
import struct

from benchwright.model.pack import ElementType
from benchwright.planner.draft import Constant, OpDraft, Operand
from benchwright.planner.fixed_point import (
    activation_range,
    channel_multiplier,
    float32,
    float_activation_range,
)
from benchwright.planner.graph import Activation, PlainOptions, Tensor, TensorType, WindowOptions
from benchwright.planner.ops import int16x8
from benchwright.planner.ops.convolution import channel_scales, multiplier_constants
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.pooling import draft_pool
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.pack_format import ConvParams, OpCode
from benchwright.planner.pack_ops import ResizeParams
from benchwright.planner.window import LARGEST_SIZE, slide

_ONE = 1 << 10


def _draft_resize_bilinear(operands: Operands) -> OpDraft:
    operands.expect_counts(2, 2)
    source, output = operands.input(0), operands.output()
    element_type = operands.activation_type(source, output)
    batches, height, width, channels = operands.image(source, "input")
    output_height, output_width = operands.image(output, "output")[1:3]
    if output.shape != (batches, *operands.integers(1, "size"), channels):
        raise operands.contradicts(f"{list(source.shape)} does not become {list(output.shape)}")
    operands.check_table(output, max(output_height, output_width))
    options = operands.plain_options()
    places = _float_places if element_type is ElementType.FLOAT32 else _whole_places
    return OpDraft(
        code=OpCode.RESIZE_BILINEAR,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(
            Constant("rows_offset", places(options, height, output_height)),
            Constant("columns_offset", places(options, width, output_width)),
        ),
        params=ResizeParams(
            batches=batches,
            input_h=height,
            input_w=width,
            channels=channels,
            output_h=output_height,
            output_w=output_width,
        ),
    )


def _whole_places(options: PlainOptions, size: int, output_size: int) -> bytes:
    """ComputeInterpolationValuesInteger of TensorFlow Lite: which two, and the weight of the second in 1024ths."""
    scale = (_ONE * size + output_size // 2) // output_size
    if options.align_corners and output_size > 1:
        scale = (_ONE * (size - 1) + (output_size - 1) // 2) // (output_size - 1)
    records = []
    for place in range(output_size):
        value = place * scale + (scale // 2 - (1 << 9) if options.half_pixel_centers else 0)
        lower = max(_towards_zero(value), 0)
        upper = min(_towards_zero(value + _ONE - 1), size - 1)
        records.append(struct.pack("<3i", min(lower, size - 1), max(upper, 0), value - _ONE * lower))
    return b"".join(records)


def _towards_zero(value: int) -> int:
    return int(value / _ONE)


def _float_places(options: PlainOptions, size: int, output_size: int) -> bytes:
    """ComputeInterpolationValues of TensorFlow Lite, in float32."""
    scale = float32(size / output_size)
    if options.align_corners and output_size > 1:
        scale = float32((size - 1) / (output_size - 1))
    records = []
    for place in range(output_size):
        value = float32(place * scale)
        if options.half_pixel_centers:
            value = float32(float32((place + 0.5) * scale) - 0.5)
        lower, upper = max(math.floor(value), 0), min(math.ceil(value), size - 1)
        records.append(struct.pack("<2if", min(lower, size - 1), max(upper, 0), float32(value - lower)))
    return b"".join(records)


def _draft_transpose_conv(operands: Operands) -> OpDraft:
    operands.expect_counts(3, 4)
    source, output, weights = operands.input(2), operands.output(), operands.constant(1, "weights")
    options = operands.operator.options
    if not isinstance(options, WindowOptions):
        raise operands.contradicts("its options (strides, padding) are missing")
    element_type = operands.activation_type(source, output, int16=True)
    layout = int16x8.WIDE if element_type is ElementType.INT16 else int16x8.PLAIN
    operands.check_weight_type(weights, element_type)
    operands.check_activation(options.activation, output)
    batches, input_h, input_w, input_c = operands.image(source, "input")
    output_c, kernel_h, kernel_w, weights_c = operands.image(weights, "kernel")
    output_batches, output_h, output_w, made_c = operands.image(output, "output")
    if (weights_c, output_c, output_batches) != (input_c, made_c, batches):
        shapes = f"input {list(source.shape)}, weights {list(weights.shape)} and output {list(output.shape)}"
        raise operands.contradicts(f"{shapes} do not go together")
    pads = _pads(operands, options, (output_h, kernel_h), (output_w, kernel_w))
    zero_points, low, high = (0, 0), 0, 0
    scales: tuple[Constant, ...] = ()
    if element_type is not ElementType.FLOAT32:
        zero_points, low, high, scales = _quantised(operands, source, weights, output, options.activation)
    float_min, float_max = float_activation_range(options.activation)
    bias = _bias(operands, output_c, element_type)
    constants = (Constant("weights_offset", weights.data or b""), *scales)
    return OpDraft(
        code=OpCode.TRANSPOSE_CONV,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=constants if bias is None else (*constants, Constant("bias_offset", bias)),
        params=ConvParams(
            batches=batches,
            input_h=input_h,
            input_w=input_w,
            input_c=input_c,
            output_h=output_h,
            output_w=output_w,
            output_c=output_c,
            kernel_h=kernel_h,
            kernel_w=kernel_w,
            stride_h=options.stride_h,
            stride_w=options.stride_w,
            dilation_h=1,
            dilation_w=1,
            pad_top=pads[0],
            pad_left=pads[1],
            depth_multiplier=1,
            input_zero_point=zero_points[0],
            output_zero_point=zero_points[1],
            activation_min=low,
            activation_max=high,
            float_min=float_min,
            float_max=float_max,
        ),
        macs=source.element_count * kernel_h * kernel_w * output_c,
        layout=layout,
    )


def _bias(operands: Operands, channels: int, element_type: ElementType) -> bytes | None:
    if element_type is not ElementType.INT16:
        return operands.bias(3, channels, element_type)
    int16x8.check_weights(operands, 1)
    return int16x8.biases(operands, 3, channels, int16x8.WIDE)


def _pads(operands: Operands, options: WindowOptions, *axes: tuple[int, int]) -> tuple[int, ...]:
    """Padding of the convolution whose input is this one's output."""
    pads = []
    for (size, kernel), stride in zip(axes, (options.stride_h, options.stride_w), strict=True):
        if not (1 <= stride <= LARGEST_SIZE and 1 <= kernel <= LARGEST_SIZE):
            raise operands.contradicts(f"stride {stride} or kernel {kernel} is outside 1…{LARGEST_SIZE:,}")
        try:
            pads.append(slide(size, kernel, stride, 1, options.padding).pad_before)
        except ValueError as error:
            raise operands.contradicts(str(error)) from error
    return tuple(pads)


def _quantised(
    operands: Operands, source: Tensor, weights: Tensor, output: Tensor, activation: Activation
) -> tuple[tuple[int, int], int, int, tuple[Constant, ...]]:
    (input_scale, input_zero_point), (scale, zero_point) = operands.scale(source), operands.scale(output)
    filter_scales = channel_scales(operands, weights, weights.shape[0], 0)
    with operands.scale_limits(output):
        multipliers = tuple(channel_multiplier(input_scale, factor, scale) for factor in filter_scales)
        if operands.element_type(source) is ElementType.INT16:
            multipliers = tuple(int16x8.reduced(multiplier) for multiplier in multipliers)
        low, high = activation_range(activation, scale, zero_point, int16x8.limits(operands.element_type(source)))
    return (input_zero_point, zero_point), low, high, multiplier_constants(multipliers)


def _draft_l2_pool(operands: Operands) -> OpDraft:
    operands.one_type((TensorType.FLOAT32,), operands.input(0))
    return draft_pool(operands, OpCode.L2_POOL_2D)


FAMILY = (
    SupportedOp(23, "RESIZE_BILINEAR", "int8, float32", "constant size", "RESIZE_BILINEAR", _draft_resize_bilinear),
    SupportedOp(
        67,
        "TRANSPOSE_CONV",
        "int8, int16, float32",
        "per-channel or per-tensor weights, also int4; any stride",
        "TRANSPOSE_CONV",
        _draft_transpose_conv,
    ),
    SupportedOp(12, "L2_POOL_2D", "float32", "any stride, SAME and VALID", "L2_POOL_2D", _draft_l2_pool),
)
