"""Small models with variables and control flow."""

from __future__ import annotations

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.random import Generator

from tests.firmware.op_models import BOOL, constant, whole
from tests.firmware.state_models import StateCase, StateMaker, state_case
from tests.firmware.tiny_models import FLOAT32, INT32, TinyGraph, TinyOp, TinyTensor, add_options, build_graphs

_COMPARISONS = ("LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL", "EQUAL", "NOT_EQUAL")
HANDLE = TinyTensor((), INT32, type_name="RESOURCE")
TRUTH = TinyTensor((), BOOL)


def real(*shape: int) -> TinyTensor:
    return TinyTensor(shape, FLOAT32)


def int8(*shape: int) -> TinyTensor:
    return TinyTensor(shape, np.dtype(np.int8), (0.1,), (-9,))


def number(value: int) -> TinyTensor:
    return TinyTensor((), INT32, values=np.array(value, np.int32))


def var_handle(tensor: int, name: str = "memory") -> TinyOp:
    return TinyOp("VAR_HANDLE", (), (tensor,), schema.VarHandleOptionsT(container="", sharedName=name))


def read(handle: int, tensor: int) -> TinyOp:
    return TinyOp("READ_VARIABLE", (handle,), (tensor,), schema.ReadVariableOptionsT())


def assign(handle: int, tensor: int) -> TinyOp:
    return TinyOp("ASSIGN_VARIABLE", (handle, tensor), (), schema.AssignVariableOptionsT())


def call_once(subgraph: int) -> TinyOp:
    return TinyOp("CALL_ONCE", (), (), schema.CallOnceOptionsT(initSubgraphIndex=subgraph))


def when(inputs: tuple[int, ...], outputs: tuple[int, ...], subgraphs: tuple[int, int]) -> TinyOp:
    options = schema.IfOptionsT(thenSubgraphIndex=subgraphs[0], elseSubgraphIndex=subgraphs[1])
    return TinyOp("IF", inputs, outputs, options)


def loop(carried: tuple[int, ...], outputs: tuple[int, ...], subgraphs: tuple[int, int]) -> TinyOp:
    options = schema.WhileOptionsT(condSubgraphIndex=subgraphs[0], bodySubgraphIndex=subgraphs[1])
    return TinyOp("WHILE", carried, outputs, options)


def add(first: int, second: int, output: int) -> TinyOp:
    return TinyOp("ADD", (first, second), (output,), add_options())


def counts_to(turns: int, kind: TinyTensor) -> TinyGraph:
    """A condition: the first of (count, value) is below `turns`."""
    compared = TinyOp("LESS", (0, 2), (3,), schema.LessOptionsT())
    return TinyGraph([TinyTensor((), INT32), kind, number(turns), TRUTH], [compared], [0, 1], [3])


def running_sum(rng: Generator, _dtype: np.dtype) -> StateCase:
    """The sum of all inputs so far, in float32, from 0."""
    source, output = real(2, 3), real(2, 3)
    graph = TinyGraph(
        [source, HANDLE, real(2, 3), output], [var_handle(1), read(1, 2), add(0, 2, 3), assign(1, 3)], [0], [3]
    )
    return state_case(rng, build_graphs(graph), [source], 1)


def initialised_sum(rng: Generator, _dtype: np.dtype) -> StateCase:
    """The same in int8, from constants that a CALL_ONCE assigns."""
    source = int8(1, 5)
    first = constant(rng, source)
    graph = TinyGraph(
        [source, HANDLE, source, source],
        [call_once(1), var_handle(1), read(1, 2), add(0, 2, 3), assign(1, 3)],
        [0],
        [3],
    )
    start = TinyGraph([HANDLE, first], [var_handle(0), assign(0, 1)])
    return state_case(rng, build_graphs(graph, start), [source], 1)


def streamed_frames(rng: Generator, _dtype: np.dtype) -> StateCase:
    """The latest four frames, of which each inference brings one: what streaming models are made of."""
    frame, history, five = int8(1, 1, 6), int8(1, 4, 6), int8(1, 5, 6)
    tensors = [frame, HANDLE, history, five, whole(0, 1, 0), whole(0, 0, 0), whole(1, 1, 1), history, history]
    ops = [
        var_handle(1),
        read(1, 2),
        TinyOp("CONCATENATION", (2, 0), (3,), schema.ConcatenationOptionsT(axis=1)),
        TinyOp("STRIDED_SLICE", (3, 4, 5, 6), (7,), schema.StridedSliceOptionsT(endMask=7)),
        assign(1, 7),
        TinyOp("TANH", (7,), (8,)),
    ]
    tensors[8] = TinyTensor((1, 4, 6), np.dtype(np.int8), (1 / 128,), (0,))
    return state_case(rng, build_graphs(TinyGraph(tensors, ops, [0], [8])), [frame], 1, turns=6)


def swapped_variables(rng: Generator, _dtype: np.dtype) -> StateCase:
    """Two variables that take each other's value; the output is what one was before."""
    source = real(3)
    tensors = [source, HANDLE, HANDLE, source, source, source]
    ops = [
        var_handle(1, "one"),
        var_handle(2, "other"),
        read(1, 3),
        read(2, 4),
        assign(1, 4),
        add(0, 3, 5),
        assign(2, 5),
    ]
    return state_case(rng, build_graphs(TinyGraph(tensors, ops, [0], [3, 5])), [source], 2, turns=6)


def twice_assigned(rng: Generator, _dtype: np.dtype) -> StateCase:
    """A variable read, written, read again and written again in one inference."""
    source = real(4)
    tensors = [source, HANDLE, *[source] * 4]
    ops = [var_handle(1), read(1, 2), add(0, 2, 3), assign(1, 3), read(1, 4), add(2, 4, 5), assign(1, 0)]
    return state_case(rng, build_graphs(TinyGraph(tensors, ops, [0], [5])), [source], 1, turns=5)


def reset_to_constant(rng: Generator, _dtype: np.dtype) -> StateCase:
    """A variable that is given out, then set to a constant."""
    source = int8(2, 2)
    tensors = [source, HANDLE, source, constant(rng, source), source]
    ops = [var_handle(1), read(1, 2), add(0, 2, 4), assign(1, 3)]
    return state_case(rng, build_graphs(TinyGraph(tensors, ops, [0], [4, 2])), [source], 2)


def known_branch(rng: Generator, _dtype: np.dtype) -> StateCase:
    """An IF whose condition compares constants and combines what comes of it."""
    source, output = real(2, 2), real(2, 2)
    tensors = [source, number(int(rng.integers(0, 5))), number(2), TRUTH, output, TRUTH, TRUTH, TRUTH]
    first, second = (_COMPARISONS[int(rng.integers(len(_COMPARISONS)))] for _ in range(2))
    combined = "LOGICAL_AND" if rng.integers(2) else "LOGICAL_OR"
    ops = [
        TinyOp(first, (1, 2), (3,)),
        TinyOp(second, (2, 1), (5,)),
        TinyOp("LOGICAL_NOT", (5,), (6,)),
        TinyOp(combined, (3, 6), (7,)),
        when((7, 0), (4,), (1, 2)),
    ]
    double = TinyGraph([source, output], [add(0, 0, 1)], [0], [1])
    halved = constant(rng, source)
    product = TinyGraph([source, halved, output], [TinyOp("MUL", (0, 1), (2,), schema.MulOptionsT())], [0], [2])
    return state_case(rng, build_graphs(TinyGraph(tensors, ops, [0], [4]), double, product), [source], 1)


def counted_loop(rng: Generator, _dtype: np.dtype) -> StateCase:
    """A WHILE that counts, with a constant and a growing value."""
    kind = real(3)
    turns = int(rng.integers(0, 6))
    tensors = [kind, number(0), TinyTensor((), INT32), kind, kind]
    outer = TinyGraph(tensors, [loop((1, 0), (2, 3), (1, 2)), add(3, 0, 4)], [0], [4])
    body = TinyGraph(
        [TinyTensor((), INT32), kind, number(1), TinyTensor((), INT32), constant(rng, kind), kind],
        [add(0, 2, 3), add(1, 4, 5)],
        [0, 1],
        [3, 5],
    )
    return state_case(rng, build_graphs(outer, counts_to(turns, kind), body), [kind], 1)


def loop_with_memory(rng: Generator, _dtype: np.dtype) -> StateCase:
    """A variable that every turn of a loop reads and assigns."""
    kind = real(3)
    count = TinyTensor((), INT32)
    outer = TinyGraph([kind, number(0), count, kind], [loop((1, 0), (2, 3), (1, 2))], [0], [3])
    body = TinyGraph(
        [count, kind, number(1), count, HANDLE, kind, kind],
        [add(0, 2, 3), var_handle(4), read(4, 5), add(1, 5, 6), assign(4, 6)],
        [0, 1],
        [3, 6],
    )
    return state_case(rng, build_graphs(outer, counts_to(3, kind), body), [kind], 1)


def passed_through(rng: Generator, _dtype: np.dtype) -> StateCase:
    """A branch that gives out what it was given, straight to outputs of the graph."""
    source = real(2, 2)
    held = TinyTensor((), BOOL, values=np.array(True))
    graph = TinyGraph([source, held, source, source], [when((1, 0), (2,), (1, 1)), add(2, 2, 3)], [0], [2, 3])
    return state_case(rng, build_graphs(graph, TinyGraph([source], [], [0], [0])), [source], 2)


def known_result(rng: Generator, _dtype: np.dtype) -> StateCase:
    """A loop whose count is an output of the graph, beside a branch that gives a constant."""
    kind, count = real(2), TinyTensor((), INT32)
    held = TinyTensor((), BOOL, values=np.array(False))
    outer = TinyGraph(
        [kind, number(0), count, kind, held, kind], [loop((1, 0), (2, 3), (1, 2)), when((4, 3), (5,), (3, 4))], [0],
        [2, 3, 5],
    )  # fmt: skip
    body = TinyGraph([count, kind, number(2), count, kind], [add(0, 2, 3), add(1, 1, 4)], [0, 1], [3, 4])
    same, fixed = TinyGraph([kind], [], [0], [0]), TinyGraph([kind, constant(rng, kind)], [], [0], [1])
    return state_case(rng, build_graphs(outer, counts_to(5, kind), body, same, fixed), [kind], 3)


def random_program(rng: Generator, _dtype: np.dtype) -> StateCase:
    """Reads, sums, reshapes and assignments of two variables in any order; outputs are any of the values."""
    kind, flat = real(2, 3), real(6)
    tensors, ops = [kind, HANDLE, HANDLE], [var_handle(1, "one"), var_handle(2, "other"), assign(1, 0), assign(2, 0)]
    values = [0]
    if rng.integers(2):  # both begin with zeros, and not with the first input
        ops = ops[:2]
    for _ in range(int(rng.integers(4, 12))):
        handle, value, other = int(rng.integers(1, 3)), _any(rng, values), _any(rng, values)
        made, choice = len(tensors), int(rng.integers(5))
        if choice == 0:
            ops.append(assign(handle, value))
            continue
        tensors.append(kind)
        values.append(made)
        if choice == 1:
            tensors.append(flat)
            ops += [TinyOp("RESHAPE", (value,), (made + 1,)), TinyOp("RESHAPE", (made + 1,), (made,))]
        else:
            ops.append(read(handle, made) if choice in {2, 3} else add(value, other, made))
    ops += [assign(1, _any(rng, values)), assign(2, _any(rng, values))]
    outputs = sorted({_any(rng, values[1:]) for _ in range(2)}) if values[1:] else []
    if not outputs:
        tensors.append(kind)
        ops.append(add(0, 0, len(tensors) - 1))
        outputs = [len(tensors) - 1]
    return state_case(rng, build_graphs(TinyGraph(tensors, ops, [0], outputs)), [kind], len(outputs), turns=4)


def _any(rng: Generator, values: list[int]) -> int:
    return values[int(rng.integers(len(values)))]


FLOW_MAKERS: dict[str, tuple[StateMaker, tuple[np.dtype, ...]]] = {
    maker.__name__: (maker, (FLOAT32,))
    for maker in (
        running_sum,
        initialised_sum,
        streamed_frames,
        swapped_variables,
        twice_assigned,
        reset_to_constant,
        known_branch,
        counted_loop,
        loop_with_memory,
        passed_through,
        known_result,
        random_program,
    )
}
