"""The dsp kernel set: what the host recomputes and what a Cortex-M4F executes, both against TensorFlow Lite Micro."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest

from benchwright.drivers.host_engine import HostEngine
from benchwright.model.pack import Pack
from benchwright.planner.layouts import choosing
from benchwright.planner.layouts.choosing import Layout
from benchwright.planner.layouts.dsp import conv_points
from benchwright.planner.layouts.dsp_depthwise import depthwise_taps
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.emulated_m4 import EmulatedM4, Inference, build_engine
from tests.firmware.host_engine import build_library
from tests.firmware.small_int8_ops import random_shape, small_model
from tests.firmware.test_exactness import GOLDEN, MODELS, Oracle, noise
from tests.firmware.tiny_models import INT8, RANDOM_OPS, TinyTensor, pool_options, single_op

ROOT = Path(__file__).parents[2]
CODES = ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "ADD")
# The goals for a Cortex-M4F; TensorFlow Lite Micro with CMSIS-NN takes 7.7, 24.1, 29.9 and 0.58 million.
MOST_INSTRUCTIONS = {"kws": 4_300_000, "vww": 13_500_000, "ic": 16_500_000, "ad": 360_000}
MOST_STACK_BYTES = 1024


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> EmulatedM4:
    return EmulatedM4(build_engine(tmp_path_factory.mktemp("m4")))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_library(tmp_path_factory.mktemp("host"), "host")


@pytest.fixture(scope="module")
def host(library: Path) -> HostEngine:
    return HostEngine(library)


def plan(model: bytes, name: str = "tiny.tflite") -> Pack:
    return TflitePlanner().plan(model, dataclasses.replace(a_board(), kernel_set="dsp"), name=name)


def layouts(pack: Pack) -> list[int]:
    return [op.layout for op in read_pack(pack.data).ops]


def on_core(core: EmulatedM4, pack: Pack, inputs: bytes) -> Inference:
    assert core.open(pack.data, pack.arena_bytes) == 0
    places, position = {}, 0
    for spec in pack.inputs:
        places[spec.arena_offset] = inputs[position : position + spec.size_bytes]
        position += spec.size_bytes
    return core.invoke(places)


def assert_equals_tflm(host: HostEngine, core: EmulatedM4, model: bytes, rng: np.random.Generator) -> Pack:
    pack = plan(model)
    oracle = Oracle(model, pack)
    size = sum(spec.size_bytes for spec in pack.inputs)
    for inputs in (rng.integers(0, 256, size, np.uint8).tobytes(), bytes([0x80]) * size, bytes([0x7F]) * size):
        expected = oracle.run(inputs)
        assert host.run(pack, inputs) == expected
        assert on_core(core, pack, inputs).layers[-1] == expected
    return pack


@pytest.mark.parametrize("seed", range(80))
@pytest.mark.parametrize("code", CODES)
def test_an_op_with_trained_scales_equals_tflm(host: HostEngine, core: EmulatedM4, code: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    assert_equals_tflm(host, core, small_model(random_shape(code, rng), rng), rng)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("code", [*CODES, "AVERAGE_POOL_2D"])
def test_an_op_with_any_scales_equals_tflm(host: HostEngine, core: EmulatedM4, code: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    assert_equals_tflm(host, core, RANDOM_OPS[code](rng, INT8), rng)


def test_an_average_of_more_taps_than_a_lane_holds_equals_tflm(host: HostEngine, core: EmulatedM4) -> None:
    image = TinyTensor((1, 20, 30, 5), INT8, (0.1,), (-3,))
    average = TinyTensor((1, 1, 1, 5), INT8, (0.1,), (-3,))
    options = pool_options((20, 30), (1, 1), same=False)
    model = single_op("AVERAGE_POOL_2D", options, [image], average)
    assert_equals_tflm(host, core, model, np.random.default_rng(0))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("layout", [conv_points, depthwise_taps], ids=["points", "taps"])
def test_an_op_without_working_memory_equals_tflm(
    host: HostEngine, core: EmulatedM4, monkeypatch: pytest.MonkeyPatch, layout: Layout, seed: int
) -> None:
    monkeypatch.setattr(choosing, "LAYOUTS", {"dsp": (layout,)})
    rng = np.random.default_rng(seed)
    shape = random_shape("CONV_2D" if layout is conv_points else "DEPTHWISE_CONV_2D", rng)
    height, width, channels = shape.image[1], shape.image[2], 4 * shape.image[3]
    kernel = (1, 1) if layout is conv_points else shape.kernel
    outputs = shape.outputs if layout is conv_points else channels
    shape = dataclasses.replace(shape, image=(1, height, width, channels), kernel=kernel, outputs=outputs)
    model = small_model(shape, rng)
    if layouts(plan(model)) == [0]:
        pytest.skip("A channel of it is scaled up, which no layout takes.")
    assert_equals_tflm(host, core, model, rng)


@pytest.mark.parametrize(("code", "least"), [("CONV_2D", 70), ("DEPTHWISE_CONV_2D", 40), ("FULLY_CONNECTED", 75)])
def test_most_ops_with_trained_scales_have_a_layout(code: str, least: int) -> None:
    taken = 0
    for seed in range(80):
        rng = np.random.default_rng(seed)
        taken += layouts(plan(small_model(random_shape(code, rng), rng))) != [0]
    assert taken >= least


@pytest.mark.parametrize("name", MOST_INSTRUCTIONS)
def test_every_layer_of_a_model_equals_the_golden_file(core: EmulatedM4, name: str) -> None:
    path = MODELS / f"{name}.tflite"
    if not path.exists() or not GOLDEN.exists():
        pytest.skip(f"{path} or {GOLDEN} is not there")
    known = dict(json.loads(GOLDEN.read_text())[name]["layers_crc32_seed12345"])
    pack = plan(path.read_bytes(), path.name)
    inference = on_core(core, pack, noise(12345, pack.inputs[0].size_bytes))

    checksums = {op.output: zlib.crc32(layer) for op, layer in zip(pack.ops, inference.layers, strict=True)}
    assert checksums == {op.output: known[op.output] for op in pack.ops}
    assert sum(inference.instructions) <= MOST_INSTRUCTIONS[name]
    assert inference.stack_bytes <= MOST_STACK_BYTES


def test_hostile_layouts_never_touch_memory_outside_pack_and_arena(library: Path) -> None:
    # In a process of its own: a stray access ends it.
    script = Path(__file__).with_name("hostile_layouts.py")
    finished = subprocess.run(
        [sys.executable, str(script), str(library), "dsp"], capture_output=True, text=True, timeout=240, check=False
    )

    assert finished.returncode == 0, finished.stdout + finished.stderr
