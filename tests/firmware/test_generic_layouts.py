"""Layouts of the generic kernel set: what the host recomputes and what an RV32IMC core executes, both against
TensorFlow Lite Micro."""

from __future__ import annotations

import numpy as np
import pytest

from tests.firmware.emulated_rv32 import RV32IMC
from tests.firmware.layout_bench import OP_CODES, LayoutBench, layout_bench, layouts
from tests.firmware.small_int8_ops import OpShape, random_shape, small_model
from tests.firmware.tiny_models import INT8, INT32, RANDOM_OPS, TinyTensor, conv_options, single_op

# The goals for RV32IMC; TensorFlow Lite Micro's reference kernels take 45.6, 114, 127 and 2.5 million.
MOST_INSTRUCTIONS = {"kws": 10_000_000, "vww": 26_000_000, "ic": 36_000_000, "ad": 1_100_000}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> LayoutBench:
    return layout_bench(tmp_path_factory.mktemp("rv32"), RV32IMC, "generic")


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("code", OP_CODES)
def test_an_op_with_trained_scales_equals_tflm(bench: LayoutBench, code: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    bench.assert_equals_tflm(small_model(random_shape(code, rng), rng), rng)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("code", OP_CODES)
def test_an_op_with_any_scales_equals_tflm(bench: LayoutBench, code: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    bench.assert_equals_tflm(RANDOM_OPS[code](rng, INT8), rng)


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("stride", [(1, 1), (2, 1), (1, 2), (2, 2)])
@pytest.mark.parametrize("size", range(1, 8))
def test_depthwise_rows_of_every_width_equal_tflm(
    bench: LayoutBench, size: int, stride: tuple[int, int], same: bool
) -> None:
    if not same and size < 3:
        pytest.skip("a window of 3 does not fit")
    rng = np.random.default_rng(size)
    taken = []
    for image in ((1, size, 4, 2), (1, 4, size, 2), (2, size, size, 3)):
        shape = OpShape("DEPTHWISE_CONV_2D", image, image[3], (3, 3), stride, same=same)
        pack = bench.assert_equals_tflm(small_model(shape, rng), rng)
        taken.append(layouts(pack) == [2])
    assert sum(taken) >= 2


@pytest.mark.parametrize(("code", "least"), [("CONV_2D", 45), ("FULLY_CONNECTED", 30)])
def test_most_ops_with_trained_scales_have_a_layout(bench: LayoutBench, code: str, least: int) -> None:
    assert bench.count_laid_out(code, range(60)) >= least


def sparse_model(rng: np.random.Generator) -> bytes:
    """A 1x1 convolution with weights for 6 of its 32 inputs, in 5 of its 16 outputs."""
    weights = np.zeros((16, 1, 1, 32), np.int8)
    weights[2:7, :, :, 20:26] = rng.integers(-127, 128, (5, 1, 1, 6), np.int8)
    scales = (0.01,) * 16
    operands = [
        TinyTensor((1, 3, 3, 32), INT8, (0.05,), (-128,)),
        TinyTensor(weights.shape, INT8, scales, (0,) * 16, 0, weights),
        TinyTensor((16,), INT32, (0.0005,) * 16, (0,) * 16, values=rng.integers(-9000, 9000, 16, np.int32)),
    ]
    return single_op("CONV_2D", conv_options(), operands, TinyTensor((1, 3, 3, 16), INT8, (0.1,), (3,)))


def test_outputs_that_never_change_and_inputs_without_weights_cost_little(bench: LayoutBench) -> None:
    rng = np.random.default_rng(8)
    pack = bench.assert_equals_tflm(sparse_model(rng), rng)
    dense_macs = 9 * 16 * 32
    assert sum(bench.execute(pack, bytes(9 * 32)).instructions) < 1.2 * dense_macs


@pytest.mark.parametrize("name", MOST_INSTRUCTIONS)
def test_every_layer_of_a_model_equals_the_golden_file(bench: LayoutBench, name: str) -> None:
    bench.assert_equals_golden(name, MOST_INSTRUCTIONS[name])


def test_hostile_layouts_never_touch_memory_outside_pack_and_arena(bench: LayoutBench) -> None:
    bench.assert_survives_hostile_packs()
