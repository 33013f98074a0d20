"""Reads the options of an operator: the tables of the union BuiltinOptions in the .tflite schema."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from benchwright.planner.flatbuffer import FlatbufferInvalid, Table
from benchwright.planner.graph import (
    Activation,
    AddOptions,
    FullyConnectedOptions,
    Options,
    Padding,
    SoftmaxOptions,
    WindowOptions,
)

_Choice = TypeVar("_Choice", bound=Enum)


def read_options(kind: int, table: Table | None) -> Options:
    """The options of an operator; None for kinds that no supported op has."""
    reader = _READERS.get(kind)
    return reader(table) if reader and table else None


def _choice(enumeration: type[_Choice], value: int, what: str) -> _Choice:
    try:
        return enumeration(value)
    except ValueError as error:
        raise FlatbufferInvalid(f"{what} {value} does not exist") from error


def _activation(table: Table, slot: int) -> Activation:
    return _choice(Activation, table.integer(slot, "b"), "activation")


def _padding(table: Table) -> Padding:
    return _choice(Padding, table.integer(0, "b"), "padding")


def _conv(table: Table) -> Options:
    return WindowOptions(
        padding=_padding(table),
        stride_w=table.integer(1, "i"),
        stride_h=table.integer(2, "i"),
        activation=_activation(table, 3),
        dilation_w=table.integer(4, "i", 1),
        dilation_h=table.integer(5, "i", 1),
    )


def _depthwise_conv(table: Table) -> Options:
    return WindowOptions(
        padding=_padding(table),
        stride_w=table.integer(1, "i"),
        stride_h=table.integer(2, "i"),
        depth_multiplier=table.integer(3, "i"),
        activation=_activation(table, 4),
        dilation_w=table.integer(5, "i", 1),
        dilation_h=table.integer(6, "i", 1),
    )


def _pool(table: Table) -> Options:
    return WindowOptions(
        padding=_padding(table),
        stride_w=table.integer(1, "i"),
        stride_h=table.integer(2, "i"),
        filter_w=table.integer(3, "i"),
        filter_h=table.integer(4, "i"),
        activation=_activation(table, 5),
    )


def _fully_connected(table: Table) -> Options:
    return FullyConnectedOptions(_activation(table, 0), table.integer(1, "b") != 0)


def _add(table: Table) -> Options:
    return AddOptions(_activation(table, 0))


def _softmax(table: Table) -> Options:
    return SoftmaxOptions(table.real(0))


# By the number of the table in the union BuiltinOptions.
_READERS: dict[int, Callable[[Table], Options]] = {
    1: _conv,
    2: _depthwise_conv,
    5: _pool,
    8: _fully_connected,
    9: _softmax,
    11: _add,
}
