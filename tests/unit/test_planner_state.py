"""What lives from one inference to the next in a plan, and control flow that is refused, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

from benchwright.model.errors import BenchError, ModelFileInvalid, ModelUnsupported
from benchwright.model.pack import Pack
from benchwright.model.plan_wish import Optimise, PlanWish
from benchwright.planner.plan import TflitePlanner
from benchwright.planner.text import plan_json, plan_text
from tests.builders import a_board
from tests.firmware.flow_models import (
    FLOW_MAKERS,
    HANDLE,
    TRUTH,
    add,
    assign,
    call_once,
    counts_to,
    loop,
    number,
    read,
    real,
    var_handle,
    when,
)
from tests.firmware.state_models import STATE_MAKERS
from tests.firmware.tiny_models import FLOAT32, INT8, INT32, TinyGraph, TinyOp, TinyTensor, build_graphs

COUNT = TinyTensor((), INT32)
ROW = real(3)
MODELS = {
    **{name: maker(np.random.default_rng(1), FLOAT32).model for name, (maker, _) in FLOW_MAKERS.items()},
    **{name: maker(np.random.default_rng(1), INT8).model for name, (maker, _) in STATE_MAKERS.items()},
}
WITHOUT_STATE = ("known_branch", "counted_loop", "known_result", "passed_through")
WITH_STATE = [name for name in MODELS if name not in WITHOUT_STATE]


def plan(model: bytes, optimise: Optimise = Optimise.BALANCED) -> Pack:
    return TflitePlanner().plan(model, a_board(), name="model.tflite", wish=PlanWish(optimise))


def error(*graphs: TinyGraph) -> BenchError:
    with pytest.raises((ModelUnsupported, ModelFileInvalid)) as caught:
        plan(build_graphs(*graphs))
    return caught.value


@pytest.mark.parametrize("optimise", Optimise)
@pytest.mark.parametrize("name", WITH_STATE)
def test_nothing_ever_lies_over_state(name: str, optimise: Optimise) -> None:
    pack = plan(MODELS[name], optimise)
    states = [one for one in pack.placements if one.first_op == -1 and one.last_op == len(pack.ops)]
    kept = [one for one in states if one.name not in {spec.name for spec in (*pack.inputs, *pack.outputs)}]
    assert pack.state_bytes == sum(one.size_bytes for one in kept) > 0
    for state in kept:
        for other in pack.placements:
            if other is not state:
                assert other.end <= state.offset or state.end <= other.offset


def test_frames_are_joined_and_cut_without_copies_to_and_from_the_variable() -> None:
    pack = plan(MODELS["streamed_frames"])
    assert [op.code for op in pack.ops] == ["MOVE", "MOVE", "MOVE", "LOOKUP"]
    assert pack.arena_bytes <= 64  # 24 that stay, 30 of old and new frames together


@pytest.mark.parametrize("name", WITHOUT_STATE)
def test_a_model_without_variables_keeps_nothing(name: str) -> None:
    assert plan(MODELS[name]).state_bytes == 0


def test_a_loop_becomes_as_many_operators_as_it_has_turns() -> None:
    tensors = [ROW, number(0), COUNT, ROW]
    body = TinyGraph([COUNT, ROW, number(1), COUNT, ROW], [add(0, 2, 3), add(1, 1, 4)], [0, 1], [3, 4])
    model = build_graphs(TinyGraph(tensors, [loop((1, 0), (2, 3), (1, 2))], [0], [3]), counts_to(900, ROW), body)
    pack = plan(model)
    assert [op.code for op in pack.ops] == ["ADD"] * 900
    assert pack.arena_bytes <= 48


def endless(turns: int) -> Sequence[TinyGraph]:
    body = TinyGraph([COUNT, ROW, number(1), COUNT, ROW], [add(0, 2, 3), add(1, 1, 4)], [0, 1], [3, 4])
    outer = TinyGraph([ROW, number(0), COUNT, ROW], [loop((1, 0), (2, 3), (1, 2))], [0], [3])
    return outer, counts_to(turns, ROW), body


def test_a_loop_of_too_many_turns_is_refused() -> None:
    refused = error(*endless(1001))
    assert isinstance(refused, ModelUnsupported)
    assert refused.op == "WHILE (operator 0)"
    assert "more than 1,000 turns" in refused.why


def test_loops_in_loops_that_grow_beyond_any_flash_are_refused() -> None:
    outer = TinyGraph([ROW, number(0), COUNT, ROW], [loop((1, 0), (2, 3), (1, 2))], [0], [3])
    body = TinyGraph(
        [COUNT, ROW, number(1), COUNT, number(0), COUNT, ROW],
        [add(0, 2, 3), loop((4, 1), (5, 6), (3, 4))],
        [0, 1],
        [3, 6],
    )
    inner = TinyGraph([COUNT, ROW, number(1), COUNT, ROW], [add(0, 2, 3), add(1, 1, 4)], [0, 1], [3, 4])
    refused = error(outer, counts_to(900, ROW), body, counts_to(900, ROW), inner)
    assert "more than 4,096 operators" in refused.why


def test_a_loop_that_an_input_ends_is_refused() -> None:
    outer = TinyGraph([ROW, COUNT, COUNT, ROW], [loop((1, 0), (2, 3), (1, 2))], [0, 1], [3])
    refused = error(outer, *endless(3)[1:])
    assert isinstance(refused, ModelUnsupported)
    assert "computed at run time" in refused.why


def test_a_branch_that_an_input_chooses_is_refused() -> None:
    graph = TinyGraph([ROW, TRUTH, ROW], [when((1, 0), (2,), (1, 1))], [0, 1], [2])
    refused = error(graph, TinyGraph([ROW, ROW], [add(0, 0, 1)], [0], [1]))
    assert isinstance(refused, ModelUnsupported)
    assert (refused.op, refused.tensor) == ("IF (operator 0)", "tensor 't2'")
    assert "'t1' is computed at run time" in refused.why


@pytest.mark.parametrize(
    ("branch", "words"),
    [
        (TinyGraph([ROW, ROW], [add(0, 0, 1)], [0], [1, 1]), "2 tensors meet 1"),
        (TinyGraph([ROW, ROW, ROW], [add(0, 1, 2)], [0, 1], [2]), "1 tensors meet 2"),
        (TinyGraph([real(4), real(4)], [add(0, 0, 1)], [0], [1]), r"float32 [3], its subgraph wants float32 [4]"),
        (TinyGraph([ROW, TinyTensor((), TRUTH.dtype, values=np.array(True)), ROW], [when((1, 0), (2,), (1, 1))], [0],
                   [2]), "without end"),
    ],
    ids=["outputs", "inputs", "shape", "recursion"],
)  # fmt: skip
def test_a_branch_that_does_not_fit_contradicts_the_file(branch: TinyGraph, words: str) -> None:
    held = TinyTensor((), TRUTH.dtype, values=np.array(True))
    graph = TinyGraph([ROW, held, ROW], [when((1, 0), (2,), (1, 1))], [0], [2])
    refused = error(graph, branch)
    assert isinstance(refused, ModelFileInvalid)
    assert words in str(refused)


@pytest.mark.parametrize("numbers", [(0, 1), (1, 2), (-1, 1)])
def test_a_subgraph_that_is_not_there_contradicts_the_file(numbers: tuple[int, int]) -> None:
    held = TinyTensor((), TRUTH.dtype, values=np.array(True))
    graph = TinyGraph([ROW, held, ROW], [when((1, 0), (2,), numbers)], [0], [2])
    assert "its subgraphs are" in str(error(graph, TinyGraph([ROW], [], [0], [0])))


def test_an_initialisation_that_computes_is_refused() -> None:
    graph = TinyGraph([ROW, HANDLE, ROW, ROW], [call_once(1), var_handle(1), read(1, 2), add(0, 2, 3)], [0], [3])
    first = TinyTensor((3,), FLOAT32, values=np.ones(3, np.float32))
    start = TinyGraph(
        [HANDLE, first, ROW], [var_handle(0), TinyOp("EXP", (1,), (2,), schema.ExpOptionsT()), assign(0, 2)]
    )
    refused = error(graph, start)
    assert isinstance(refused, ModelUnsupported)
    assert "What it assigns at first is no constant" in refused.why


def test_a_variable_of_two_shapes_contradicts_the_file() -> None:
    graph = TinyGraph([ROW, HANDLE, real(4), ROW], [var_handle(1), assign(1, 0), read(1, 2), add(0, 0, 3)], [0], [3])
    assert "variable 'memory' has more than one shape or type" in str(error(graph))


def test_what_is_no_variable_cannot_be_read() -> None:
    graph = TinyGraph([ROW, ROW, ROW], [read(0, 1), add(0, 1, 2)], [0], [2])
    assert "its first input is no variable" in str(error(graph))


def test_the_report_says_what_goes_from_one_inference_to_the_next() -> None:
    board, planner = a_board(), TflitePlanner()
    pack = plan(MODELS["streamed_frames"])
    report = plan_text(pack, planner.fit(pack, board), board)
    assert "24 B of it go from one inference to the next." in report
    assert plan_json(pack, planner.fit(pack, board), board)["state_bytes"] == 24
