"""Random single-op models of reductions, conversions and layers."""

from __future__ import annotations

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.random import Generator

from tests.firmware.op_models import (
    BOOL,
    INT16,
    UINT8,
    Array,
    Maker,
    OpCase,
    activation,
    constant,
    like,
    op_case,
    random_values,
    scale,
    shape_of,
    whole,
    zero_point,
)
from tests.firmware.tiny_models import (
    FLOAT32,
    INT8,
    INT32,
    TinyTensor,
    conv_options,
    fully_connected_options,
    output_size,
)

_MOVED = (INT8, FLOAT32)


def _flags(rng: Generator, count: int) -> tuple[bool, ...]:
    return tuple(bool(flag) for flag in rng.integers(0, 2, count))


def _axis(rng: Generator, rank: int) -> int:
    return int(rng.integers(-rank, rank))


def _reduce(rng: Generator, dtype: np.dtype, code: str) -> OpCase:
    # TFLM keeps at most two reduced axes of MEAN.
    source = activation(rng, shape_of(rng, 1, 4, 9), dtype)
    rank = len(source.shape)
    chosen = sorted(int(axis) for axis in rng.choice(rank, int(rng.integers(1, min(rank, 2) + 1)), replace=False))
    keep = bool(rng.integers(2))
    if rank == 4 and rng.integers(2):
        chosen = [1, 2]
    shape = [1 if axis in chosen else size for axis, size in enumerate(source.shape) if keep or axis not in chosen]
    result = like(source, shape)
    if dtype == INT8 and code in {"MEAN", "SUM"} and rng.integers(3):
        count = np.prod([source.shape[axis] for axis in chosen]) if code == "SUM" else 1
        result = TinyTensor(
            result.shape, dtype, (source.scales[0] * float(rng.uniform(0.3, 2) * count**0.5),), (zero_point(rng),)
        )
    options = schema.ReducerOptionsT(keepDims=keep)
    return op_case(rng, code, options, [source, whole(*chosen)], [result])


def _arg(rng: Generator, dtype: np.dtype, code: str, kind: type) -> OpCase:
    source = activation(rng, shape_of(rng, 1, 4, 9), dtype)
    axis = _axis(rng, len(source.shape))
    shape = tuple(np.delete(source.shape, axis)) or ()
    options = kind(outputType=schema.TensorType.INT32)
    result = TinyTensor(tuple(int(size) for size in shape), INT32)

    def few(tensor: TinyTensor) -> Array:
        return rng.integers(-4, 4, tensor.shape).astype(tensor.dtype)

    return op_case(rng, code, options, [source, whole(axis)], [result], few)


def _cumsum(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, shape_of(rng, 1, 4), dtype)
    exclusive, reverse = _flags(rng, 2)
    options = schema.CumsumOptionsT(exclusive=exclusive, reverse=reverse)
    return op_case(rng, "CUMSUM", options, [source, whole(_axis(rng, len(source.shape)))],
                   [activation(rng, source.shape, dtype, 0.01, 2.0)])  # fmt: skip


def _quantise(rng: Generator, dtype: np.dtype) -> OpCase:
    """From `dtype` to int8; float32 values fall on halves often."""
    result = activation(rng, (4, 64), INT8)
    source = TinyTensor((4, 64), dtype, *(() if dtype == FLOAT32 else ((scale(rng, 1e-3, 0.5),), (0,))))
    if dtype in {INT8, UINT8}:
        source = TinyTensor((4, 64), dtype, source.scales, (int(rng.integers(0, 128)),))

    def values(tensor: TinyTensor) -> Array:
        if dtype == FLOAT32:
            steps = rng.integers(-600, 600, tensor.shape) / 2
            return (steps * result.scales[0]).astype(np.float32)
        return random_values(rng, tensor)

    return op_case(rng, "QUANTIZE", None, [source], [result], values)


def _dequantise(rng: Generator, dtype: np.dtype) -> OpCase:
    low, high = {INT8: (-128, 128), UINT8: (0, 256)}.get(dtype, (0, 1))
    source = TinyTensor((4, 64), dtype, (scale(rng, 1e-3, 0.5),), (int(rng.integers(low, high)),))
    return op_case(rng, "DEQUANTIZE", None, [source], [TinyTensor((4, 64), FLOAT32)])


def _cast(rng: Generator, dtype: np.dtype) -> OpCase:
    targets = [kind for kind in (INT8, INT32, FLOAT32) if kind != dtype]
    target = targets[int(rng.integers(len(targets)))]
    source = TinyTensor((4, 64), dtype)

    def values(tensor: TinyTensor) -> Array:
        if dtype == BOOL:
            return random_values(rng, tensor)
        return (rng.normal(size=tensor.shape) * 30).clip(-128, 127).astype(dtype)

    return op_case(rng, "CAST", None, [source], [TinyTensor((4, 64), target)], values)


def _transpose_conv(rng: Generator, dtype: np.dtype) -> OpCase:
    height, width, depth, filters = (int(size) for size in rng.integers(1, 6, 4))
    kernel, stride = ([int(size) for size in rng.integers(1, 5, 2)] for _ in range(2))
    same = bool(rng.integers(2))
    size = []
    for axis, small in enumerate((height, width)):
        choices = range(1, 40)
        fitting = [
            n for n in choices
            if (same or n >= kernel[axis]) and output_size(n, kernel[axis], stride[axis], 1, same=same) == small
        ]  # fmt: skip
        size.append(int(rng.choice(fitting)))
    source = activation(rng, (1, height, width, depth), dtype)
    weights, bias = _weights(rng, source, (filters, *kernel, depth))
    result = _made(rng, source, (1, *size, filters))
    options = schema.TransposeConvOptionsT(
        padding=schema.Padding.SAME if same else schema.Padding.VALID, strideH=stride[0], strideW=stride[1]
    )
    bias_or_not = [bias] if rng.integers(2) else []
    operands = [whole(*result.shape), weights, source, *bias_or_not]
    return op_case(rng, "TRANSPOSE_CONV", options, operands, [result])


def _grouped_conv(rng: Generator, dtype: np.dtype) -> OpCase:
    height, width, depth, filters, groups = (int(size) for size in rng.integers(1, 5, 5))
    kernel = [int(rng.integers(1, size + 1)) for size in (height, width)]
    source = activation(rng, (1, height, width, depth * groups), dtype)
    weights, bias = _weights(rng, source, (filters * groups, *kernel, depth))
    size = [output_size(n, window, 1, 1, same=True) for n, window in zip((height, width), kernel, strict=True)]
    result = _made(rng, source, (1, *size, filters * groups))
    return op_case(rng, "CONV_2D", conv_options(), [source, weights, bias], [result])


def _int4(rng: Generator, dtype: np.dtype, code: str) -> OpCase:
    """int8 activations with weights of 4 bits, an odd number of them now and then."""
    height, width, depth, filters = (int(size) for size in rng.integers(1, 6, 4))
    source = activation(rng, (1, height, width, depth) if code != "FULLY_CONNECTED" else (height, depth), dtype)
    shape = {
        "CONV_2D": (filters, 1, 1, depth), "DEPTHWISE_CONV_2D": (1, 1, 1, depth), "FULLY_CONNECTED": (filters, depth)
    }[code]  # fmt: skip
    values = rng.integers(-7, 8, shape).astype(np.int8).ravel()
    halves = np.append(values, np.int8(0))[: (values.size + 1) // 2 * 2].astype(np.uint8) & 15
    packed = (halves[::2] | halves[1::2] << 4).astype(np.uint8)
    count = 1 if code == "FULLY_CONNECTED" else shape[3 if code == "DEPTHWISE_CONV_2D" else 0]
    scales = tuple(scale(rng, 1e-2, 1e-1) for _ in range(count))
    axis = 3 if code == "DEPTHWISE_CONV_2D" else 0
    weights = TinyTensor(shape, INT8, scales, (0,) * count, axis, values=packed, type_name="INT4")
    made = (*source.shape[:-1], depth if code == "DEPTHWISE_CONV_2D" else filters)
    options = {
        "CONV_2D": conv_options(), "DEPTHWISE_CONV_2D": conv_options(depth_multiplier=1),
        "FULLY_CONNECTED": fully_connected_options(),
    }[code]  # fmt: skip
    return op_case(rng, code, options, [source, weights], [_made(rng, source, made)])


def _weights(rng: Generator, source: TinyTensor, shape: tuple[int, ...]) -> tuple[TinyTensor, TinyTensor]:
    """Weights with output channels in front, and biases."""
    count = shape[0]
    if source.dtype != INT8:
        bias = TinyTensor((count,), FLOAT32, values=rng.normal(size=count).astype(np.float32))
        return TinyTensor(shape, source.dtype, values=rng.normal(size=shape).astype(np.float32)), bias
    scales = tuple(scale(rng, 1e-3, 1e-1) for _ in range(count))
    weights = TinyTensor(shape, INT8, scales, (0,) * count, 0, rng.integers(-127, 128, shape, np.int8))
    products = tuple(source.scales[0] * one for one in scales)
    values = rng.integers(-9999, 9999, count, np.int32)
    return weights, TinyTensor((count,), INT32, products, (0,) * count, values=values)


def _made(rng: Generator, source: TinyTensor, shape: tuple[int, ...]) -> TinyTensor:
    """The output of a layer; int8 saturates now and then."""
    if source.dtype != INT8:
        return TinyTensor(shape, source.dtype)
    reach = source.scales[0] * 0.03 * 500 * float(rng.choice([0.1, 1.0]))
    return TinyTensor(shape, INT8, (float(np.float32(reach)),), (zero_point(rng),))


def _l2_pool(rng: Generator, dtype: np.dtype) -> OpCase:
    batches, height, width, depth = (int(size) for size in (*rng.integers(1, 9, 3), rng.integers(1, 5)))
    same, window = bool(rng.integers(2)), [int(rng.integers(1, min(4, size) + 1)) for size in (height, width)]
    stride = [int(size) for size in rng.integers(1, 4, 2)]
    size = [output_size(n, w, s, 1, same=same) for n, w, s in zip((height, width), window, stride, strict=True)]
    options = schema.Pool2DOptionsT(
        padding=schema.Padding.SAME if same else schema.Padding.VALID, strideH=stride[0], strideW=stride[1],
        filterHeight=window[0], filterWidth=window[1],
    )  # fmt: skip
    source = activation(rng, (batches, height, width, depth), dtype)
    return op_case(rng, "L2_POOL_2D", options, [source], [like(source, (batches, *size, depth))])


def _batch_matmul(rng: Generator, dtype: np.dtype) -> OpCase:
    rows, depth, columns = (int(size) for size in rng.integers(1, 9, 3))
    batches = shape_of(rng, 1, 2, 4)
    flip_left, flip_right = _flags(rng, 2)
    left = activation(rng, (*batches, *((depth, rows) if flip_left else (rows, depth))), dtype)
    right_batches = batches[1:] if rng.integers(3) == 0 else batches
    right = activation(rng, (*right_batches, *((columns, depth) if flip_right else (depth, columns))), dtype)
    if rng.integers(2):
        right = constant(rng, right)
    result = activation(rng, (*batches, rows, columns), dtype)
    if dtype == INT8:
        reach = left.scales[0] * right.scales[0] * 100 * depth**0.5
        result = TinyTensor(result.shape, dtype, (float(np.float32(reach)),), (zero_point(rng),))
    options = schema.BatchMatMulOptionsT(adjX=flip_left, adjY=flip_right)
    return op_case(rng, "BATCH_MATMUL", options, [left, right], [result])


def _l2_normalisation(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, (*shape_of(rng, 1, 2), int(rng.integers(1, 300))), dtype)
    result = TinyTensor(source.shape, dtype, (1 / 128,), (0,)) if dtype == INT8 else source
    return op_case(rng, "L2_NORMALIZATION", schema.L2NormOptionsT(), [source], [result])


def _log_softmax(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, (int(rng.integers(1, 4)), int(rng.integers(1, 200))), dtype)
    made = TinyTensor(source.shape, dtype, (1 / 16,), (127,)) if dtype == INT8 else source
    return op_case(rng, "LOG_SOFTMAX", schema.LogSoftmaxOptionsT(), [source], [made])


def _select(rng: Generator, dtype: np.dtype) -> OpCase:
    wide = shape_of(rng)
    shapes = [tuple(1 if rng.integers(3) == 0 else size for size in wide) for _ in range(3)]
    first = activation(rng, shapes[1], dtype)
    second = like(first, shapes[2])
    if rng.integers(3) == 0:
        second = constant(rng, second)
    made = tuple(np.broadcast_shapes(*shapes))
    operands = [TinyTensor(shapes[0], BOOL), first, second]
    return op_case(rng, "SELECT_V2", schema.SelectV2OptionsT(), operands, [like(first, made)])


def _add_n(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, shape_of(rng), dtype)
    made = activation(rng, source.shape, dtype, 0.2, 2.0)
    return op_case(rng, "ADD_N", schema.AddNOptionsT(), [source] * int(rng.integers(2, 5)), [made])


_IMAGES = (INT8, FLOAT32)

LAYER_MAKERS: dict[str, tuple[Maker, tuple[np.dtype, ...]]] = {
    **{
        code: (lambda rng, dtype, code=code: _reduce(rng, dtype, code), _IMAGES)
        for code in ("MEAN", "SUM", "REDUCE_MAX", "REDUCE_MIN")
    },
    "ARG_MAX": (lambda rng, dtype: _arg(rng, dtype, "ARG_MAX", schema.ArgMaxOptionsT), _IMAGES),
    "ARG_MIN": (lambda rng, dtype: _arg(rng, dtype, "ARG_MIN", schema.ArgMinOptionsT), _IMAGES),
    "CUMSUM": (_cumsum, (INT8, FLOAT32)),
    "QUANTIZE": (_quantise, (FLOAT32, INT8, UINT8, INT16, INT32)),
    "DEQUANTIZE": (_dequantise, (INT8, UINT8, INT16)),
    "CAST": (_cast, (FLOAT32, INT8, INT32, BOOL)),
    "CONV_2D in groups": (_grouped_conv, _IMAGES),
    **{
        f"{code} of int4": (lambda rng, dtype, code=code: _int4(rng, dtype, code), (INT8,))
        for code in ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED")
    },
    "TRANSPOSE_CONV": (_transpose_conv, _IMAGES),
    "L2_POOL_2D": (_l2_pool, (FLOAT32,)),
    "BATCH_MATMUL": (_batch_matmul, _IMAGES),
    "L2_NORMALIZATION": (_l2_normalisation, _IMAGES),
    "LOG_SOFTMAX": (_log_softmax, _IMAGES),
    "SELECT_V2": (_select, (INT8, FLOAT32)),
    "ADD_N": (_add_n, _IMAGES),
}
