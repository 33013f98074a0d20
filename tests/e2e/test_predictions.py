"""What `benchwright plan` foretells of a model, held to what the device then says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.journey import WITHOUT_QEMU, benchwright
from tests.firmware.int16_network import whole_model

MODELS = ("kws", "vww", "ic", "ad")
BOARDS = ("b-l475e-iot01a", "mps3-an547", "esp32-c3")
TOLERANCE = 0.05


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "board", [pytest.param(board, marks=() if board in WITHOUT_QEMU else pytest.mark.qemu) for board in BOARDS]
)
def test_instructions_arena_and_flash_are_foretold_within_five_percent(
    board: str, model: str, models_dir: Path, tmp_path: Path
) -> None:
    check_prediction(models_dir / f"{model}.tflite", board, tmp_path)


@pytest.mark.parametrize(
    "board", [pytest.param(board, marks=() if board in WITHOUT_QEMU else pytest.mark.qemu) for board in BOARDS]
)
def test_instructions_of_int16_are_foretold_within_five_percent(board: str, tmp_path: Path) -> None:
    model = tmp_path / "int16.tflite"
    model.write_bytes(whole_model())
    check_prediction(model, board, tmp_path)


def check_prediction(model: Path, board: str, tmp_path: Path) -> None:
    path = str(model)
    plan = benchwright("plan", path, "--board", board, "--json")
    assert plan.code == 0, plan.errors
    run = benchwright(
        "run", path, "--board", f"virtual:{board}", "--db", str(tmp_path / "runs.db"), "--window", "0.1", "--json"
    )
    assert run.code == 0, run.errors

    measured = run.document["instructions_per_inference"]
    assert plan.document["predicted_instructions"] == pytest.approx(measured, rel=TOLERANCE)
    assert run.document["predicted_instructions"] == plan.document["predicted_instructions"]
    assert run.document["ram"]["arena_bytes"] == plan.document["arena_bytes"]
    assert run.document["ram"]["arena_touched_bytes"] == pytest.approx(plan.document["arena_bytes"], rel=TOLERANCE)
    assert run.document["pack"]["bytes"] == plan.document["pack_bytes"]
