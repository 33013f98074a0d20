"""Packs of one op each, written by hand: these tests do not depend on the planner."""

import hashlib
import math
import struct
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from reference_ops import Scaling, Window

FLOAT32, INT8 = 1, 2
CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED, AVERAGE_POOL_2D, MAX_POOL_2D, ADD, SOFTMAX, COPY = range(1, 9)
CONV_ADD = 31
HEADER_BYTES = 256
TYPE_OF = {np.dtype(np.int8): INT8, np.dtype(np.float32): FLOAT32}
_ALIGN = 16


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor at the graph's border: its place in the arena, its shape and its element type."""

    arena_offset: int
    shape: tuple[int, ...]
    dtype: np.dtype
    scale: float = 0.0
    zero_point: int = 0

    @property
    def byte_count(self) -> int:
        return math.prod(self.shape) * self.dtype.itemsize

    def spec(self) -> bytes:
        shape = (*self.shape, *[0] * (6 - len(self.shape)))
        head = struct.pack("<4I6i", self.arena_offset, self.byte_count, TYPE_OF[self.dtype], len(self.shape), *shape)
        return head + struct.pack("<fi4I", self.scale, self.zero_point, 0, 0, 0, 0)


@dataclass(slots=True)
class PackBuilder:
    """Collects data and op records, then writes one pack. Offsets returned count from the start of the pack."""

    body: bytearray = field(default_factory=bytearray)
    ops: bytearray = field(default_factory=bytearray)
    op_count: int = 0
    features: int = 0

    def data(self, values: NDArray[np.generic] | None) -> int:
        """Appends an array, 16-byte aligned; its offset, or 0 for None."""
        if values is None:
            return 0
        self.body += bytes(-len(self.body) % _ALIGN)
        offset = HEADER_BYTES + len(self.body)
        self.body += values.tobytes()
        return offset

    def op(self, code: int, params: bytes, output: Tensor) -> None:
        """Appends one op record."""
        head = struct.pack("<2H3I2I16x", code, TYPE_OF[output.dtype], 40 + len(params), self.op_count,
                           output.arena_offset, output.byte_count, 0)  # fmt: skip
        self.ops += head + params
        self.op_count += 1
        self.features |= 1 << code

    def build(self, inputs: list[Tensor], outputs: list[Tensor], arena_bytes: int) -> bytes:
        """The pack, with its hash."""
        self.body += bytes(-len(self.body) % _ALIGN)
        ops_offset = HEADER_BYTES + len(self.body)
        inputs_offset = ops_offset + len(self.ops)
        outputs_offset = inputs_offset + 64 * len(inputs)
        body = self.body + self.ops + b"".join(tensor.spec() for tensor in [*inputs, *outputs])
        body += bytes(-len(body) % _ALIGN)
        identity = struct.pack("<IHHII", 0x4B505742, 2, HEADER_BYTES, HEADER_BYTES + len(body), 0)
        plan = struct.pack("<32x32s16s", b"native", b"test")
        numbers = struct.pack("<11I", 1, self.features, arena_bytes, 1, self.op_count, ops_offset, len(self.ops),
                              len(inputs), inputs_offset, len(outputs), outputs_offset)  # fmt: skip
        tail = bytes(HEADER_BYTES - len(identity) - 32 - len(plan) - len(numbers))
        digest = hashlib.sha256(identity + bytes(32) + plan + numbers + tail + body).digest()
        return identity + digest + plan + numbers + tail + bytes(body)


_UNBOUNDED = (-math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class OpPack:
    """A pack of one op, ready to run."""

    pack: bytes
    arena_bytes: int
    output: Tensor


def conv_pack(
    image: NDArray[np.generic],
    weights: NDArray[np.generic],
    bias: NDArray[np.generic] | None,
    window: Window,
    *,
    depthwise: bool = False,
    input_zero_point: int = 0,
    scaling: Scaling | None = None,
    float_activation: tuple[float, float] = _UNBOUNDED,
) -> OpPack:
    """CONV_2D (weights OHWI) or DEPTHWISE_CONV_2D (weights 1HWO)."""
    output_c = weights.shape[3] if depthwise else weights.shape[0]
    builder = PackBuilder()
    source = Tensor(0, image.shape, image.dtype, zero_point=input_zero_point)
    output = _behind(source, (image.shape[0], *window.output, output_c))
    zero_point, activation = (scaling.output_zero_point, scaling.activation) if scaling else (0, (0, 0))
    params = struct.pack(
        "<5I20i2f", source.arena_offset, builder.data(weights), builder.data(bias),
        builder.data(scaling.multiplier if scaling else None), builder.data(scaling.shift if scaling else None),
        *image.shape, *window.output, output_c, *window.kernel, *window.stride, *window.dilation, *window.pad,
        output_c // image.shape[3] if depthwise else 1, input_zero_point, zero_point, *activation, *float_activation,
    )  # fmt: skip
    builder.op(DEPTHWISE_CONV_2D if depthwise else CONV_2D, params, output)
    return _finish(builder, [source], output)


def fully_connected_pack(
    rows: NDArray[np.generic],
    weights: NDArray[np.generic],
    bias: NDArray[np.generic] | None,
    *,
    zero_points: tuple[int, int] = (0, 0),
    scaling: Scaling | None = None,
    float_activation: tuple[float, float] = _UNBOUNDED,
) -> OpPack:
    """FULLY_CONNECTED; `zero_points` of input and weights."""
    builder = PackBuilder()
    source = Tensor(0, rows.shape, rows.dtype, zero_point=zero_points[0])
    output = _behind(source, (rows.shape[0], weights.shape[0]))
    zero_point, activation = (scaling.output_zero_point, scaling.activation) if scaling else (0, (0, 0))
    params = struct.pack(
        "<6I8i2fI", source.arena_offset, builder.data(weights), builder.data(bias),
        builder.data(scaling.multiplier if scaling else None), builder.data(scaling.shift if scaling else None),
        1 if scaling and scaling.multiplier.size > 1 else 0, rows.shape[0], rows.shape[1], weights.shape[0],
        *zero_points, zero_point, *activation, *float_activation, 0,
    )  # fmt: skip
    builder.op(FULLY_CONNECTED, params, output)
    return _finish(builder, [source], output)


def pool_pack(
    code: int,
    image: NDArray[np.generic],
    window: Window,
    activation: tuple[int, int] = (0, 0),
    float_activation: tuple[float, float] = _UNBOUNDED,
) -> OpPack:
    """AVERAGE_POOL_2D or MAX_POOL_2D."""
    builder = PackBuilder()
    source = Tensor(0, image.shape, image.dtype)
    output = _behind(source, (image.shape[0], *window.output, image.shape[3]))
    params = struct.pack(
        "<I14i2f", source.arena_offset, *image.shape, *window.output, *window.kernel, *window.stride, *window.pad,
        *activation, *float_activation,
    )  # fmt: skip
    builder.op(code, params, output)
    return _finish(builder, [source], output)


@dataclass(frozen=True, slots=True)
class AddScaling:
    """Rescaling of an int8 ADD: input 1, input 2, output."""

    zero_points: tuple[int, int, int] = (0, 0, 0)
    multipliers: tuple[int, int, int] = (0, 0, 0)
    shifts: tuple[int, int, int] = (0, 0, 0)
    activation: tuple[int, int] = (0, 0)
    left_shift: int = 20


def add_pack(
    first: NDArray[np.generic],
    scaling: AddScaling,
    float_activation: tuple[float, float] = _UNBOUNDED,
    *,
    in_place: bool = False,
) -> OpPack:
    """ADD of two tensors of the shape of `first`; in place over the first when asked."""
    builder = PackBuilder()
    source1 = Tensor(0, first.shape, first.dtype)
    source2 = _behind(source1, first.shape)
    output = source1 if in_place else _behind(source2, first.shape)
    triples = zip(scaling.zero_points, scaling.multipliers, scaling.shifts, strict=True)
    params = struct.pack(
        "<3I12i2f", source1.arena_offset, source2.arena_offset, first.size, scaling.left_shift,
        *[number for triple in triples for number in triple], *scaling.activation, *float_activation,
    )  # fmt: skip
    builder.op(ADD, params, output)
    return _finish(builder, [source1, source2], output)


def softmax_pack(
    rows: NDArray[np.generic], multiplier: int = 0, left_shift: int = 0, diff_min: int = 0, beta: float = 1.0
) -> OpPack:
    """SOFTMAX over the last of two axes."""
    builder = PackBuilder()
    source = Tensor(0, rows.shape, rows.dtype)
    output = _behind(source, rows.shape)
    params = struct.pack("<3I3if", source.arena_offset, *rows.shape, multiplier, left_shift, diff_min, beta)
    builder.op(SOFTMAX, params, output)
    return _finish(builder, [source], output)


def conv_add_pack(
    image: NDArray[np.generic],
    weights: NDArray[np.generic],
    bias: NDArray[np.generic] | None,
    window: Window,
    *,
    scaling: Scaling,
    addition: AddScaling,
) -> OpPack:
    """CONV_ADD, int8, the sum in the place of the second input."""
    builder = PackBuilder()
    source = Tensor(0, image.shape, image.dtype)
    output = _behind(source, (image.shape[0], *window.output, weights.shape[0]))
    triples = zip(addition.zero_points, addition.multipliers, addition.shifts, strict=True)
    params = struct.pack(
        "<5I20i2f", source.arena_offset, builder.data(weights), builder.data(bias), builder.data(scaling.multiplier),
        builder.data(scaling.shift), *image.shape, *window.output, weights.shape[0], *window.kernel, *window.stride,
        *window.dilation, *window.pad, 1, 0, scaling.output_zero_point, *scaling.activation, *_UNBOUNDED,
    ) + struct.pack(
        "<3I12i2f", 0, output.arena_offset, output.byte_count, addition.left_shift,
        *[number for triple in triples for number in triple], *addition.activation, *_UNBOUNDED,
    )  # fmt: skip
    builder.op(CONV_ADD, params, output)
    return _finish(builder, [source, output], output)


def copy_pack(values: NDArray[np.generic], distance: int | None = None) -> OpPack:
    """COPY, to `distance` bytes behind the input's start, or in front of it where negative; behind its end for None."""
    builder = PackBuilder()
    source = Tensor(max(0, -(distance or 0)), values.shape, values.dtype)
    output = _behind(source, values.shape)
    if distance is not None:
        output = Tensor(source.arena_offset + distance, values.shape, values.dtype)
    builder.op(COPY, struct.pack("<I", source.arena_offset), output)
    return _finish(builder, [source], output)


def _behind(tensor: Tensor, shape: tuple[int, ...]) -> Tensor:
    end = tensor.arena_offset + tensor.byte_count
    return Tensor(end + -end % _ALIGN, shape, tensor.dtype)


def _finish(builder: PackBuilder, inputs: list[Tensor], output: Tensor) -> OpPack:
    arena_bytes = max(tensor.arena_offset + tensor.byte_count for tensor in [*inputs, output])
    return OpPack(builder.build(inputs, [output], arena_bytes), arena_bytes, output)
