"""Whether a graph agrees with itself, before any op is looked at."""

from __future__ import annotations

import math

from benchwright.planner.flatbuffer import FlatbufferInvalid
from benchwright.planner.graph import Graph, Operator, Tensor, TensorType

_ITEM_BYTES = {
    TensorType.FLOAT32: 4,
    TensorType.FLOAT16: 2,
    TensorType.INT32: 4,
    TensorType.UINT8: 1,
    TensorType.INT64: 8,
    TensorType.BOOL: 1,
    TensorType.INT16: 2,
    TensorType.INT8: 1,
    TensorType.FLOAT64: 8,
    TensorType.INT4: 0,  # two in a byte
}
_LARGEST_OPERANDS = 256


def check_graph(graph: Graph, *, called: bool = False) -> None:
    """Returns when every index exists, constants have their size and every tensor is made before it is used. A subgraph
    that is `called` may have no inputs or outputs, and give out what it was given.

    Raises:
        FlatbufferInvalid: what contradicts what.
    """
    for tensor in graph.tensors:
        _check_tensor(tensor)
    if not called and (not graph.inputs or not graph.outputs):
        raise FlatbufferInvalid("its graph has no input or no output")
    constants = {tensor.index for tensor in graph.tensors if tensor.data is not None}
    available = set(constants)
    for index in graph.inputs:
        _check_index(graph, index, "an input of the graph")
        if index in available:
            raise FlatbufferInvalid(f"input {index} of the graph is a constant or named twice")
        available.add(index)
    for operator in graph.operators:
        _check_operator(graph, operator, available)
        available.update(operator.outputs)
    for index in graph.outputs:
        _check_index(graph, index, "an output of the graph")
        if index not in available:
            raise FlatbufferInvalid(f"no operator makes output {index} of the graph")


def _check_tensor(tensor: Tensor) -> None:
    item_bytes = _ITEM_BYTES.get(tensor.element_type)
    if tensor.data is None or item_bytes is None or tensor.is_sparse:
        return
    needed = math.prod(tensor.shape) * item_bytes if item_bytes else (math.prod(tensor.shape) + 1) // 2
    if len(tensor.data) != needed:
        raise FlatbufferInvalid(
            f"constant '{tensor.name}' has {len(tensor.data)} bytes, its shape {list(tensor.shape)} needs {needed}"
        )


def _check_index(graph: Graph, index: int, what: str) -> None:
    if not 0 <= index < len(graph.tensors):
        raise FlatbufferInvalid(f"there are {len(graph.tensors)} tensors, {what} is number {index}")


def _check_operator(graph: Graph, operator: Operator, available: set[int]) -> None:
    if len(operator.inputs) + len(operator.outputs) > _LARGEST_OPERANDS:
        raise FlatbufferInvalid(f"operator {operator.index} has {len(operator.inputs)} inputs")
    for index in operator.inputs:
        if index == -1:
            continue
        _check_index(graph, index, f"an input of operator {operator.index}")
        # State (a variable) and empty optional inputs are made by no operator; the op's own check refuses them.
        tensor = graph.tensors[index]
        if index not in available and not tensor.is_variable:
            raise FlatbufferInvalid(f"operator {operator.index} reads '{tensor.name}' before any operator makes it")
    for index in operator.outputs:
        _check_index(graph, index, f"an output of operator {operator.index}")
    if available.intersection(operator.outputs) or len(set(operator.outputs)) < len(operator.outputs):
        raise FlatbufferInvalid(f"operator {operator.index} overwrites a tensor that exists already")
