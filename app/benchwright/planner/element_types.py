"""How element types of .tflite files lie in the arena."""

from __future__ import annotations

from benchwright.model.pack import ElementType
from benchwright.planner.graph import TensorType

_IN_ARENA = {
    TensorType.FLOAT32: ElementType.FLOAT32,
    TensorType.INT8: ElementType.INT8,
    TensorType.UINT8: ElementType.UINT8,
    TensorType.BOOL: ElementType.UINT8,
    TensorType.INT16: ElementType.INT16,
    TensorType.INT32: ElementType.INT32,
}


def arena_type(element_type: TensorType) -> ElementType | None:
    """The engine's type for it; BOOL is a byte of 0 or 1. None where the engine has none."""
    return _IN_ARENA.get(element_type)
