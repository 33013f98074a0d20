"""The demo's bench."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchwright.bench.demo import DEMO_BOARDS, demo_models
from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.planner.plan import TflitePlanner

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("board", DEMO_BOARDS)
def test_every_demo_model_fits_every_demo_board(board: str) -> None:
    catalog = BoardCatalog([ROOT / "boards"])
    for model in demo_models(ROOT / "resources" / "models"):
        memory = catalog.board(board).memory
        pack = TflitePlanner().plan(model.read_bytes(), catalog.board(board), name=model.name)
        assert pack.arena_bytes <= memory.arena_bytes, model.name
