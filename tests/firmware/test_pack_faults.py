"""A pack that lies is refused for the field that lies, by its name."""

from __future__ import annotations

import ctypes
import functools
import struct
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from benchwright.planner.pack_fault import field_name, refusal_words
from benchwright.planner.pack_format import OpCode, OpRecord, PackHeader, TensorRecord
from benchwright.planner.pack_ops import PARAMS_OF_CODE

sys.path.append(str(Path(__file__).parent))

from host_engine import aligned_bytes, build_library
from hostile_packs import valid_packs
from hostile_plans import planned_packs

NAN = 0x7FC00000
FLOAT32, INT8, INT16, INT32 = 1, 2, 4, 5
OPS_OFFSET = dict(PackHeader.field_offsets())["ops_offset"]


class WholePack(NamedTuple):
    """A pack that opens, and the arena that it takes."""

    pack: bytes
    arena_bytes: int


@functools.cache
def packs_by_op() -> dict[tuple[OpCode, int], WholePack]:
    """The first pack of every op and type."""
    found: dict[tuple[OpCode, int], WholePack] = {}
    made = [(op.pack, op.arena_bytes) for op in valid_packs()]
    for pack, arena_bytes in [*made, *planned_packs()]:
        code, kind = struct.unpack_from("<HH", pack, struct.unpack_from("<I", pack, OPS_OFFSET)[0])
        found.setdefault((OpCode(code), kind), WholePack(pack, arena_bytes))
    return found


LIES = [
    (OpCode.CONV_2D, INT8, "weights_offset", 0x7FFFFFF0, -4),
    (OpCode.CONV_2D, INT8, "weights_offset", 257, -4),
    (OpCode.CONV_2D, INT8, "bias_offset", 0x7FFFFFF0, -4),
    (OpCode.CONV_2D, INT8, "multiplier_offset", 12, -4),
    (OpCode.CONV_2D, INT8, "shift_offset", 0xFFFFFFF0, -4),
    (OpCode.CONV_2D, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.CONV_2D, INT8, "input_h", 0, -7),
    (OpCode.CONV_2D, INT8, "batches", 0, -7),
    (OpCode.CONV_2D, INT8, "kernel_h", 0, -7),
    (OpCode.CONV_2D, INT8, "stride_h", 0, -7),
    (OpCode.CONV_2D, INT8, "stride_w", 0xFFFFFFFF, -7),
    (OpCode.CONV_2D, INT8, "dilation_w", 0, -7),
    (OpCode.CONV_2D, INT8, "pad_top", 100, -7),
    (OpCode.CONV_2D, INT8, "pad_left", 0xFFFFFFFF, -7),
    (OpCode.CONV_2D, INT8, "output_h", 100, -7),
    (OpCode.CONV_2D, INT8, "depth_multiplier", 2, -7),
    (OpCode.CONV_2D, INT8, "input_zero_point", 300, -7),
    (OpCode.CONV_2D, INT8, "output_zero_point", 300, -7),
    (OpCode.CONV_2D, INT8, "activation_min", 300, -7),
    (OpCode.CONV_2D, FLOAT32, "float_min", NAN, -7),
    (OpCode.DEPTHWISE_CONV_2D, INT8, "depth_multiplier", 5, -7),
    (OpCode.DEPTHWISE_CONV_2D, INT8, "weights_offset", 0x7FFFFFF0, -4),
    (OpCode.FULLY_CONNECTED, INT8, "weights_offset", 0x7FFFFFF0, -4),
    (OpCode.FULLY_CONNECTED, INT8, "outputs", 0, -7),
    (OpCode.FULLY_CONNECTED, INT8, "per_channel", 2, -7),
    (OpCode.FULLY_CONNECTED, INT8, "weights_zero_point", 300, -7),
    (OpCode.AVERAGE_POOL_2D, INT8, "filter_w", 0, -7),
    (OpCode.MAX_POOL_2D, FLOAT32, "channels", 0, -7),
    (OpCode.MAX_POOL_2D, FLOAT32, "input_arena_offset", 2, -4),
    (OpCode.ADD, INT8, "input2_arena_offset", 0x10000, -4),
    (OpCode.ADD, INT8, "left_shift", 31, -7),
    (OpCode.ADD, INT8, "input2_multiplier", 0x80000000, -7),
    (OpCode.ADD, INT8, "output_shift", 1, -7),
    (OpCode.ADD, INT8, "element_count", 0, -7),
    (OpCode.SOFTMAX, INT8, "diff_min", 1, -7),
    (OpCode.SOFTMAX, INT8, "columns", 0, -7),
    (OpCode.SOFTMAX, FLOAT32, "beta", NAN, -7),
    (OpCode.COPY, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.CONV_ADD, INT8, "add_input1_arena_offset", 16, -7),
    (OpCode.CONV_ADD, INT8, "add_input2_arena_offset", 0x10000, -4),
    (OpCode.LOOKUP, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.LOOKUP, INT8, "element_count", 0, -7),
    (OpCode.LOOKUP, INT8, "item_bytes", 4, -7),
    (OpCode.LOOKUP, INT8, "table_offset", 0x7FFFFFF0, -4),
    (OpCode.UNARY, FLOAT32, "input_arena_offset", 2, -4),
    (OpCode.UNARY, FLOAT32, "kind", 99, -7),
    (OpCode.UNARY, FLOAT32, "element_count", 0, -7),
    (OpCode.BINARY, INT8, "kind", 8, -7),
    (OpCode.BINARY, INT8, "input1_arena_offset", 0x10000, -4),
    (OpCode.BINARY, INT8, "input2_pack_offset", 0x7FFFFFF0, -4),
    (OpCode.BINARY, INT8, "sizes", 0, -7),
    (OpCode.BINARY, INT8, "strides1", 0xFFFFFFFF, -7),
    (OpCode.BINARY, INT8, "strides2", 0xFFFFFFFF, -7),
    (OpCode.BINARY, INT8, "left_shift", 31, -7),
    (OpCode.BINARY, INT8, "input2_zero_point", 300, -7),
    (OpCode.BINARY, INT8, "output_multiplier", 0x80000000, -7),
    (OpCode.BINARY, INT8, "activation_min", 300, -7),
    (OpCode.BINARY, FLOAT32, "float_min", NAN, -7),
    (OpCode.SELECT, INT8, "condition_arena_offset", 0x10000, -4),
    (OpCode.SELECT, INT8, "sizes", 0, -7),
    (OpCode.SELECT, FLOAT32, "strides2", 0xFFFFFFFF, -7),
    (OpCode.MOVE, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.MOVE, INT8, "input_bytes", 0, -7),
    (OpCode.MOVE, INT8, "run_bytes", 0, -7),
    (OpCode.MOVE, INT8, "input_start", 0xFFFFFFFF, -7),
    (OpCode.MOVE, INT8, "output_start", 0xFFFFFFFF, -7),
    (OpCode.GATHER, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.GATHER, INT8, "indices_pack_offset", 0x7FFFFFF0, -4),
    (OpCode.GATHER, INT8, "axis", 0, -7),
    (OpCode.GATHER, INT8, "count", 0, -7),
    (OpCode.REDUCE, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.REDUCE, INT8, "kind", 5, -7),
    (OpCode.REDUCE, INT8, "input_elements", 0, -7),
    (OpCode.REDUCE, INT8, "kept_strides", 0xFFFFFFFF, -7),
    (OpCode.REDUCE, INT8, "reduced_sizes", 0, -7),
    (OpCode.REDUCE, INT8, "shift", 31, -7),
    (OpCode.ARG_EXTREME, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.ARG_EXTREME, INT8, "axis", 0, -7),
    (OpCode.ARG_EXTREME, INT8, "smallest", 2, -7),
    (OpCode.CONVERT, FLOAT32, "input_arena_offset", 2, -4),
    (OpCode.CONVERT, INT32, "element_count", 0, -7),
    (OpCode.CONVERT, FLOAT32, "output_type", 99, -7),
    (OpCode.CONVERT, FLOAT32, "scale", NAN, -7),
    (OpCode.RESIZE_BILINEAR, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.RESIZE_BILINEAR, INT8, "rows_offset", 0x7FFFFFF0, -4),
    (OpCode.RESIZE_BILINEAR, INT8, "columns_offset", 0x7FFFFFF0, -4),
    (OpCode.RESIZE_BILINEAR, INT8, "output_w", 0, -7),
    (OpCode.TRANSPOSE_CONV, INT8, "weights_offset", 0x7FFFFFF0, -4),
    (OpCode.TRANSPOSE_CONV, INT8, "shift_offset", 0xFFFFFFF0, -4),
    (OpCode.TRANSPOSE_CONV, INT8, "stride_h", 0, -7),
    (OpCode.TRANSPOSE_CONV, INT8, "pad_left", 0xFFFFFFFF, -7),
    (OpCode.TRANSPOSE_CONV, INT8, "input_zero_point", 300, -7),
    (OpCode.TRANSPOSE_CONV, FLOAT32, "float_min", NAN, -7),
    (OpCode.BATCH_MATMUL, INT8, "input1_arena_offset", 0x10000, -4),
    (OpCode.BATCH_MATMUL, INT8, "input2_pack_offset", 0x7FFFFFF0, -4),
    (OpCode.BATCH_MATMUL, INT8, "rows", 0, -7),
    (OpCode.BATCH_MATMUL, INT8, "depth", 0, -7),
    (OpCode.BATCH_MATMUL, INT8, "depth_stride2", 0, -7),
    (OpCode.BATCH_MATMUL, INT8, "batch_strides1", 0xFFFFFFFF, -7),
    (OpCode.BATCH_MATMUL, INT8, "input2_zero_point", 300, -7),
    (OpCode.NORMALISE, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.NORMALISE, INT8, "kind", 1, -7),
    (OpCode.NORMALISE, FLOAT32, "columns", 0, -7),
    (OpCode.CUMSUM, INT8, "input_arena_offset", 0x10000, -4),
    (OpCode.CUMSUM, INT8, "axis", 0, -7),
    (OpCode.CUMSUM, INT8, "reverse", 2, -7),
    (OpCode.CUMSUM, INT8, "shift", 1, -7),
    (OpCode.L2_POOL_2D, FLOAT32, "filter_h", 0, -7),
    (OpCode.LOG_SOFTMAX, INT8, "table_offset", 0x7FFFFFF0, -4),
    (OpCode.LOG_SOFTMAX, INT8, "columns", 0, -7),
    (OpCode.LOG_SOFTMAX, INT8, "left_shift", 31, -7),
    (OpCode.LOG_SOFTMAX, INT8, "diff_min", 1, -7),
    (OpCode.LOG_SOFTMAX, INT8, "reverse_shift", 1, -7),
    (OpCode.CONV_2D, INT16, "weights_offset", 0x7FFFFFF0, -4),
    (OpCode.CONV_2D, INT16, "bias_offset", 0x7FFFFFF0, -4),
    (OpCode.CONV_2D, INT16, "multiplier_offset", 12, -4),
    (OpCode.CONV_2D, INT16, "shift_offset", 0xFFFFFFF0, -4),
    (OpCode.CONV_2D, INT16, "input_arena_offset", 1, -4),
    (OpCode.CONV_2D, INT16, "input_zero_point", 1, -7),
    (OpCode.CONV_2D, INT16, "output_zero_point", 0xFFFFFFFF, -7),
    (OpCode.CONV_2D, INT16, "activation_min", 40_000, -7),
    (OpCode.CONV_2D, INT16, "activation_max", 40_000, -7),
    (OpCode.CONV_2D, INT16, "stride_h", 0, -7),
    (OpCode.CONV_2D, INT16, "depth_multiplier", 2, -7),
    (OpCode.DEPTHWISE_CONV_2D, INT16, "depth_multiplier", 9, -7),
    (OpCode.DEPTHWISE_CONV_2D, INT16, "kernel_h", 0, -7),
    (OpCode.FULLY_CONNECTED, INT16, "weights_offset", 0x7FFFFFF0, -4),
    (OpCode.FULLY_CONNECTED, INT16, "weights_zero_point", 1, -7),
    (OpCode.FULLY_CONNECTED, INT16, "per_channel", 2, -7),
    (OpCode.FULLY_CONNECTED, INT16, "outputs", 0, -7),
    (OpCode.TRANSPOSE_CONV, INT16, "stride_w", 0, -7),
    (OpCode.TRANSPOSE_CONV, INT16, "pad_top", 0xFFFFFFFF, -7),
    (OpCode.TRANSPOSE_CONV, INT16, "weights_offset", 0x7FFFFFF0, -4),
    (OpCode.AVERAGE_POOL_2D, INT16, "filter_w", 0, -7),
    (OpCode.AVERAGE_POOL_2D, INT16, "activation_max", 40_000, -7),
    (OpCode.MAX_POOL_2D, INT16, "input_arena_offset", 1, -4),
    (OpCode.BINARY, INT16, "kind", 3, -7),
    (OpCode.BINARY, INT16, "kind", 16, -7),
    (OpCode.BINARY, INT16, "left_shift", 16, -7),
    (OpCode.BINARY, INT16, "input2_zero_point", 1, -7),
    (OpCode.BINARY, INT16, "output_multiplier", 0x80000000, -7),
    (OpCode.BINARY, INT16, "activation_min", 0xFFFF0000, -7),
    (OpCode.BINARY, INT16, "input1_arena_offset", 0x10001, -4),
    (OpCode.REDUCE, INT16, "kind", 2, -7),
    (OpCode.REDUCE, INT16, "input_zero_point", 1, -7),
    (OpCode.REDUCE, INT16, "shift", 31, -7),
    (OpCode.BATCH_MATMUL, INT16, "multiplier", 0x8000, -7),
    (OpCode.BATCH_MATMUL, INT16, "shift", 8, -7),
    (OpCode.BATCH_MATMUL, INT16, "depth", 0, -7),
    (OpCode.SLOPES, INT16, "element_count", 0, -7),
    (OpCode.SLOPES, INT16, "turned", 2, -7),
    (OpCode.SLOPES, INT16, "below_shift", 31, -7),
    (OpCode.SLOPES, INT16, "activation_min", 0xFFFF0000, -7),
    (OpCode.SLOPES, INT16, "input_arena_offset", 0x10000, -4),
    (OpCode.CURVE, INT16, "table_offset", 0x7FFFFFF0, -4),
    (OpCode.CURVE, INT16, "kind", 2, -7),
    (OpCode.CURVE, INT16, "multiplier", 0x8000, -7),
    (OpCode.CURVE, INT16, "right_shift", 32, -7),
    (OpCode.SOFTMAX_TABLES, INT16, "columns", 0, -7),
    (OpCode.SOFTMAX_TABLES, INT16, "exponential_offset", 0x7FFFFFF0, -4),
    (OpCode.SOFTMAX_TABLES, INT16, "reciprocal_offset", 0x7FFFFFF0, -4),
    (OpCode.SOFTMAX_TABLES, INT16, "shift", 31, -7),
]

HEAD_LIES = [
    ("type", 7, -6),
    ("record_bytes", 0x7FFFFFF0, -4),
    ("output_arena_offset", 0x10000, -4),
    ("output_bytes", 1, -7),
    ("layout", 47, -6),
    ("scratch_arena_offset", 2, -4),
    ("reserved", 1, -7),
]

HEADER_LIES = [
    ("format", 9, -2),
    ("header_bytes", 255, -2),
    ("flags", 1, -8),
    ("engine_version", 0, -3),
    ("pack_bytes", 0x7FFFFFF0, -4),
    ("arena_bytes", 0x7FFFFFF0, -5),
    ("op_count", 2, -4),
    ("ops_offset", 0x7FFFFFF0, -4),
    ("features", 0, -7),
    ("input_count", 0, -7),
    ("inputs_offset", 0x7FFFFFF0, -4),
    ("outputs_offset", 3, -4),
    ("labels_offset", 0x7FFFFFF0, -4),
    ("input_encoding", 9, -7),
    ("output_decoding", 9, -7),
    ("signature_offset", 0x7FFFFFF0, -4),
]

SPEC_LIES = [
    ("arena_offset", 0x10000, -4),
    ("bytes", 1, -7),
    ("type", 77, -6),
    ("rank", 7, -7),
    ("scale", NAN, -7),
    ("name_offset", 0x7FFFFFF0, -4),
]


class Engine:
    """The host library: status and place of the fault."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))
        self._library.bw_host_fault.restype = ctypes.c_uint32

    def refusal(self, pack: bytes, arena_bytes: int) -> tuple[int, int]:
        memory = aligned_bytes(len(pack))
        memory[:] = list(pack)
        at = ctypes.c_void_p(memory.ctypes.data)
        state = (ctypes.c_uint8 * self._library.bw_host_engine_bytes())()
        status = self._library.bw_host_open(state, at, len(pack), at, arena_bytes)
        return status, self._library.bw_host_fault(at, len(pack), arena_bytes)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(build_library(tmp_path_factory.mktemp("engine")))


def lying(pack: bytes, offset: int, code: str, value: int) -> bytes:
    damaged = bytearray(pack)
    struct.pack_into("<H" if code == "H" else "<I", damaged, offset, value)
    return bytes(damaged)


def place_of(kind: type, name: str) -> tuple[int, str]:
    names = [field for field, _ in kind.field_offsets()]
    return dict(kind.field_offsets())[name], kind.codes[names.index(name)]


def start_of_ops(pack: WholePack) -> int:
    return int(struct.unpack_from("<I", pack.pack, OPS_OFFSET)[0])


def refusal_of_parameter(engine: Engine, code: OpCode, kind: int, name: str, lie: int) -> tuple[int, str]:
    """Status, and the field that is named, for a pack of one op whose parameter lies."""
    op = packs_by_op()[code, kind]
    offset, form = place_of(PARAMS_OF_CODE[code], name)
    pack = lying(op.pack, start_of_ops(op) + OpRecord.size_bytes() + offset, form, lie)
    found, fault = engine.refusal(pack, op.arena_bytes)
    return found, field_name(pack, fault)


@pytest.mark.parametrize(("code", "kind", "name", "lie", "status"), LIES)
def test_a_lying_parameter_is_named(engine: Engine, code: OpCode, kind: int, name: str, lie: int, status: int) -> None:
    assert refusal_of_parameter(engine, code, kind, name, lie) == (status, f"op 0, {code.name}, {name}")


@pytest.mark.parametrize(("name", "lie", "status"), HEAD_LIES)
@pytest.mark.parametrize("code", [OpCode.CONV_2D, OpCode.ADD])
def test_a_lying_head_of_an_op_is_named(engine: Engine, code: OpCode, name: str, lie: int, status: int) -> None:
    op = packs_by_op()[code, INT8]
    offset, form = place_of(OpRecord, name)
    pack = lying(op.pack, start_of_ops(op) + offset, form, lie)
    found, fault = engine.refusal(pack, op.arena_bytes)
    assert (found, field_name(pack, fault)) == (status, f"op 0, {code.name}, {name}")


@pytest.mark.parametrize("layout", [16, 49])
@pytest.mark.parametrize("code", [OpCode.CONV_2D, OpCode.DEPTHWISE_CONV_2D, OpCode.CURVE])
def test_a_layout_that_int16_does_not_have_is_named(engine: Engine, code: OpCode, layout: int) -> None:
    op = packs_by_op()[code, INT16]
    offset, form = place_of(OpRecord, "layout")
    pack = lying(op.pack, start_of_ops(op) + offset, form, layout)
    found, fault = engine.refusal(pack, op.arena_bytes)
    assert (found, field_name(pack, fault)) == (-6, f"op 0, {code.name}, layout")


@pytest.mark.parametrize(("name", "lie", "status"), HEADER_LIES)
def test_a_lying_header_is_named(engine: Engine, name: str, lie: int, status: int) -> None:
    op = packs_by_op()[OpCode.ADD, INT8]
    pack = lying(op.pack, *place_of(PackHeader, name), lie)
    found, fault = engine.refusal(pack, op.arena_bytes)
    assert (found, field_name(pack, fault)) == (status, f"header, {name}")


@pytest.mark.parametrize(("name", "lie", "status"), SPEC_LIES)
def test_a_lying_output_is_named(engine: Engine, name: str, lie: int, status: int) -> None:
    op = packs_by_op()[OpCode.ADD, INT8]
    (start,) = struct.unpack_from("<I", op.pack, dict(PackHeader.field_offsets())["outputs_offset"])
    offset, form = place_of(TensorRecord, name)
    pack = lying(op.pack, start + offset, form, lie)
    found, fault = engine.refusal(pack, op.arena_bytes)
    assert (found, field_name(pack, fault)) == (status, f"output 0, {name}")


def test_an_op_that_the_engine_lacks_is_named_by_its_number(engine: Engine) -> None:
    op = packs_by_op()[OpCode.ADD, INT8]
    pack = lying(op.pack, start_of_ops(op), "H", 250)
    status, fault = engine.refusal(pack, op.arena_bytes)
    assert refusal_words(pack, status, fault) == (
        "op 0, op code 250: it uses an op or a type that this engine does not have"
    )


def test_a_whole_pack_has_no_fault(engine: Engine) -> None:
    for op in packs_by_op().values():
        assert engine.refusal(op.pack, op.arena_bytes) == (0, 0)


def test_what_is_no_pack_is_refused_without_a_field(engine: Engine) -> None:
    status, fault = engine.refusal(bytes(256), 16)
    assert refusal_words(bytes(256), status, fault) == "it does not begin with the mark of a pack"


@pytest.mark.parametrize("offset", [0, 2, 300, 5000, 0xFFFFFFFE])
def test_any_place_in_any_bytes_has_words_or_none(offset: int) -> None:
    for content in (b"", bytes(256), b"\xff" * 400, *(op.pack for op in packs_by_op().values())):
        assert isinstance(field_name(content, offset), str)
