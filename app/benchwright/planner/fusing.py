"""A PAD in front of a convolution becomes the convolution's own padding: no op, no padded copy in RAM."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace

from benchwright.planner.graph import Graph, Operator, Padding, TensorType, WindowOptions

_PAD, _CONVOLUTIONS = 34, frozenset({3, 4})

Pads = tuple[int, int, int, int]
"""Top, bottom, left, right."""


@dataclass(frozen=True, slots=True)
class Fused:
    """The graph with fewer operators; `into` names for each that is gone the one that does its work."""

    graph: Graph
    into: Mapping[int, int]


def fuse_pads(graph: Graph) -> Fused:
    """Every PAD that a convolution can do itself is taken out."""
    readers: dict[int, list[Operator]] = {}
    for operator in graph.operators:
        for index in operator.inputs:
            readers.setdefault(index, []).append(operator)
    gone: dict[int, int] = {}
    changed: dict[int, Operator] = {}
    for pad in graph.operators:
        reading = readers.get(pad.outputs[0], []) if pad.code == _PAD and pad.outputs else []
        if len(reading) != 1 or pad.outputs[0] in graph.outputs:
            continue
        fused = _fused(graph, pad, reading[0])
        if fused is not None:
            gone[pad.index], changed[fused.index] = fused.index, fused
    operators = tuple(changed.get(one.index, one) for one in graph.operators if one.index not in gone)
    return Fused(replace(graph, operators=operators), gone)


def _fused(graph: Graph, pad: Operator, convolution: Operator) -> Operator | None:
    """The convolution on what PAD read; None where it could not be the same."""
    options, pads = convolution.options, _pads(graph, pad)
    if convolution.code not in _CONVOLUTIONS or not isinstance(options, WindowOptions) or pads is None:
        return None
    if convolution.inputs[0] != pad.outputs[0] or options.padding is not Padding.VALID or len(convolution.inputs) < 2:
        return None
    source, weights = graph.tensors[pad.inputs[0]], graph.tensors[convolution.inputs[1]]
    if len(weights.shape) != 4 or source.data is not None:
        return None
    axes = zip(source.shape[1:3], weights.shape[1:3], (options.stride_h, options.stride_w),
               (options.dilation_h, options.dilation_w), (pads[:2], pads[2:]), strict=True)  # fmt: skip
    if not all(_window_fits(*axis) for axis in axes):
        return None
    inputs = (pad.inputs[0], *convolution.inputs[1:])
    return replace(convolution, inputs=inputs, options=replace(options, pads=pads))


def _pads(graph: Graph, pad: Operator) -> Pads | None:
    """What a PAD of an image puts around height and width; None where it does more, or another value than zero."""
    if len(pad.inputs) != 2:
        return None
    source, amounts, output = graph.tensors[pad.inputs[0]], graph.tensors[pad.inputs[1]], graph.tensors[pad.outputs[0]]
    if amounts.element_type is not TensorType.INT32 or amounts.data is None or amounts.element_count != 8:
        return None
    if source.element_type is not output.element_type or source.quantisation != output.quantisation:
        return None
    flat = struct.unpack("<8i", amounts.data)
    grown = tuple(
        size + before + after for size, before, after in zip(source.shape, flat[::2], flat[1::2], strict=False)
    )
    if len(source.shape) != 4 or min(flat) < 0 or any(flat[:2] + flat[6:]) or grown != output.shape:
        return None
    return flat[2], flat[3], flat[4], flat[5]


def _window_fits(size: int, kernel: int, stride: int, dilation: int, pads: tuple[int, ...]) -> bool:
    """Whether every window touches the input, as the engine wants it."""
    extent = (kernel - 1) * dilation + 1
    padded = size + sum(pads)
    if min(size, kernel, stride, dilation) < 1 or extent > padded:
        return False
    return pads[0] < extent and (padded - extent) // stride * stride - pads[0] < size
