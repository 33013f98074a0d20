"""What the planner refuses, and that the words name op, tensor and board."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

from benchwright.model.errors import ModelFileInvalid, ModelUnsupported
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
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
    unpack_options,
)

IMAGE = TinyTensor((1, 4, 4, 2), INT8, (0.5,), (0,), name="image")
KERNEL = TinyTensor((2, 1, 1, 2), INT8, (0.5,), (0,), values=np.ones((2, 1, 1, 2), np.int8), name="kernel")
RESULT = TinyTensor((1, 4, 4, 2), INT8, (0.5,), (0,), name="result")
SIXTEEN = replace(IMAGE, dtype=np.dtype(np.int16))
ROW = TinyTensor((1, 8), INT8, (0.5,), (0,), name="row")


def refusal(model: bytes) -> ModelUnsupported:
    with pytest.raises(ModelUnsupported) as caught:
        TflitePlanner().plan(model, a_board(), name="model.tflite")
    return caught.value


def contradiction(model: bytes) -> str:
    with pytest.raises(ModelFileInvalid) as caught:
        TflitePlanner().plan(model, a_board(), name="model.tflite")
    return str(caught.value)


def conv(
    source: TinyTensor = IMAGE, weights: TinyTensor = KERNEL, output: TinyTensor = RESULT, **options: object
) -> bytes:
    return single_op("CONV_2D", conv_options(**options), [source, weights], output)


def test_an_op_the_engine_lacks_is_named_with_tensor_and_board() -> None:
    error = refusal(single_op("HASHTABLE_LOOKUP", None, [IMAGE], RESULT))
    assert error.op == "HASHTABLE_LOOKUP (operator 0)"
    assert error.tensor == "tensor 'result'"
    assert error.board == "b-l475e-iot01a"
    assert "plan --ops" in error.why


@pytest.mark.parametrize(
    ("model", "why"),
    [
        (conv(SIXTEEN, output=replace(SIXTEEN, zero_points=(3,))), "zero point 3"),
        (
            conv(SIXTEEN, replace(KERNEL, dtype=np.dtype(np.int16), values=np.ones((2, 1, 1, 2), np.int16)), SIXTEEN),
            "weights are int16 and its input is int16",
        ),
        (conv(SIXTEEN), "mixes int16 and int8"),
        (conv(replace(IMAGE, type_name="UINT8"), output=replace(RESULT, type_name="UINT8")), "uint8"),
        (conv(replace(IMAGE, dtype=FLOAT32), output=replace(RESULT, dtype=FLOAT32)), "hybrid"),
        (conv(output=replace(RESULT, dtype=FLOAT32)), "mixes int8 and float32"),
        (conv(weights=replace(KERNEL, values=None)), "must be constants"),
        (conv(weights=replace(KERNEL, zero_points=(3,))), "zero point other than 0"),
        (conv(replace(IMAGE, scales=(), zero_points=())), "without a scale"),
        (conv(activation="TANH"), "TANH"),
        (conv(replace(IMAGE, shape=(4, 4, 2))), "3 dimensions"),
        (conv(replace(IMAGE, shape=(1, 4, 4, 4)), output=replace(RESULT, shape=(4, 4, 2))), "3 dimensions"),
        (conv(replace(IMAGE, shape=(0, 4, 4, 2))), "not fixed"),
        (conv(replace(IMAGE, shape=(1, 4000, 40000, 2))), "beyond any microcontroller"),
        (conv(replace(IMAGE, scales=(1e20,)), replace(KERNEL, scales=(1e20,))), "more than 2^30"),
    ],
)
def test_a_convolution_is_refused_in_words(model: bytes, why: str) -> None:
    assert why in refusal(model).why


def test_a_transposition_into_another_type_is_refused() -> None:
    order = TinyTensor((2,), INT32, values=np.array([1, 0], np.int32))
    turned = TinyTensor((8, 1), INT32, name="turned")
    error = refusal(single_op("TRANSPOSE", None, [ROW, order], turned))
    assert "type int8 is not supported; it may be int32" in error.why


def test_parts_of_another_type_than_the_whole_are_refused() -> None:
    whole = TinyTensor((2, 8), INT8, (0.5,), (0,))
    parts = [replace(whole, shape=(8,)), TinyTensor((8,), INT32, name="part")]
    op = TinyOp("UNPACK", (0,), (1, 2), schema.UnpackOptionsT(num=2, axis=0))
    assert "type int8 is not supported; it may be int32" in refusal(build([whole, *parts], [op], [0], [1, 2])).why


def test_an_addition_of_shapes_that_cannot_be_broadcast_is_refused() -> None:
    row = replace(IMAGE, shape=(1, 1, 1, 3), name="row")
    error = refusal(single_op("ADD", add_options(), [IMAGE, row], RESULT))
    assert "cannot be broadcast" in error.why


def test_an_addition_that_is_broadcast_with_a_function_that_cannot_be_fused_is_refused() -> None:
    row = replace(IMAGE, shape=(1, 1, 1, 2), name="row")
    assert "TANH" in refusal(single_op("ADD", add_options("TANH"), [IMAGE, row], RESULT)).why


@pytest.mark.parametrize("tensor", [IMAGE, SIXTEEN])
def test_arithmetic_with_a_fused_activation_that_no_kernel_has_is_refused(tensor: TinyTensor) -> None:
    assert "TANH" in refusal(single_op("SUB", sub_options("TANH"), [tensor, tensor], tensor)).why


def test_pieces_of_another_type_than_the_whole_are_refused() -> None:
    pieces = [replace(ROW, shape=(4,)), replace(ROW, shape=(4,), dtype=FLOAT32)]
    op = TinyOp("UNPACK", (0,), (1, 2), unpack_options(2, axis=0))
    assert "int8" in refusal(build([replace(ROW, shape=(2, 4)), *pieces], [op], [0], [1, 2])).why


def test_an_addition_whose_output_is_far_finer_than_its_inputs_is_refused() -> None:
    fine = replace(RESULT, scales=(1e-8,))
    assert "below 1" in refusal(single_op("ADD", add_options(), [IMAGE, IMAGE], fine)).why


def test_pooling_that_changes_the_scale_is_refused() -> None:
    other = replace(RESULT, scales=(0.25,))
    assert "different scales" in refusal(single_op("MAX_POOL_2D", pool_options((1, 1)), [IMAGE], other)).why


def test_a_softmax_of_too_many_classes_is_refused() -> None:
    many = TinyTensor((1, 5000), INT8, (0.5,), (0,))
    output = TinyTensor((1, 5000), INT8, (1 / 256,), (-128,))
    assert "4,095" in refusal(single_op("SOFTMAX", softmax_options(), [many], output)).why


def test_a_softmax_output_in_other_steps_is_refused() -> None:
    assert "1/256" in refusal(single_op("SOFTMAX", softmax_options(), [ROW], ROW)).why


def test_an_output_of_a_type_no_device_can_send_is_refused() -> None:
    output = TinyTensor((1, 8), INT8, type_name="INT64", name="flag")
    error = refusal(single_op("RESHAPE", None, [ROW], output))
    assert (error.tensor, "int64" in error.why) == ("tensor 'flag'", True)


@pytest.mark.parametrize(
    ("model", "why"),
    [
        (conv(output=replace(RESULT, shape=(1, 2, 2, 2))), "[1, 2, 2, 2], its input and window make [1, 4, 4, 2]"),
        (conv(weights=replace(KERNEL, scales=(0.1, 0.2), zero_points=(0, 0), dimension=3)), "along dimension 3"),
        (conv(replace(IMAGE, zero_points=(300,))), "zero point 300"),
        (conv(replace(IMAGE, scales=(float("nan"),))), "scale nan"),
        (conv(replace(IMAGE, scales=(-1.0,))), "scale -1.0"),
        (conv(stride=(0, 1)), "stride of 0"),
        (single_op("CONV_2D", None, [IMAGE, KERNEL], RESULT), "options"),
        (single_op("MAX_POOL_2D", pool_options((9, 9), same=False), [IMAGE], RESULT), "larger than the input"),
        (single_op("RESHAPE", None, [IMAGE], ROW), "it reshapes [1, 4, 4, 2] to [1, 8]"),
        (
            single_op("DEPTHWISE_CONV_2D", conv_options(depth_multiplier=2), [IMAGE, KERNEL], RESULT),
            "do not go together",
        ),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_as_such(model: bytes, why: str) -> None:
    text = contradiction(model)
    assert why in text
    assert "model.tflite" in text


def test_a_bias_of_another_scale_is_a_contradiction() -> None:
    weights = TinyTensor((8, 8), INT8, (0.5,), (0,), values=np.ones((8, 8), np.int8))
    bias = TinyTensor((8,), INT32, (7.0,), (0,), values=np.ones(8, np.int32))
    model = single_op("FULLY_CONNECTED", fully_connected_options(), [ROW, weights, bias], ROW)
    assert "its bias has scale 7" in contradiction(model)


def test_a_batch_that_is_open_in_the_file_is_taken_as_its_shape_says() -> None:
    model = conv(replace(IMAGE, signature=(-1, 4, 4, 2)))
    assert TflitePlanner().plan(model, a_board(), name="model.tflite").inputs[0].shape == (1, 4, 4, 2)


def test_a_graph_whose_only_op_moves_nothing_is_refused() -> None:
    tensors = [ROW, replace(ROW, shape=(8,))]
    assert "outputs are its inputs" in refusal(build(tensors, [TinyOp("RESHAPE", (0,), (1,))], [0], [0])).why


def test_a_hard_swish_with_too_fine_an_output_is_refused_by_its_scales() -> None:
    source = TinyTensor((1, 8), INT8, (1.0,), (0,), name="row")
    assert TflitePlanner().plan(hard_swish(source, 1 / 127), a_board(), name="model.tflite").data
    error = refusal(hard_swish(source, 1 / 128))
    assert error.tensor == "tensor 'result'"
    assert "below 1/128 of its input's" in error.why


def hard_swish(source: TinyTensor, output_scale: float) -> bytes:
    return single_op("HARD_SWISH", None, [source], replace(source, scales=(output_scale,), name="result"))


def test_elu_between_scales_that_float32_does_not_hold_is_refused() -> None:
    assert "more than float32 holds" in refusal(single_op("ELU", None, [replace(ROW, scales=(3e38,))], ROW)).why
