"""Instructions are predicted before flashing, and the prediction is kept with the run."""

from __future__ import annotations

import pytest

from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.model.pack import Pack
from benchwright.planner.cost_table import COSTS
from benchwright.planner.plan import TflitePlanner
from benchwright.planner.text import plan_text
from tests.builders import a_board
from tests.conftest import ROOT

DIGITS = ROOT / "resources" / "models" / "digits_int8.tflite"


def planned(board_name: str) -> Pack:
    board = BoardCatalog([ROOT / "boards"]).board(board_name)
    return TflitePlanner().plan(DIGITS.read_bytes(), board, name=DIGITS.name)


@pytest.mark.parametrize("board", ["b-l475e-iot01a", "mps3-an547", "esp32-c3", "microbit", "hifive1-revb"])
def test_every_op_of_the_demo_model_is_predicted_on_boards_that_count(board: str) -> None:
    pack = planned(board)
    assert pack.instructions == sum(op.instructions or 0 for op in pack.ops)
    assert all(op.instructions for op in pack.ops)


def test_a_core_that_was_never_measured_is_not_guessed() -> None:
    board = a_board(isa="none-such")
    pack = TflitePlanner().plan(DIGITS.read_bytes(), board, name=DIGITS.name)
    assert pack.instructions is None
    assert "not predicted" in plan_text(pack, TflitePlanner().fit(pack, board), board)


def test_the_plan_says_what_it_predicts() -> None:
    board = BoardCatalog([ROOT / "boards"]).board("esp32-c3")
    pack = planned("esp32-c3")
    assert f"Predicted: {pack.instructions:,} instructions" in plan_text(pack, TflitePlanner().fit(pack, board), board)


def test_nothing_that_an_op_does_gives_instructions_back() -> None:
    costs = [cost for ops in COSTS.values() for features in ops.values() for cost in features.values()]
    assert costs
    assert min(costs) > 0
