"""Placing tensors in the arena."""

from __future__ import annotations

import random

import pytest

from benchwright.planner.arena import liveness_bytes, plan_arena
from benchwright.planner.schedule import Lifetime


def chain(*sizes: int) -> list[Lifetime]:
    """Tensors of a model without branches: each is made by one op and read by the next."""
    return [Lifetime(index, size, index - 1, index) for index, size in enumerate(sizes)]


def assert_apart(lifetimes: list[Lifetime], offsets: dict[int, int]) -> None:
    for index, block in enumerate(lifetimes):
        for other in lifetimes[index + 1 :]:
            if block.overlaps(other):
                first, second = offsets[block.tensor], offsets[other.tensor]
                assert first + block.size_bytes <= second or second + other.size_bytes <= first


def test_the_lower_bound_is_the_largest_sum_alive_at_once() -> None:
    assert liveness_bytes(chain(100, 50, 80)) == 150


def test_a_chain_reaches_the_lower_bound() -> None:
    plan = plan_arena(chain(27_648, 18_432, 18_432, 36_864, 9_216, 18_432, 18_432))
    assert plan.arena_bytes == plan.liveness_bytes == 55_296


def test_tensors_start_at_multiples_of_16_where_that_costs_nothing() -> None:
    plan = plan_arena(chain(490, 8_000, 8_000))
    assert plan.arena_bytes == 16_000
    assert all(offset % 16 == 0 for offset in plan.offsets.values())


def test_narrow_tensors_are_packed_tighter_where_that_saves_memory() -> None:
    small = [Lifetime(index, 20, 0, 1) for index in range(8)]
    assert plan_arena(small).arena_bytes == 160


def test_a_small_graph_is_searched_where_every_greedy_order_wastes_memory() -> None:
    """All greedy orders need 272 bytes here."""
    blocks = [
        Lifetime(0, 96, 1, 3),
        Lifetime(1, 128, 5, 8),
        Lifetime(2, 64, 3, 4),
        Lifetime(3, 80, 2, 5),
        Lifetime(4, 48, -1, 0),
        Lifetime(5, 112, 4, 4),
    ]
    plan = plan_arena(blocks)
    assert plan.arena_bytes == plan.liveness_bytes == 256
    assert_apart(blocks, plan.offsets)


@pytest.mark.parametrize("seed", range(25))
def test_no_two_tensors_alive_together_overlap(seed: int) -> None:
    chance = random.Random(seed)
    blocks = []
    for tensor in range(chance.randrange(1, 40)):
        first = chance.randrange(-1, 20)
        blocks.append(Lifetime(tensor, chance.randrange(1, 5000), first, first + chance.randrange(0, 6)))
    plan = plan_arena(blocks)
    assert_apart(blocks, plan.offsets)
    assert plan.liveness_bytes <= plan.arena_bytes
    assert all(offset % 4 == 0 for offset in plan.offsets.values())
    assert plan_arena(blocks) == plan
