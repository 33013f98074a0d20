"""Chains of ops in stripes of rows compute what TensorFlow Lite Micro computes of the whole."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace

import numpy as np
import pytest
from numpy.random import Generator

from benchwright.drivers.host_engine import HostEngine
from benchwright.model.pack import Pack
from benchwright.model.plan_wish import Optimise, PlanWish
from benchwright.planner.arena import ArenaTask, needs, plan_arena
from benchwright.planner.fitting import Fitted
from benchwright.planner.layouts.choosing import lay_out
from benchwright.planner.mlperf import identify
from benchwright.planner.model_file import read_model
from benchwright.planner.overlay import overlays
from benchwright.planner.pack_writer import PackContent, write_pack
from benchwright.planner.placing import place
from benchwright.planner.plan import PLANNER_VERSION, TflitePlanner
from benchwright.planner.schedule import Schedule, lifetimes, schedule
from benchwright.planner.stretches import stretches_of, together
from benchwright.planner.stripes import Stripes, chain_ends, output_rows, striped
from tests.builders import a_board
from tests.firmware.random_graphs import random_graph
from tests.firmware.test_exactness import Oracle, engine, random_inputs
from tests.firmware.tiny_models import (
    INT8,
    INT32,
    TinyOp,
    TinyTensor,
    add_options,
    build,
    conv_options,
    output_size,
    pool_options,
)

__all__ = ["engine"]

NAME = "chain.tflite"


class Chain:
    """Images one behind the other, each made of the one before and now and then of an older one too."""

    def __init__(self, rng: Generator) -> None:
        self.rng = rng
        self.tensors: list[TinyTensor] = []
        self.ops: list[TinyOp] = []
        self.last = self.put((1, int(rng.integers(6, 20)), int(rng.integers(3, 9)), int(rng.integers(1, 7))))

    def put(self, shape: tuple[int, ...], *, like: int | None = None) -> int:
        if like is None:
            scales, zero_points = (float(self.rng.uniform(0.02, 0.1)),), (int(self.rng.integers(-128, 128)),)
        else:
            scales, zero_points = self.tensors[like].scales, self.tensors[like].zero_points
        self.tensors.append(TinyTensor(shape, INT8, scales, zero_points))
        return len(self.tensors) - 1

    def grow(self, kind: str) -> None:
        source = self.last
        _, height, width, channels = self.tensors[source].shape
        if kind == "RELU6":
            self.last = self.put((1, height, width, channels), like=source)
            self.ops.append(TinyOp("RELU6", (source,), (self.last,)))
            return
        if kind == "ADD":
            fitting = [
                index
                for index, one in enumerate(self.tensors[:source])
                if one.values is None and one.shape == (1, height, width, channels)
            ]
            terms = (source, int(self.rng.choice(fitting))) if fitting else (source, source)
            self.last = self.put((1, height, width, channels))
            self.ops.append(
                TinyOp("ADD", terms if self.rng.integers(2) else terms[::-1], (self.last,), add_options("RELU"))
            )
            return
        windows, strides, dilations, same, sizes = self._window(height, width, dilated=kind.endswith("CONV_2D"))
        if kind.endswith("POOL_2D"):
            self.last = self.put((1, *sizes, channels), like=source)
            self.ops.append(TinyOp(kind, (source,), (self.last,), pool_options(windows, strides, same=same)))
            return
        depthwise = kind == "DEPTHWISE_CONV_2D"
        filters = channels if depthwise else int(self.rng.integers(1, 9))
        shape = (1, *windows, filters) if depthwise else (filters, *windows, channels)
        scales = tuple(float(scale) for scale in self.rng.uniform(0.005, 0.02, filters))
        values = self.rng.integers(-127, 128, shape, np.int8)
        weights = TinyTensor(shape, INT8, scales, (0,) * filters, 3 if depthwise else 0, values)
        bias = TinyTensor((filters,), INT32, values=self.rng.integers(-900, 900, filters, np.int32))
        self.tensors += [weights, bias]
        operands = (source, len(self.tensors) - 2, len(self.tensors) - 1)
        self.last = self.put((1, *sizes, filters))
        copies = 1 if depthwise else None
        options = conv_options(strides, dilations, "RELU", same=same, depth_multiplier=copies)
        self.ops.append(TinyOp(kind, operands, (self.last,), options))

    def _window(
        self, *sizes: int, dilated: bool
    ) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], bool, tuple[int, ...]]:
        same = bool(self.rng.integers(4))
        axes = []
        for size in sizes:
            window, stride = int(self.rng.integers(1, min(4, size) + 1)), int(self.rng.choice([1, 1, 1, 2]))
            dilation = int(self.rng.integers(1, 3)) if dilated and (same or (window - 1) * 2 < size) else 1
            axes.append((window, stride, dilation, output_size(size, window, stride, dilation, same=same)))
        windows, strides, dilations, outputs = zip(*axes, strict=True)
        return windows, strides, dilations, same, outputs


KINDS = (
    "CONV_2D",
    "CONV_2D",
    "DEPTHWISE_CONV_2D",
    "DEPTHWISE_CONV_2D",
    "AVERAGE_POOL_2D",
    "MAX_POOL_2D",
    "ADD",
    "RELU6",
)


def random_chain(rng: Generator) -> bytes:
    chain = Chain(rng)
    for kind in rng.choice(KINDS, int(rng.integers(3, 7))):
        chain.grow(str(kind))
    return build(chain.tensors, chain.ops, [0], [chain.last])


def pack_of(model: bytes, plan: Schedule) -> Pack:
    """The pack of a schedule in as little RAM as it takes."""
    board = a_board()
    whole = TflitePlanner().plan(model, board, name=NAME)
    lives = lifetimes(plan)
    placing = place(Fitted(plan, lives, plan_arena(ArenaTask(lives, overlays(plan, lives), moves=True))), board)
    arena_bytes = max(block.offset + block.size_bytes for block in placing.placements)
    graph = read_model(model, NAME)
    inputs, outputs = (
        tuple(replace(spec, arena_offset=places[index]) for spec, index in zip(specs, ends, strict=True))
        for specs, ends, places in (
            (whole.inputs, graph.inputs, placing.first), (whole.outputs, graph.outputs, placing.last))
    )  # fmt: skip
    content = PackContent(
        source_sha256=whole.source_sha256, board=board.name, identity=identify(whole.source_sha256, NAME),
        arena_bytes=-(-arena_bytes // 16) * 16, planner_version=PLANNER_VERSION, ops=placing.ops,
        inputs=inputs, outputs=outputs, labels=(),
    )  # fmt: skip
    data, _ = write_pack(content)
    return replace(
        whole, data=data, arena_bytes=content.arena_bytes, ops=placing.op_plans, inputs=inputs, outputs=outputs
    )


def chains(plan: Schedule) -> list[tuple[int, int]]:
    return [(first, last) for first in range(len(plan.ops)) for last in chain_ends(plan, first, len(plan.ops))]


@pytest.mark.parametrize("laid_out", [False, True], ids=["plain", "laid out"])
@pytest.mark.parametrize("seed", range(16))
def test_a_chain_in_stripes_of_any_height_equals_tflm(engine: HostEngine, seed: int, *, laid_out: bool) -> None:
    rng = np.random.default_rng(seed)
    model = random_chain(rng)
    plan = schedule(read_model(model, NAME), "any board")
    if laid_out:
        plan.ops = [lay_out(op, "generic") for op in plan.ops]
    inputs = next(random_inputs(TflitePlanner().plan(model, a_board(), name=NAME), rng, 1))
    wanted = Oracle(model, TflitePlanner().plan(model, a_board(), name=NAME)).run(inputs)
    for first, last in chains(plan):
        for rows in {1, 2, int(rng.integers(1, output_rows(plan, plan.ops[last]) + 1))}:
            parts = striped(plan, Stripes(plan.ops[first].output, plan.ops[last].output, rows))
            assert engine.run(pack_of(model, parts), inputs) == wanted, (first, last, rows)


def test_the_chains_of_the_test_above_are_of_all_kinds() -> None:
    plans = [schedule(read_model(random_chain(np.random.default_rng(seed)), NAME), "any board") for seed in range(40)]
    inside = [[op.code.name for op in plan.ops[first : last + 1]] for plan in plans for first, last in chains(plan)]
    assert len(inside) > 100
    assert set(itertools.chain(*inside)) >= set(KINDS) - {"RELU6"}
    assert max(map(len, inside)) >= 4


def test_two_chains_of_one_model_can_be_in_stripes(engine: HostEngine) -> None:
    rng = np.random.default_rng(1)
    chain = Chain(rng)
    for kind in ("CONV_2D", "DEPTHWISE_CONV_2D", "CONV_2D", "DEPTHWISE_CONV_2D", "CONV_2D"):
        chain.grow(kind)
    model = build(chain.tensors, chain.ops, [0], [chain.last])
    plan = schedule(read_model(model, NAME), "any board")
    parts = plan
    for first, last in ((0, 1), (3, 4)):
        parts = striped(parts, Stripes(plan.ops[first].output, plan.ops[last].output, 1))
    pack = pack_of(model, parts)
    inputs = next(random_inputs(pack, rng, 1))
    assert engine.run(pack, inputs) == Oracle(model, pack).run(inputs)
    assert len(parts.ops) > len(plan.ops) + 2


def test_what_lies_between_ops_of_a_chain_is_never_whole() -> None:
    image = TinyTensor((1, 32, 8, 4), INT8, (0.05,), (0,))
    weights = TinyTensor((32, 1, 1, 4), INT8, (0.01,), (0,), values=np.ones((32, 1, 1, 4), np.int8))
    narrow = TinyTensor((4, 1, 1, 32), INT8, (0.01,), (0,), values=np.ones((4, 1, 1, 32), np.int8))
    wide = TinyTensor((1, 32, 8, 32), INT8, (0.05,), (0,))
    ops = [TinyOp("CONV_2D", (0, 1), (2,), conv_options()), TinyOp("CONV_2D", (2, 3), (4,), conv_options())]
    model = build([image, weights, wide, narrow, image], ops, [0], [4])
    balanced, least = (
        TflitePlanner().plan(model, a_board(), name=NAME, wish=PlanWish(wish))
        for wish in (Optimise.BALANCED, Optimise.RAM)
    )
    assert balanced.arena_bytes >= 32 * 8 * 32
    assert least.arena_bytes < 2 * 32 * 8 * 4


def residual_blocks(count: int) -> bytes:
    """Blocks of two convolutions and the sum with what came into them."""
    chain = Chain(np.random.default_rng(2))
    chain.tensors[chain.last] = TinyTensor((1, 12, 12, 8), INT8, (0.05,), (0,))
    weights, bias = np.ones((8, 3, 3, 8), np.int8), np.zeros(8, np.int32)
    for _ in range(count):
        into = chain.last
        for _ in range(2):
            chain.tensors += [TinyTensor(weights.shape, INT8, (0.01,), (0,), values=weights)]
            chain.tensors += [TinyTensor(bias.shape, INT32, values=bias)]
            operands = (chain.last, len(chain.tensors) - 2, len(chain.tensors) - 1)
            chain.last = chain.put((1, 12, 12, 8))
            chain.ops.append(TinyOp("CONV_2D", operands, (chain.last,), conv_options()))
        made = chain.last
        chain.last = chain.put((1, 12, 12, 8))
        chain.ops.append(TinyOp("ADD", (into, made), (chain.last,), add_options()))
    return build(chain.tensors, chain.ops, [0], [chain.last])


def most_alive(plan: Schedule, *, overlaid: bool) -> int:
    lives = lifetimes(plan)
    return max(needs(ArenaTask(lives, overlays(plan, lives) if overlaid else {})).values())


@pytest.mark.parametrize("overlaid", [True, False], ids=["overlaid", "apart"])
@pytest.mark.parametrize("seed", range(12))
def test_a_schedule_in_stripes_needs_what_its_chains_need_one_by_one(seed: int, *, overlaid: bool) -> None:
    model = residual_blocks(3) if seed == 0 else random_graph(seed, 8)
    plan = schedule(read_model(model, NAME), "any board")
    stretches = stretches_of(plan, overlaid=overlaid)
    each, outside = stretches.each()
    assert together((*each, outside)).alive_bytes == most_alive(plan, overlaid=overlaid)
    for first, last in chains(plan):
        stripes = Stripes(plan.ops[first].output, plan.ops[last].output, 1)
        others = (*each[:first], *each[last + 1 :], outside)
        need = together((*others, stretches.in_stripes(first, last, stripes)))
        assert need.alive_bytes == most_alive(striped(plan, stripes), overlaid=overlaid), (first, last)
        assert need.macs == sum(op.macs for op in striped(plan, stripes).ops)


def test_a_long_model_of_equal_blocks_is_planned_for_the_least_ram_in_a_few_seconds() -> None:
    started = time.process_time()
    pack = TflitePlanner().plan(residual_blocks(30), a_board(), name=NAME, wish=PlanWish(Optimise.RAM))
    assert pack.arena_bytes < 2 * 12 * 12 * 8 + 1024
    assert time.process_time() - started < 20
