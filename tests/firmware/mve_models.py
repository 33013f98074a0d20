"""Random single int8 ops of the shapes that the mve layouts distinguish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.random import Generator

from tests.firmware.tiny_models import (
    ACTIVATIONS,
    INT8,
    INT32,
    TinyTensor,
    add_options,
    conv_options,
    fully_connected_options,
    output_size,
    pool_options,
    single_op,
)

_Choice = TypeVar("_Choice")

# Whole vectors, parts of them, one more and one less; groups of four likewise.
CHANNELS = (1, 3, 4, 8, 15, 16, 17, 24, 32, 48)
KERNELS = ((1, 1), (1, 1), (3, 3), (3, 3), (1, 4), (4, 1), (2, 3), (10, 4), (5, 5))
DEPTHWISE_KERNELS = ((3, 3), (3, 3), (1, 1), (2, 4), (4, 2), (4, 4), (1, 3), (5, 5), (5, 2), (3, 9), (10, 8))
# With -128 and a ReLU the kernels have a shorter way.
ZERO_POINTS = (-128, -128, 127, 0, 5, -77)


def random_window_op(rng: Generator, *, depthwise: bool) -> bytes:
    """CONV_2D or DEPTHWISE_CONV_2D."""
    kernel = _pick(rng, DEPTHWISE_KERNELS if depthwise else KERNELS)
    stride = (int(rng.integers(1, 4)), int(rng.integers(1, 4))) if rng.integers(2) else (1, 1)
    dilation = (1, 1) if rng.integers(4) else (int(rng.integers(1, 3)), int(rng.integers(1, 3)))
    same = bool(rng.integers(2))
    image = tuple(
        int(rng.integers(1, 14)) + (0 if same else (size - 1) * step)
        for size, step in zip(kernel, dilation, strict=True)
    )
    batches, channels = int(rng.choice([1, 1, 2])), int(rng.choice(CHANNELS))
    copies = int(rng.choice(CHANNELS)) if channels == 1 else 1
    filters = channels * copies if depthwise else int(rng.choice(CHANNELS))
    axes = zip(image, kernel, stride, dilation, strict=True)
    sizes = tuple(output_size(size, window, step, spread, same=same) for size, window, step, spread in axes)
    shape = (1, *kernel, filters) if depthwise else (filters, *kernel, channels)
    taps = kernel[0] * kernel[1] * (1 if depthwise else channels)
    options = conv_options(
        stride, dilation, _pick(rng, ACTIVATIONS), same=same, depth_multiplier=copies if depthwise else None
    )
    source = _activation(rng, (batches, *image, channels))
    weights = _weights(rng, shape, 3 if depthwise else 0, filters)
    output = _output(rng, (batches, *sizes, filters), source, weights, taps)
    code = "DEPTHWISE_CONV_2D" if depthwise else "CONV_2D"
    return single_op(code, options, [source, weights, _bias(rng, source, weights, filters)], output)


def random_dense_op(rng: Generator) -> bytes:
    """FULLY_CONNECTED."""
    batches, inputs, outputs = (
        int(rng.integers(1, 4)),
        int(rng.choice((*CHANNELS, 130, 640))),
        int(rng.choice(CHANNELS)),
    )
    source = _activation(rng, (batches, inputs))
    weights = _weights(rng, (outputs, inputs), 0, outputs)
    output = _output(rng, (batches, outputs), source, weights, inputs)
    operands = [source, weights, _bias(rng, source, weights, outputs)]
    return single_op("FULLY_CONNECTED", fully_connected_options(_pick(rng, ACTIVATIONS)), operands, output)


def random_sum(rng: Generator) -> bytes:
    """ADD."""
    shape = (1, int(rng.integers(1, 70)))
    first, second = _activation(rng, shape), _activation(rng, shape)
    scale = max(first.scales[0], second.scales[0]) * float(rng.choice([0.1, 1.0, 2.0, 30.0]))
    output = TinyTensor(shape, INT8, (float(np.float32(scale)),), (int(rng.choice(ZERO_POINTS)),))
    return single_op("ADD", add_options(_pick(rng, ("NONE", "RELU", "RELU6"))), [first, second], output)


def random_mean(rng: Generator) -> bytes:
    """AVERAGE_POOL_2D."""
    height, width, channels = int(rng.integers(1, 20)), int(rng.integers(1, 20)), int(rng.choice(CHANNELS))
    window = (int(rng.integers(1, height + 1)), int(rng.integers(1, width + 1)))
    stride = (int(rng.integers(1, 3)), int(rng.integers(1, 3)))
    source = _activation(rng, (1, height, width, channels))
    axes = zip((height, width), window, stride, strict=True)
    sizes = tuple(output_size(size, extent, step, 1, same=True) for size, extent, step in axes)
    output = TinyTensor((1, *sizes, channels), INT8, source.scales, source.zero_points)
    return single_op("AVERAGE_POOL_2D", pool_options(window, stride), [source], output)


MVE_OPS: dict[str, Callable[[Generator], bytes]] = {
    "CONV_2D": lambda rng: random_window_op(rng, depthwise=False),
    "DEPTHWISE_CONV_2D": lambda rng: random_window_op(rng, depthwise=True),
    "FULLY_CONNECTED": random_dense_op,
    "ADD": random_sum,
    "AVERAGE_POOL_2D": random_mean,
}


def _pick(rng: Generator, choices: Sequence[_Choice]) -> _Choice:
    return choices[int(rng.integers(len(choices)))]


def _activation(rng: Generator, shape: tuple[int, ...]) -> TinyTensor:
    scale = float(np.float32(np.exp(rng.uniform(-6, 0))))
    return TinyTensor(shape, INT8, (scale,), (int(rng.choice(ZERO_POINTS)),))


def _weights(rng: Generator, shape: tuple[int, ...], dimension: int, channels: int) -> TinyTensor:
    count = channels if rng.integers(2) else 1
    scales = tuple(float(np.float32(np.exp(rng.uniform(-7, -2)))) for _ in range(count))
    return TinyTensor(shape, INT8, scales, (0,) * count, dimension, rng.integers(-128, 128, shape, np.int8))


def _bias(rng: Generator, source: TinyTensor, weights: TinyTensor, channels: int) -> TinyTensor:
    scales = tuple(source.scales[0] * scale for scale in weights.scales)
    values = rng.integers(-20000, 20000, channels, np.int32)
    return TinyTensor((channels,), INT32, scales, (0,) * len(scales), values=values)


def _output(rng: Generator, shape: tuple[int, ...], source: TinyTensor, weights: TinyTensor, taps: int) -> TinyTensor:
    """Scales with which outputs saturate, spread over the range or hardly move."""
    reach = source.scales[0] * float(np.median(weights.scales)) * 8000 * taps**0.5
    scale = float(np.float32(reach / float(rng.choice([3.0, 60.0, 255.0, 2000.0]))))
    return TinyTensor(shape, INT8, (scale,), (int(rng.choice(ZERO_POINTS)),))
