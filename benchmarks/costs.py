"""What ops cost on each virtual board: profiles of generated models become app/benchwright/planner/cost_table.py.

`python -m benchmarks costs` measures every board of COST_BOARDS, with `--board NAME` that one; run it again when
kernels have changed.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.bench_lab import ROOT, temporary_toolbox
from benchmarks.benchmark import Effort, say
from benchmarks.cost_models import cost_models, int16_cost_models, tight_cost_models
from benchmarks.document import section_rows, table
from benchmarks.non_negative import non_negative_least_squares
from benchwright.bench.importing import import_model
from benchwright.bench.inputs import seeded_inputs
from benchwright.bench.lane import Cancel
from benchwright.bench.link import Link
from benchwright.bench.route import Route, RouteParts, RouteRequest
from benchwright.bench.toolbox import Toolbox
from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.pack import Pack
from benchwright.model.plan_wish import BALANCED, Optimise, PlanWish
from benchwright.planner.cost_table import COSTS
from benchwright.planner.op_features import Features
from benchwright.planner.plan import TflitePlanner
from benchwright.planner.prediction import core_key, op_key

# Board, and the size in bytes that one activation of a model may have there.
COST_BOARDS = {
    "b-l475e-iot01a": 20_000,
    "mps3-an547": 40_000,
    "esp32-c3": 20_000,
    "hifive1-revb": 2_400,
    "microbit": 2_400,
}
MODELS_A_BOARD = 56
TIGHT_MODELS_A_BOARD = 14
TIGHT = (0.0, 0.3, 0.7)
"""Arenas to plan for, from the least there is to that of a plan without a limit."""
TABLE = ROOT / "app" / "benchwright" / "planner" / "cost_table.py"
_LEAST_INSTRUCTIONS = 500.0
"""Below this an error is taken as if the op were as large: it decides nothing."""
_LONGEST_LINE = 120
_LEAST_OPS_A_COST = 2
"""An op that was measured less often than this for each of its costs would be learned by heart: it is left out."""

Costs = Mapping[str, Mapping[str, Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One op of one model on one board."""

    core: str
    op: str
    features: Features
    instructions: int


def measure_costs(effort: Effort) -> str:
    """Fits anew what was measured; cores and ops that were not measured keep their costs."""
    with temporary_toolbox() as toolbox:
        boards = effort.boards or tuple(COST_BOARDS)[: effort.turns(len(COST_BOARDS), 1)]
        found = [op for board in boards for op in _measure_board(toolbox, board, effort.turns(MODELS_A_BOARD, 2))]
    groups: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    for op in found:
        groups[op.core, op.op].append(op)
    fitted = {key: fit(ops) for key, ops in groups.items()}
    costs = {key: fit for key, fit in fitted.items() if _LEAST_OPS_A_COST * len(fit) <= len(groups[key])}
    if not effort.is_short:
        write_table(TABLE, COSTS, costs)
    rows = [(*key, str(len(groups[key])), f"{_error(groups[key], costs[key]):.1%}") for key in costs]
    measured = {core for core, _ in groups}
    kept = [row for row in section_rows("costs") if row[0] not in measured]
    return table(("core", "op / type / layout", "measured", "mean error"), sorted([*rows, *kept]))


def fit(ops: Sequence[Measured]) -> dict[str, float]:
    """Instructions for one of each feature; features that cost nothing are left out."""
    names = sorted({name for op in ops for name in op.features})
    weights = np.array([1.0 / max(op.instructions, _LEAST_INSTRUCTIONS) for op in ops])
    matrix = np.array([[op.features.get(name, 0) for name in names] for op in ops], float) * weights[:, None]
    wanted = np.array([op.instructions for op in ops], float) * weights
    costs = non_negative_least_squares(matrix, wanted)
    return {name: float(f"{cost:.4g}") for name, cost in zip(names, costs, strict=True) if cost > 0}


def write_table(path: Path, before: Costs, fitted: Mapping[tuple[str, str], Mapping[str, float]]) -> None:
    """The table as source, what was fitted in place of what was there."""
    merged = {core: dict(ops) for core, ops in before.items()}
    for (core, op), costs in fitted.items():
        merged.setdefault(core, {})[op] = costs
    text = path.read_text("utf-8")
    start = text.index("COSTS: ")
    rows = [line for core in sorted(merged) for line in _core_lines(core, merged[core])]
    body = "\n".join(["COSTS: Mapping[str, Mapping[str, Mapping[str, float]]] = {", *rows, "}"])
    path.write_text(f"{text[:start]}{body}\n", "utf-8")


def _core_lines(core: str, ops: Mapping[str, Mapping[str, float]]) -> list[str]:
    """As the formatter would have them."""
    lines = [f'    "{core}": {{']
    for op in sorted(ops):
        costs = [f'"{name}": {cost}' for name, cost in ops[op].items()]
        line = f'        "{op}": {{{", ".join(costs)}}},'
        exploded = [f'        "{op}": {{', *(f"            {cost}," for cost in costs), "        },"]
        lines += [line] if len(line) <= _LONGEST_LINE else exploded
    return [*lines, "    },"]


def _error(ops: Sequence[Measured], costs: Mapping[str, float]) -> float:
    said = (sum(cost * op.features.get(name, 0) for name, cost in costs.items()) for op in ops)
    return float(np.mean([abs(value / op.instructions - 1) for op, value in zip(ops, said, strict=True)]))


class _PlainPlanner(TflitePlanner):
    """Gives every op the plain order of constants, as ops get that suit no layout of their board's kernels."""

    def plan(
        self, model: bytes, board: Board, *, name: str, labels: tuple[str, ...] = (), wish: PlanWish | None = None
    ) -> Pack:
        """As the planner does for kernels without layouts."""
        plain = replace(board, kernel_set="plain")
        return TflitePlanner.plan(self, model, plain, name=name, labels=labels, wish=wish)


def _measure_board(toolbox: Toolbox, name: str, count: int) -> Iterator[Measured]:
    board = toolbox.parts.catalog.board(name)
    device = toolbox.lab.start(name)
    plain = replace(toolbox.parts, planner=_PlainPlanner())
    largest_bytes = COST_BOARDS[name]
    models = (*cost_models(count, largest_bytes), *int16_cost_models(count, largest_bytes))
    for index, model in enumerate(models):
        say(f"{name}: model {index + 1} of {len(models)}")
        parts = plain if index % 4 == 3 and index < count else toolbox.parts
        yield from _measure(toolbox, parts, device, board, model, BALANCED)
    tight = min(count, TIGHT_MODELS_A_BOARD)
    for index, model in enumerate(tight_cost_models(tight, largest_bytes)):
        say(f"{name}: model {index + 1} of {tight} in little RAM")
        for wish in _tight_wishes(toolbox.parts, board, model):
            found = _measure(toolbox, toolbox.parts, device, board, model, wish)
            yield from (op for op in found if op.op.startswith(("COPY/", "CONV_ADD/")))
    toolbox.lab.stop(name)


def _tight_wishes(parts: RouteParts, board: Board, model: bytes) -> list[PlanWish]:
    """Limits from the least arena on."""
    least, most = (
        parts.planner.plan(model, board, name="costs", wish=wish).arena_bytes
        for wish in (PlanWish(Optimise.RAM), BALANCED)
    )
    return [PlanWish(arena_limit_bytes=least + round((most - least) * share)) for share in TIGHT]


def _measure(
    toolbox: Toolbox, parts: RouteParts, device: Device, board: Board, model: bytes, wish: PlanWish
) -> Iterator[Measured]:
    """The ops of one model that have features, if it fits the board."""
    pack = parts.planner.plan(model, board, name="costs", wish=wish)
    if parts.planner.fit(pack, board).fits:
        counts = _profile(toolbox, parts, device, board, model, wish)
        for op, instructions in zip(pack.ops, counts, strict=True):
            if op.work:
                key = op_key(op.code, op.element_type.word, op.layout)
                yield Measured(core_key(board), key, dict(op.work), instructions)


def _profile(
    toolbox: Toolbox, parts: RouteParts, device: Device, board: Board, model: bytes, wish: PlanWish
) -> list[int]:
    """Instructions of every op, as the device counts them."""
    store = toolbox.open_store(toolbox.default_database)
    with contextlib.closing(store), contextlib.ExitStack() as stack:
        path = toolbox.default_database.parent / "costs.tflite"
        path.write_bytes(model)
        variant = import_model(path, store, parts.planner)
        Route(parts, store).flash(RouteRequest(device, variant, model, wish=wish), lambda _event: None, Cancel())
        client = stack.enter_context(Link(parts.transports, lambda _event: None).client(device, board))
        hello = client.hello()
        client.load_input(seeded_inputs(parts.planner.plan(model, board, name=variant.name)).items[0])
        ticks_per_instruction = (1 << _shift(board)) * hello.tick_hz / 1e9
        overhead = round(hello.overhead_ticks / ticks_per_instruction)
        return [round(ticks / ticks_per_instruction) - overhead for ticks in client.profile()]


def _shift(board: Board) -> int:
    if board.emulator is None or board.emulator.icount_shift is None:
        raise ValueError(f"{board.name} does not count instructions")
    return board.emulator.icount_shift
