"""Random models of operators that keep state from one inference to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.random import Generator

from tests.firmware.op_models import INT16, Array, activation, random_values, scale
from tests.firmware.tiny_models import (
    FLOAT32,
    INT8,
    INT32,
    TinyOp,
    TinyTensor,
    build,
    fully_connected_options,
    softmax_options,
)

TURNS = 4


@dataclass(frozen=True, slots=True)
class StateCase:
    """A model with state, and the inputs of inferences one after the other."""

    model: bytes
    turns: tuple[tuple[Array, ...], ...]
    output_count: int


StateMaker = Callable[[Generator, np.dtype], StateCase]


def state_case(
    rng: Generator, model: bytes, inputs: Sequence[TinyTensor], output_count: int, turns: int = TURNS
) -> StateCase:
    """Random values for every inference."""
    return StateCase(model, tuple(tuple(random_values(rng, one) for one in inputs) for _ in range(turns)), output_count)


def _sizes(rng: Generator, *most: int) -> list[int]:
    return [int(rng.integers(1, top + 1)) for top in most]


def _weights(rng: Generator, rows: int, columns: int, dtype: np.dtype, spread: float = 0.5) -> TinyTensor:
    if dtype == FLOAT32:
        return TinyTensor((rows, columns), dtype, values=(rng.normal(size=(rows, columns)) * spread).astype(np.float32))
    low, high = (-127, 128) if dtype == INT8 else (-32767, 32768)
    values = rng.integers(low, high, (rows, columns)).astype(dtype)
    return TinyTensor((rows, columns), dtype, (scale(rng, 1e-3, 2e-2),), (0,), values=values)


def _bias(rng: Generator, count: int, dtype: np.dtype, of_scale: float) -> TinyTensor:
    if dtype == FLOAT32:
        return TinyTensor((count,), dtype, values=rng.normal(size=count).astype(np.float32))
    values = rng.integers(-3000, 3000, count).astype(np.int32)
    return TinyTensor((count,), INT32, (of_scale,), (0,), values=values)


def _svdf(rng: Generator, dtype: np.dtype) -> StateCase:
    batches, inputs, units, memory, rank = _sizes(rng, 3, 9, 5, 7, 3)
    filters = units * rank
    source, output = activation(rng, (batches, inputs), dtype), activation(rng, (batches, units), dtype)
    kept = dtype if dtype == FLOAT32 or rng.integers(2) else INT16
    features, times = _weights(rng, filters, inputs, dtype), _weights(rng, filters, memory, kept)
    if kept == INT16:
        times = TinyTensor(times.shape, INT16, (times.scales[0] / 256,), (0,), values=times.values)
    state = _svdf_state(rng, (batches, filters * memory), kept, source, features)
    bias = _bias(rng, units, dtype, state.scales[0] * times.scales[0] if state.scales else 0.0)
    activations = schema.ActivationFunctionType
    options = schema.SVDFOptionsT(
        rank=rank, fusedActivationFunction=int(rng.choice([activations.NONE, activations.RELU]))
    )
    tensors = [source, features, times, bias, state, output]
    model = build(tensors, [TinyOp("SVDF", (0, 1, 2, 3, 4), (5,), options)], [0], [5])
    return state_case(rng, model, [source], 1, turns=memory + 3)


def _svdf_state(
    rng: Generator, shape: tuple[int, int], kept: np.dtype, source: TinyTensor, features: TinyTensor
) -> TinyTensor:
    if kept == FLOAT32:
        return TinyTensor(shape, kept, variable=True)
    reach = source.scales[0] * features.scales[0] * 10_000 * source.shape[1] ** 0.5
    steps = (30.0, 127.0, 500.0) if kept == INT8 else (8000.0, 30000.0, 90000.0)
    zero_point = int(rng.choice([0, 0, -128, 127, 11])) if kept == INT8 else 0
    return TinyTensor(shape, kept, (float(np.float32(reach / rng.choice(steps))),), (zero_point,), variable=True)


def _stream(rng: Generator, dtype: np.dtype) -> StateCase:
    """What hears words in a stream: two SVDFs one behind the other, and classes."""
    kept = dtype if dtype == FLOAT32 or rng.integers(2) else INT16
    source, first, second = (activation(rng, (1, width), dtype, 5e-3, 5e-2) for width in (10, 8, 6))
    tensors, ops = [source], []
    for before, after in ((source, first), (first, second)):
        features = _weights(rng, 2 * after.shape[1], before.shape[1], dtype)
        times = _weights(rng, 2 * after.shape[1], 4, kept)
        if kept == INT16:
            times = TinyTensor(times.shape, INT16, (times.scales[0] / 256,), (0,), values=times.values)
        state = _svdf_state(rng, (1, 8 * after.shape[1]), kept, before, features)
        bias = _bias(rng, after.shape[1], dtype, state.scales[0] * times.scales[0] if state.scales else 0.0)
        at = len(tensors)
        tensors += [features, times, bias, state, after]
        ops.append(TinyOp("SVDF", (at - 1, *range(at, at + 4)), (at + 4,), schema.SVDFOptionsT(rank=2)))
    at = len(tensors)
    weights = _weights(rng, 3, 6, dtype)
    scores = activation(rng, (1, 3), dtype, 5e-2, 0.2)
    chances = TinyTensor((1, 3), dtype, (1 / 256,), (-128,)) if dtype == INT8 else TinyTensor((1, 3), dtype)
    tensors += [weights, scores, chances]
    ops.append(TinyOp("FULLY_CONNECTED", (at - 1, at), (at + 1,), fully_connected_options()))
    ops.append(TinyOp("SOFTMAX", (at + 1,), (at + 2,), softmax_options(1.0)))
    return state_case(rng, build(tensors, ops, [0], [at + 2]), [source], 1, turns=6)


def _lstm(rng: Generator, dtype: np.dtype) -> StateCase:
    batches, steps, inputs, units = _sizes(rng, 3, 4, 6, 6)
    time_major = bool(rng.integers(2))
    front = (steps, batches) if time_major else (batches, steps)
    source = activation(rng, (*front, inputs), dtype, 5e-3, 0.1)
    hidden = activation(rng, (batches, units), dtype, 4e-3, 1e-2)
    is_int8 = dtype == INT8
    cell_scale = float(2.0 ** -int(rng.integers(9, 16)))
    cell = TinyTensor((batches, units), INT16, (cell_scale,), (0,)) if is_int8 else TinyTensor((batches, units), dtype)
    tensors = [source]
    of_input = [_weights(rng, units, inputs, dtype) for _ in range(4)]
    of_hidden = [_weights(rng, units, units, dtype) for _ in range(4)]
    biases = [_bias(rng, units, dtype, source.scales[0] * one.scales[0] if is_int8 else 0.0) for one in of_input]
    states = [_variable(hidden), _variable(cell)]
    tensors += [
        *of_input,
        *of_hidden,
        *biases,
        *states,
        TinyTensor((*front, units), dtype, hidden.scales, hidden.zero_points),
    ]
    places = (*range(9), -1, -1, -1, *range(9, 13), -1, -1, 13, 14, -1, -1, -1, -1)
    options = schema.UnidirectionalSequenceLSTMOptionsT(
        fusedActivationFunction=schema.ActivationFunctionType.TANH,
        cellClip=float(rng.choice([0.0, 0.0, 0.25, 10.0])),
        timeMajor=time_major,
    )
    model = build(tensors, [TinyOp("UNIDIRECTIONAL_SEQUENCE_LSTM", places, (15,), options)], [0], [15])
    return state_case(rng, model, [source], 1)


def _variable(tensor: TinyTensor) -> TinyTensor:
    return TinyTensor(tensor.shape, tensor.dtype, tensor.scales, tensor.zero_points, variable=True)


STATE_MAKERS: dict[str, tuple[StateMaker, tuple[np.dtype, ...]]] = {
    "SVDF": (_svdf, (INT8, FLOAT32)),
    "UNIDIRECTIONAL_SEQUENCE_LSTM": (_lstm, (INT8, FLOAT32)),
    "words in a stream": (_stream, (INT8, FLOAT32)),
}
