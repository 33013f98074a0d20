"""Reads the options of an operator: the tables of the union BuiltinOptions in the .tflite schema."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from benchwright.planner.flatbuffer import FlatbufferInvalid, Table
from benchwright.planner.graph import (
    Activation,
    AddOptions,
    CallOptions,
    FullyConnectedOptions,
    Options,
    Padding,
    PlainOptions,
    RecurrentOptions,
    SoftmaxOptions,
    VariableOptions,
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
        raise FlatbufferInvalid(f"no {what} has the number {value}") from error


def _activation(table: Table, slot: int) -> Activation:
    return _choice(Activation, table.integer(slot, "b"), "kind of activation")


def _padding(table: Table) -> Padding:
    return _choice(Padding, table.integer(0, "b"), "kind of padding")


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


def _transpose_conv(table: Table) -> Options:
    return WindowOptions(
        padding=_padding(table),
        stride_w=table.integer(1, "i"),
        stride_h=table.integer(2, "i"),
        activation=_activation(table, 3),
    )


def _flag(table: Table, slot: int) -> bool:
    return table.integer(slot, "B") != 0


def _activated(table: Table) -> Options:
    return PlainOptions(activation=_activation(table, 0))


def _concatenation(table: Table) -> Options:
    return PlainOptions(axis=table.integer(0, "i"), activation=_activation(table, 1))


def _counted_along_axis(table: Table) -> Options:
    return PlainOptions(count=table.integer(0, "i"), axis=table.integer(1, "i"))


def _gather(table: Table) -> Options:
    return PlainOptions(axis=table.integer(0, "i"), batch_dimensions=table.integer(1, "i"))


def _strided_slice(table: Table) -> Options:
    return PlainOptions(
        begin_mask=table.integer(0, "i"),
        end_mask=table.integer(1, "i"),
        ellipsis_mask=table.integer(2, "i"),
        new_axis_mask=table.integer(3, "i"),
        shrink_axis_mask=table.integer(4, "i"),
        end_is_offset=_flag(table, 5),
    )


def _resize_bilinear(table: Table) -> Options:
    return PlainOptions(align_corners=_flag(table, 2), half_pixel_centers=_flag(table, 3))


def _resize_nearest(table: Table) -> Options:
    return PlainOptions(align_corners=_flag(table, 0), half_pixel_centers=_flag(table, 1))


def _svdf(table: Table) -> Options:
    return RecurrentOptions(_activation(table, 1), rank=table.integer(0, "i"))


def _lstm(table: Table) -> Options:
    return RecurrentOptions(
        _activation(table, 0),
        cell_clip=table.real(1),
        projection_clip=table.real(2),
        time_major=_flag(table, 3),
    )


def _two_subgraphs(table: Table) -> Options:
    return CallOptions((table.integer(0, "i"), table.integer(1, "i")))


# By the number of the table in the union BuiltinOptions.
_READERS: dict[int, Callable[[Table], Options]] = {
    1: _conv,
    2: _depthwise_conv,
    5: _pool,
    6: _svdf,
    8: _fully_connected,
    9: _softmax,
    10: _concatenation,
    11: _add,
    12: _activated,
    15: _resize_bilinear,
    19: lambda table: PlainOptions(block_size=table.integer(0, "i")),
    21: _activated,
    23: _gather,
    27: lambda table: PlainOptions(keep_dimensions=_flag(table, 0)),
    28: _activated,
    29: _activated,
    32: _strided_slice,
    35: lambda table: PlainOptions(count=table.integer(0, "i")),
    49: _transpose_conv,
    59: _counted_along_axis,
    64: _counted_along_axis,
    71: _lstm,
    74: _resize_nearest,
    75: lambda table: PlainOptions(alpha=table.real(0)),
    77: lambda table: PlainOptions(symmetric=_flag(table, 0)),
    79: lambda table: PlainOptions(count=table.integer(0, "i")),
    92: _two_subgraphs,
    93: _two_subgraphs,
    94: lambda table: PlainOptions(block_size=table.integer(0, "i")),
    101: lambda table: PlainOptions(transpose_left=_flag(table, 0), transpose_right=_flag(table, 1)),
    102: lambda table: PlainOptions(exclusive=_flag(table, 0), reverse=_flag(table, 1)),
    103: lambda table: CallOptions((table.integer(0, "i"),)),
    111: lambda table: VariableOptions(table.text(0), table.text(1)),
}
