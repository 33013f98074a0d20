"""Every operator through planner and engine against TensorFlow Lite Micro, over random shapes, scales and values."""

from __future__ import annotations

import struct
from dataclasses import replace

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

from benchwright.model.errors import ModelFileInvalid, ModelUnsupported
from benchwright.model.pack import Pack
from benchwright.planner.pack_format import OpRecord, PackHeader
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.host_engine import build_library
from tests.firmware.layer_models import LAYER_MAKERS
from tests.firmware.op_models import BINARY_MAKERS, UNARY_MAKERS
from tests.firmware.planned import PlannedEngine, run_tflm
from tests.firmware.shape_models import SHAPE_MAKERS
from tests.firmware.tiny_models import INT32, TinyTensor, single_op

MAKERS = {**UNARY_MAKERS, **BINARY_MAKERS, **SHAPE_MAKERS, **LAYER_MAKERS}
CASES = [(code, dtype.name) for code, (_, dtypes) in MAKERS.items() for dtype in dtypes]
SEEDS = range(8)
IN_PLACE = [("RELU", "int8"), ("TANH", "float32"), ("LOGISTIC", "int8"), ("NEG", "float32")]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> PlannedEngine:
    return PlannedEngine(build_library(tmp_path_factory.mktemp("engine")))


@pytest.mark.parametrize(("code", "kind"), CASES)
def test_an_operator_equals_tflm(engine: PlannedEngine, code: str, kind: str) -> None:
    for seed in SEEDS:
        case = MAKERS[code][0](np.random.default_rng(seed), np.dtype(kind))

        expected = run_tflm(case.model, len(case.outputs), *case.inputs)
        actual = engine.run(case.model, *case.inputs)

        for ours, theirs in zip(actual, expected, strict=True):
            same = theirs.view(np.uint8) if theirs.dtype == np.bool_ else theirs
            if same.dtype == np.float32:
                np.testing.assert_allclose(ours.ravel(), same.ravel(), rtol=1e-5, atol=1e-6, err_msg=f"seed {seed}")
            else:
                np.testing.assert_array_equal(ours.ravel(), same.ravel(), err_msg=f"seed {seed}")


def test_whole_numbers_by_0_make_0_and_the_least_by_minus_1_itself(engine: PlannedEngine) -> None:
    row = TinyTensor((1, 3), INT32)
    values = np.array([[5, -(1 << 31), 0]], np.int32), np.array([[0, -1, 0]], np.int32)

    (quotients,) = engine.run(single_op("DIV", schema.DivOptionsT(), [row, row], row), *values)

    assert quotients.tolist() == [[0, -(1 << 31), 0]]


def in_place(pack: Pack) -> Pack:
    """The pack with its first input where its output is."""
    data = bytearray(pack.data)
    inputs_offset = struct.unpack_from("<I", data, dict(PackHeader.field_offsets())["inputs_offset"])[0]
    ops_offset = struct.unpack_from("<I", data, dict(PackHeader.field_offsets())["ops_offset"])[0]
    place = struct.pack("<I", pack.outputs[0].arena_offset)
    for offset in (inputs_offset, ops_offset + OpRecord.size_bytes()):
        data[offset : offset + 4] = place
    return replace(pack, data=bytes(data))


@pytest.mark.parametrize(("code", "kind"), [*IN_PLACE, ("SUB", "int8"), ("MUL", "float32"), ("MAXIMUM", "int32")])
def test_an_output_may_lie_on_its_input(engine: PlannedEngine, code: str, kind: str) -> None:
    for seed in SEEDS:
        case = MAKERS[code][0](np.random.default_rng(seed), np.dtype(kind))
        pack = TflitePlanner().plan(case.model, a_board(), name="model.tflite")
        (apart,) = engine.run_pack(pack, *case.inputs)
        both_in_ram = len(case.inputs) == (2 if code in BINARY_MAKERS else 1)
        if not both_in_ram or case.inputs[0].shape != case.outputs[0].shape:
            continue

        (laid_over,) = engine.run_pack(in_place(pack), *case.inputs)

        np.testing.assert_array_equal(laid_over, apart)


@pytest.mark.parametrize("code", MAKERS)
def test_a_damaged_model_is_refused_in_words_or_runs(engine: PlannedEngine, code: str) -> None:
    rng = np.random.default_rng(3)
    maker, kinds = MAKERS[code]
    for seed in range(4):
        model = maker(np.random.default_rng(seed), kinds[seed % len(kinds)]).model
        for _ in range(10):
            damaged = bytearray(model)
            for place in rng.integers(0, len(model), 2):
                damaged[place] = int(rng.choice([0, 1, 2, 4, 127, 128, 255]))
            try:
                pack = TflitePlanner().plan(bytes(damaged), a_board(), name="model.tflite")
            except (ModelFileInvalid, ModelUnsupported):
                continue
            if pack.arena_bytes < 1 << 24:
                assert engine.status(pack) == 0
