"""Single int8 ops whose scales are as training leaves them, so that layouts of kernel sets suit them."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from tests.firmware.tiny_models import (
    INT8,
    INT32,
    TinyTensor,
    add_options,
    conv_options,
    fully_connected_options,
    output_size,
    single_op,
)


@dataclass(frozen=True, slots=True)
class OpShape:
    """What one op looks like; `image` is batches, height, width, channels, and batches, inputs of FULLY_CONNECTED."""

    code: str
    image: tuple[int, ...]
    outputs: int = 0
    kernel: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)
    same: bool = True
    activation: str = "NONE"


SHAPES = (
    OpShape("CONV_2D", (1, 3, 3, 8), 6),
    OpShape("CONV_2D", (1, 4, 5, 3), 5, (3, 3), (2, 2)),
    OpShape("CONV_2D", (2, 3, 4, 4), 3, (3, 2), (1, 1), (1, 2), activation="RELU6"),
    OpShape("DEPTHWISE_CONV_2D", (1, 5, 4, 4), 4, (3, 3)),
    OpShape("DEPTHWISE_CONV_2D", (1, 5, 4, 8), 8, (3, 3), (2, 2), same=False),
    OpShape("DEPTHWISE_CONV_2D", (1, 4, 4, 4), 4, (4, 2), (1, 2), (1, 2)),
    OpShape("DEPTHWISE_CONV_2D", (1, 4, 3, 1), 3, (3, 2)),
    OpShape("FULLY_CONNECTED", (2, 12), 6),
    OpShape("FULLY_CONNECTED", (2, 7), 3),
)


def random_shape(code: str, rng: Generator) -> OpShape:
    """Any size, stride, padding, dilation and activation."""
    activation = ("NONE", "RELU", "RELU6")[int(rng.integers(3))]
    if code == "FULLY_CONNECTED":
        inputs = int(rng.integers(1, 40)) * int(rng.choice([1, 4]))
        return OpShape(code, (int(rng.integers(1, 4)), inputs), int(rng.integers(1, 20)), activation=activation)
    height, width = (int(size) for size in rng.integers(1, 12, 2))
    channels = int(rng.integers(1, 6)) * int(rng.choice([1, 4]))
    same = bool(rng.integers(2))
    most = (min(4, height), min(4, width)) if not same else (4, 4)
    return OpShape(
        code,
        (int(rng.integers(1, 3)), height, width, channels),
        channels * int(rng.integers(1, 4) if channels == 1 else 1)
        if code == "DEPTHWISE_CONV_2D"
        else int(rng.integers(1, 20)),
        (int(rng.integers(1, most[0] + 1)), int(rng.integers(1, most[1] + 1))),
        tuple(int(step) for step in rng.integers(1, 4, 2)),  # type: ignore[arg-type]
        (1, 1) if not same or rng.integers(3) else tuple(int(step) for step in rng.integers(1, 3, 2)),  # type: ignore[arg-type]
        same,
        activation,
    )


def small_model(shape: OpShape, rng: Generator) -> bytes:
    """A .tflite of the op with random weights and biases; now and then a channel weighs nothing or is a lone giant."""
    if shape.code == "ADD":
        return _add_model(shape, rng)
    source = _activation(shape.image, 0.05, rng)
    taps = int(np.prod(shape.kernel)) * (1 if shape.code == "DEPTHWISE_CONV_2D" else shape.image[-1])
    scales = tuple(float(np.float32(scale)) for scale in np.exp(rng.uniform(-7, -4, shape.outputs)))
    values = rng.integers(-127, 128, (shape.outputs, taps), np.int8)
    values[rng.random(shape.outputs) < 0.1] = 0
    bias = rng.integers(-20000, 20000, shape.outputs, np.int32)
    bias[rng.random(shape.outputs) < 0.1] = rng.choice([-(2**30), 2**30])
    reach = 0.05 * float(np.median(scales)) * 8000 * taps**0.5
    output_scale = reach / float(rng.choice([60.0, 255.0, 1000.0]))
    bias_scales = tuple(source.scales[0] * scale for scale in scales)
    biases = TinyTensor((shape.outputs,), INT32, bias_scales, (0,) * shape.outputs, values=bias)
    if shape.code == "FULLY_CONNECTED":
        weights = TinyTensor(values.shape, INT8, scales, (0,) * shape.outputs, 0, values)
        output = _activation((shape.image[0], shape.outputs), output_scale, rng)
        return single_op(shape.code, fully_connected_options(shape.activation), [source, weights, biases], output)
    sizes = tuple(
        output_size(*axis, same=shape.same)
        for axis in zip(shape.image[1:3], shape.kernel, shape.stride, shape.dilation, strict=True)
    )
    output = _activation((shape.image[0], *sizes, shape.outputs), output_scale, rng)
    if shape.code == "DEPTHWISE_CONV_2D":
        kernel = np.ascontiguousarray(values.T).reshape(1, *shape.kernel, shape.outputs)
        weights = TinyTensor(kernel.shape, INT8, scales, (0,) * shape.outputs, 3, kernel)
        options = conv_options(
            shape.stride,
            shape.dilation,
            shape.activation,
            same=shape.same,
            depth_multiplier=shape.outputs // shape.image[-1],
        )
    else:
        kernel = values.reshape(shape.outputs, *shape.kernel, shape.image[-1])
        weights = TinyTensor(kernel.shape, INT8, scales, (0,) * shape.outputs, 0, kernel)
        options = conv_options(shape.stride, shape.dilation, shape.activation, same=shape.same)
    return single_op(shape.code, options, [source, weights, biases], output)


def _add_model(shape: OpShape, rng: Generator) -> bytes:
    first, second = (_activation(shape.image, float(rng.choice([0.02, 0.05, 0.3])), rng) for _ in range(2))
    output = _activation(shape.image, float(rng.choice([0.02, 0.1, 0.6])), rng)
    return single_op("ADD", add_options(shape.activation), [first, second], output)


def _activation(shape: tuple[int, ...], scale: float, rng: Generator) -> TinyTensor:
    zero_point = int(rng.choice([-128, 127, 0, int(rng.integers(-128, 128))]))
    return TinyTensor(shape, INT8, (float(np.float32(scale)),), (zero_point,))
