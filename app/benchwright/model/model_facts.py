"""What is inside a model file, whatever board it is for."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TensorFacts:
    """One tensor of the file.

    `role` is "input", "output", "weights", "state" or "between". `size_bytes` is what its values take; `scale_count`
    how many scales quantise it, 0 for none, `scale` and `zero_point` the first. `zero_ratio` is the ratio of stored
    values that stand for zero, None unless it is weights.
    """

    index: int
    name: str
    role: str
    element_type: str
    shape: tuple[int, ...]
    size_bytes: int
    scale_count: int = 0
    scale: float = 0.0
    zero_point: int = 0
    zero_ratio: float | None = None

    @property
    def element_count(self) -> int:
        """Number of values."""
        return math.prod(self.shape)


@dataclass(frozen=True, slots=True)
class OperatorFacts:
    """One operator of the file, as the file has it: nothing is fused yet."""

    index: int
    name: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Operators and tensors of a file's first graph."""

    operators: tuple[OperatorFacts, ...]
    tensors: tuple[TensorFacts, ...]

    @property
    def weights_bytes(self) -> int:
        """Bytes of all constants."""
        return sum(tensor.size_bytes for tensor in self.tensors if tensor.role == "weights")
