"""Planner and engine together against TensorFlow Lite Micro: the MLPerf Tiny models and random single ops."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tflite_micro import runtime

from benchwright.drivers.host_engine import HostEngine
from benchwright.model.pack import ElementType, Pack
from benchwright.model.plan_wish import BALANCED, Optimise, PlanWish
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.tiny_models import (
    FLOAT32,
    INT8,
    RANDOM_OPS,
    TinyOp,
    TinyTensor,
    add_options,
    build,
    conv_options,
    fully_connected_options,
    pool_options,
    softmax_options,
)
from tests.firmware.whole_layers import whole_layers

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
MODELS = Path(os.environ.get("BENCHWRIGHT_MODELS") or SHARED / "models")
GOLDEN = SHARED / "reference" / "tflm-golden.json"
NAMES = ("kws", "vww", "ic", "ad")
WISHES = [*(PlanWish(optimise) for optimise in Optimise), PlanWish(arena_limit_bytes=38_400)]


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> HostEngine:
    folder = tmp_path_factory.mktemp("host")
    command = [sys.executable, str(ROOT / "boards" / "build.py"), "--host-library", "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (library,) = (folder / "host").glob("libbw_engine.*")
    return HostEngine(library)


def plan(model: bytes, name: str = "tiny.tflite", wish: PlanWish = BALANCED) -> Pack:
    return TflitePlanner().plan(model, a_board(), name=name, wish=wish)


def model_file(name: str) -> bytes:
    path = MODELS / f"{name}.tflite"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path.read_bytes()


def golden(name: str) -> dict[str, list]:
    if not GOLDEN.exists():
        pytest.skip(f"{GOLDEN} is not there")
    return json.loads(GOLDEN.read_text())[name]


def noise(seed: int, count: int) -> bytes:
    """The generator of the golden file: x = x * 1664525 + 1013904223, a byte is x >> 24 after the step."""
    state = seed
    data = bytearray()
    for _ in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        data.append(state >> 24)
    return bytes(data)


class Oracle:
    """TensorFlow Lite Micro's interpreter, fed and read like the engine."""

    def __init__(self, model: bytes, pack: Pack) -> None:
        self._interpreter = runtime.Interpreter.from_bytes(model, arena_size=1 << 20)
        self._pack = pack

    def run(self, inputs: bytes) -> bytes:
        position = 0
        for index, spec in enumerate(self._pack.inputs):
            data = inputs[position : position + spec.size_bytes]
            position += spec.size_bytes
            self._interpreter.set_input(np.frombuffer(data, spec.element_type.word).reshape(spec.shape), index)
        self._interpreter.invoke()
        count = len(self._pack.outputs)
        return b"".join(np.asarray(self._interpreter.get_output(index)).tobytes() for index in range(count))


def random_inputs(pack: Pack, rng: np.random.Generator, count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"".join(
            rng.integers(0, 256, spec.size_bytes, np.uint8).tobytes()
            if spec.element_type is ElementType.INT8
            else rng.normal(size=spec.shape).astype(np.float32).tobytes()
            for spec in pack.inputs
        )


def assert_close(found: bytes, wanted: bytes) -> None:
    """float32 within 1e-5 relative; values that cancel out, within 1e-5 of what went into them."""
    reference = np.frombuffer(wanted, np.float32)
    np.testing.assert_allclose(
        np.frombuffer(found, np.float32), reference, rtol=1e-5, atol=1e-6 * float(np.abs(reference).max(initial=1e-3))
    )


@pytest.mark.parametrize("name", NAMES)
def test_mlperf_models_equal_tflm_byte_for_byte(engine: HostEngine, name: str) -> None:
    model = model_file(name)
    pack = plan(model, f"{name}.tflite")
    oracle = Oracle(model, pack)
    for inputs in random_inputs(pack, np.random.default_rng(20), 20):
        assert engine.run(pack, inputs) == oracle.run(inputs)


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.words)
@pytest.mark.parametrize("name", NAMES)
def test_outputs_equal_the_golden_file(engine: HostEngine, name: str, wish: PlanWish) -> None:
    known = golden(name)
    pack = plan(model_file(name), f"{name}.tflite", wish)
    outputs = [engine.run(pack, noise(seed, pack.inputs[0].size_bytes)).hex() for seed in known["seeds"]]
    assert outputs == known["outputs_hex"]


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.words)
@pytest.mark.parametrize("name", NAMES)
def test_every_layer_equals_the_golden_file(engine: HostEngine, name: str, wish: PlanWish) -> None:
    known = dict(golden(name)["layers_crc32_seed12345"])
    pack = plan(model_file(name), f"{name}.tflite", wish)
    checksums = engine.layers(pack, noise(12345, pack.inputs[0].size_bytes))
    found = whole_layers(pack, checksums)
    assert found == [(tensor, known[tensor]) for tensor, _ in found]
    assert found[-1][0] == pack.ops[-1].output
    assert wish.optimise is Optimise.RAM or [tensor for tensor, _ in found] == [op.output for op in pack.ops]


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("code", RANDOM_OPS)
def test_int8_op_equals_tflm(engine: HostEngine, code: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    model = RANDOM_OPS[code](rng, INT8)
    pack = plan(model)
    oracle = Oracle(model, pack)
    for inputs in random_inputs(pack, rng, 3):
        assert engine.run(pack, inputs) == oracle.run(inputs)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("code", RANDOM_OPS)
def test_float32_op_is_close_to_tflm(engine: HostEngine, code: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    model = RANDOM_OPS[code](rng, FLOAT32)
    pack = plan(model)
    oracle = Oracle(model, pack)
    for inputs in random_inputs(pack, rng, 3):
        assert_close(engine.run(pack, inputs), oracle.run(inputs))


def residual_model(dtype: np.dtype) -> bytes:
    """Two convolutions whose sum is pooled, reshaped, weighed and turned into probabilities; two outputs."""
    rng = np.random.default_rng(7)

    def values(*shape: int) -> np.ndarray:
        return rng.integers(-127, 128, shape, np.int8) if dtype == INT8 else rng.normal(size=shape).astype(np.float32)

    def tensor(shape: tuple[int, ...], scale: float, zero_point: int = 0, *, constant: bool = False) -> TinyTensor:
        scales, zero_points = ((scale,), (zero_point,)) if dtype == INT8 else ((), ())
        return TinyTensor(shape, dtype, scales, zero_points, values=values(*shape) if constant else None)

    tensors = [
        tensor((1, 8, 8, 3), 0.02, 5),
        tensor((4, 3, 3, 3), 0.01, constant=True),
        tensor((1, 8, 8, 4), 0.03, -20),
        tensor((4, 1, 1, 4), 0.02, constant=True),
        tensor((1, 8, 8, 4), 0.05, 3),
        tensor((1, 8, 8, 4), 0.06, -10),
        tensor((1, 4, 4, 4), 0.06, -10),
        tensor((1, 64), 0.06, -10),
        tensor((5, 64), 0.01, constant=True),
        tensor((1, 5), 0.1, 0),
        tensor((1, 5), 1 / 256, -128),
    ]
    ops = [
        TinyOp("CONV_2D", (0, 1), (2,), conv_options(activation="RELU")),
        TinyOp("CONV_2D", (2, 3), (4,), conv_options()),
        TinyOp("ADD", (2, 4), (5,), add_options("RELU6")),
        TinyOp("MAX_POOL_2D", (5,), (6,), pool_options((2, 2), (2, 2), same=False)),
        TinyOp("RESHAPE", (6,), (7,)),
        TinyOp("FULLY_CONNECTED", (7, 8), (9,), fully_connected_options()),
        TinyOp("SOFTMAX", (9,), (10,), softmax_options()),
    ]
    return build(tensors, ops, [0], [10, 7])


def test_an_int8_graph_with_two_outputs_equals_tflm(engine: HostEngine) -> None:
    model = residual_model(INT8)
    pack = plan(model)
    oracle = Oracle(model, pack)
    for inputs in random_inputs(pack, np.random.default_rng(1), 10):
        assert engine.run(pack, inputs) == oracle.run(inputs)


def test_a_float32_graph_with_two_outputs_is_close_to_tflm(engine: HostEngine) -> None:
    model = residual_model(FLOAT32)
    pack = plan(model)
    oracle = Oracle(model, pack)
    for inputs in random_inputs(pack, np.random.default_rng(1), 10):
        assert_close(engine.run(pack, inputs), oracle.run(inputs))


def test_a_reshape_from_input_to_output_copies(engine: HostEngine) -> None:
    tensors = [TinyTensor((1, 6), INT8, (0.5,), (0,)), TinyTensor((2, 3), INT8, (0.5,), (0,))]
    pack = plan(build(tensors, [TinyOp("RESHAPE", (0,), (1,))], [0], [1]))
    assert [op.code for op in pack.ops] == ["COPY"]
    assert engine.run(pack, b"abcdef") == b"abcdef"
