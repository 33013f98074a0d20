"""The records of a pack: the host's mirror of boards/firmware/include/bw_pack.h.

Field order and widths are the contract; a test compiles the header and compares every size and offset.
docs/pack-format.md explains the format in prose.
"""

from __future__ import annotations

import dataclasses
import hashlib
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import ClassVar, Self

MAGIC = 0x4B505742
FORMAT = 2
ENGINE_VERSION = 4
ALIGN = 16
MAX_RANK = 6
LARGEST_BYTES = 0x7FFFFFFF

_DIGEST_OFFSET = 16
_DIGEST_BYTES = 32


class OpCode(IntEnum):
    """`enum bw_op_code`."""

    CONV_2D = 1
    DEPTHWISE_CONV_2D = 2
    FULLY_CONNECTED = 3
    AVERAGE_POOL_2D = 4
    MAX_POOL_2D = 5
    ADD = 6
    SOFTMAX = 7
    COPY = 8
    LOOKUP = 10
    UNARY = 11
    BINARY = 12
    SELECT = 13
    MOVE = 14
    GATHER = 15
    REDUCE = 16
    ARG_EXTREME = 17
    CONVERT = 18
    RESIZE_BILINEAR = 19
    TRANSPOSE_CONV = 20
    BATCH_MATMUL = 21
    NORMALISE = 22
    CUMSUM = 23
    L2_POOL_2D = 24
    SLOPES = 25
    CURVE = 26
    SOFTMAX_TABLES = 27
    LOG_SOFTMAX = 28
    CONV_ADD = 31
    SVDF = 45
    LSTM = 46


class InputEncoding(IntEnum):
    """`enum bw_input_encoding`."""

    RAW = 0
    UINT8_OFFSET = 1
    FLOAT32 = 2


class OutputDecoding(IntEnum):
    """`enum bw_output_decoding`."""

    DEQUANTISE = 0
    MSE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A C structure: its fields in order. `codes` holds one `struct` code a field."""

    codes: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def form(cls) -> str:
        """Format of `struct` for the whole record, without gaps."""
        return "<" + "".join(cls.codes)

    @classmethod
    def size_bytes(cls) -> int:
        """Size of the record."""
        return struct.calcsize(cls.form())

    @classmethod
    def field_offsets(cls) -> Iterator[tuple[str, int]]:
        """Name and offset of every field."""
        for index, entry in enumerate(dataclasses.fields(cls)):
            yield entry.name, struct.calcsize("<" + "".join(cls.codes[:index]))

    def with_offsets(self, offsets: Mapping[str, int]) -> Self:
        """A copy with the named fields filled in."""
        return dataclasses.replace(self, **offsets)

    def to_bytes(self) -> bytes:
        """The record as it lies in the pack."""
        values: list[int | float | bytes] = []
        for entry in dataclasses.fields(self):
            value = getattr(self, entry.name)
            values.extend(value if isinstance(value, tuple) else (value,))
        return struct.pack(self.form(), *values)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackHeader(Record):
    """`struct bw_pack_header`."""

    codes: ClassVar[tuple[str, ...]] = (*"IHHII", "32s", "32s", "32s", "16s", *("I" * 24), "8I")

    magic: int = MAGIC
    format: int = FORMAT
    header_bytes: int = 256
    pack_bytes: int = 0
    flags: int = 0
    pack_sha256: bytes = b""
    source_sha256: bytes = b""
    board: bytes = b""
    model_id: bytes = b""
    engine_version: int = ENGINE_VERSION
    features: int = 0
    arena_bytes: int = 0
    planner_version: int = 1
    op_count: int = 0
    ops_offset: int = 0
    ops_bytes: int = 0
    input_count: int = 0
    inputs_offset: int = 0
    output_count: int = 0
    outputs_offset: int = 0
    labels_offset: int = 0
    labels_bytes: int = 0
    input_encoding: int = InputEncoding.RAW
    output_decoding: int = OutputDecoding.DEQUANTISE
    signature_offset: int = 0
    signature_bytes: int = 0
    encryption_offset: int = 0
    encryption_bytes: int = 0
    optimise: int = 0
    arena_limit_bytes: int = 0
    features_high: int = 0
    state_count: int = 0
    states_offset: int = 0
    reserved: tuple[int, ...] = field(default=(0,) * 8, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TensorRecord(Record):
    """`struct bw_tensor_spec`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIII", "6i", *"fiII", "2I")

    arena_offset: int
    bytes: int
    type: int
    rank: int
    shape: tuple[int, ...]
    scale: float
    zero_point: int
    name_offset: int
    name_bytes: int
    reserved: tuple[int, ...] = field(default=(0,) * 2, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRecord(Record):
    """`struct bw_state_spec`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIII",)

    arena_offset: int
    bytes: int
    initial_offset: int
    fill: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpRecord(Record):
    """`struct bw_op`: the head of every op; its parameters follow at once."""

    codes: ClassVar[tuple[str, ...]] = (*"HH", *("I" * 9))

    code: int
    type: int
    record_bytes: int
    source_index: int
    output_arena_offset: int
    output_bytes: int
    source_tensor: int
    layout: int = 0
    scratch_arena_offset: int = 0
    scratch_bytes: int = 0
    reserved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvParams(Record):
    """`struct bw_conv_params`. Offsets are filled in once the arena and the constants have their places."""

    codes: ClassVar[tuple[str, ...]] = (*("I" * 5), *("i" * 20), *"ff")

    input_arena_offset: int = 0
    weights_offset: int = 0
    bias_offset: int = 0
    multiplier_offset: int = 0
    shift_offset: int = 0
    batches: int
    input_h: int
    input_w: int
    input_c: int
    output_h: int
    output_w: int
    output_c: int
    kernel_h: int
    kernel_w: int
    stride_h: int
    stride_w: int
    dilation_h: int
    dilation_w: int
    pad_top: int
    pad_left: int
    depth_multiplier: int
    input_zero_point: int
    output_zero_point: int
    activation_min: int
    activation_max: int
    float_min: float
    float_max: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FullyConnectedParams(Record):
    """`struct bw_fully_connected_params`."""

    codes: ClassVar[tuple[str, ...]] = (*("I" * 6), *("i" * 8), *"ffI")

    input_arena_offset: int = 0
    weights_offset: int = 0
    bias_offset: int = 0
    multiplier_offset: int = 0
    shift_offset: int = 0
    per_channel: int
    batches: int
    inputs: int
    outputs: int
    input_zero_point: int
    weights_zero_point: int
    output_zero_point: int
    activation_min: int
    activation_max: int
    float_min: float
    float_max: float
    reserved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolParams(Record):
    """`struct bw_pool_params`."""

    codes: ClassVar[tuple[str, ...]] = ("I", *("i" * 14), *"ff")

    input_arena_offset: int = 0
    batches: int
    input_h: int
    input_w: int
    channels: int
    output_h: int
    output_w: int
    filter_h: int
    filter_w: int
    stride_h: int
    stride_w: int
    pad_top: int
    pad_left: int
    activation_min: int
    activation_max: int
    float_min: float
    float_max: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AddParams(Record):
    """`struct bw_add_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"III", *("i" * 12), *"ff")

    input1_arena_offset: int = 0
    input2_arena_offset: int = 0
    element_count: int
    left_shift: int
    input1_zero_point: int
    input1_multiplier: int
    input1_shift: int
    input2_zero_point: int
    input2_multiplier: int
    input2_shift: int
    output_zero_point: int
    output_multiplier: int
    output_shift: int
    activation_min: int
    activation_max: int
    float_min: float
    float_max: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvAddParams(ConvParams):
    """`struct bw_conv_add_params`: those of a convolution, then those of the ADD, whose first input it is."""

    ADDED: ClassVar[str] = "add_input2_arena_offset"

    codes: ClassVar[tuple[str, ...]] = (*ConvParams.codes, *AddParams.codes)

    add_input1_arena_offset: int = 0
    add_input2_arena_offset: int = 0
    add_element_count: int
    add_left_shift: int
    add_input1_zero_point: int
    add_input1_multiplier: int
    add_input1_shift: int
    add_input2_zero_point: int
    add_input2_multiplier: int
    add_input2_shift: int
    add_output_zero_point: int
    add_output_multiplier: int
    add_output_shift: int
    add_activation_min: int
    add_activation_max: int
    add_float_min: float
    add_float_max: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftmaxParams(Record):
    """`struct bw_softmax_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIIiiif",)

    input_arena_offset: int = 0
    rows: int
    columns: int
    multiplier: int
    left_shift: int
    diff_min: int
    beta: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyParams(Record):
    """`struct bw_copy_params`."""

    codes: ClassVar[tuple[str, ...]] = ("I",)

    input_arena_offset: int = 0


Params = ConvParams | ConvAddParams | FullyConnectedParams | PoolParams | AddParams | SoftmaxParams | CopyParams


def pack_digest(data: bytes) -> bytes:
    """SHA-256 over the whole pack with the bytes of the digest itself zero."""
    end = _DIGEST_OFFSET + _DIGEST_BYTES
    return hashlib.sha256(data[:_DIGEST_OFFSET] + bytes(_DIGEST_BYTES) + data[end:]).digest()


def sealed(data: bytes) -> bytes:
    """`data` with its digest filled in."""
    return data[:_DIGEST_OFFSET] + pack_digest(data) + data[_DIGEST_OFFSET + _DIGEST_BYTES :]
