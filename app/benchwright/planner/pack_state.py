"""Parameters of the ops that keep state: the host's mirror of boards/firmware/include/bw_pack_state.h."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from benchwright.planner.pack_format import Record

LSTM_GATES = ("input", "forget", "cell", "output")
"""In the order of the record and of the operator's operands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SvdfParams(Record):
    """`struct bw_svdf_params`."""

    codes: ClassVar[tuple[str, ...]] = (*("I" * 6), *("i" * 12), *"ff")

    input_arena_offset: int = 0
    state_arena_offset: int = 0
    feature_weights_offset: int = 0
    time_weights_offset: int = 0
    bias_offset: int = 0
    state_type: int
    batches: int
    inputs: int
    filters: int
    memory: int
    rank: int
    input_zero_point: int = 0
    state_zero_point: int = 0
    output_zero_point: int = 0
    feature_multiplier: int = 0
    feature_shift: int = 0
    time_multiplier: int = 0
    time_shift: int = 0
    float_min: float
    float_max: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LstmParams(Record):
    """`struct bw_lstm_params`; of a gate's fields each bears the name of its gate in front."""

    codes: ClassVar[tuple[str, ...]] = (*"IIIIiiiiIiiif", *("i" * 8), *("IIIiiii" * 4))

    input_arena_offset: int = 0
    hidden_arena_offset: int = 0
    cell_arena_offset: int = 0
    sigmoid_offset: int = 0
    batches: int
    steps: int
    inputs: int
    units: int
    time_major: int
    input_zero_point: int = 0
    hidden_zero_point: int = 0
    cell_clip: int = 0
    float_cell_clip: float = 0.0
    tanh_multiplier: int = 0
    tanh_shift: int = 0
    keep_multiplier: int = 0
    keep_shift: int = 0
    take_multiplier: int = 0
    take_shift: int = 0
    give_multiplier: int = 0
    give_shift: int = 0
    input_gate_input_weights_offset: int = 0
    input_gate_hidden_weights_offset: int = 0
    input_gate_bias_offset: int = 0
    input_gate_input_multiplier: int = 0
    input_gate_input_shift: int = 0
    input_gate_hidden_multiplier: int = 0
    input_gate_hidden_shift: int = 0
    forget_gate_input_weights_offset: int = 0
    forget_gate_hidden_weights_offset: int = 0
    forget_gate_bias_offset: int = 0
    forget_gate_input_multiplier: int = 0
    forget_gate_input_shift: int = 0
    forget_gate_hidden_multiplier: int = 0
    forget_gate_hidden_shift: int = 0
    cell_gate_input_weights_offset: int = 0
    cell_gate_hidden_weights_offset: int = 0
    cell_gate_bias_offset: int = 0
    cell_gate_input_multiplier: int = 0
    cell_gate_input_shift: int = 0
    cell_gate_hidden_multiplier: int = 0
    cell_gate_hidden_shift: int = 0
    output_gate_input_weights_offset: int = 0
    output_gate_hidden_weights_offset: int = 0
    output_gate_bias_offset: int = 0
    output_gate_input_multiplier: int = 0
    output_gate_input_shift: int = 0
    output_gate_hidden_multiplier: int = 0
    output_gate_hidden_shift: int = 0
