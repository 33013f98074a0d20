"""CONV_2D and DEPTHWISE_CONV_2D."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, replace

from benchwright.model.pack import ElementType
from benchwright.planner.draft import Constant, OpDraft, Operand
from benchwright.planner.fixed_point import (
    Multiplier,
    activation_range,
    channel_multiplier,
    float_activation_range,
)
from benchwright.planner.graph import Tensor, WindowOptions
from benchwright.planner.ops import int16x8
from benchwright.planner.ops.moves import Walk, move
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.shapes import row_major
from benchwright.planner.ops.sliding import Window, slid_over
from benchwright.planner.pack_format import ConvParams, OpCode


@dataclass(frozen=True, slots=True)
class _Kernel:
    """Shape of the weights, and which of their dimensions counts output channels."""

    height: int
    width: int
    output_channels: int
    depth_multiplier: int
    channel_dimension: int
    taps_per_output: int


def draft_conv(operands: Operands) -> OpDraft | tuple[OpDraft, ...]:
    """CONV_2D, weights OHWI; one of several groups of channels becomes a convolution for each group."""
    weights = _weights(operands)
    channels = operands.image(weights, "kernel")[3]
    input_channels = operands.image(operands.input(0), "input")[3]
    if channels == input_channels:
        return _draft_one_group(operands)
    groups = input_channels // channels if channels else 0
    if not groups or channels * groups != input_channels or weights.shape[0] % groups:
        raise operands.contradicts(f"its weights take {channels} channels of {input_channels}")
    return tuple(draft for group in range(groups) for draft in _draft_group(operands, weights, group, groups))


def _draft_group(operands: Operands, weights: Tensor, group: int, groups: int) -> tuple[OpDraft, ...]:
    """Its channels out of the input, the convolution, and its channels into the output."""
    source, output = operands.input(0), operands.output()
    part = operands.spare(source, (*source.shape[:3], source.shape[3] // groups))
    made = operands.spare(output, (*output.shape[:3], operands.image(output, "output")[3] // groups))
    constants = [operands.hold(_part_of(weights, group, groups))]
    if len(operands.operator.inputs) > 2 and operands.operator.inputs[2] != -1:
        constants.append(operands.hold(_part_of(operands.constant(2, "biases"), group, groups)))
    inner = operands.on((part, *constants), made)
    return (
        _channels(operands, source, part, group * part.shape[3], 0),
        _draft_one_group(inner),
        _channels(operands, made, output, 0, group * made.shape[3]),
    )


def _part_of(tensor: Tensor, group: int, groups: int) -> Tensor:
    """Weights or biases of one group: output channels are their first dimension."""
    data, scales = tensor.data or b"", tensor.quantisation
    size, count = len(data) // groups, tensor.shape[0] // groups
    if scales is not None and len(scales.scales) == tensor.shape[0]:
        mine = slice(group * count, (group + 1) * count)
        scales = replace(scales, scales=scales.scales[mine], zero_points=scales.zero_points[mine])
    shape = (count, *tensor.shape[1:])
    return replace(tensor, shape=shape, data=data[group * size : (group + 1) * size], quantisation=scales)


def _channels(operands: Operands, source: Tensor, output: Tensor, first: int, place: int) -> OpDraft:
    """As many channels as the narrower has, from the source's `first` to the output's `place`."""
    sizes = min(source.shape, output.shape)
    return move(operands, source, output, Walk(sizes, row_major(source.shape), row_major(output.shape), first, place))


def _draft_one_group(operands: Operands) -> OpDraft:
    weights = _weights(operands)
    output_channels, height, width, channels = operands.image(weights, "kernel")
    taps = height * width * channels
    return _draft(operands, OpCode.CONV_2D, weights, _Kernel(height, width, output_channels, 1, 0, taps))


def draft_depthwise_conv(operands: Operands) -> OpDraft:
    """DEPTHWISE_CONV_2D, weights 1HWO."""
    weights = _weights(operands)
    ones, height, width, output_channels = operands.image(weights, "kernel")
    input_channels = operands.image(operands.input(0), "input")[3]
    multiplier = _options(operands).depth_multiplier
    if ones != 1 or input_channels * multiplier != output_channels:
        shape = f"weights {list(weights.shape)}, depth multiplier {multiplier}"
        raise operands.contradicts(f"{shape} and {input_channels} input channels do not go together")
    kernel = _Kernel(height, width, output_channels, multiplier, 3, height * width)
    return _draft(operands, OpCode.DEPTHWISE_CONV_2D, weights, kernel)


def _weights(operands: Operands) -> Tensor:
    operands.expect_counts(2, 3)
    return operands.constant(1, "weights")


def _options(operands: Operands) -> WindowOptions:
    options = operands.operator.options
    if not isinstance(options, WindowOptions):
        raise operands.contradicts("its options (strides, padding) are missing")
    return options


def _draft(operands: Operands, code: OpCode, weights: Tensor, kernel: _Kernel) -> OpDraft:
    source, output, options = operands.input(0), operands.output(), _options(operands)
    element_type = operands.activation_type(source, output, int16=True)
    operands.check_weight_type(weights, element_type)
    operands.check_activation(options.activation, output)
    window = Window(kernel.height, kernel.width, kernel.output_channels, options.dilation_h, options.dilation_w)
    rows, columns = slid_over(operands, window, options)
    batches, input_h, input_w, input_c = operands.image(source, "input")
    layout = _layout(operands, code, element_type)
    input_zero_point, output_zero_point, low, high, scales = _quantised(
        operands, source, weights, output, kernel, layout
    )
    float_min, float_max = float_activation_range(options.activation)
    bias = _bias(operands, kernel.output_channels, element_type, layout)
    params = ConvParams(
        batches=batches,
        input_h=input_h,
        input_w=input_w,
        input_c=input_c,
        output_h=rows.output_size,
        output_w=columns.output_size,
        output_c=kernel.output_channels,
        kernel_h=kernel.height,
        kernel_w=kernel.width,
        stride_h=options.stride_h,
        stride_w=options.stride_w,
        dilation_h=options.dilation_h,
        dilation_w=options.dilation_w,
        pad_top=rows.pad_before,
        pad_left=columns.pad_before,
        depth_multiplier=kernel.depth_multiplier,
        input_zero_point=input_zero_point,
        output_zero_point=output_zero_point,
        activation_min=low,
        activation_max=high,
        float_min=float_min,
        float_max=float_max,
    )
    constants = [Constant("weights_offset", weights.data or b"")]
    if bias is not None:
        constants.append(Constant("bias_offset", bias))
    return OpDraft(
        code=code,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(*constants, *scales),
        params=params,
        macs=math.prod(output.shape) * kernel.taps_per_output,
        layout=layout,
        unit_pixels=1,
    )


def _layout(operands: Operands, code: OpCode, element_type: ElementType) -> int:
    if element_type is not ElementType.INT16:
        return int16x8.PLAIN
    int16x8.check_weights(operands, 1)
    return int16x8.sums_of(operands, 2) if code is OpCode.CONV_2D else int16x8.WIDE


def _bias(operands: Operands, channels: int, element_type: ElementType, layout: int) -> bytes | None:
    if element_type is not ElementType.INT16:
        return operands.bias(2, channels, element_type)
    return int16x8.biases(operands, 2, channels, layout)


def _quantised(
    operands: Operands, source: Tensor, weights: Tensor, output: Tensor, kernel: _Kernel, layout: int
) -> tuple[int, int, int, int, tuple[Constant, ...]]:
    """Zero points, activation range and the multipliers of a quantised op; zeros and nothing for float32."""
    element_type = operands.activation_type(source, int16=True)
    if element_type is ElementType.FLOAT32:
        return 0, 0, 0, 0, ()
    input_scale, input_zero_point = operands.scale(source)
    output_scale, output_zero_point = operands.scale(output)
    filter_scales = channel_scales(operands, weights, kernel.output_channels, kernel.channel_dimension)
    with operands.scale_limits(output):
        multipliers = tuple(channel_multiplier(input_scale, scale, output_scale) for scale in filter_scales)
        if layout == int16x8.WIDE:
            multipliers = tuple(int16x8.reduced(multiplier) for multiplier in multipliers)
        activation, limits = _options(operands).activation, int16x8.limits(element_type)
        low, high = activation_range(activation, output_scale, output_zero_point, limits)
    return input_zero_point, output_zero_point, low, high, multiplier_constants(multipliers)


def channel_scales(operands: Operands, weights: Tensor, channels: int, dimension: int) -> tuple[float, ...]:
    """One scale for each output channel, from per-channel or per-tensor weights."""
    scales, zero_points = operands.scales(weights)
    if any(zero_points):
        raise operands.unsupported(weights, "its weights have a zero point other than 0")
    if len(scales) == 1:
        return scales * channels
    found = weights.quantisation.dimension if weights.quantisation else 0
    if len(scales) != channels or found != dimension:
        why = f"{len(scales)} scales along dimension {found} for {channels} output channels along dimension {dimension}"
        raise operands.contradicts(why)
    return scales


def multiplier_constants(multipliers: tuple[Multiplier, ...]) -> tuple[Constant, Constant]:
    """Values and shifts as they lie in the pack."""
    layout = f"<{len(multipliers)}i"
    return (
        Constant("multiplier_offset", struct.pack(layout, *(multiplier.value for multiplier in multipliers))),
        Constant("shift_offset", struct.pack(layout, *(multiplier.shift for multiplier in multipliers))),
    )
