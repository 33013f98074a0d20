"""Kernels against TensorFlow Lite Micro's interpreter and against numpy, packs against the engine's checks."""

import math
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
import reference_ops as reference
import tflm_oracle as tflm
from host_engine import HostEngine, build_library
from numpy.random import Generator
from numpy.typing import NDArray
from pack_builder import (
    AVERAGE_POOL_2D,
    MAX_POOL_2D,
    AddScaling,
    add_pack,
    conv_add_pack,
    conv_pack,
    copy_pack,
    fully_connected_pack,
    pool_pack,
    softmax_pack,
)
from reference_ops import Scaling, Window, quantise_multiplier
from tflm_oracle import Activation, Operand, constant

FLOAT = np.dtype(np.float32)
INT8 = np.dtype(np.int8)
FLOAT_RANGES = {
    Activation.NONE: (-math.inf, math.inf),
    Activation.RELU: (0.0, math.inf),
    Activation.RELU6: (0.0, 6.0),
}


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_library(tmp_path_factory.mktemp("engine"))


@pytest.fixture(scope="session")
def engine(library: Path) -> HostEngine:
    return HostEngine(library)


def int8s(rng: Generator, *shape: int) -> NDArray[np.int8]:
    return rng.integers(-128, 128, shape, np.int8)


def zero_point_of(rng: Generator) -> int:
    return int(rng.choice([-128, 127, 0, rng.integers(-128, 128)]))


def float32_scale(rng: Generator, low: float, high: float) -> float:
    """Log-uniform, and exact in float32 as scales in a .tflite are."""
    return float(np.float32(math.exp(rng.uniform(math.log(low), math.log(high)))))


def activation_of(rng: Generator) -> Activation:
    return list(Activation)[rng.integers(3)]


def int8_range(activation: Activation, scale: float, zero_point: int) -> tuple[int, int]:
    low, high = FLOAT_RANGES[activation]
    least = -128 if low == -math.inf else max(-128, zero_point)
    most = 127 if high == math.inf else min(127, zero_point + math.floor(float(np.float32(high / scale)) + 0.5))
    return least, most


def window_of(rng: Generator, image: tuple[int, int], *, dilated: bool = True) -> tuple[Window, bool]:
    """A window that fits the image, and whether its padding is SAME."""
    same = bool(rng.integers(2))
    kernel, stride, dilation = [], [], []
    for size in image:
        kernel.append(int(rng.integers(1, min(5, size) + 1)))
        stride.append(int(rng.integers(1, 4)))
        room = 3 if same or kernel[-1] == 1 else (size - 1) // (kernel[-1] - 1)
        dilation.append(int(rng.integers(1, min(3, room) + 1)) if dilated else 1)
    pairs = [(int(a), int(b)) for a, b in (kernel, stride, dilation)]
    return Window.padded(image, *pairs, same=same), same


def channel_scaling(factors: list[float], zero_point: int, activation: tuple[int, int]) -> Scaling:
    pairs = np.array([quantise_multiplier(factor) for factor in factors], np.int32)
    return Scaling(pairs[:, 0].copy(), pairs[:, 1].copy(), zero_point, activation)


def output_scale_for(sums: NDArray[np.int64], factor: float, rng: Generator) -> float:
    """A scale that fills the int8 range with `sums` * `factor`, sometimes saturating, sometimes far too wide."""
    spread = float(np.abs(sums).max()) * factor + 1e-6
    return float(np.float32(spread / rng.choice([40.0, 127.0, 1000.0, 3.0])))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("depthwise", [False, True], ids=["conv", "depthwise"])
def test_int8_convolution_equals_tflm(engine: HostEngine, depthwise: bool, seed: int) -> None:
    rng = np.random.default_rng(seed)
    image = int8s(rng, int(rng.integers(1, 3)), *map(int, rng.integers(1, 10, 2)), int(rng.integers(1, 20)))
    window, same = window_of(rng, image.shape[1:3])
    copies = int(rng.integers(1, 4))
    output_c = image.shape[3] * copies if depthwise else int(rng.integers(1, 20))
    shape = (1, *window.kernel, output_c) if depthwise else (output_c, *window.kernel, image.shape[3])
    weights = rng.integers(-127, 128, shape, np.int8)
    bias = rng.integers(-20000, 20000, output_c, np.int32)
    input_scale = float32_scale(rng, 1e-3, 1.0)
    scales = [float32_scale(rng, 1e-4, 1e-1) for _ in range(output_c)]
    input_zero_point, output_zero_point = zero_point_of(rng), zero_point_of(rng)
    sums = np.array([np.prod(shape) // output_c * 2000])
    output_scale = output_scale_for(sums, input_scale * float(np.median(scales)), rng)
    activation = activation_of(rng)
    factors = [input_scale * scale / output_scale for scale in scales]
    scaling = channel_scaling(factors, output_zero_point, int8_range(activation, output_scale, output_zero_point))
    options = (
        tflm.depthwise_options(window.stride, window.dilation, copies, activation, same=same)
        if depthwise
        else tflm.conv_options(window.stride, window.dilation, activation, same=same)
    )
    op = conv_pack(
        image, weights, bias, window, depthwise=depthwise, input_zero_point=input_zero_point, scaling=scaling
    )

    expected = tflm.run(
        "DEPTHWISE_CONV_2D" if depthwise else "CONV_2D",
        options,
        [
            Operand(image.shape, INT8, (input_scale,), input_zero_point),
            constant(weights, tuple(scales), channel_axis=3 if depthwise else 0),
            constant(bias, tuple(input_scale * scale for scale in scales)),
        ],
        Operand(op.output.shape, INT8, (output_scale,), output_zero_point),
        image,
    )

    np.testing.assert_array_equal(engine.run(op, image), expected)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("depthwise", [False, True], ids=["conv", "depthwise"])
def test_int8_convolution_equals_numpy_at_extreme_parameters(engine: HostEngine, depthwise: bool, seed: int) -> None:
    rng = np.random.default_rng(1000 + seed)
    image = int8s(rng, 1, *map(int, rng.integers(1, 8, 2)), int(rng.integers(1, 36)))
    window = window_with_any_padding(rng, image.shape[1:3])
    output_c = image.shape[3] * int(rng.integers(1, 4)) if depthwise else int(rng.integers(1, 9))
    weights = int8s(rng, *((1, *window.kernel, output_c) if depthwise else (output_c, *window.kernel, image.shape[3])))
    bias = rng.integers(-(2**31), 2**31, output_c, np.int32) if seed % 2 else None
    multiplier = rng.choice([0, 1, 2**30, 2**31 - 1, int(rng.integers(2**30, 2**31))], output_c).astype(np.int32)
    shift = rng.choice([-31, -24, -16, -8, -1, 0, 1], output_c).astype(np.int32)
    activation = tuple(sorted(map(int, rng.integers(-128, 128, 2)))) if seed % 3 else (-128, 127)
    scaling = Scaling(multiplier, shift, zero_point_of(rng), activation)
    input_zero_point = zero_point_of(rng)
    op = conv_pack(
        image, weights, bias, window, depthwise=depthwise, input_zero_point=input_zero_point, scaling=scaling
    )

    compute = reference.depthwise_conv if depthwise else reference.conv
    expected = compute(image, weights, bias, window, input_zero_point, scaling)

    np.testing.assert_array_equal(engine.run(op, image), expected)


def window_with_any_padding(rng: Generator, image: tuple[int, int]) -> Window:
    """Any padding less than the window and any output size whose windows start on the image."""
    kernel, stride, dilation, pad, output = ([int(n) for n in rng.integers(1, 5, 2)] for _ in range(5))
    for axis, size in enumerate(image):
        pad[axis] = int(rng.integers(0, (kernel[axis] - 1) * dilation[axis] + 1))
        output[axis] = int(rng.integers(0, (size - 1 + pad[axis]) // stride[axis] + 1)) + 1
    return Window(*((a, b) for a, b in (kernel, stride, dilation, pad, output)))


@pytest.mark.parametrize("exponent", range(-31, 31))
def test_requantisation_equals_numpy_for_every_shift(engine: HostEngine, exponent: int) -> None:
    # Weights of zero leave the bias as the sum, so that any int32 reaches the requantisation.
    rng = np.random.default_rng(exponent + 31)
    edges = [0, 1, -1, 2, -2, 3, -3, 2**31 - 1, -(2**31), 2**30, -(2**30)]
    near = [sign * (1 << -exponent) // 2 + step for sign in (1, -1) for step in (-1, 0, 1)] if exponent < 0 else []
    bias = np.array([*edges, *near, *rng.integers(-(2**31), 2**31, 64)], np.int64).clip(-(2**31), 2**31 - 1)
    bias = bias.astype(np.int32)
    multiplier = rng.choice([1, 2**30, 2**30 + 1, 2**31 - 1, 1518500250], bias.size).astype(np.int32)
    scaling = Scaling(multiplier, np.full(bias.size, exponent, np.int32), 3)
    rows = np.zeros((1, 1), np.int8)
    weights = np.zeros((bias.size, 1), np.int8)

    actual = engine.run(fully_connected_pack(rows, weights, bias, scaling=scaling), rows)

    np.testing.assert_array_equal(actual, reference.fully_connected(rows, weights, bias, (0, 0), scaling))


@pytest.mark.parametrize("seed", range(40))
def test_int8_fully_connected_equals_tflm(engine: HostEngine, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = int8s(rng, int(rng.integers(1, 4)), int(rng.integers(1, 130)))
    weights = rng.integers(-127, 128, (int(rng.integers(1, 40)), rows.shape[1]), np.int8)
    bias = rng.integers(-20000, 20000, weights.shape[0], np.int32)
    scale, weights_scale = float32_scale(rng, 1e-3, 1.0), float32_scale(rng, 1e-4, 1e-1)
    zero_point, output_zero_point = zero_point_of(rng), zero_point_of(rng)
    product = float(np.float32(scale) * np.float32(weights_scale))
    sums = (rows.astype(np.int64) - zero_point) @ weights.astype(np.int64).T
    output_scale = output_scale_for(sums, product, rng)
    activation = activation_of(rng)
    scaling = channel_scaling(
        [product / output_scale], output_zero_point, int8_range(activation, output_scale, output_zero_point)
    )
    op = fully_connected_pack(rows, weights, bias, zero_points=(zero_point, 0), scaling=scaling)

    expected = tflm.run(
        "FULLY_CONNECTED",
        tflm.fully_connected_options(activation),
        [
            Operand(rows.shape, INT8, (scale,), zero_point),
            constant(weights, (weights_scale,)),
            constant(bias, (product,)),
        ],
        Operand(op.output.shape, INT8, (output_scale,), output_zero_point),
        rows,
    )

    np.testing.assert_array_equal(engine.run(op, rows), expected)


@pytest.mark.parametrize("seed", range(20))
def test_int8_fully_connected_equals_numpy_with_channel_scales_and_weight_zero_point(
    engine: HostEngine, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    rows = int8s(rng, 2, int(rng.integers(1, 60)))
    weights = int8s(rng, int(rng.integers(2, 20)), rows.shape[1])
    multiplier = rng.integers(2**30, 2**31, weights.shape[0]).astype(np.int32)
    scaling = Scaling(multiplier, rng.integers(-14, -4, weights.shape[0]).astype(np.int32), zero_point_of(rng))
    zero_points = (zero_point_of(rng), zero_point_of(rng))

    actual = engine.run(fully_connected_pack(rows, weights, None, zero_points=zero_points, scaling=scaling), rows)

    np.testing.assert_array_equal(actual, reference.fully_connected(rows, weights, None, zero_points, scaling))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("code", [AVERAGE_POOL_2D, MAX_POOL_2D], ids=["average", "max"])
def test_int8_pool_equals_tflm_and_numpy(engine: HostEngine, code: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    image = int8s(rng, int(rng.integers(1, 3)), *map(int, rng.integers(1, 10, 2)), int(rng.integers(1, 40)))
    window, same = window_of(rng, image.shape[1:3], dilated=False)
    scale, zero_point, activation = float32_scale(rng, 1e-3, 1.0), zero_point_of(rng), activation_of(rng)
    limits = int8_range(activation, scale, zero_point)
    op = pool_pack(code, image, window, limits)

    actual = engine.run(op, image)
    expected = tflm.run(
        "AVERAGE_POOL_2D" if code == AVERAGE_POOL_2D else "MAX_POOL_2D",
        tflm.pool_options(window.kernel, window.stride, activation, same=same),
        [Operand(image.shape, INT8, (scale,), zero_point)],
        Operand(op.output.shape, INT8, (scale,), zero_point),
        image,
    )

    np.testing.assert_array_equal(actual, expected)
    compute = reference.average_pool if code == AVERAGE_POOL_2D else reference.max_pool
    np.testing.assert_array_equal(actual, compute(image, window, limits))


@pytest.mark.parametrize("in_place", [False, True], ids=["apart", "in place"])
@pytest.mark.parametrize("seed", range(20))
def test_int8_add_equals_tflm(engine: HostEngine, seed: int, in_place: bool) -> None:
    rng = np.random.default_rng(seed)
    # Every pair of int8 values.
    first = np.repeat(np.arange(-128, 128, dtype=np.int8), 256).reshape(1, 256, 256)
    second = np.tile(np.arange(-128, 128, dtype=np.int8), 256).reshape(1, 256, 256)
    scales = [float32_scale(rng, 1e-2, 1.0) for _ in range(3)]
    zero_points = (zero_point_of(rng), zero_point_of(rng), zero_point_of(rng))
    activation = activation_of(rng)
    twice_largest = 2.0 * max(scales[:2])
    factors = [scales[0] / twice_largest, scales[1] / twice_largest, twice_largest / (2**20 * scales[2])]
    pairs = [quantise_multiplier(factor) for factor in factors]
    scaling = AddScaling(
        zero_points,
        (pairs[0][0], pairs[1][0], pairs[2][0]),
        (pairs[0][1], pairs[1][1], pairs[2][1]),
        int8_range(activation, scales[2], zero_points[2]),
    )

    expected = tflm.run(
        "ADD",
        tflm.add_options(activation),
        [Operand(first.shape, INT8, (scales[index],), zero_points[index]) for index in range(2)],
        Operand(first.shape, INT8, (scales[2],), zero_points[2]),
        first,
        second,
    )

    np.testing.assert_array_equal(engine.run(add_pack(first, scaling, in_place=in_place), first, second), expected)


@pytest.mark.parametrize("seed", range(40))
def test_int8_softmax_equals_tflm(engine: HostEngine, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scale, beta = float32_scale(rng, 1e-3, 1.0), float(rng.choice([1.0, 0.5, 2.0]))
    spread = int(rng.choice([2, 30, 128]))
    rows = rng.integers(-spread, spread, (int(rng.integers(1, 30)), int(rng.integers(1, 200)))).astype(np.int8)
    rows[0] = np.linspace(-128, 127, rows.shape[1]).astype(np.int8)
    multiplier, left_shift = quantise_multiplier(min(beta * scale * 2**26, 2**31 - 1.0))
    diff_min = -math.floor(31 * 2.0**26 / 2**left_shift)

    expected = tflm.run(
        "SOFTMAX",
        tflm.softmax_options(beta),
        [Operand(rows.shape, INT8, (scale,), 5)],
        Operand(rows.shape, INT8, (1 / 256,), -128),
        rows,
    )

    np.testing.assert_array_equal(engine.run(softmax_pack(rows, multiplier, left_shift, diff_min), rows), expected)


def test_int8_softmax_of_many_equal_columns_is_zero(engine: HostEngine) -> None:
    rows = np.zeros((1, 4095), np.int8)  # TFLM aborts above 512 equal columns
    multiplier, left_shift = quantise_multiplier(0.1 * 2**26)

    assert np.all(engine.run(softmax_pack(rows, multiplier, left_shift, -(2**20)), rows) == -128)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("depthwise", [False, True], ids=["conv", "depthwise"])
def test_float_convolution_equals_tflm_within_1e_5(engine: HostEngine, depthwise: bool, seed: int) -> None:
    rng = np.random.default_rng(seed)
    image = rng.normal(size=(1, *rng.integers(1, 10, 2), int(rng.integers(1, 20)))).astype(np.float32)
    window, same = window_of(rng, image.shape[1:3])
    copies = int(rng.integers(1, 4))
    output_c = image.shape[3] * copies if depthwise else int(rng.integers(1, 20))
    shape = (1, *window.kernel, output_c) if depthwise else (output_c, *window.kernel, image.shape[3])
    weights = rng.normal(size=shape).astype(np.float32)
    bias = rng.normal(size=output_c).astype(np.float32)
    activation = activation_of(rng)
    options = (
        tflm.depthwise_options(window.stride, window.dilation, copies, activation, same=same)
        if depthwise
        else tflm.conv_options(window.stride, window.dilation, activation, same=same)
    )
    op = conv_pack(image, weights, bias, window, depthwise=depthwise, float_activation=FLOAT_RANGES[activation])

    expected = tflm.run(
        "DEPTHWISE_CONV_2D" if depthwise else "CONV_2D",
        options,
        [Operand(image.shape, FLOAT), constant(weights), constant(bias)],
        Operand(op.output.shape, FLOAT),
        image,
    )

    np.testing.assert_allclose(engine.run(op, image), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("seed", range(10))
def test_float_fully_connected_equals_tflm_within_1e_5(engine: HostEngine, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = rng.normal(size=(2, int(rng.integers(1, 130)))).astype(np.float32)
    weights = rng.normal(size=(int(rng.integers(1, 40)), rows.shape[1])).astype(np.float32)
    bias = rng.normal(size=weights.shape[0]).astype(np.float32)
    activation = activation_of(rng)
    op = fully_connected_pack(rows, weights, bias, float_activation=FLOAT_RANGES[activation])

    expected = tflm.run(
        "FULLY_CONNECTED",
        tflm.fully_connected_options(activation),
        [Operand(rows.shape, FLOAT), constant(weights), constant(bias)],
        Operand(op.output.shape, FLOAT),
        rows,
    )

    np.testing.assert_allclose(engine.run(op, rows), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("code", [AVERAGE_POOL_2D, MAX_POOL_2D], ids=["average", "max"])
def test_float_pool_equals_tflm_within_1e_5(engine: HostEngine, code: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    image = rng.normal(size=(1, *rng.integers(1, 10, 2), int(rng.integers(1, 40)))).astype(np.float32)
    window, same = window_of(rng, image.shape[1:3], dilated=False)
    activation = activation_of(rng)
    op = pool_pack(code, image, window, float_activation=FLOAT_RANGES[activation])

    expected = tflm.run(
        "AVERAGE_POOL_2D" if code == AVERAGE_POOL_2D else "MAX_POOL_2D",
        tflm.pool_options(window.kernel, window.stride, activation, same=same),
        [Operand(image.shape, FLOAT)],
        Operand(op.output.shape, FLOAT),
        image,
    )

    np.testing.assert_allclose(engine.run(op, image), expected, rtol=1e-5, atol=1e-6)


def test_float_add_equals_tflm(engine: HostEngine) -> None:
    rng = np.random.default_rng(0)
    first, second = (rng.normal(size=(1, 7, 9)).astype(np.float32) * 5 for _ in range(2))
    operand = Operand(first.shape, FLOAT)

    expected = tflm.run("ADD", tflm.add_options(Activation.RELU6), [operand, operand], operand, first, second)

    actual = engine.run(add_pack(first, AddScaling(), FLOAT_RANGES[Activation.RELU6]), first, second)
    np.testing.assert_array_equal(actual, expected)


@pytest.mark.parametrize("spread", [1e-3, 1.0, 10.0, 60.0])
@pytest.mark.parametrize("beta", [1.0, 0.3])
def test_float_softmax_equals_tflm_within_1e_5(engine: HostEngine, spread: float, beta: float) -> None:
    rows = (np.random.default_rng(0).normal(size=(5, 300)) * spread).astype(np.float32)
    operand = Operand(rows.shape, FLOAT)

    expected = tflm.run("SOFTMAX", tflm.softmax_options(beta), [operand], operand, rows)

    # Below 1e-37 TFLM returns subnormal numbers, we return 0.
    np.testing.assert_allclose(engine.run(softmax_pack(rows, beta=beta), rows), expected, rtol=1e-5, atol=1e-37)


def test_copy_copies(engine: HostEngine) -> None:
    values = int8s(np.random.default_rng(0), 1, 37)

    np.testing.assert_array_equal(engine.run(copy_pack(values), values), values)


@pytest.mark.parametrize("distance", [-36, -5, -1, 0, 1, 4, 36])
def test_copy_copies_over_its_own_input(engine: HostEngine, distance: int) -> None:
    values = int8s(np.random.default_rng(0), 1, 37)

    np.testing.assert_array_equal(engine.run(copy_pack(values, distance), values), values)


@pytest.mark.parametrize("seed", range(20))
def test_a_convolution_with_an_addition_equals_one_after_the_other(engine: HostEngine, seed: int) -> None:
    rng = np.random.default_rng(seed)
    channels = int(rng.integers(1, 10))
    window = Window.padded((7, 6), (3, 2), (1, 2), (2, 1), same=bool(seed % 2))
    image, weights = int8s(rng, 2, 7, 6, 3), int8s(rng, channels, 3, 2, 3)
    bias = rng.integers(-3000, 3000, channels, np.int32)
    scaling = Scaling(
        rng.integers(2**30, 2**31, channels, np.int32), rng.integers(-9, -5, channels, np.int32), -7, (-100, 90)
    )
    other = int8s(rng, 2, *window.output, channels)
    addition = AddScaling((-7, 20, 3), (2**30, 1_900_000_000, 2**30), (-1, 0, -19), (-120, 127))

    made = engine.run(conv_pack(image, weights, bias, window, scaling=scaling), image)
    expected = engine.run(add_pack(made, addition), made, other)
    op = conv_add_pack(image, weights, bias, window, scaling=scaling, addition=addition)

    np.testing.assert_array_equal(engine.run(op, image, other), expected)


def test_observer_sees_the_output_of_an_op(engine: HostEngine) -> None:
    values = int8s(np.random.default_rng(0), 1, 37)

    crc32s = engine.layer_crc32s(copy_pack(values), values.tobytes(), capacity=2)

    assert crc32s == [zlib.crc32(values.tobytes()), 0]


def test_open_refuses_softmax_with_more_columns_than_the_sum_holds(engine: HostEngine) -> None:
    op = softmax_pack(np.zeros((1, 4096), np.int8), 2**30, 20, -100)

    assert engine.status(op.pack, op.arena_bytes, bytes(4096), np.zeros(4096, np.int8)) == -7


def test_open_refuses_an_arena_one_byte_too_small(engine: HostEngine) -> None:
    op = copy_pack(np.zeros((1, 16), np.int8))

    assert engine.status(op.pack, op.arena_bytes - 1, bytes(16), np.zeros(16, np.int8)) == -5


@pytest.mark.parametrize("script", ["hostile_packs.py", "hostile_plans.py"])
def test_hostile_packs_never_touch_memory_outside_pack_and_arena(library: Path, script: str) -> None:
    # In a process of its own: a stray access ends it.
    path = Path(__file__).with_name(script)
    finished = subprocess.run(
        [sys.executable, str(path), str(library)], capture_output=True, text=True, timeout=120, check=False
    )

    assert finished.returncode == 0, finished.stdout + finished.stderr
