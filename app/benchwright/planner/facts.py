"""What is inside a model file: its operators and tensors, whether the engine runs them or not."""

from __future__ import annotations

import array
import sys

from benchwright.model.model_facts import ModelFacts, OperatorFacts, TensorFacts
from benchwright.planner.graph import Graph, Tensor, TensorType
from benchwright.planner.op_names import op_name

_ITEM_BITS = {
    TensorType.FLOAT32: 32, TensorType.FLOAT16: 16, TensorType.INT32: 32, TensorType.UINT8: 8, TensorType.INT64: 64,
    TensorType.BOOL: 8, TensorType.INT16: 16, TensorType.COMPLEX64: 64, TensorType.INT8: 8, TensorType.FLOAT64: 64,
    TensorType.COMPLEX128: 128, TensorType.UINT64: 64, TensorType.UINT32: 32, TensorType.UINT16: 16,
    TensorType.INT4: 4, TensorType.BFLOAT16: 16,
}  # fmt: skip
_CODES = {TensorType.FLOAT32: "f", TensorType.INT8: "b", TensorType.UINT8: "B", TensorType.INT16: "h"}


def model_facts(graph: Graph) -> ModelFacts:
    """Operators in the order of the file, tensors by index."""
    operators = tuple(OperatorFacts(one.index, op_name(one), one.inputs, one.outputs) for one in graph.operators)
    return ModelFacts(operators, tuple(_tensor(graph, tensor) for tensor in graph.tensors))


def _tensor(graph: Graph, tensor: Tensor) -> TensorFacts:
    scales = tensor.quantisation
    bits = tensor.element_count * _ITEM_BITS.get(tensor.element_type, 0)
    return TensorFacts(
        index=tensor.index,
        name=tensor.name,
        role=_role(graph, tensor),
        element_type=tensor.element_type.word,
        shape=tensor.shape,
        size_bytes=len(tensor.data) if tensor.data is not None else (bits + 7) // 8,
        scale_count=len(scales.scales) if scales is not None else 0,
        scale=scales.scales[0] if scales is not None else 0.0,
        zero_point=scales.zero_points[0] if scales is not None else 0,
        zero_ratio=_zero_ratio(tensor),
    )


def _role(graph: Graph, tensor: Tensor) -> str:
    if tensor.data is not None:
        return "weights"
    if tensor.is_variable:
        return "state"
    if tensor.index in graph.inputs:
        return "input"
    return "output" if tensor.index in graph.outputs else "between"


def _zero_ratio(tensor: Tensor) -> float | None:
    """Of constants whose type is known here, and only where one value stands for zero in the whole tensor."""
    code = _CODES.get(tensor.element_type)
    if code is None or tensor.data is None or not tensor.element_count:
        return None
    zeros = set(tensor.quantisation.zero_points) if tensor.quantisation is not None else {0}
    values = array.array(code)
    if len(zeros) != 1 or len(tensor.data) != tensor.element_count * values.itemsize:
        return None
    values.frombytes(tensor.data)
    if sys.byteorder == "big":
        values.byteswap()
    return values.count(zeros.pop()) / len(values)
