"""Which layout of a kernel set an op gets."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from benchwright.planner.draft import OpDraft
from benchwright.planner.layouts.choosing import lay_out
from benchwright.planner.model_file import read_model
from benchwright.planner.plan import TflitePlanner
from benchwright.planner.schedule import schedule
from tests.builders import a_board
from tests.firmware.layer_models import LAYER_MAKERS
from tests.firmware.small_int8_ops import OpShape, small_model
from tests.firmware.tiny_models import FLOAT32, INT8, random_convolution

DEPTHWISE = OpShape("DEPTHWISE_CONV_2D", (1, 6, 5, 8), 8, (3, 3))
CONV = OpShape("CONV_2D", (1, 6, 5, 8), 6, (3, 3))


def only_op(model: bytes) -> OpDraft:
    graph = read_model(model, "tiny.tflite")
    (op,) = schedule(graph, "board").ops
    return op


def small_op(shape: OpShape) -> OpDraft:
    return only_op(small_model(shape, np.random.default_rng(0)))


@pytest.mark.parametrize(
    ("shape", "layout", "scratch_bytes", "unit_pixels"),
    [
        (CONV, 16, 9 * 8 * 4, 2),
        (dataclasses.replace(CONV, image=(1, 6, 5, 3)), 16, 28 * 5, 2),
        (DEPTHWISE, 18, 7 * 32, 2 * 5),
        (dataclasses.replace(DEPTHWISE, stride=(2, 2)), 18, 7 * 32, 3),
        (dataclasses.replace(DEPTHWISE, kernel=(5, 5)), 19, 0, 1),
        (OpShape("FULLY_CONNECTED", (1, 8), 3), 17, 0, 1),
        (OpShape("FULLY_CONNECTED", (1, 6), 3), 17, 8, 1),
    ],
)
def test_an_op_for_a_cortex_m4_says_what_it_works_in(
    shape: OpShape, layout: int, scratch_bytes: int, unit_pixels: int
) -> None:
    op = lay_out(small_op(shape), "dsp")
    assert (op.layout, op.scratch_bytes, op.unit_pixels) == (layout, scratch_bytes, unit_pixels)


def test_without_scratch_a_depthwise_convolution_goes_tap_by_tap() -> None:
    assert lay_out(small_op(DEPTHWISE), "dsp", with_scratch=False).layout == 19


def test_without_scratch_a_convolution_stays_plain() -> None:
    op = small_op(CONV)
    assert lay_out(op, "dsp", with_scratch=False) is op


def test_without_scratch_a_convolution_of_single_pixels_goes_pixel_by_pixel() -> None:
    op = lay_out(small_op(dataclasses.replace(CONV, kernel=(1, 1))), "dsp", with_scratch=False)
    assert (op.layout, op.scratch_bytes, op.unit_pixels) == (17, 0, 1)


def test_float_ops_stay_plain() -> None:
    op = only_op(random_convolution(np.random.default_rng(0), FLOAT32, depthwise=False))
    assert lay_out(op, "dsp") is op


def test_kernels_without_layouts_keep_the_plain_one() -> None:
    op = small_op(CONV)
    assert lay_out(op, "plain") is op


@pytest.mark.parametrize("kernel_set", ["generic", "dsp", "mve"])
def test_a_transposed_convolution_keeps_the_plain_layout(kernel_set: str) -> None:
    make, _ = LAYER_MAKERS["TRANSPOSE_CONV"]
    for seed in range(20):
        model = make(np.random.default_rng(seed), INT8).model
        pack = TflitePlanner().plan(model, a_board(kernel_set=kernel_set), name="tiny.tflite")
        assert [op.layout for op in pack.ops] == [0]
