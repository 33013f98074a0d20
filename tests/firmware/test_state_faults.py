"""A pack that lies about state is refused for the field that lies, by its name."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from benchwright.planner.pack_fault import field_name
from benchwright.planner.pack_format import OpCode, PackHeader, StateRecord

sys.path.append(str(Path(__file__).parent))

from host_engine import build_library
from test_pack_faults import FLOAT32, INT8, NAN, Engine, lying, packs_by_op, place_of, refusal_of_parameter

FAR, MINUS = 0x7FFFFFF0, 0xFFFFFFFF

LIES = [
    (OpCode.SVDF, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.SVDF, INT8, "state_arena_offset", 0x10000, -4),
    (OpCode.SVDF, FLOAT32, "state_arena_offset", 2, -4),
    (OpCode.SVDF, INT8, "feature_weights_offset", FAR, -4),
    (OpCode.SVDF, INT8, "time_weights_offset", 257, -4),
    (OpCode.SVDF, INT8, "bias_offset", FAR, -4),
    (OpCode.SVDF, INT8, "state_type", 1, -7),
    (OpCode.SVDF, FLOAT32, "state_type", 4, -7),
    (OpCode.SVDF, INT8, "batches", 0, -7),
    (OpCode.SVDF, INT8, "inputs", 0, -7),
    (OpCode.SVDF, INT8, "memory", MINUS, -7),
    (OpCode.SVDF, INT8, "rank", 0, -7),
    (OpCode.SVDF, INT8, "input_zero_point", 300, -7),
    (OpCode.SVDF, INT8, "state_zero_point", 0x10000, -7),
    (OpCode.SVDF, INT8, "output_zero_point", 300, -7),
    (OpCode.SVDF, INT8, "feature_multiplier", 0x80000000, -7),
    (OpCode.SVDF, INT8, "time_shift", 31, -7),
    (OpCode.SVDF, FLOAT32, "float_min", NAN, -7),
    (OpCode.LSTM, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.LSTM, INT8, "hidden_arena_offset", 0x10000, -4),
    (OpCode.LSTM, INT8, "cell_arena_offset", 1, -4),
    (OpCode.LSTM, INT8, "sigmoid_offset", FAR, -4),
    (OpCode.LSTM, INT8, "steps", 0, -7),
    (OpCode.LSTM, INT8, "inputs", 0, -7),
    (OpCode.LSTM, INT8, "units", 0, -7),
    (OpCode.LSTM, INT8, "time_major", 2, -7),
    (OpCode.LSTM, INT8, "hidden_zero_point", 300, -7),
    (OpCode.LSTM, INT8, "cell_clip", 0x8000, -7),
    (OpCode.LSTM, FLOAT32, "float_cell_clip", NAN, -7),
    (OpCode.LSTM, INT8, "tanh_multiplier", 0x10000, -7),
    (OpCode.LSTM, INT8, "tanh_shift", 31, -7),
    (OpCode.LSTM, INT8, "keep_multiplier", 0x80000000, -7),
    (OpCode.LSTM, INT8, "take_shift", 31, -7),
    (OpCode.LSTM, INT8, "give_shift", 31, -7),
    (OpCode.LSTM, INT8, "input_gate_input_weights_offset", FAR, -4),
    (OpCode.LSTM, INT8, "forget_gate_hidden_weights_offset", FAR, -4),
    (OpCode.LSTM, FLOAT32, "cell_gate_bias_offset", 0, -4),
    (OpCode.LSTM, INT8, "output_gate_hidden_shift", 31, -7),
]

STATE_LIES = [
    ("arena_offset", 0x10000, -4),
    ("bytes", FAR, -4),
    ("initial_offset", FAR, -4),
    ("fill", 256, -7),
]

HEADER_LIES = [("features_high", 0, -7), ("states_offset", FAR, -4), ("state_count", 0x1000000, -4)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(build_library(tmp_path_factory.mktemp("engine")))


@pytest.mark.parametrize(("code", "kind", "name", "lie", "status"), LIES)
def test_a_lying_parameter_is_named(engine: Engine, code: OpCode, kind: int, name: str, lie: int, status: int) -> None:
    assert refusal_of_parameter(engine, code, kind, name, lie) == (status, f"op 0, {code.name}, {name}")


@pytest.mark.parametrize(("name", "lie", "status"), STATE_LIES)
def test_lying_state_is_named(engine: Engine, name: str, lie: int, status: int) -> None:
    op = packs_by_op()[OpCode.LSTM, INT8]
    (start,) = struct.unpack_from("<I", op.pack, dict(PackHeader.field_offsets())["states_offset"])
    pack = lying(op.pack, start + dict(StateRecord.field_offsets())[name], "I", lie)
    found, fault = engine.refusal(pack, op.arena_bytes)
    place = "arena_offset" if name == "bytes" else name
    assert (found, field_name(pack, fault)) == (status, f"state 0, {place}")


@pytest.mark.parametrize(("name", "lie", "status"), HEADER_LIES)
def test_a_lying_header_is_named(engine: Engine, name: str, lie: int, status: int) -> None:
    op = packs_by_op()[OpCode.LSTM, INT8]
    pack = lying(op.pack, *place_of(PackHeader, name), lie)
    found, fault = engine.refusal(pack, op.arena_bytes)
    place = "states_offset" if name == "state_count" else name
    assert (found, field_name(pack, fault)) == (status, f"header, {place}")
