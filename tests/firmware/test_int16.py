"""int16 activations through planner and engine: the bytes that TensorFlow Lite Micro makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.planner.plan import TflitePlanner
from tests.conftest import ROOT
from tests.firmware.host_engine import build_library
from tests.firmware.int16_models import INT16_LAYER_MAKERS, INT16_MAKERS, curve_of, spread
from tests.firmware.int16_network import whole_model
from tests.firmware.layer_models import LAYER_MAKERS
from tests.firmware.op_models import INT16
from tests.firmware.planned import PlannedEngine, run_tflm
from tests.firmware.shape_models import SHAPE_MAKERS
from tests.firmware.tiny_models import TinyTensor

LAYERS = [(name, dtype.name) for name, (_, dtypes) in INT16_LAYER_MAKERS.items() for dtype in dtypes]
MOVING = (
    *("PAD", "PADV2", "CONCATENATION", "PACK", "UNPACK", "SPLIT", "SPLIT_V", "TRANSPOSE", "RESHAPE", "SLICE"),
    *("STRIDED_SLICE", "SELECT_V2", "BROADCAST_TO", "REVERSE_V2", "RESIZE_NEAREST_NEIGHBOR"),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> PlannedEngine:
    return PlannedEngine(build_library(tmp_path_factory.mktemp("engine")))


@pytest.mark.parametrize(("name", "bias"), LAYERS)
def test_a_layer_of_int16_equals_tflm(engine: PlannedEngine, name: str, bias: str) -> None:
    for seed in range(40):
        case = INT16_LAYER_MAKERS[name][0](np.random.default_rng(seed), np.dtype(bias))

        (expected,) = run_tflm(case.model, 1, *case.inputs)
        (actual,) = engine.run(case.model, *case.inputs)

        np.testing.assert_array_equal(actual, expected, err_msg=f"seed {seed}")


@pytest.mark.parametrize("name", INT16_MAKERS)
def test_an_operator_of_int16_equals_tflm(engine: PlannedEngine, name: str) -> None:
    for seed in range(40):
        case = INT16_MAKERS[name][0](np.random.default_rng(seed), INT16)

        (expected,) = run_tflm(case.model, 1, *case.inputs)
        (actual,) = engine.run(case.model, *case.inputs)

        np.testing.assert_array_equal(actual, expected, err_msg=f"seed {seed}")


@pytest.mark.parametrize("scale", [2.0**-12, 2.0**-11, 3.1e-4, 1e-5])
@pytest.mark.parametrize("code", ["LOGISTIC", "TANH"])
def test_a_curve_equals_tflm_on_every_value(engine: PlannedEngine, code: str, scale: float) -> None:
    for values in np.arange(-32768, 32768).astype(np.int16).reshape(8, 32, 256):
        case = curve_of(code, scale, values)

        (expected,) = run_tflm(case.model, 1, *case.inputs)
        (actual,) = engine.run(case.model, *case.inputs)

        np.testing.assert_array_equal(actual, expected)


@pytest.mark.parametrize("outputs", [(16,), (3, 6, 9, 10, 11, 12, 15, 16)], ids=["output", "every layer"])
def test_a_whole_model_equals_tflm(engine: PlannedEngine, outputs: tuple[int, ...]) -> None:
    model = whole_model(outputs)
    for seed in range(10):
        values = spread(np.random.default_rng(seed), TinyTensor((1, 12, 12, 3), INT16))

        expected = run_tflm(model, len(outputs), values)
        actual = engine.run(model, values)

        for ours, theirs in zip(actual, expected, strict=True):
            np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("code", MOVING)
def test_an_operator_that_moves_int16_equals_tflm(engine: PlannedEngine, code: str) -> None:
    for seed in range(8):
        case = {**SHAPE_MAKERS, **LAYER_MAKERS}[code][0](np.random.default_rng(seed), INT16)

        expected = run_tflm(case.model, len(case.outputs), *case.inputs)
        actual = engine.run(case.model, *case.inputs)

        for ours, theirs in zip(actual, expected, strict=True):
            np.testing.assert_array_equal(ours.ravel(), theirs.ravel(), err_msg=f"seed {seed}")


def test_a_soft_max_that_overwrites_its_input_touches_no_undefined_shift(engine: PlannedEngine) -> None:
    script = Path(__file__).with_name("overlapping_softmax.py")
    command = [sys.executable, str(script), str(engine.file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "0 0\n"), done.stderr


@pytest.mark.parametrize(("name", "is_measured"), [("ADD", True), ("SUB", False), ("MUL", False), ("TANH", True)])
def test_arithmetic_that_nobody_measured_is_not_predicted(name: str, is_measured: bool) -> None:
    maker, kinds = INT16_MAKERS[name]
    model = maker(np.random.default_rng(1), kinds[0]).model
    board = BoardCatalog([ROOT / "boards"]).board("b-l475e-iot01a")
    pack = TflitePlanner().plan(model, board, name="model.tflite")
    assert (pack.instructions is not None) == is_measured
