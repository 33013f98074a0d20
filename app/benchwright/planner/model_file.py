"""Reads a .tflite into a `Graph`.

Slot numbers are the order of fields in tensorflow/lite/schema/schema.fbs (schema version 3). Whatever is wrong
with the bytes ends in `ModelFileInvalid`.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from benchwright.model.errors import ModelFileInvalid
from benchwright.planner.flatbuffer import Buffer, FlatbufferInvalid, Table
from benchwright.planner.graph import Graph, Operator, Quantisation, Tensor, TensorType
from benchwright.planner.graph_check import check_graph
from benchwright.planner.operator_options import read_options

_SCHEMA_VERSION = 3
_LARGEST_COUNT = 4096
_LARGEST_RANK = 8
_MOST_SUBGRAPHS = 256
_PLACEHOLDER_FOR_GREATER_OP_CODES = 127


def read_model(data: bytes, file: str) -> Graph:
    """The graph of a .tflite; `file` is its name, used in messages.

    Raises:
        ModelFileInvalid: the bytes are no .tflite, are cut or damaged, or contradict themselves.
    """
    if not data:
        raise ModelFileInvalid(file, "It is empty.")
    if len(data) < 16 or data[4:8] != b"TFL3":
        raise ModelFileInvalid(file, "It does not carry the mark 'TFL3' of a TensorFlow Lite model.")
    try:
        graph = _read(data, file)
        check_graph(graph)
        for subgraph in graph.subgraphs:
            check_graph(subgraph, called=True)
    except FlatbufferInvalid as error:
        raise ModelFileInvalid(file, f"It is cut or damaged: {error}.") from error
    return graph


def _read(data: bytes, file: str) -> Graph:
    root = Buffer(data).root()
    version = root.integer(0, "I")
    if version != _SCHEMA_VERSION:
        raise FlatbufferInvalid(f"its schema version is {version}, known is {_SCHEMA_VERSION}")
    codes = tuple(_operator_code(table) for table in _counted(root.tables(1), "operator codes"))
    subgraphs = root.tables(2)
    if not subgraphs:
        raise FlatbufferInvalid("it holds no graph")
    if len(subgraphs) > _MOST_SUBGRAPHS:
        raise FlatbufferInvalid(f"it claims {len(subgraphs)} subgraphs, at most {_MOST_SUBGRAPHS} are read")
    buffers = tuple(_buffer(i, table) for i, table in enumerate(root.tables(4)))
    empty = Graph(file, hashlib.sha256(data).hexdigest(), (), (), (), ())
    first, *others = (_graph(empty, table, buffers, codes) for table in subgraphs)
    return replace(first, subgraphs=tuple(others))


def _graph(empty: Graph, table: Table, buffers: tuple[bytes, ...], codes: tuple[tuple[int, str], ...]) -> Graph:
    tensors = _counted(table.tables(0), "tensors")
    operators = _counted(table.tables(3), "operators")
    return replace(
        empty,
        tensors=tuple(_tensor(i, tensor, buffers) for i, tensor in enumerate(tensors)),
        operators=tuple(_operator(i, operator, codes) for i, operator in enumerate(operators)),
        inputs=table.integers(1, "i"),
        outputs=table.integers(2, "i"),
    )


def _counted(tables: tuple[Table, ...], what: str) -> tuple[Table, ...]:
    if len(tables) > _LARGEST_COUNT:
        raise FlatbufferInvalid(f"it claims {len(tables)} {what}, at most {_LARGEST_COUNT} are read")
    return tables


def _operator_code(table: Table) -> tuple[int, str]:
    """Builtin code and custom name. Files from before schema 3a have only the one-byte field."""
    old, new = table.integer(0, "b"), table.integer(3, "i")
    return (new if old == _PLACEHOLDER_FOR_GREATER_OP_CODES else max(old, new)), table.text(1)


def _tensor(index: int, table: Table, buffers: tuple[bytes, ...]) -> Tensor:
    shape = table.integers(0, "i")
    if len(shape) > _LARGEST_RANK:
        raise FlatbufferInvalid(f"tensor {index} has {len(shape)} dimensions")
    number = table.integer(1, "b")
    types = {member.value: member for member in TensorType}
    return Tensor(
        index=index,
        name=table.text(3) or f"tensor {index}",
        element_type=types.get(number, TensorType.UNKNOWN),
        shape=shape,
        quantisation=_quantisation(table.table(4)),
        data=_constant(index, table.integer(2, "I"), buffers),
        is_variable=bool(table.integer(5, "B")),
        is_sparse=table.table(6) is not None,
    )


def _constant(index: int, number: int, buffers: tuple[bytes, ...]) -> bytes | None:
    if number == 0:
        return None
    if number >= len(buffers):
        raise FlatbufferInvalid(f"tensor {index} names buffer {number}, there are {len(buffers)}")
    return buffers[number] or None


def _buffer(index: int, table: Table) -> bytes:
    if table.integer(1, "Q") > 1:
        raise FlatbufferInvalid(f"buffer {index} lies behind the graph, as in files over 2 GB")
    return table.octets(0)


def _quantisation(table: Table | None) -> Quantisation | None:
    if table is None:
        return None
    scales, zero_points = table.reals(2), table.integers(3, "q")
    if not scales:
        return None
    if len(zero_points) not in {0, len(scales)}:
        raise FlatbufferInvalid(f"{len(scales)} scales have {len(zero_points)} zero points")
    return Quantisation(scales, zero_points or (0,) * len(scales), table.integer(6, "i"))


def _operator(index: int, table: Table, codes: tuple[tuple[int, str], ...]) -> Operator:
    number = table.integer(0, "I")
    if number >= len(codes):
        raise FlatbufferInvalid(f"operator {index} names code {number}, there are {len(codes)}")
    code, custom_name = codes[number]
    return Operator(
        index=index,
        code=code,
        custom_name=custom_name,
        inputs=table.integers(1, "i"),
        outputs=table.integers(2, "i"),
        options=read_options(table.integer(3, "B"), table.table(4)),
    )
