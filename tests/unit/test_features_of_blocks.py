"""The dsp and mve kernels work in blocks; predictions count those."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.cost_models import cost_models
from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.model.pack import ElementType
from benchwright.planner.draft import Constant, OpDraft
from benchwright.planner.layouts.dsp import PAIRS
from benchwright.planner.layouts.mve import MATRIX
from benchwright.planner.op_features import op_features
from benchwright.planner.pack_format import ConvParams, OpCode
from benchwright.planner.plan import TflitePlanner
from benchwright.planner.prediction import op_key
from tests.conftest import ROOT

RGB = ConvParams(
    batches=1,
    input_h=7,
    input_w=7,
    input_c=3,
    output_h=7,
    output_w=7,
    output_c=8,
    kernel_h=3,
    kernel_w=3,
    stride_h=1,
    stride_w=1,
    dilation_h=1,
    dilation_w=1,
    pad_top=1,
    pad_left=1,
    depth_multiplier=1,
    input_zero_point=0,
    output_zero_point=-128,
    activation_min=-128,
    activation_max=127,
    float_min=0.0,
    float_max=0.0,
)
FOUR_PAIRS = Constant("bias_offset", (4).to_bytes(4, "little"))


def a_convolution(layout: int, params: ConvParams = RGB) -> OpDraft:
    return OpDraft(OpCode.CONV_2D, ElementType.INT8, 0, (), 0, (FOUR_PAIRS,), params, layout=layout)


def test_the_last_of_an_odd_number_of_pixels_fills_both_columns_of_a_pair() -> None:
    features = op_features(a_convolution(PAIRS))
    assert (features["units"], features["odd_pixels"]) == (25, 1)
    assert features["unit_pairs"] == 25 * 4
    assert features["pair_fours"] == 25 * 4 * 7


def test_pixels_of_helium_go_in_pairs_that_begin_behind_the_border() -> None:
    features = op_features(a_convolution(MATRIX))
    assert features["products"] == 25
    assert features["one_groups"] == 2
    assert features["run_short_copies"] + features["fill_short_copies"] == 49


def test_an_activation_narrower_than_its_type_costs_a_clamp() -> None:
    narrow = replace(RGB, output_zero_point=-20, activation_min=-20)
    assert op_features(a_convolution(PAIRS))["clamped"] == 0
    assert op_features(a_convolution(PAIRS, narrow))["clamped"] == 49 * 8
    assert op_features(a_convolution(MATRIX))["two_clamped"] == 0
    assert op_features(a_convolution(MATRIX, narrow))["two_clamped"] == 24 * 2


def test_a_depthwise_convolution_that_is_laid_out_as_a_convolution_costs_as_one() -> None:
    assert op_key("DEPTHWISE_CONV_2D", "int8", MATRIX) == op_key("CONV_2D", "int8", MATRIX)
    assert op_key("DEPTHWISE_CONV_2D", "int8", 0) != op_key("CONV_2D", "int8", 0)


@pytest.mark.parametrize("board_name", ["b-l475e-iot01a", "mps3-an547"])
def test_every_op_of_models_like_those_measured_is_predicted(board_name: str) -> None:
    board = BoardCatalog([ROOT / "boards"]).board(board_name)
    for model in cost_models(4, 8_000, seed=11):
        ops = TflitePlanner().plan(model, board, name="costs").ops
        assert [op.code for op in ops if op.instructions is None] == []
