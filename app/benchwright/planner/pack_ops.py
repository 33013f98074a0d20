"""Parameters of the ops from 10 on: the host's mirror of boards/firmware/include/bw_pack_ops.h."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from benchwright.planner.pack_format import (
    AddParams,
    ConvAddParams,
    ConvParams,
    CopyParams,
    FullyConnectedParams,
    OpCode,
    PoolParams,
    Record,
    SoftmaxParams,
)
from benchwright.planner.pack_int16 import CurveParams, SlopesParams, SoftmaxTablesParams
from benchwright.planner.pack_state import LstmParams, SvdfParams

DIMENSIONS = 4
MOVE_DIMENSIONS = 6

Sizes = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupParams(Record):
    """`struct bw_lookup_params`."""

    codes: ClassVar[tuple[str, ...]] = ("I",) * 4

    input_arena_offset: int = 0
    table_offset: int = 0
    element_count: int
    item_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnaryParams(Record):
    """`struct bw_unary_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIIff",)

    input_arena_offset: int = 0
    kind: int
    element_count: int
    alpha: float = 0.0
    beta: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BinaryParams(Record):
    """`struct bw_binary_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIIII", *("4i",) * 3, *("i" * 12), *"ffI")

    input1_arena_offset: int = 0
    input1_pack_offset: int = 0
    input2_arena_offset: int = 0
    input2_pack_offset: int = 0
    kind: int
    sizes: Sizes
    strides1: Sizes
    strides2: Sizes
    left_shift: int = 0
    input1_zero_point: int = 0
    input1_multiplier: int = 0
    input1_shift: int = 0
    input2_zero_point: int = 0
    input2_multiplier: int = 0
    input2_shift: int = 0
    output_zero_point: int = 0
    output_multiplier: int = 0
    output_shift: int = 0
    activation_min: int = 0
    activation_max: int = 0
    float_min: float = 0.0
    float_max: float = 0.0
    reserved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectParams(Record):
    """`struct bw_select_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIIIII", *("4i",) * 4)

    condition_arena_offset: int = 0
    condition_pack_offset: int = 0
    input1_arena_offset: int = 0
    input1_pack_offset: int = 0
    input2_arena_offset: int = 0
    input2_pack_offset: int = 0
    sizes: Sizes
    condition_strides: Sizes
    strides1: Sizes
    strides2: Sizes


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveParams(Record):
    """`struct bw_move_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIIiiI", *("6i",) * 3)

    input_arena_offset: int = 0
    input_pack_offset: int = 0
    input_bytes: int
    input_start: int
    output_start: int
    run_bytes: int
    sizes: Sizes
    input_strides: Sizes
    output_strides: Sizes


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherParams(Record):
    """`struct bw_gather_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIII", *("i" * 5))

    input_arena_offset: int = 0
    input_pack_offset: int = 0
    indices_arena_offset: int = 0
    indices_pack_offset: int = 0
    batches: int = 1
    outer: int
    axis: int
    count: int
    block_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReduceParams(Record):
    """`struct bw_reduce_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"II", *("4i",) * 4, *("i" * 4), *"II")

    input_arena_offset: int = 0
    kind: int
    kept_sizes: Sizes
    kept_strides: Sizes
    reduced_sizes: Sizes
    reduced_strides: Sizes
    input_zero_point: int = 0
    output_zero_point: int = 0
    multiplier: int = 0
    shift: int = 0
    input_elements: int
    reserved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgExtremeParams(Record):
    """`struct bw_arg_extreme_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IiiiI",)

    input_arena_offset: int = 0
    outer: int
    axis: int
    inner: int
    smallest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertParams(Record):
    """`struct bw_convert_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIIf", *("i" * 4))

    input_arena_offset: int = 0
    element_count: int
    output_type: int
    scale: float = 0.0
    input_zero_point: int = 0
    output_zero_point: int = 0
    multiplier: int = 0
    shift: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ResizeParams(Record):
    """`struct bw_resize_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"III", *("i" * 6))

    input_arena_offset: int = 0
    rows_offset: int = 0
    columns_offset: int = 0
    batches: int
    input_h: int
    input_w: int
    channels: int
    output_h: int
    output_w: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatmulParams(Record):
    """`struct bw_matmul_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIII", *("2i",) * 3, *("i" * 12))

    input1_arena_offset: int = 0
    input1_pack_offset: int = 0
    input2_arena_offset: int = 0
    input2_pack_offset: int = 0
    batch_sizes: Sizes
    batch_strides1: Sizes
    batch_strides2: Sizes
    rows: int
    depth: int
    columns: int
    row_stride1: int
    depth_stride1: int
    depth_stride2: int
    column_stride2: int
    input1_zero_point: int = 0
    input2_zero_point: int = 0
    output_zero_point: int = 0
    multiplier: int = 0
    shift: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NormaliseParams(Record):
    """`struct bw_normalise_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIiii",)

    input_arena_offset: int = 0
    kind: int
    rows: int
    columns: int
    input_zero_point: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSoftmaxParams(Record):
    """`struct bw_log_softmax_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIIIiiiii",)

    input_arena_offset: int = 0
    table_offset: int = 0
    rows: int
    columns: int
    multiplier: int
    left_shift: int
    diff_min: int
    reverse_multiplier: int
    reverse_shift: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CumsumParams(Record):
    """`struct bw_cumsum_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IiiiII", *("i" * 4))

    input_arena_offset: int = 0
    outer: int
    axis: int
    inner: int
    exclusive: int
    reverse: int
    input_zero_point: int = 0
    output_zero_point: int = 0
    multiplier: int = 0
    shift: int = 0


PARAMS_OF_CODE: Mapping[int, type[Record]] = {
    OpCode.CONV_2D: ConvParams,
    OpCode.DEPTHWISE_CONV_2D: ConvParams,
    OpCode.FULLY_CONNECTED: FullyConnectedParams,
    OpCode.AVERAGE_POOL_2D: PoolParams,
    OpCode.MAX_POOL_2D: PoolParams,
    OpCode.ADD: AddParams,
    OpCode.SOFTMAX: SoftmaxParams,
    OpCode.COPY: CopyParams,
    OpCode.LOOKUP: LookupParams,
    OpCode.UNARY: UnaryParams,
    OpCode.BINARY: BinaryParams,
    OpCode.SELECT: SelectParams,
    OpCode.MOVE: MoveParams,
    OpCode.GATHER: GatherParams,
    OpCode.REDUCE: ReduceParams,
    OpCode.ARG_EXTREME: ArgExtremeParams,
    OpCode.CONVERT: ConvertParams,
    OpCode.RESIZE_BILINEAR: ResizeParams,
    OpCode.TRANSPOSE_CONV: ConvParams,
    OpCode.BATCH_MATMUL: MatmulParams,
    OpCode.NORMALISE: NormaliseParams,
    OpCode.CUMSUM: CumsumParams,
    OpCode.L2_POOL_2D: PoolParams,
    OpCode.SLOPES: SlopesParams,
    OpCode.CURVE: CurveParams,
    OpCode.SOFTMAX_TABLES: SoftmaxTablesParams,
    OpCode.LOG_SOFTMAX: LogSoftmaxParams,
    OpCode.CONV_ADD: ConvAddParams,
    OpCode.SVDF: SvdfParams,
    OpCode.LSTM: LstmParams,
}
"""The record of an op's parameters by its code."""
