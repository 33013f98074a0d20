"""The host's records against the C header, and packs read back."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchwright.model.errors import PackInvalid
from benchwright.planner import op_kinds, pack_format, pack_int16, pack_ops, pack_state
from benchwright.planner.ops import int16x8
from benchwright.planner.pack_format import Record
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.tiny_models import INT8, RANDOM_OPS

INCLUDE = Path(__file__).parents[2] / "boards" / "firmware" / "include"

STRUCTS: dict[str, type[Record]] = {
    "bw_pack_header": pack_format.PackHeader,
    "bw_tensor_spec": pack_format.TensorRecord,
    "bw_op": pack_format.OpRecord,
    "bw_conv_params": pack_format.ConvParams,
    "bw_fully_connected_params": pack_format.FullyConnectedParams,
    "bw_pool_params": pack_format.PoolParams,
    "bw_add_params": pack_format.AddParams,
    "bw_softmax_params": pack_format.SoftmaxParams,
    "bw_copy_params": pack_format.CopyParams,
    "bw_conv_add_params": pack_format.ConvAddParams,
    "bw_lookup_params": pack_ops.LookupParams,
    "bw_unary_params": pack_ops.UnaryParams,
    "bw_binary_params": pack_ops.BinaryParams,
    "bw_select_params": pack_ops.SelectParams,
    "bw_move_params": pack_ops.MoveParams,
    "bw_gather_params": pack_ops.GatherParams,
    "bw_reduce_params": pack_ops.ReduceParams,
    "bw_arg_extreme_params": pack_ops.ArgExtremeParams,
    "bw_convert_params": pack_ops.ConvertParams,
    "bw_resize_params": pack_ops.ResizeParams,
    "bw_matmul_params": pack_ops.MatmulParams,
    "bw_normalise_params": pack_ops.NormaliseParams,
    "bw_cumsum_params": pack_ops.CumsumParams,
    "bw_state_spec": pack_format.StateRecord,
    "bw_svdf_params": pack_state.SvdfParams,
    "bw_lstm_params": pack_state.LstmParams,
    "bw_log_softmax_params": pack_ops.LogSoftmaxParams,
    "bw_slopes_params": pack_int16.SlopesParams,
    "bw_curve_params": pack_int16.CurveParams,
    "bw_softmax_tables_params": pack_int16.SoftmaxTablesParams,
}
CONSTANTS = {
    "BW_PACK_MAGIC": pack_format.MAGIC,
    "BW_PACK_FORMAT": pack_format.FORMAT,
    "BW_ENGINE_VERSION": pack_format.ENGINE_VERSION,
    "BW_PACK_ALIGN": pack_format.ALIGN,
    "BW_MAX_RANK": pack_format.MAX_RANK,
    **{f"BW_OP_{code.name}": code.value for code in pack_format.OpCode},
    **{f"BW_UNARY_{kind.name}": kind.value for kind in op_kinds.UnaryKind},
    **{f"BW_BINARY_{kind.name}": kind.value for kind in op_kinds.BinaryKind},
    **{f"BW_REDUCE_{kind.name}": kind.value for kind in op_kinds.ReduceKind},
    **{f"BW_NORMALISE_{kind.name}": kind.value for kind in op_kinds.NormaliseKind},
    **{f"BW_CURVE_{kind.name}": kind.value for kind in pack_int16.CurveKind},
    "BW_LAYOUT_WIDE": int16x8.WIDE,
    **{f"BW_INPUT_{encoding.name}": encoding.value for encoding in pack_format.InputEncoding},
    **{f"BW_OUTPUT_{decoding.name}": decoding.value for decoding in pack_format.OutputDecoding},
}


@pytest.fixture(scope="module")
def c_facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Sizes, offsets and constants as a C compiler sees them."""
    folder = tmp_path_factory.mktemp("layout")
    source = folder / "layout.c"
    program = folder / "layout.exe"
    source.write_text(_program())
    command = [sys.executable, "-m", "ziglang", "cc", f"-I{INCLUDE}", str(source), "-o", str(program)]
    subprocess.run(command, check=True, timeout=300)
    lines = subprocess.run([str(program)], check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()
    return {name: int(value) for name, value in (line.split() for line in lines)}


def _program() -> str:
    prints = []
    for struct, record in STRUCTS.items():
        prints.append(f'printf("{struct} %zu\\n", sizeof(struct {struct}));')
        for name, _ in record.field_offsets():
            prints.append(f'printf("{struct}.{name} %zu\\n", offsetof(struct {struct}, {_member(struct, name)}));')
    prints += [f'printf("{name} %lld\\n", (long long){name});' for name in CONSTANTS]
    body = "\n    ".join(prints)
    return f'#include <stddef.h>\n#include <stdio.h>\n#include "bw_pack.h"\nint main(void)\n{{\n    {body}\n}}\n'


def _member(struct: str, name: str) -> str:
    """What the header calls a field of the record; some records hold others."""
    gate, found, field = name.partition("_gate_")
    if found:
        return f"{gate}_gate.{field}"
    if struct != "bw_conv_add_params":
        return name
    return f"add.{name.removeprefix('add_')}" if name.startswith("add_") else f"conv.{name}"


@pytest.mark.parametrize("struct", STRUCTS)
def test_records_lie_as_the_c_header_says(c_facts: dict[str, int], struct: str) -> None:
    record = STRUCTS[struct]
    assert record.size_bytes() == c_facts[struct]
    for name, offset in record.field_offsets():
        assert offset == c_facts[f"{struct}.{name}"], name


def test_every_field_has_one_code() -> None:
    for record in STRUCTS.values():
        assert len(record.codes) == len(dataclasses.fields(record))


@pytest.mark.parametrize("name", CONSTANTS)
def test_numbers_are_those_of_the_c_header(c_facts: dict[str, int], name: str) -> None:
    assert CONSTANTS[name] == c_facts[name]


@pytest.fixture
def pack_bytes() -> bytes:
    model = RANDOM_OPS["CONV_2D"](np.random.default_rng(1), INT8)
    return TflitePlanner().plan(model, a_board(), name="one conv.tflite", labels=("yes", "no", "", "ja\u2028wohl")).data


def test_a_pack_read_back_says_what_was_written(pack_bytes: bytes) -> None:
    info = read_pack(pack_bytes)
    assert (info.board, info.model_id, info.labels) == ("b-l475e-iot01a", "one_conv", ("yes", "no", "", "ja\u2028wohl"))
    assert info.pack_bytes == len(pack_bytes)
    assert [op.code for op in info.ops] == [pack_format.OpCode.CONV_2D]
    assert info.inputs[0].element_type.word == "int8"


def test_what_follows_a_pack_in_flash_is_ignored(pack_bytes: bytes) -> None:
    assert read_pack(pack_bytes + b"\xff" * 100) == read_pack(pack_bytes)


def test_erased_flash_is_no_pack() -> None:
    with pytest.raises(PackInvalid, match="mark of a pack"):
        read_pack(b"\xff" * 4096)


def test_a_cut_pack_is_refused(pack_bytes: bytes) -> None:
    with pytest.raises(PackInvalid, match="are there"):
        read_pack(pack_bytes[:-16])


@pytest.mark.parametrize("position", [0.02, 0.1, 0.4, 0.7, 0.99])
def test_one_changed_bit_is_noticed(pack_bytes: bytes, position: float) -> None:
    damaged = bytearray(pack_bytes)
    damaged[int(len(damaged) * position)] ^= 4
    with pytest.raises(PackInvalid):
        read_pack(bytes(damaged))


def test_a_pack_with_a_false_table_and_a_true_digest_is_refused(pack_bytes: bytes) -> None:
    offset = dict(pack_format.PackHeader.field_offsets())["input_count"]
    forged = pack_bytes[:offset] + b"\xff\xff\xff\x7f" + pack_bytes[offset + 4 :]
    with pytest.raises(PackInvalid, match="outside the pack"):
        read_pack(pack_format.sealed(forged))
