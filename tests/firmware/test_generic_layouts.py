"""Layouts of the generic kernel set: what the host recomputes and what an RV32IMC core executes, both against
TensorFlow Lite Micro."""

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
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.emulated_rv32 import EmulatedRv32, Inference, build_engine
from tests.firmware.host_engine import build_library
from tests.firmware.small_int8_ops import OpShape, random_shape, small_model
from tests.firmware.test_exactness import GOLDEN, MODELS, Oracle, noise
from tests.firmware.tiny_models import INT8, INT32, RANDOM_OPS, TinyTensor, conv_options, single_op

CODES = ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "ADD")
# The goals for RV32IMC; TensorFlow Lite Micro's reference kernels take 45.6, 114, 127 and 2.5 million.
MOST_INSTRUCTIONS = {"kws": 10_000_000, "vww": 26_000_000, "ic": 36_000_000, "ad": 1_100_000}
MOST_STACK_BYTES = 1024


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> EmulatedRv32:
    return EmulatedRv32(build_engine(tmp_path_factory.mktemp("rv32")))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_library(tmp_path_factory.mktemp("host"), "host")


@pytest.fixture(scope="module")
def host(library: Path) -> HostEngine:
    return HostEngine(library)


def plan(model: bytes, name: str = "tiny.tflite") -> Pack:
    return TflitePlanner().plan(model, dataclasses.replace(a_board(), kernel_set="generic"), name=name)


def layouts(pack: Pack) -> list[int]:
    return [op.layout for op in read_pack(pack.data).ops]


def on_core(core: EmulatedRv32, pack: Pack, inputs: bytes) -> Inference:
    assert core.open(pack.data, pack.arena_bytes) == 0
    places, position = {}, 0
    for spec in pack.inputs:
        places[spec.arena_offset] = inputs[position : position + spec.size_bytes]
        position += spec.size_bytes
    return core.invoke(places)


def assert_equals_tflm(host: HostEngine, core: EmulatedRv32, model: bytes, rng: np.random.Generator) -> Pack:
    pack = plan(model)
    oracle = Oracle(model, pack)
    size = sum(spec.size_bytes for spec in pack.inputs)
    for inputs in (rng.integers(0, 256, size, np.uint8).tobytes(), bytes([0x80]) * size, bytes([0x7F]) * size):
        expected = oracle.run(inputs)
        assert host.run(pack, inputs) == expected
        assert on_core(core, pack, inputs).layers[-1] == expected
    return pack


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("code", CODES)
def test_an_op_with_trained_scales_equals_tflm(host: HostEngine, core: EmulatedRv32, code: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    assert_equals_tflm(host, core, small_model(random_shape(code, rng), rng), rng)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("code", CODES)
def test_an_op_with_any_scales_equals_tflm(host: HostEngine, core: EmulatedRv32, code: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    assert_equals_tflm(host, core, RANDOM_OPS[code](rng, INT8), rng)


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("stride", [(1, 1), (2, 1), (1, 2), (2, 2)])
@pytest.mark.parametrize("size", range(1, 8))
def test_depthwise_rows_of_every_width_equal_tflm(
    host: HostEngine, core: EmulatedRv32, size: int, stride: tuple[int, int], same: bool
) -> None:
    if not same and size < 3:
        pytest.skip("a window of 3 does not fit")
    rng = np.random.default_rng(size)
    taken = []
    for image in ((1, size, 4, 2), (1, 4, size, 2), (2, size, size, 3)):
        shape = OpShape("DEPTHWISE_CONV_2D", image, image[3], (3, 3), stride, same=same)
        pack = assert_equals_tflm(host, core, small_model(shape, rng), rng)
        taken.append(layouts(pack) == [2])
    assert sum(taken) >= 2


@pytest.mark.parametrize(("code", "least"), [("CONV_2D", 45), ("FULLY_CONNECTED", 30)])
def test_most_ops_with_trained_scales_have_a_layout(code: str, least: int) -> None:
    taken = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        taken += layouts(plan(small_model(random_shape(code, rng), rng))) != [0]
    assert taken >= least


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


def test_outputs_that_never_change_and_inputs_without_weights_cost_little(host: HostEngine, core: EmulatedRv32) -> None:
    rng = np.random.default_rng(8)
    pack = assert_equals_tflm(host, core, sparse_model(rng), rng)
    dense_macs = 9 * 16 * 32
    assert sum(on_core(core, pack, bytes(9 * 32)).instructions) < 1.2 * dense_macs


@pytest.mark.parametrize("name", MOST_INSTRUCTIONS)
def test_every_layer_of_a_model_equals_the_golden_file(core: EmulatedRv32, name: str) -> None:
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
        [sys.executable, str(script), str(library), "generic"], capture_output=True, text=True, timeout=240, check=False
    )

    assert finished.returncode == 0, finished.stdout + finished.stderr
