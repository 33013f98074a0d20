"""SVDF and UNIDIRECTIONAL_SEQUENCE_LSTM: operators with state."""

from __future__ import annotations

import math
import struct

from benchwright.model.pack import ElementType
from benchwright.planner.draft import Constant, OpDraft, Operand
from benchwright.planner.element_types import arena_type
from benchwright.planner.fixed_point import (
    Multiplier,
    float32,
    float_activation_range,
    quantise_multiplier,
    tensor_multiplier,
)
from benchwright.planner.graph import Activation, RecurrentOptions, Tensor, TensorType
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_state import LSTM_GATES, LstmParams, SvdfParams

_LSTM_INPUTS = 24
_HIDDEN, _CELL = 18, 19
_LEFT_OUT = (*range(9, 12), *range(16, 18), *range(20, 24))
_GATE_SCALE, _RESULT_SCALE = 2.0**-12, 2.0**-15
_MOST_TANH_SHIFT, _LEAST_TANH_SHIFT = 14, -30

# Entries of TensorFlow Lite's table (kernels/internal/common.cc) that are one above the nearest number: it is fitted so
# that interpolation between them errs less.
_RAISED = frozenset((
    4, 8, 12, 14, 15, 16, 17, 19, 20, 21, 22, 25, 27, 28, 29, 30, 31, 33, 34, 35, 37, 39, 40, 41, 43, 44, 45,
    46, 49, 50, 54, 62, 63, 64, 66, 82, 86, 93, 100, 103, 112, 116, 135, 255,
))  # fmt: skip

SIGMOID_TABLE = struct.pack(
    "<256H", *(round(65536 / (1 + math.exp(-index / 24))) + (index in _RAISED) for index in range(256))
)
"""sigmoid(i / 24) in 16 bits: what TensorFlow Lite interpolates between."""


def _options(operands: Operands) -> RecurrentOptions:
    options = operands.operator.options
    if not isinstance(options, RecurrentOptions):
        raise operands.contradicts("its options are missing")
    return options


def _matrix(operands: Operands, tensor: Tensor, rows: int, columns: int, what: str) -> bytes:
    if tensor.shape != (rows, columns):
        raise operands.contradicts(f"its {what} have shape {list(tensor.shape)}, not [{rows}, {columns}]")
    return tensor.data or b""


def _state(operands: Operands, position: int, count: int, allowed: tuple[TensorType, ...]) -> Tensor:
    tensor = operands.state(position)
    operands.one_type(allowed, tensor)
    if tensor.element_count != count:
        raise operands.contradicts(f"its state '{tensor.name}' has {tensor.element_count} elements, not {count}")
    return tensor


def _draft_svdf(operands: Operands) -> OpDraft:
    operands.expect_counts(5, 5)
    options, source, output = _options(operands), operands.input(0), operands.output()
    features, times = operands.constant(1, "weights"), operands.constant(2, "time weights")
    element_type = operands.activation_type(source, output)
    operands.check_weight_type(features, element_type)
    operands.check_activation(options.activation, output)
    if len(source.shape) != 2 or len(features.shape) != 2 or len(times.shape) != 2 or options.rank < 1:
        raise operands.contradicts("its tensors are no matrices, or its rank is not positive")
    batches, inputs = source.shape
    filters, memory = times.shape
    units = filters // options.rank
    if filters % options.rank or output.shape != (batches, units):
        raise operands.contradicts(f"{filters} filters of rank {options.rank} make {list(output.shape)}")
    is_int8 = element_type is ElementType.INT8
    allowed = (TensorType.INT8, TensorType.INT16) if is_int8 else (TensorType.FLOAT32,)
    state = _state(operands, 4, batches * filters * memory, allowed)
    operands.one_type(allowed, times, state)
    constants = [
        Constant("feature_weights_offset", _matrix(operands, features, filters, inputs, "weights")),
        Constant("time_weights_offset", _matrix(operands, times, filters, memory, "time weights")),
    ]
    bias = operands.bias(3, units, element_type)
    if bias is not None:
        constants.append(Constant("bias_offset", bias))
    low, high = float_activation_range(options.activation)
    kept = arena_type(state.element_type) or element_type
    scaling = _svdf_scaling(operands, source, features, times, state, output) if is_int8 else {}
    return OpDraft(
        code=OpCode.SVDF,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index), Operand("state_arena_offset", state.index)),
        output=output.index,
        constants=tuple(constants),
        params=SvdfParams(
            state_type=kept.value,
            batches=batches,
            inputs=inputs,
            filters=filters,
            memory=memory,
            rank=options.rank,
            float_min=low,
            float_max=high,
            **scaling,
        ),
        macs=batches * filters * (inputs + memory),
    )


def _svdf_scaling(
    operands: Operands, source: Tensor, features: Tensor, times: Tensor, state: Tensor, output: Tensor
) -> dict[str, int]:
    """PrepareSvdf: both factors in float32."""
    input_scale, input_zero_point = operands.scale(source)
    state_scale, state_zero_point = operands.scale(state)
    output_scale, output_zero_point = operands.scale(output)
    with operands.scale_limits(output):
        feature = quantise_multiplier(_factor(input_scale, operands.scale(features)[0], state_scale))
        time = quantise_multiplier(_factor(state_scale, operands.scale(times)[0], output_scale))
    return {
        "input_zero_point": input_zero_point,
        "state_zero_point": state_zero_point,
        "output_zero_point": output_zero_point,
        **_scaled("feature", feature),
        **_scaled("time", time),
    }


def _factor(first: float, second: float, result: float) -> float:
    return float32(float32(first * second) / result)


def _scaled(name: str, multiplier: Multiplier) -> dict[str, int]:
    return {f"{name}_multiplier": multiplier.value, f"{name}_shift": multiplier.shift}


def _draft_lstm(operands: Operands) -> OpDraft:
    operands.expect_counts(_LSTM_INPUTS, _LSTM_INPUTS)
    options, source, output = _options(operands), operands.input(0), operands.output()
    element_type = operands.activation_type(source, output)
    _check_form(operands, options, source, output)
    first, second, inputs = source.shape
    steps, batches = (first, second) if options.time_major else (second, first)
    units = output.shape[2]
    is_int8 = element_type is ElementType.INT8
    hidden = _state(operands, _HIDDEN, batches * units, (source.element_type,))
    cell = _state(operands, _CELL, batches * units, (TensorType.INT16 if is_int8 else TensorType.FLOAT32,))
    constants = [
        constant for gate in range(4) for constant in _gate_constants(operands, gate, inputs, units, element_type)
    ]
    if is_int8:
        constants.append(Constant("sigmoid_offset", SIGMOID_TABLE))
    scaling = _lstm_scaling(operands, source, hidden, cell, options.cell_clip) if is_int8 else {}
    return OpDraft(
        code=OpCode.LSTM,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(
            Operand("input_arena_offset", source.index),
            Operand("hidden_arena_offset", hidden.index),
            Operand("cell_arena_offset", cell.index),
        ),
        output=output.index,
        constants=tuple(constants),
        params=LstmParams(
            batches=batches,
            steps=steps,
            inputs=inputs,
            units=units,
            time_major=int(options.time_major),
            float_cell_clip=options.cell_clip,
            **scaling,
        ),
        macs=batches * steps * 4 * units * (inputs + units),
    )


def _check_form(operands: Operands, options: RecurrentOptions, source: Tensor, output: Tensor) -> None:
    """The form of LSTM that TensorFlow Lite Micro has."""
    if any(operands.operator.inputs[position] != -1 for position in _LEFT_OUT):
        raise operands.unsupported(output, "peepholes, projection and layer normalisation are not supported")
    if options.activation is not Activation.TANH:
        raise operands.unsupported(output, f"its activation is {options.activation.name}, not TANH")
    if not (math.isfinite(options.cell_clip) and options.cell_clip >= 0):
        raise operands.contradicts(f"its cell clip is {options.cell_clip}")
    if len(source.shape) != 3 or len(output.shape) != 3 or source.shape[:2] != output.shape[:2]:
        raise operands.contradicts(f"it makes {list(output.shape)} of {list(source.shape)}")


def _gate_constants(
    operands: Operands, gate: int, inputs: int, units: int, element_type: ElementType
) -> tuple[Constant, ...]:
    name = LSTM_GATES[gate]
    of_input = operands.constant(1 + gate, f"{name} weights")
    of_hidden = operands.constant(5 + gate, f"recurrent {name} weights")
    for weights in (of_input, of_hidden):
        operands.check_weight_type(weights, element_type)
    bias = operands.bias(12 + gate, units, element_type)
    if bias is None:
        raise operands.contradicts(f"its {name} gate has no bias")
    return (
        Constant(f"{name}_gate_input_weights_offset", _matrix(operands, of_input, units, inputs, "weights")),
        Constant(f"{name}_gate_hidden_weights_offset", _matrix(operands, of_hidden, units, units, "recurrent weights")),
        Constant(f"{name}_gate_bias_offset", bias),
    )


def _lstm_scaling(operands: Operands, source: Tensor, hidden: Tensor, cell: Tensor, clip: float) -> dict[str, int]:
    """PrepareGateParametersInteger."""
    input_scale, input_zero_point = operands.scale(source)
    hidden_scale, hidden_zero_point = operands.scale(hidden)
    cell_scale, _ = operands.scale(cell)
    result = {"input_zero_point": input_zero_point, "hidden_zero_point": hidden_zero_point}
    result["cell_clip"] = min(int(clip / cell_scale), 32767)
    if clip > 0 and not result["cell_clip"]:
        raise operands.unsupported(cell, f"its cell clip {clip:g} is below the scale of the cell state, {cell_scale:g}")
    with operands.scale_limits(cell):
        result |= _scaled("keep", quantise_multiplier(_RESULT_SCALE * cell_scale / cell_scale))
        result |= _scaled("take", quantise_multiplier(_RESULT_SCALE * _RESULT_SCALE / cell_scale))
        result |= _scaled("give", quantise_multiplier(_RESULT_SCALE * _RESULT_SCALE / hidden_scale))
        for gate, name in enumerate(LSTM_GATES):
            for kind, scale, first in (("input", input_scale, 1), ("hidden", hidden_scale, 5)):
                weights_scale = _weights_scale(operands, operands.constant(first + gate, "weights"))
                factor = tensor_multiplier(scale, weights_scale, _GATE_SCALE)
                result |= _scaled(f"{name}_gate_{kind}", factor)
    return result | _tanh_scaling(operands, cell, cell_scale)


def _weights_scale(operands: Operands, weights: Tensor) -> float:
    scale, zero_point = operands.scale(weights)
    if zero_point:
        raise operands.unsupported(weights, f"its weights have the zero point {zero_point}, not 0")
    return scale


def _tanh_scaling(operands: Operands, cell: Tensor, cell_scale: float) -> dict[str, int]:
    """The cell as the argument of tanh, in steps of 2^-12 / 3; its scale counts as the nearest power of two."""
    left = 12 + round(math.log2(cell_scale))
    if not _LEAST_TANH_SHIFT <= left <= _MOST_TANH_SHIFT:
        raise operands.unsupported(cell, f"the scale of its cell state, {cell_scale:g}, is out of range")
    return {"tanh_multiplier": 3 << max(left, 0), "tanh_shift": max(-left, 0)}


FAMILY = (
    SupportedOp(27, "SVDF", "int8, float32", "int8 with int8 or int16 state", "SVDF", _draft_svdf),
    SupportedOp(
        44,
        "UNIDIRECTIONAL_SEQUENCE_LSTM",
        "int8, float32",
        "int8 with int16 cell state; no peepholes, projection or layer normalisation",
        "LSTM",
        _draft_lstm,
    ),
)
