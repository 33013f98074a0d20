"""FULLY_CONNECTED."""

from __future__ import annotations

from benchwright.model.pack import ElementType
from benchwright.planner.draft import Constant, OpDraft, Operand
from benchwright.planner.fixed_point import (
    Multiplier,
    activation_range,
    channel_multiplier,
    float_activation_range,
    tensor_multiplier,
)
from benchwright.planner.graph import FullyConnectedOptions, Tensor
from benchwright.planner.ops import int16x8
from benchwright.planner.ops.convolution import channel_scales, multiplier_constants
from benchwright.planner.ops.operands import Operands
from benchwright.planner.pack_format import FullyConnectedParams, OpCode

_BIAS_TOLERANCE = 0.02


def draft_fully_connected(operands: Operands) -> OpDraft:
    """FULLY_CONNECTED, weights [outputs, inputs]."""
    operands.expect_counts(2, 3)
    source, output, weights = operands.input(0), operands.output(), operands.constant(1, "weights")
    options = _options(operands, weights)
    element_type = operands.activation_type(source, output, int16=True)
    operands.check_weight_type(weights, element_type)
    operands.check_activation(options.activation, output)
    batches, inputs, outputs = _sizes(operands, source, weights, output)
    bias, layout = _bias(operands, outputs, element_type)
    constants = [Constant("weights_offset", weights.data or b"")]
    if bias is not None:
        constants.append(Constant("bias_offset", bias))
    multipliers: tuple[Multiplier, ...] = ()
    zero_points, low, high = (0, 0, 0), 0, 0
    if element_type is not ElementType.FLOAT32:
        zero_points, low, high, multipliers = _quantised(operands, source, weights, output, outputs)
        if layout == int16x8.WIDE:
            with operands.scale_limits(output):
                multipliers = tuple(int16x8.reduced(multiplier) for multiplier in multipliers)
        constants.extend(multiplier_constants(multipliers))
    float_min, float_max = float_activation_range(options.activation)
    return OpDraft(
        code=OpCode.FULLY_CONNECTED,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=tuple(constants),
        params=FullyConnectedParams(
            per_channel=int(len(multipliers) > 1),
            batches=batches,
            inputs=inputs,
            outputs=outputs,
            input_zero_point=zero_points[0],
            weights_zero_point=zero_points[1],
            output_zero_point=zero_points[2],
            activation_min=low,
            activation_max=high,
            float_min=float_min,
            float_max=float_max,
        ),
        macs=batches * inputs * outputs,
        layout=layout,
        unit_pixels=1,
    )


def _bias(operands: Operands, outputs: int, element_type: ElementType) -> tuple[bytes | None, int]:
    """The biases, and the layout that their width makes."""
    if element_type is not ElementType.INT16:
        return operands.bias(2, outputs, element_type), int16x8.PLAIN
    int16x8.check_weights(operands, 1)
    layout = int16x8.sums_of(operands, 2)
    return int16x8.biases(operands, 2, outputs, layout), layout


def _options(operands: Operands, weights: Tensor) -> FullyConnectedOptions:
    options = operands.operator.options
    if not isinstance(options, FullyConnectedOptions):
        raise operands.contradicts("its options are missing")
    if options.shuffled_weights:
        raise operands.unsupported(weights, "its weights are shuffled for a phone's processor; convert without that")
    return options


def _sizes(operands: Operands, source: Tensor, weights: Tensor, output: Tensor) -> tuple[int, int, int]:
    if len(weights.shape) != 2 or min(weights.shape) < 1:
        raise operands.contradicts(f"its weights have shape {list(weights.shape)}")
    outputs, inputs = weights.shape
    batches = source.element_count // inputs
    if source.element_count % inputs or output.element_count != batches * outputs or output.shape[-1:] != (outputs,):
        shapes = f"input {list(source.shape)}, weights {list(weights.shape)} and output {list(output.shape)}"
        raise operands.contradicts(f"{shapes} do not go together")
    return batches, inputs, outputs


def _quantised(
    operands: Operands, source: Tensor, weights: Tensor, output: Tensor, outputs: int
) -> tuple[tuple[int, int, int], int, int, tuple[Multiplier, ...]]:
    """Zero points of input, weights and output, the activation range, and one multiplier or one a row."""
    input_scale, input_zero_point = operands.scale(source)
    output_scale, output_zero_point = operands.scale(output)
    filter_scales, filter_zero_points = operands.scales(weights)
    per_channel = len(filter_scales) > 1
    if not per_channel:
        _check_bias_scale(operands, input_scale * filter_scales[0], output_scale)
    with operands.scale_limits(output):
        if per_channel:
            scales = channel_scales(operands, weights, outputs, 0)
            multipliers = tuple(channel_multiplier(input_scale, scale, output_scale) for scale in scales)
        else:
            multipliers = (tensor_multiplier(input_scale, filter_scales[0], output_scale),)
        activation, limits = _options(operands, weights).activation, int16x8.limits(operands.element_type(source))
        low, high = activation_range(activation, output_scale, output_zero_point, limits)
    return (input_zero_point, filter_zero_points[0], output_zero_point), low, high, multipliers


def _check_bias_scale(operands: Operands, product_scale: float, output_scale: float) -> None:
    """GetQuantizedConvolutionMultipler: the bias counts in steps of input scale times weights scale."""
    if len(operands.operator.inputs) < 3 or operands.operator.inputs[2] == -1:
        return
    bias = operands.constant(2, "biases").quantisation
    bias_scale = bias.scales[0] if bias else 0.0
    if not abs(product_scale - bias_scale) / output_scale <= _BIAS_TOLERANCE:
        raise operands.contradicts(f"its bias has scale {bias_scale:g}, input and weights make {product_scale:g}")
