"""Plans that lay outputs over inputs, move tensors and fuse ops compute what a plan without all that computes."""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchwright.drivers.host_engine import HostEngine
from benchwright.model.errors import ArenaLimitTooLow
from benchwright.model.pack import Pack
from benchwright.model.plan_wish import BALANCED, Optimise, PlanWish
from benchwright.planner.draft import OpDraft
from benchwright.planner.layouts import choosing
from benchwright.planner.model_file import read_model
from benchwright.planner.pack_format import ConvParams, OpCode
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.random_graphs import random_graph
from tests.firmware.test_exactness import Oracle, engine, random_inputs, residual_model
from tests.firmware.tiny_models import FLOAT32, INT8, TinyOp, TinyTensor, add_options, build, conv_options
from tests.firmware.whole_layers import whole_layers

__all__ = ["engine"]

MODES = [PlanWish(optimise) for optimise in Optimise]


def plan(model: bytes, wish: PlanWish = BALANCED) -> Pack:
    return TflitePlanner().plan(model, a_board(), name="tiny.tflite", wish=wish)


def plan_apart(model: bytes) -> Pack:
    return TflitePlanner(overlaid=False).plan(model, a_board(), name="tiny.tflite")


def layers(engine: HostEngine, pack: Pack, inputs: bytes) -> list[tuple[int, int]]:
    """Tensor and checksum of every tensor that is ever whole."""
    return whole_layers(pack, engine.layers(pack, inputs))


def input_checksums(pack: Pack, model: bytes, inputs: bytes) -> dict[int, int]:
    """By tensor: an input may be moved before it is read."""
    checksums: dict[int, int] = {}
    position = 0
    for index, spec in zip(read_model(model, "tiny.tflite").inputs, pack.inputs, strict=True):
        checksums[index] = crc32(inputs[position : position + spec.size_bytes])
        position += spec.size_bytes
    return checksums


def limits(pack: Pack, least: Pack) -> list[PlanWish]:
    """The least arena, that of the plan, and one between them."""
    between = (pack.arena_bytes + least.arena_bytes) // 2
    return [PlanWish(arena_limit_bytes=size) for size in (least.arena_bytes, between, pack.arena_bytes)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 32), length=st.integers(1, 12))
def test_every_way_of_planning_computes_the_same(engine: HostEngine, seed: int, length: int) -> None:
    model = random_graph(seed, length)
    apart, least = plan_apart(model), plan(model, PlanWish(Optimise.RAM))
    inputs = next(random_inputs(apart, np.random.default_rng(seed), 1))
    outputs, known = (
        engine.run(apart, inputs),
        dict(layers(engine, apart, inputs)) | input_checksums(apart, model, inputs),
    )
    for wish in (*MODES, *limits(plan(model), least)):
        pack = plan(model, wish)
        assert engine.run(pack, inputs) == outputs, wish
        assert all(known[tensor] == checksum for tensor, checksum in layers(engine, pack, inputs)), wish
        assert least.arena_bytes <= pack.arena_bytes
        assert wish.optimise is Optimise.TIME or pack.arena_bytes <= apart.arena_bytes
        assert not wish.arena_limit_bytes or pack.arena_bytes <= wish.arena_limit_bytes


@pytest.mark.parametrize("wish", MODES, ids=lambda wish: wish.words)
@pytest.mark.parametrize("seed", range(6))
def test_a_random_graph_equals_tflm(engine: HostEngine, seed: int, wish: PlanWish) -> None:
    model = random_graph(seed, 8)
    pack = plan(model, wish)
    oracle = Oracle(model, pack)
    for inputs in random_inputs(pack, np.random.default_rng(seed), 3):
        assert engine.run(pack, inputs) == oracle.run(inputs)


@pytest.mark.parametrize("wish", MODES, ids=lambda wish: wish.words)
@pytest.mark.parametrize("dtype", [INT8, FLOAT32], ids=str)
def test_a_residual_graph_with_two_outputs_is_the_same_in_every_way(
    engine: HostEngine, dtype: np.dtype, wish: PlanWish
) -> None:
    model = residual_model(dtype)
    apart, pack = plan_apart(model), plan(model, wish)
    for inputs in random_inputs(pack, np.random.default_rng(3), 5):
        assert engine.run(pack, inputs) == engine.run(apart, inputs)


def residual_block(*, second_first: bool) -> bytes:
    """Two 3x3 convolutions on an image and their sum with it, as in ic; its terms come in either order."""
    rng = np.random.default_rng(9)
    image = TinyTensor((1, 16, 16, 8), INT8, (0.05,), (3,))
    weights = TinyTensor((8, 3, 3, 8), INT8, (0.01,) * 8, (0,) * 8, values=rng.integers(-90, 90, (8, 3, 3, 8), np.int8))
    tensors = [image, weights, replace(image, zero_points=(-9,)), replace(image, scales=(0.07,)), image, image]
    ops = [
        TinyOp("CONV_2D", (0, 1), (2,), conv_options()),
        TinyOp("CONV_2D", (2, 1), (3,), conv_options(activation="RELU")),
        TinyOp("CONV_2D", (3, 1), (4,), conv_options()),
        TinyOp("ADD", (4, 2) if second_first else (2, 4), (5,), add_options("RELU")),
    ]
    return build(tensors, ops, [0], [5])


@pytest.mark.parametrize("second_first", [False, True])
def test_an_addition_into_its_operand_takes_no_room_of_its_own(engine: HostEngine, *, second_first: bool) -> None:
    model = residual_block(second_first=second_first)
    balanced, limited = plan(model), plan(model, PlanWish(arena_limit_bytes=2 * 2048))
    oracle = Oracle(model, limited)
    assert [op.code for op in limited.ops if op.code != "COPY"] == ["CONV_2D", "CONV_2D", "CONV_ADD"]
    assert limited.ops[-1].source_indices == (2, 3)
    assert limited.arena_bytes == 2 * 2048
    assert balanced.arena_bytes >= 2 * 2048 + (16 + 2) * 8
    for inputs in random_inputs(limited, np.random.default_rng(1), 5):
        assert engine.run(limited, inputs) == engine.run(balanced, inputs) == oracle.run(inputs)


def test_a_limit_that_cannot_be_kept_names_the_least(engine: HostEngine) -> None:
    with pytest.raises(ArenaLimitTooLow, match=r"The least that was found is 2,688 bytes\."):
        plan(residual_block(second_first=False), PlanWish(arena_limit_bytes=2_672))


def halves_in_room(op: OpDraft) -> OpDraft | None:
    """A layout that takes every convolution, as the sets' do: two pixels at a time, with room to work in."""
    if not isinstance(op.params, ConvParams):
        return None
    return replace(op, layout=99, unit_pixels=2, scratch_bytes=256)


def test_a_layout_gives_way_where_ram_is_wanted_and_never_takes_a_fused_op(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "LAYOUTS", {"generic": (halves_in_room,)})
    model = residual_block(second_first=False)
    fast, least = (read_pack(plan(model, wish).data) for wish in (BALANCED, PlanWish(arena_limit_bytes=2 * 2048)))
    assert [op.layout for op in fast.ops if op.code == OpCode.CONV_2D] == [99, 99, 99]
    assert fast.arena_bytes == 2 * 2048 + 160 + 256
    assert least.arena_bytes == 2 * 2048
    assert [(op.code, op.layout) for op in least.ops if op.code == OpCode.CONV_ADD] == [(OpCode.CONV_ADD, 0)]
