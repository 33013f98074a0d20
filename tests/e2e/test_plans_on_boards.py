"""The reference models planned for RAM, for time and for both, layer by layer on emulated boards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.bench.importing import import_model
from benchwright.bench.lane import Cancel
from benchwright.bench.link import Link
from benchwright.bench.route import Route, RouteRequest
from benchwright.bench.toolbox import Toolbox
from benchwright.compose import build_toolbox
from benchwright.model.plan_wish import Optimise, PlanWish
from benchwright.protocols.run_store import RunStore
from tests.e2e.journey import WITHOUT_QEMU, benchwright
from tests.firmware.test_exactness import noise
from tests.firmware.whole_layers import whole_layers

NAMES = ("kws", "vww", "ic", "ad")
BOARDS = ("native", "b-l475e-iot01a", "mps3-an547")


@pytest.fixture
def toolbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Toolbox]:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    toolbox = build_toolbox()
    yield toolbox
    for name in toolbox.lab.names():
        toolbox.lab.stop(name)


@pytest.fixture
def store(toolbox: Toolbox) -> Iterator[RunStore]:
    store = toolbox.open_store(toolbox.default_database)
    yield store
    store.close()


def golden(models_dir: Path, name: str) -> dict[int, int]:
    """Checksums of every tensor for seed 12345."""
    file = models_dir.parent / "reference" / "tflm-golden.json"
    if not file.exists():
        pytest.skip(f"{file} is not there")
    return dict(json.loads(file.read_text())[name]["layers_crc32_seed12345"])


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "board", [pytest.param(board, marks=() if board in WITHOUT_QEMU else pytest.mark.qemu) for board in BOARDS]
)
def test_every_layer_on_the_board_equals_the_golden_file(
    board: str, name: str, models_dir: Path, toolbox: Toolbox, store: RunStore
) -> None:
    known = golden(models_dir, name)
    variant = import_model(models_dir / f"{name}.tflite", store, toolbox.parts.planner)
    model = store.variant_file(variant.sha256)
    device = toolbox.lab.start(board)
    spec = toolbox.parts.catalog.board(board)
    for wish in map(PlanWish, Optimise):
        request = RouteRequest(device, variant, model, wish=wish)
        Route(toolbox.parts, store).flash(request, lambda _event: None, Cancel())
        pack = toolbox.parts.planner.plan(model, spec, name=variant.name, wish=wish)
        with Link(toolbox.parts.transports, lambda _event: None).client(device, spec) as client:
            assert client.hello().pack_sha256 == pack.sha256
            client.load_input(noise(12345, pack.inputs[0].size_bytes))
            answer = client.layers()
            assert [tensor for tensor, _ in answer] == [op.output for op in pack.ops], wish.words
            layers = whole_layers(pack, [checksum for _, checksum in answer])
            assert layers == [(tensor, known[tensor]) for tensor, _ in layers], wish.words


@pytest.mark.qemu
def test_a_model_planned_for_ram_runs_on_a_board_that_is_too_small_otherwise(models_dir: Path, tmp_path: Path) -> None:
    model = str(models_dir / "kws.tflite")
    refused = benchwright("plan", model, "--board", "hifive1-revb")
    assert (refused.code, "too large" in refused.output) == (12, True)
    database = ("--db", str(tmp_path / "runs.db"), "--json")
    answer = benchwright("run", model, "--board", "virtual:hifive1-revb", "--optimise", "ram", *database)
    assert answer.code == 0, answer.errors
    assert answer.document["ram"]["arena_bytes"] == 8_608
    assert (answer.document["parity"]["mismatched_bytes"], answer.document["parity"]["checked"]) == (0, 5)
    plan = next(stage for stage in answer.document["stages"] if stage["stage"] == "Plan")
    assert "planned for ram, predicted" in plan["note"]


def test_a_limit_that_no_plan_keeps_is_answered_with_the_least(models_dir: Path) -> None:
    answer = benchwright("plan", str(models_dir / "kws.tflite"), "--board", "native", "--arena-limit", "8000")
    assert (answer.code, "The least that was found is 8,448 bytes." in answer.errors) == (72, True)
