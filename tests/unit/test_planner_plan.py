"""Whole plans: the MLPerf Tiny models, what is shared and what fits."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchwright.model.pack import Pack
from benchwright.model.plan_wish import BALANCED, Optimise, PlanWish
from benchwright.planner.arena_map import arena_map
from benchwright.planner.ops_page import supported_ops_page
from benchwright.planner.pack_format import InputEncoding, OutputDecoding
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.plan import TflitePlanner
from benchwright.planner.text import plan_json, plan_text, supported_ops_text
from tests.builders import a_board
from tests.firmware.tiny_models import (
    INT8,
    RANDOM_OPS,
    TinyOp,
    TinyTensor,
    build,
    fully_connected_options,
    pool_options,
)

SHARED = Path(__file__).parents[3] / "shared" / "models"
MODELS = Path(os.environ.get("BENCHWRIGHT_MODELS") or SHARED)


def mlperf(name: str, wish: PlanWish = BALANCED) -> Pack:
    path = MODELS / f"{name}.tflite"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return TflitePlanner().plan(path.read_bytes(), a_board(kernel_set="plain"), name=path.name, wish=wish)


def dense(layers: int) -> bytes:
    """Fully connected layers of 8 with one set of weights between them all."""
    row = TinyTensor((1, 8), INT8, (0.5,), (0,))
    weights = TinyTensor((8, 8), INT8, (0.5,), (0,), values=np.arange(64, dtype=np.int8).reshape(8, 8))
    tensors = [row, *[weights, row] * layers]
    ops = [
        TinyOp("FULLY_CONNECTED", (2 * layer, 2 * layer + 1), (2 * layer + 2,), fully_connected_options())
        for layer in range(layers)
    ]
    return build(tensors, ops, [0], [2 * layers])


def a_plan(model: bytes, name: str = "model.tflite", labels: tuple[str, ...] = ()) -> Pack:
    return TflitePlanner().plan(model, a_board(), name=name, labels=labels)


@pytest.mark.parametrize(
    ("name", "side_by_side", "balanced", "least", "macs", "op_count"),
    [
        ("kws", 16_000, 10_048, 8_608, 2_656_768, 12),
        ("vww", 55_296, 36_896, 28_304, 7_489_664, 30),
        ("ic", 49_152, 33_312, 25_648, 12_501_632, 15),
        ("ad", 768, 768, 768, 264_192, 10),
    ],
)
def test_mlperf_models_take_less_ram_than_their_tensors_side_by_side(
    name: str, side_by_side: int, balanced: int, least: int, macs: int, op_count: int
) -> None:
    pack = mlperf(name)
    assert (pack.liveness_bytes, pack.arena_bytes, pack.macs, len(pack.ops)) == (side_by_side, balanced, macs, op_count)
    assert mlperf(name, PlanWish(Optimise.RAM)).arena_bytes == least
    assert mlperf(name, PlanWish(Optimise.TIME)).arena_bytes == balanced


def test_a_limit_costs_as_few_copies_as_it_needs() -> None:
    limits = (16_000, 10_048, 9_600, 8_704, 8_448)
    packs = [mlperf("kws", PlanWish(arena_limit_bytes=limit)) for limit in limits]
    assert all(pack.arena_bytes <= limit for pack, limit in zip(packs, limits, strict=True))
    assert [sum(op.code == "COPY" for op in pack.ops) for pack in packs] == [0, 0, 1, 3, 8]


def test_a_pack_says_what_was_wished_of_it() -> None:
    wish = PlanWish(Optimise.TIME, 9_000)
    model = dense(2)
    pack = TflitePlanner().plan(model, a_board(), name="model.tflite", wish=wish)
    assert read_pack(pack.data).wish == pack.wish == wish
    assert pack.sha256 != a_plan(model).sha256


def test_what_two_tensors_share_counts_once_and_is_told() -> None:
    image = TinyTensor((1, 8, 8, 2), INT8, (0.5,), (0,))
    ops = [TinyOp("MAX_POOL_2D", (0,), (1,), pool_options((3, 3)))]
    pack = a_plan(build([image, image], ops, [0], [1]))
    source, output = pack.placements
    assert (source.offset - output.offset, pack.arena_bytes, pack.used_bytes(0)) == (32, 160, 160)
    assert (pack.laid_over(output), pack.laid_over(source)) == ((source,), ())
    assert "1 t1                           0   128  0     ·┣┫" in arena_map(pack)


@pytest.mark.parametrize(
    ("name", "encoding", "decoding"),
    [
        ("kws", InputEncoding.RAW, OutputDecoding.DEQUANTISE),
        ("vww", InputEncoding.UINT8_OFFSET, OutputDecoding.DEQUANTISE),
        ("ic", InputEncoding.UINT8_OFFSET, OutputDecoding.DEQUANTISE),
        ("ad", InputEncoding.FLOAT32, OutputDecoding.MSE),
    ],
)
def test_mlperf_models_speak_their_own_encoding(name: str, encoding: InputEncoding, decoding: OutputDecoding) -> None:
    info = read_pack(mlperf(name).data)
    assert (info.model_id, info.input_encoding, info.output_decoding) == (f"{name}01", encoding, decoding)


def test_the_same_bytes_give_the_same_pack() -> None:
    model = RANDOM_OPS["CONV_2D"](np.random.default_rng(5), INT8)
    assert a_plan(model) == a_plan(model)


def test_another_board_gives_another_pack() -> None:
    model = dense(1)
    other = TflitePlanner().plan(model, a_board(name="mps3-an547"), name="model.tflite")
    assert (a_plan(model).sha256 != other.sha256, other.board) == (True, "mps3-an547")


def test_equal_weights_are_stored_once() -> None:
    one, five = a_plan(dense(1)), a_plan(dense(5))
    assert five.weights_bytes == one.weights_bytes
    assert sum(op.parameter_bytes for op in five.ops) == 5 * one.ops[0].parameter_bytes


def test_weights_start_at_multiples_of_16_and_the_pack_is_one() -> None:
    pack = a_plan(dense(2), labels=("a", "bc"))
    assert pack.pack_bytes % 16 == 0
    assert pack.data.index(bytes(range(64))) % 16 == 0


def test_a_reshape_costs_no_op_and_no_memory() -> None:
    image = TinyTensor((1, 2, 2, 2), INT8, (0.5,), (0,))
    tensors = [image, image, replace(image, shape=(1, 8)), replace(image, shape=(2, 4))]
    ops = [TinyOp("MAX_POOL_2D", (0,), (1,), pool_options((1, 1))), TinyOp("RESHAPE", (1,), (2,))]
    ops.append(TinyOp("RESHAPE", (2,), (3,)))
    pack = a_plan(build(tensors, ops, [0], [3]))
    assert [op.source_indices for op in pack.ops] == [(0, 1, 2)]
    assert len(pack.placements) == 2
    assert pack.outputs[0].shape == (2, 4)


def test_an_output_lives_to_the_end_and_an_input_from_the_beginning() -> None:
    first, last = a_plan(dense(3)).placements[0], a_plan(dense(3)).placements[-1]
    assert (first.first_op, first.last_op) == (-1, 0)
    assert (last.first_op, last.last_op) == (2, 3)


@pytest.mark.parametrize(
    ("file", "model_id"),
    [
        ("digits_int8.tflite", "digits_int8"),
        ("a/very long name, with signs.tflite", "very_long_name_"),
        (".tflite", "model"),
        ("größe.tflite", "gr__e"),
    ],
)
def test_a_model_is_called_by_its_file_in_characters_of_the_protocol(file: str, model_id: str) -> None:
    assert a_plan(dense(1), name=file).model_id == model_id


def test_a_pack_that_fits_has_no_shortfall() -> None:
    assert TflitePlanner().fit(a_plan(dense(1)), a_board()).fits


def test_shortfalls_name_what_is_too_small_and_by_how_much() -> None:
    board = a_board()
    memory = replace(board.memory, slot_bytes=400, arena_bytes=8, staging_bytes=4)
    fit = TflitePlanner().fit(a_plan(dense(1)), replace(board, memory=memory))
    assert [(short.what, short.free_bytes) for short in fit.shortfalls] == [
        ("flash slot", 400),
        ("arena in RAM", 8),
        ("input staging in RAM", 4),
    ]
    assert fit.shortfalls[2].needed_bytes == 8


def test_staging_holds_floats_where_the_device_quantises() -> None:
    assert TflitePlanner().fit(mlperf("ad"), a_board()).staging_bytes == 640 * 4


def test_the_text_shows_ops_arena_and_verdict() -> None:
    pack, board = a_plan(dense(2)), a_board()
    text = plan_text(pack, TflitePlanner().fit(pack, board), board)
    assert "FULLY_CONNECTED" in text
    assert "i01o" in text
    assert "┣┫··" in text
    assert "Fits b-l475e-iot01a." in text


def test_the_text_says_what_does_not_fit() -> None:
    pack, board = a_plan(dense(2)), a_board()
    small = replace(board, memory=replace(board.memory, arena_bytes=8))
    text = plan_text(pack, TflitePlanner().fit(pack, small), small)
    assert "Does not fit" in text
    assert "arena in RAM: needs 16 B, 8 B are free, 8 B too few." in text


def test_the_picture_of_a_long_model_stays_narrow() -> None:
    pack, board = a_plan(dense(200)), a_board()
    text = plan_text(pack, TflitePlanner().fit(pack, board), board)
    assert "one column is 3 ops" in text
    assert max(len(line) for line in text.splitlines()) < 160


def test_the_json_can_be_written_and_holds_the_sums() -> None:
    pack, board = a_plan(dense(2)), a_board()
    facts = json.loads(json.dumps(plan_json(pack, TflitePlanner().fit(pack, board), board)))
    assert (facts["macs"], facts["fits"], len(facts["ops"])) == (128, True, 2)
    assert facts["arena"][0]["first_op"] == -1


def test_the_list_of_ops_names_every_op_of_the_engine() -> None:
    text = supported_ops_text()
    assert all(name in text for name in (*RANDOM_OPS, "RESHAPE"))


def test_the_page_of_operators_is_that_of_the_code() -> None:
    page = Path(__file__).parents[2] / "docs" / "ops.md"
    assert page.read_text(encoding="utf-8") == supported_ops_page()
