"""The dsp kernel set: what the host recomputes and what a Cortex-M4F executes, both against TensorFlow Lite Micro."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from benchwright.planner.layouts import choosing
from benchwright.planner.layouts.choosing import Layout
from benchwright.planner.layouts.dsp import conv_points
from benchwright.planner.layouts.dsp_depthwise import depthwise_taps
from tests.firmware.emulated_m4 import CORTEX_M4
from tests.firmware.layer_models import LAYER_MAKERS
from tests.firmware.layout_bench import OP_CODES, LayoutBench, layout_bench, layouts
from tests.firmware.small_int8_ops import random_shape, small_model
from tests.firmware.tiny_models import INT8, RANDOM_OPS, TinyTensor, pool_options, single_op

# The goals for a Cortex-M4F; TensorFlow Lite Micro with CMSIS-NN takes 7.7, 24.1, 29.9 and 0.58 million.
MOST_INSTRUCTIONS = {"kws": 4_300_000, "vww": 13_500_000, "ic": 16_500_000, "ad": 360_000}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> LayoutBench:
    return layout_bench(tmp_path_factory.mktemp("m4"), CORTEX_M4, "dsp")


@pytest.mark.parametrize("seed", range(80))
@pytest.mark.parametrize("code", OP_CODES)
def test_an_op_with_trained_scales_equals_tflm(bench: LayoutBench, code: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    bench.assert_equals_tflm(small_model(random_shape(code, rng), rng), rng)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("code", [*OP_CODES, "AVERAGE_POOL_2D"])
def test_an_op_with_any_scales_equals_tflm(bench: LayoutBench, code: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    bench.assert_equals_tflm(RANDOM_OPS[code](rng, INT8), rng)


@pytest.mark.parametrize("seed", range(20))
def test_a_transposed_convolution_equals_tflm(bench: LayoutBench, seed: int) -> None:
    rng = np.random.default_rng(seed)
    bench.assert_equals_tflm(LAYER_MAKERS["TRANSPOSE_CONV"][0](rng, INT8).model, rng)


def test_an_average_of_more_taps_than_a_lane_holds_equals_tflm(bench: LayoutBench) -> None:
    image = TinyTensor((1, 20, 30, 5), INT8, (0.1,), (-3,))
    average = TinyTensor((1, 1, 1, 5), INT8, (0.1,), (-3,))
    options = pool_options((20, 30), (1, 1), same=False)
    model = single_op("AVERAGE_POOL_2D", options, [image], average)
    bench.assert_equals_tflm(model, np.random.default_rng(0))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("layout", [conv_points, depthwise_taps], ids=["points", "taps"])
def test_an_op_without_working_memory_equals_tflm(
    bench: LayoutBench, monkeypatch: pytest.MonkeyPatch, layout: Layout, seed: int
) -> None:
    monkeypatch.setattr(choosing, "LAYOUTS", {"dsp": (layout,)})
    rng = np.random.default_rng(seed)
    shape = random_shape("CONV_2D" if layout is conv_points else "DEPTHWISE_CONV_2D", rng)
    height, width, channels = shape.image[1], shape.image[2], 4 * shape.image[3]
    kernel = (1, 1) if layout is conv_points else shape.kernel
    outputs = shape.outputs if layout is conv_points else channels
    shape = dataclasses.replace(shape, image=(1, height, width, channels), kernel=kernel, outputs=outputs)
    model = small_model(shape, rng)
    if layouts(bench.plan(model)) == [0]:
        pytest.skip("A channel of it is scaled up, which no layout takes.")
    bench.assert_equals_tflm(model, rng)


@pytest.mark.parametrize(("code", "least"), [("CONV_2D", 70), ("DEPTHWISE_CONV_2D", 40), ("FULLY_CONNECTED", 75)])
def test_most_ops_with_trained_scales_have_a_layout(bench: LayoutBench, code: str, least: int) -> None:
    assert bench.count_laid_out(code, range(80)) >= least


@pytest.mark.parametrize("name", MOST_INSTRUCTIONS)
def test_every_layer_of_a_model_equals_the_golden_file(bench: LayoutBench, name: str) -> None:
    bench.assert_equals_golden(name, MOST_INSTRUCTIONS[name])


def test_hostile_layouts_never_touch_memory_outside_pack_and_arena(bench: LayoutBench) -> None:
    bench.assert_survives_hostile_packs()
