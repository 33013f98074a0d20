"""Random models of int16 activations: layers with int8 weights, and what stands between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.random import Generator
from numpy.typing import NDArray

from tests.firmware.op_models import (
    INT16,
    Maker,
    OpCase,
    activation,
    like,
    op_case,
    scale,
    shape_of,
    shapes_of_two,
    whole,
)
from tests.firmware.tiny_models import (
    ACTIVATIONS,
    INT8,
    INT32,
    TinyTensor,
    conv_options,
    fully_connected_options,
    output_size,
    pool_options,
    softmax_options,
)

INT64 = np.dtype(np.int64)

_SATURATING, _FITTING, _FINE = 6e2, 3e4, 1e6


def sixteen(rng: Generator, shape: Sequence[int], low: float = 1e-5, high: float = 1e-2) -> TinyTensor:
    """An int16 activation with a random scale; its zero point is 0, as every converter makes it."""
    return TinyTensor(tuple(int(size) for size in shape), INT16, (scale(rng, low, high),), (0,))


def spread(rng: Generator, tensor: TinyTensor) -> NDArray[np.generic]:
    """The ends of int16, what lies close to zero, and anything."""
    kind = int(rng.integers(4))
    if kind == 0:
        return rng.choice(np.array([-32768, 32767, -32767], np.int16), tensor.shape)
    reach = (0, 40, 3000, 32768)[kind]
    return rng.integers(-reach, reach, tensor.shape).astype(np.int16)


def _int16_case(
    rng: Generator, code: str, options: object, operands: Sequence[TinyTensor], output: TinyTensor
) -> OpCase:
    return op_case(rng, code, options, operands, [output], lambda tensor: spread(rng, tensor))


def _weights(rng: Generator, shape: tuple[int, ...], dimension: int, channels: int) -> TinyTensor:
    count = channels if rng.integers(3) else 1
    scales = tuple(scale(rng, 1e-4, 1e-1) for _ in range(count))
    ends = rng.integers(4) == 0
    values = rng.choice(np.array([-128, 127], np.int8), shape) if ends else rng.integers(-127, 128, shape, np.int8)
    return TinyTensor(shape, INT8, scales, (0,) * count, dimension, values)


def _biases(rng: Generator, source: TinyTensor, weights: TinyTensor, channels: int, kind: np.dtype) -> list[TinyTensor]:
    """None in a quarter of the cases."""
    if rng.integers(4) == 0:
        return []
    reach = int(rng.choice([1 << 12, 1 << 24, 1 << 30 if kind == INT32 else 1 << 38]))
    scales = tuple(float(np.float32(source.scales[0] * one)) for one in weights.scales)
    values = rng.integers(-reach, reach, channels).astype(kind)
    return [TinyTensor((channels,), kind, scales, (0,) * len(scales), values=values)]


def _result(rng: Generator, shape: Sequence[int], source: TinyTensor, weights: TinyTensor, taps: int) -> TinyTensor:
    """An output whose scale makes the sums saturate, fit, or hardly move."""
    steps = float(rng.choice([_SATURATING, _FITTING, _FINE])) / (30.0 * taps**0.5)
    made = source.scales[0] * float(np.median(weights.scales)) * 16000 / steps
    return TinyTensor(tuple(int(size) for size in shape), INT16, (float(np.float32(made)),), (0,))


def _axis(rng: Generator, size: int, *, same: bool, dilated: bool = True) -> tuple[int, int, int, int]:
    """Window, stride, dilation and positions."""
    window, stride = int(rng.integers(1, min(5, size) + 1)), int(rng.integers(1, 4))
    most = 3 if same or window == 1 else min(3, (size - 1) // (window - 1))
    dilation = int(rng.integers(1, most + 1)) if dilated else 1
    return window, stride, dilation, output_size(size, window, stride, dilation, same=same)


def _convolution(rng: Generator, kind: np.dtype, *, depthwise: bool) -> OpCase:
    batches, height, width, channels = int(rng.integers(1, 3)), *map(int, rng.integers(1, 9, 3))
    same = bool(rng.integers(2))
    rows, columns = _axis(rng, height, same=same), _axis(rng, width, same=same)
    copies = int(rng.integers(1, 3))
    filters = channels * copies if depthwise else int(rng.integers(1, 9))
    kernel = (rows[0], columns[0])
    shape = (1, *kernel, filters) if depthwise else (filters, *kernel, channels)
    source = sixteen(rng, (batches, height, width, channels))
    weights = _weights(rng, shape, 3 if depthwise else 0, filters)
    taps = kernel[0] * kernel[1] * (1 if depthwise else channels)
    result = _result(rng, (batches, rows[3], columns[3], filters), source, weights, taps)
    options = conv_options(
        (rows[1], columns[1]), (rows[2], columns[2]), str(rng.choice(ACTIVATIONS)), same=same,
        depth_multiplier=copies if depthwise else None,
    )  # fmt: skip
    operands = [source, weights, *_biases(rng, source, weights, filters, kind)]
    return _int16_case(rng, "DEPTHWISE_CONV_2D" if depthwise else "CONV_2D", options, operands, result)


def _long_convolution(rng: Generator, kind: np.dtype) -> OpCase:
    """Windows of more products than 32 bits could add up."""
    channels, filters = int(rng.integers(200, 700)), 3
    source, weights = sixteen(rng, (1, 3, 3, channels)), _weights(rng, (filters, 3, 3, channels), 0, filters)
    result = _result(rng, (1, 3, 3, filters), source, weights, 9 * channels)
    operands = [source, weights, *_biases(rng, source, weights, filters, kind)]
    return _int16_case(rng, "CONV_2D", conv_options(), operands, result)


def _fully_connected(rng: Generator, kind: np.dtype) -> OpCase:
    batches, inputs, outputs = int(rng.integers(1, 4)), int(rng.choice([1, 7, 64, 300, 900])), int(rng.integers(1, 9))
    source, weights = sixteen(rng, (batches, inputs)), _weights(rng, (outputs, inputs), 0, outputs)
    result = _result(rng, (batches, outputs), source, weights, inputs)
    operands = [source, weights, *_biases(rng, source, weights, outputs, kind)]
    return _int16_case(rng, "FULLY_CONNECTED", fully_connected_options(str(rng.choice(ACTIVATIONS))), operands, result)


def _transpose_conv(rng: Generator, kind: np.dtype) -> OpCase:
    height, width, channels, filters = (int(size) for size in rng.integers(1, 5, 4))
    kernel, stride = int(rng.integers(1, 4)), int(rng.integers(1, 3))
    same = bool(rng.integers(2))
    sizes = [size * stride if same else size * stride + max(0, kernel - stride) for size in (height, width)]
    source = sixteen(rng, (1, height, width, channels))
    weights = _weights(rng, (filters, kernel, kernel, channels), 0, filters)
    result = _result(rng, (1, *sizes, filters), source, weights, kernel * kernel * channels)
    options = schema.TransposeConvOptionsT(
        padding=schema.Padding.SAME if same else schema.Padding.VALID, strideH=stride, strideW=stride
    )
    operands = [whole(1, *sizes, filters), weights, source, *_biases(rng, source, weights, filters, kind)]
    return _int16_case(rng, "TRANSPOSE_CONV", options, operands, result)


# Without weights.


def _pool(rng: Generator, code: str) -> OpCase:
    batches, height, width, channels = int(rng.integers(1, 3)), *map(int, rng.integers(1, 12, 3))
    same = bool(rng.integers(2))
    (window_h, stride_h, _, rows), (window_w, stride_w, _, columns) = (
        _axis(rng, size, same=same, dilated=False) for size in (height, width)
    )
    source = sixteen(rng, (batches, height, width, channels), 1e-5, 1e-2)
    options = pool_options((window_h, window_w), (stride_h, stride_w), str(rng.choice(ACTIVATIONS)), same=same)
    return _int16_case(rng, code, options, [source], like(source, (batches, rows, columns, channels)))


def _binary(rng: Generator, code: str, options: object, reach: float) -> OpCase:
    """The output is `reach` times as wide as the operands, or a good deal less or more."""
    shape1, shape2, shape = shapes_of_two(rng)
    first = sixteen(rng, shape1, 1e-4, 1e-2)
    ratio = float(rng.choice([1.0, 1.3, 0.2, 6.0]))
    second = TinyTensor(shape2, INT16, (float(np.float32(first.scales[0] * ratio)),), (0,))
    base = max(first.scales[0], second.scales[0]) if reach < 100 else first.scales[0] * second.scales[0]
    made = TinyTensor(shape, INT16, (float(np.float32(base * reach * rng.choice([0.3, 1.0, 5.0]))),), (0,))
    operands = [first, second]
    if rng.integers(4) == 0:
        operands[1] = replace(second, values=spread(rng, second))
    return _int16_case(rng, code, options, operands, made)


def _fused(kind: Callable[..., object]) -> Callable[[Generator], object]:
    return lambda rng: kind(
        fusedActivationFunction=getattr(schema.ActivationFunctionType, str(rng.choice(ACTIVATIONS)))
    )


def _extreme(rng: Generator, code: str) -> OpCase:
    shape1, shape2, shape = shapes_of_two(rng)
    first = sixteen(rng, shape1)
    return _int16_case(rng, code, schema.MaximumMinimumOptionsT(), [first, like(first, shape2)], like(first, shape))


def _unary(rng: Generator, code: str, options: object = None, *, one_scale: bool = False) -> OpCase:
    source = sixteen(rng, shape_of(rng, largest=9), 1e-5, 1e-2)
    ratio = 1.0 if one_scale else float(rng.choice([1.0, 0.3, 1.7, 40.0]))
    made = TinyTensor(source.shape, INT16, (float(np.float32(source.scales[0] * ratio)),), (0,))
    return _int16_case(rng, code, options, [source], made)


def _relu6(rng: Generator) -> OpCase:
    source = sixteen(rng, shape_of(rng, largest=9), 2e-4, 1e-2)
    return _int16_case(rng, "RELU6", None, [source], source)


def _leaky_relu(rng: Generator) -> OpCase:
    alpha = float(np.float32(rng.choice([0.01, 0.1, 0.3, 1.7, -0.4])))
    return _unary(rng, "LEAKY_RELU", schema.LeakyReluOptionsT(alpha=alpha))


def curve_of(code: str, input_scale: float, values: NDArray[np.int16]) -> OpCase:
    """LOGISTIC or TANH of these values."""
    source = TinyTensor(values.shape, INT16, (float(np.float32(input_scale)),), (0,))
    return op_case(
        np.random.default_rng(0), code, None, [source], [replace(source, scales=(2.0**-15,))], lambda _: values
    )


def _curve(rng: Generator, code: str) -> OpCase:
    """Values all over int16; scales that are powers of two take another way."""
    input_scale = 2.0 ** int(rng.integers(-15, -9)) if rng.integers(3) == 0 else scale(rng, 1e-6, 2.0)
    values = np.arange(-32768 + int(rng.integers(128)), 32768, 128).astype(np.int16).reshape(8, 64)
    return curve_of(code, input_scale, values)


def _softmax(rng: Generator) -> OpCase:
    source = sixteen(rng, (int(rng.integers(1, 5)), int(rng.choice([1, 2, 10, 300, 3000]))), 1e-6, 1e-2)
    options = softmax_options(float(rng.choice([1.0, 0.5, 3.0])))
    return _int16_case(rng, "SOFTMAX", options, [source], replace(source, scales=(2.0**-15,)))


def _reduce(rng: Generator, code: str) -> OpCase:
    shape = shape_of(rng, least=2)
    axes = sorted({int(axis) for axis in rng.integers(0, len(shape), 2)})
    source = sixteen(rng, shape)
    kept = tuple(1 if axis in axes else size for axis, size in enumerate(shape))
    ratio = float(rng.choice([1.0, 0.4, 2.3])) * (len(axes) if code == "SUM" else 1)
    made = TinyTensor(kept, INT16, (float(np.float32(source.scales[0] * ratio)),), (0,))
    return _int16_case(rng, code, schema.ReducerOptionsT(keepDims=True), [source, whole(*axes)], made)


def _batch_matmul(rng: Generator) -> OpCase:
    batches, rows, depth, columns = (int(size) for size in rng.integers(1, 9, 4))
    turned = (bool(rng.integers(2)), bool(rng.integers(2)))
    left = sixteen(rng, (batches, depth, rows) if turned[0] else (batches, rows, depth), 1e-4, 1e-2)
    right = sixteen(rng, (batches, columns, depth) if turned[1] else (batches, depth, columns), 1e-4, 1e-2)
    steps = float(rng.choice([600.0, 2e4, 1e6])) / depth**0.5
    made = TinyTensor(
        (batches, rows, columns), INT16, (float(np.float32(left.scales[0] * right.scales[0] * 2e8 / steps)),), (0,)
    )
    return _int16_case(
        rng, "BATCH_MATMUL", schema.BatchMatMulOptionsT(adjX=turned[0], adjY=turned[1]), [left, right], made
    )


def _quantise(rng: Generator, source_type: np.dtype, output_type: np.dtype) -> OpCase:
    shape = shape_of(rng, largest=9)
    source, made = (
        activation(rng, shape, dtype) if dtype == INT8 else sixteen(rng, shape) if dtype == INT16
        else TinyTensor(shape, dtype, (scale(rng, 1e-4, 1e-2),), (0,)) for dtype in (source_type, output_type)
    )  # fmt: skip
    values = (lambda tensor: spread(rng, tensor)) if source_type == INT16 else None
    return op_case(rng, "QUANTIZE", None, [source], [made], values)


INT16_LAYER_MAKERS: dict[str, tuple[Maker, tuple[np.dtype, ...]]] = {
    "CONV_2D": (lambda rng, kind: _convolution(rng, kind, depthwise=False), (INT64, INT32)),
    "CONV_2D of many channels": (_long_convolution, (INT64, INT32)),
    "DEPTHWISE_CONV_2D": (lambda rng, kind: _convolution(rng, kind, depthwise=True), (INT64,)),
    "FULLY_CONNECTED": (_fully_connected, (INT64, INT32)),
    "TRANSPOSE_CONV": (_transpose_conv, (INT64,)),
}
"""By the type of the biases."""


_WITHOUT_WEIGHTS: dict[str, Callable[[Generator], OpCase]] = {
    "AVERAGE_POOL_2D": lambda rng: _pool(rng, "AVERAGE_POOL_2D"),
    "MAX_POOL_2D": lambda rng: _pool(rng, "MAX_POOL_2D"),
    "ADD": lambda rng: _binary(rng, "ADD", _fused(schema.AddOptionsT)(rng), 1.5),
    "SUB": lambda rng: _binary(rng, "SUB", _fused(schema.SubOptionsT)(rng), 1.5),
    "MUL": lambda rng: _binary(rng, "MUL", _fused(schema.MulOptionsT)(rng), 3e4),
    "SQUARED_DIFFERENCE": lambda rng: _binary(rng, "SQUARED_DIFFERENCE", schema.SquaredDifferenceOptionsT(), 4e4),
    "MINIMUM": lambda rng: _extreme(rng, "MINIMUM"),
    "MAXIMUM": lambda rng: _extreme(rng, "MAXIMUM"),
    "RELU": lambda rng: _unary(rng, "RELU"),
    "RELU6": _relu6,
    "LEAKY_RELU": _leaky_relu,
    "ABS": lambda rng: _unary(rng, "ABS"),
    "LOGISTIC": lambda rng: _curve(rng, "LOGISTIC"),
    "TANH": lambda rng: _curve(rng, "TANH"),
    "SOFTMAX": _softmax,
    "MEAN": lambda rng: _reduce(rng, "MEAN"),
    "SUM": lambda rng: _reduce(rng, "SUM"),
    "BATCH_MATMUL": _batch_matmul,
    "QUANTIZE to int8": lambda rng: _quantise(rng, INT16, INT8),
    "QUANTIZE from int8": lambda rng: _quantise(rng, INT8, INT16),
    "QUANTIZE to int16": lambda rng: _quantise(rng, INT16, INT16),
    "QUANTIZE from int32": lambda rng: _quantise(rng, INT32, INT16),
}


def _with_type(make: Callable[[Generator], OpCase]) -> Maker:
    return lambda rng, _: make(rng)


INT16_MAKERS: dict[str, tuple[Maker, tuple[np.dtype, ...]]] = {
    name: (_with_type(make), (INT16,)) for name, make in _WITHOUT_WEIGHTS.items()
}
