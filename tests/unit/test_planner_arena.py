"""Placing tensors in the arena."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from benchwright.planner.arena import ArenaPlan, ArenaTask, fit_arena, liveness_bytes, plan_arena
from benchwright.planner.overlay import Overlay, Overlays
from benchwright.planner.schedule import Lifetime
from benchwright.planner.sweep import Effort


def chain(*sizes: int) -> list[Lifetime]:
    """Tensors of a model without branches: each is made by one op and read by the next."""
    return [Lifetime(index, size, index - 1, index) for index, size in enumerate(sizes)]


def assert_apart(lifetimes: list[Lifetime], plan: ArenaPlan, overlays: Overlays | None = None) -> None:
    """At every op, after what is moved before it, all that lives then lies apart or as the overlays allow."""
    at: dict[int, int] = {}
    for moment in range(-1, max(block.last_op for block in lifetimes) + 1):
        at |= {block.tensor: plan.offsets[block.tensor] for block in lifetimes if block.first_op == moment}
        at |= {move.tensor: move.offset for move in plan.moves if move.op == moment}
        alive = [block for block in lifetimes if block.first_op <= moment <= block.last_op]
        for one in alive:
            assert 0 <= at[one.tensor] <= plan.arena_bytes - one.size_bytes
            for other in alive:
                if one.tensor != other.tensor:
                    assert are_apart(one, other, at, overlays or {})


def are_apart(one: Lifetime, other: Lifetime, at: dict[int, int], overlays: Overlays) -> bool:
    first, second = at[one.tensor], at[other.tensor]
    if first + one.size_bytes <= second or second + other.size_bytes <= first:
        return True
    for source, output in ((one, other), (other, one)):
        allowed = overlays.get((source.tensor, output.tensor))
        if allowed is not None:
            distance = at[source.tensor] - at[output.tensor]
            return distance >= allowed.distance or (allowed.exactly and distance == 0)
    return False


def test_the_lower_bound_is_the_largest_sum_alive_at_once() -> None:
    assert liveness_bytes(chain(100, 50, 80)) == 150


def test_a_chain_reaches_the_lower_bound() -> None:
    plan = plan_arena(ArenaTask(chain(27_648, 18_432, 18_432, 36_864, 9_216, 18_432, 18_432)))
    assert plan.arena_bytes == plan.liveness_bytes == 55_296


def test_tensors_start_at_multiples_of_16_where_that_costs_nothing() -> None:
    plan = plan_arena(ArenaTask(chain(490, 8_000, 8_000)))
    assert plan.arena_bytes == 16_000
    assert all(offset % 16 == 0 for offset in plan.offsets.values())


def test_narrow_tensors_are_packed_tighter_where_that_saves_memory() -> None:
    small = [Lifetime(index, 20, 0, 1) for index in range(8)]
    assert plan_arena(ArenaTask(small)).arena_bytes == 160


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
    plan = plan_arena(ArenaTask(blocks))
    assert plan.arena_bytes == plan.liveness_bytes == 256
    assert_apart(blocks, plan)


@pytest.mark.parametrize("seed", range(25))
def test_no_two_tensors_alive_together_overlap(seed: int) -> None:
    chance = random.Random(seed)
    blocks = []
    for tensor in range(chance.randrange(1, 40)):
        first = chance.randrange(-1, 20)
        blocks.append(Lifetime(tensor, chance.randrange(1, 5000), first, first + chance.randrange(0, 6)))
    plan = plan_arena(ArenaTask(blocks))
    assert_apart(blocks, plan)
    assert plan.liveness_bytes <= plan.arena_bytes
    assert all(offset % 4 == 0 for offset in plan.offsets.values())
    assert plan_arena(ArenaTask(blocks)) == plan


def followed(distance: int, *sizes: int) -> ArenaTask:
    """A chain in which every output may lie `distance` bytes below its input."""
    pairs = {(index, index + 1): Overlay(distance) for index in range(len(sizes) - 1)}
    return ArenaTask(chain(*sizes), pairs)


def test_an_output_follows_its_input_at_the_distance_of_its_op() -> None:
    plan = plan_arena(followed(64, 8_000, 8_000))
    assert (plan.arena_bytes, plan.offsets[0] - plan.offsets[1]) == (8_064, 64)


def test_a_chain_walks_down_until_it_must_go_up_again() -> None:
    assert plan_arena(followed(512, 8_000, 8_000, 8_000, 8_000)).arena_bytes == 8_000 + 3 * 512


def test_a_chain_that_is_copied_up_again_needs_one_distance_only() -> None:
    task = followed(512, 8_000, 8_000, 8_000, 8_000)
    plan = plan_arena(ArenaTask(task.lifetimes, task.overlays, moves=True))
    assert (plan.arena_bytes, len(plan.moves)) == (8_512, 2)
    assert_apart(list(task.lifetimes), plan, task.overlays)


def test_no_more_is_copied_than_a_limit_asks_for() -> None:
    task = followed(512, 8_000, 8_000, 8_000, 8_000)
    allowed = ArenaTask(task.lifetimes, task.overlays, moves=True)
    counts = [
        len(plan.moves) if (plan := fit_arena(allowed, limit)) else None for limit in (9_600, 9_536, 9_024, 8_496)
    ]
    assert counts == [0, 0, 1, None]


def test_an_output_may_take_the_very_place_of_its_input() -> None:
    task = ArenaTask(chain(100, 100), {(0, 1): Overlay(100, exactly=True)})
    assert plan_arena(task).arena_bytes == 112


def test_room_to_work_in_is_kept_from_input_and_output() -> None:
    scratch = Lifetime(-1, 48, 0, 0)
    task = ArenaTask([*chain(800, 800), scratch], {(0, 1): Overlay(64)})
    plan = plan_arena(task)
    assert plan.arena_bytes == 800 + 64 + 48
    assert_apart(list(task.lifetimes), plan, task.overlays)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("moves", [False, True])
def test_overlaid_tensors_keep_their_distance(seed: int, *, moves: bool) -> None:
    chance = random.Random(seed)
    blocks = [Lifetime(0, chance.randrange(1, 3000), -1, chance.randrange(4))]
    for op in range(chance.randrange(1, 14)):
        blocks.append(Lifetime(op + 1, chance.randrange(1, 3000), op, op + 1 + chance.choice([0, 0, 0, 1, 3])))
        if chance.randrange(3) == 0:
            blocks.append(Lifetime(-1 - op, chance.randrange(1, 300), op, op))
    pairs = {
        (source.tensor, output.tensor): Overlay(chance.randrange(0, 1500), exactly=chance.random() < 0.2)
        for source in blocks
        for output in blocks
        if min(source.tensor, output.tensor) >= 0 and source.last_op == output.first_op and chance.random() < 0.8
    }
    plan = plan_arena(ArenaTask(blocks, pairs, moves))
    assert_apart(blocks, plan, pairs)
    assert plan.arena_bytes <= plan_arena(ArenaTask(blocks)).arena_bytes


def test_much_that_lives_at_one_time_is_placed_without_searching_for_hours() -> None:
    count = 150
    leaves = [Lifetime(index, 8, index, count + index) for index in range(count)]
    sums = [Lifetime(count + index, 8, count + index, count + index + 1) for index in range(count)]
    pairs = {(index, count + index): Overlay(4, exactly=True) for index in range(count)}
    started = time.process_time()
    plan = plan_arena(ArenaTask([*leaves, *sums], pairs, moves=True))
    assert plan.arena_bytes <= plan.liveness_bytes + 16
    assert time.process_time() - started < 30


def test_tasks_that_share_their_effort_end_with_a_plan_when_it_is_used_up() -> None:
    task = replace(followed(512, 8_000, 8_000, 8_000, 8_000), effort=Effort(left=0))
    plan = plan_arena(task)
    assert_apart(list(task.lifetimes), plan, task.overlays)
    assert fit_arena(task, plan.arena_bytes) is None
