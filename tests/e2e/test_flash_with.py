"""The user's choice of tool, on virtual boards, by the command line's own route."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.contract.bench_parts import built
from tests.e2e.journey import benchwright

DIGITS = Path(__file__).parents[2] / "resources" / "models" / "digits_int8.tflite"
BOARD = ("--board", "virtual:b-l475e-iot01a")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path / "home"))


@pytest.mark.qemu
@pytest.mark.parametrize("tool", ["stm32flash", "an3155", "virtual-image"])
def test_a_virtual_stm32_is_flashed_and_measured_through_the_chosen_tool(tool: str, tmp_path: Path) -> None:
    if tool == "stm32flash" and shutil.which(tool) is None:
        pytest.skip("no stm32flash here")
    answer = benchwright("run", str(DIGITS), *BOARD, "--flash-with", tool, "--db", str(tmp_path / "a.db"), "--json")
    assert answer.code == 0, answer.errors
    run = json.loads(answer.output)
    assert run["validity"]["status"] == "valid"
    assert run["parity"]["mismatched_bytes"] == 0
    again = benchwright("flash", str(DIGITS), *BOARD, "--flash-with", tool, "--db", str(tmp_path / "a.db"))
    assert "firmware skipped: already there" in again.output


@pytest.mark.qemu
def test_a_tool_that_cannot_flash_the_board_is_refused_with_those_that_can(tmp_path: Path) -> None:
    answer = benchwright("flash", str(DIGITS), *BOARD, "--flash-with", "avrdude", "--db", str(tmp_path / "a.db"))
    assert answer.code == 30
    assert "avrdude" in answer.errors
    assert "stm32flash" in answer.errors


def test_flash_tells_part_by_part_what_was_written_and_what_was_there(tmp_path: Path) -> None:
    command = ("flash", str(DIGITS), "--board", "virtual:native#json", "--json", "--db", str(tmp_path / "a.db"))
    first = benchwright(*command, "--force-flash")
    assert first.code == 0, first.errors
    firmware, model = first.document["parts"]
    assert (firmware["part"], firmware["skipped"], model["part"], model["skipped"]) == (
        "firmware",
        False,
        "model",
        False,
    )
    assert firmware["bytes"] == len(built("native").image)
    assert firmware["tool"]
    assert model["seconds"] > 0
    again = benchwright(*command).document["parts"]
    assert [part["skipped"] for part in again] == [True, True]
    assert [part["sha256"] for part in again] == [firmware["sha256"], model["sha256"]]
