"""The weights inside a .tflite: read, counted and changed in place. TensorFlow's own reader of the format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

_WEIGHTED = {3: 1, 4: 1, 9: 1, 67: 1}
"""Input of the weights by builtin code: CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED, TRANSPOSE_CONV."""
_FLOAT32, _INT8 = 0, 9
_TYPES = {_FLOAT32: np.dtype("<f4"), _INT8: np.dtype("i1")}

Weights = npt.NDArray[Any]


def changed(model: bytes, change: Callable[[Weights], Weights]) -> bytes:
    """The model with each float32 weight tensor changed; everything else stays byte for byte."""
    room = bytearray(model)
    for weights in _weights(room):
        if weights.dtype == _TYPES[_FLOAT32]:
            weights[...] = change(weights.copy())
    return bytes(room)


def zero_ratio(model: bytes) -> float | None:
    """The ratio of zeros among the weights; None where there are none. Quantised weights have their zero at 0."""
    zeros = total = 0
    for weights in _weights(bytearray(model)):
        zeros += int(np.count_nonzero(weights == 0))
        total += weights.size
    return zeros / total if total else None


def has_float_weights(model: bytes) -> bool:
    """Whether any weights are float32, so that there is something to quantise."""
    return any(weights.dtype == _TYPES[_FLOAT32] for weights in _weights(bytearray(model)))


def _weights(room: bytearray) -> Iterator[Weights]:
    """Views into `room`, each tensor once."""
    from tensorflow.lite.python import schema_py_generated as schema  # noqa: PLC0415  (TensorFlow loads slowly)

    model = schema.Model.GetRootAs(room, 0)
    seen: set[int] = set()
    for at in range(model.SubgraphsLength()):
        graph = model.Subgraphs(at)
        for number in range(graph.OperatorsLength()):
            operator = graph.Operators(number)
            code = model.OperatorCodes(operator.OpcodeIndex())
            place = _WEIGHTED.get(max(code.BuiltinCode(), code.DeprecatedBuiltinCode()))
            if place is None or operator.InputsLength() <= place:
                continue
            tensor = graph.Tensors(operator.Inputs(place))
            stored = model.Buffers(tensor.Buffer())
            if tensor.Buffer() in seen or tensor.Type() not in _TYPES or not stored.DataLength():
                continue
            seen.add(tensor.Buffer())
            yield stored.DataAsNumpy().view(_TYPES[tensor.Type()])
