"""Small graphs of many operators: several outputs, branches, shapes computed in the graph."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import Generator

from benchwright.model.errors import ModelUnsupported
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.graph_models import GRAPHS, computed_shape, detector, padded_convolution
from tests.firmware.host_engine import build_library
from tests.firmware.op_models import INT16, Array, whole
from tests.firmware.planned import PlannedEngine, run_tflm
from tests.firmware.tiny_models import (
    FLOAT32,
    INT8,
    INT32,
    TinyOp,
    TinyTensor,
    add_options,
    build,
    conv_options,
    fully_connected_options,
    pool_options,
    single_op,
    softmax_options,
    sub_options,
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> PlannedEngine:
    return PlannedEngine(build_library(tmp_path_factory.mktemp("engine")))


def inputs_of(name: str, rng: Generator) -> tuple[Array, ...]:
    shapes = {"gated cell": [(1, 6), (1, 4)], "computed shape": [(2, 3, 4)]}.get(name)
    if shapes is not None:
        return tuple(rng.normal(size=shape).astype(np.float32) for shape in shapes)
    return (rng.integers(-128, 128, (1, 5, 2, 4) if name == "attention" else (1, 6, 6, 2), np.int8),)


@pytest.mark.parametrize("name", GRAPHS)
def test_a_graph_equals_tflm(engine: PlannedEngine, name: str) -> None:
    for seed in range(5):
        rng = np.random.default_rng(seed)
        model = GRAPHS[name](rng)
        inputs = inputs_of(name, rng)

        actual = engine.run(model, *inputs)

        for ours, theirs in zip(actual, run_tflm(model, len(actual), *inputs), strict=True):
            np.testing.assert_allclose(ours, theirs.astype(ours.dtype), rtol=1e-5 if ours.dtype == FLOAT32 else 0)


def test_shapes_that_the_graph_computes_cost_nothing() -> None:
    pack = TflitePlanner().plan(computed_shape(np.random.default_rng(0)), a_board(), name="model.tflite")
    assert [op.code for op in pack.ops] == ["UNARY"]


def test_constants_are_filled_in_and_shapes_worked_out(engine: PlannedEngine) -> None:
    row, value = TinyTensor((1, 3), FLOAT32), TinyTensor((), FLOAT32, values=np.array(2.5, np.float32))
    wide, shape, rank = TinyTensor((2, 3), FLOAT32), TinyTensor((2,), INT32), TinyTensor((), INT32)
    tensors = [row, whole(2, 3), value, wide, wide, whole(2, 1), whole(3), shape, wide, rank]
    ops = [
        TinyOp("FILL", (1, 2), (3,)),
        TinyOp("ADD", (0, 3), (4,), add_options()),
        TinyOp("BROADCAST_ARGS", (5, 6), (7,)),
        TinyOp("BROADCAST_TO", (0, 7), (8,)),
        TinyOp("RANK", (0,), (9,)),
    ]
    values = np.array([[1, 2, 3]], np.float32)

    total, repeated, dimensions = engine.run(build(tensors, ops, [0], [4, 8, 9]), values)

    np.testing.assert_array_equal(total, np.full((2, 3), 2.5) + values)
    np.testing.assert_array_equal(repeated, np.repeat(values, 2, axis=0))
    assert dimensions == 2


def test_weights_kept_in_float16_are_widened_on_the_host(engine: PlannedEngine) -> None:
    row, result = TinyTensor((1, 4), FLOAT32), TinyTensor((1, 2), FLOAT32)
    narrow = np.array([[0.5, -1, 2, 0.25], [1, 1, -3, 0.125]], np.float16)
    tensors = [row, TinyTensor((2, 4), narrow.dtype, values=narrow), TinyTensor((2, 4), FLOAT32), result]
    ops = [TinyOp("DEQUANTIZE", (1,), (2,)), TinyOp("FULLY_CONNECTED", (0, 2), (3,), fully_connected_options())]
    values = np.array([[1, 2, 3, 4]], np.float32)

    (actual,) = engine.run(build(tensors, ops, [0], [3]), values)

    np.testing.assert_array_equal(actual, values @ narrow.astype(np.float32).T)


def test_tiles_are_laid(engine: PlannedEngine) -> None:
    # No operator of TensorFlow Lite Micro.
    block, result = TinyTensor((2, 1, 3), INT8, (0.5,), (0,)), TinyTensor((4, 3, 6), INT8, (0.5,), (0,))
    model = build([block, whole(2, 3, 2), result], [TinyOp("TILE", (0, 1), (2,))], [0], [2])
    values = np.arange(6, dtype=np.int8).reshape(block.shape)

    (actual,) = engine.run(model, values)

    np.testing.assert_array_equal(actual, np.tile(values, (2, 3, 2)))


def test_int8_blocks_are_padded_with_the_zero_point(engine: PlannedEngine) -> None:
    # TensorFlow Lite Micro pads with what lies in its memory.
    row = TinyTensor((1, 3, 1, 1), INT8, (0.5,), (7,))
    edges = TinyTensor((2, 2), INT32, values=np.array([[1, 0], [0, 0]], np.int32))
    result = TinyTensor((2, 2, 1, 1), INT8, (0.5,), (7,))
    model = build([row, whole(2, 1), edges, result], [TinyOp("SPACE_TO_BATCH_ND", (0, 1, 2), (3,))], [0], [3])

    (actual,) = engine.run(model, np.array([1, 2, 3], np.int8).reshape(row.shape))

    assert actual.ravel().tolist() == [7, 2, 1, 3]


def test_relu_n1_to_1_clamps_int8(engine: PlannedEngine) -> None:
    row = TinyTensor((256,), INT8, (0.02,), (10,))
    model = build([row, row], [TinyOp("RELU_N1_TO_1", (0,), (1,))], [0], [1])
    values = np.arange(-128, 128, dtype=np.int8)

    (actual,) = engine.run(model, values)

    np.testing.assert_array_equal(actual, values.clip(-40, 60))


def test_the_same_arena_holds_the_parts_of_an_operator() -> None:
    pack = TflitePlanner().plan(detector(np.random.default_rng(0)), a_board(), name="model.tflite")
    sources = [op.source_indices for op in pack.ops]
    assert sources.count((0, 1)) == 1
    assert sources.count((5,)) == 2
    assert pack.arena_bytes <= pack.liveness_bytes + 16


@pytest.mark.parametrize("dtype", [INT8, FLOAT32], ids=["int8", "float32"])
@pytest.mark.parametrize("depthwise", [False, True], ids=["conv", "depthwise"])
def test_a_pad_that_becomes_part_of_its_convolution_equals_tflm(
    engine: PlannedEngine, depthwise: bool, dtype: np.dtype
) -> None:
    fused = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        model = padded_convolution(rng, depthwise=depthwise, dtype=dtype)
        pack = TflitePlanner().plan(model, a_board(), name="model.tflite")
        values = rng.integers(-128, 128, pack.inputs[0].shape).astype(dtype)

        (actual,) = engine.run_pack(pack, values)

        (expected,) = run_tflm(model, 1, values)
        np.testing.assert_allclose(actual, expected, rtol=1e-5 if dtype == FLOAT32 else 0, atol=1e-4)
        fused += pack.ops[0].source_indices == (0, 1)
    assert fused > 8


@pytest.mark.parametrize("outputs", [(2,), (1, 2), (2, 1, 2), (0, 2)])
def test_outputs_that_are_constants_equal_tflm(engine: PlannedEngine, outputs: tuple[int, ...]) -> None:
    row = TinyTensor((1, 4), INT8, (0.1,), (0,))
    held = TinyTensor((1, 3), INT8, (0.1,), (0,), values=np.array([[1, -2, 3]], np.int8))
    ops = [TinyOp("RELU", (0,), (1,))] if 1 in outputs else []
    model = build([row, row, held], ops, [0], list(outputs))
    values = np.array([[5, -6, 7, -8]], np.int8)
    for ours, theirs in zip(engine.run(model, values), run_tflm(model, len(outputs), values), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("code", ["FULLY_CONNECTED", "SOFTMAX", "AVERAGE_POOL_2D", "RELU", "CONV_2D"])
def test_an_input_that_is_a_constant_equals_tflm(engine: PlannedEngine, code: str) -> None:
    """As the first state of a recurrent layer that Keras writes out."""
    rng = np.random.default_rng(3)
    shape = (1, 8) if code == "FULLY_CONNECTED" else (1, 4, 4, 2)
    held = TinyTensor(shape, FLOAT32, values=rng.normal(size=shape).astype(np.float32))
    weights = TinyTensor((8, 8), FLOAT32, values=rng.normal(size=(8, 8)).astype(np.float32))
    kernel = TinyTensor((2, 1, 1, 2), FLOAT32, values=rng.normal(size=(2, 1, 1, 2)).astype(np.float32))
    options, others = {
        "FULLY_CONNECTED": (fully_connected_options(), (2,)),
        "SOFTMAX": (softmax_options(), ()),
        "AVERAGE_POOL_2D": (pool_options((2, 2)), ()),
        "RELU": (None, ()),
        "CONV_2D": (conv_options(), (3,)),
    }[code]
    free = replace(held, values=None)
    ops = [TinyOp(code, (1, *others), (4,), options), TinyOp("ADD", (4, 0), (5,), add_options())]
    model = build([free, held, weights, kernel, free, free], ops, [0], [5])
    values = rng.normal(size=shape).astype(np.float32)
    ((ours,), (theirs,)) = engine.run(model, values), run_tflm(model, 1, values)
    np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


def test_a_constant_is_an_output_and_an_operand_at_once(engine: PlannedEngine) -> None:
    row = TinyTensor((1, 3), INT8, (0.1,), (0,))
    model = build(
        [row, replace(row, values=np.array([[1, -2, 3]], np.int8)), row],
        [TinyOp("SUB", (0, 1), (2,), sub_options())], [0], [1, 2],
    )  # fmt: skip
    values = np.array([[5, -6, 7]], np.int8)
    for ours, theirs in zip(engine.run(model, values), run_tflm(model, 2, values), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize(("dtype", "zero_point"), [(INT8, -128), (INT16, 0)], ids=["int8", "int16"])
def test_relu6_to_another_scale_is_refused_because_tflm_only_clamps(dtype: np.dtype, zero_point: int) -> None:
    source, output = TinyTensor((1, 4), dtype, (0.1,), (0,)), TinyTensor((1, 4), dtype, (0.0235,), (zero_point,))
    with pytest.raises(ModelUnsupported) as caught:
        TflitePlanner().plan(single_op("RELU6", None, [source], output), a_board(), name="model.tflite")
    assert "scale 0.1 and zero point 0, its output 0.0235" in caught.value.why
    assert "clamps and does not rescale" in caught.value.why
