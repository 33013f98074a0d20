"""Comparing results that firmware printed with what the model gives on the host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchwright.model.pack import TensorSpec
from benchwright.model.run import Parity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# ruff: noqa: PLC0415

# Three decimals are printed: the value behind them is half of the last one away at most, and a little for the sum.
_PRINTED = 0.000_51
_MEAN_RATIO = 1e-3


@dataclass(frozen=True, slots=True)
class Printed:
    """Printed results against the host's. `largest` is the largest difference, as a real number."""

    parity: Parity
    largest: float


def compare_printed(
    printed: Sequence[Sequence[float]], host: Sequence[bytes], spec: TensorSpec, inputs: Sequence[NDArray[np.float64]]
) -> Printed | None:
    """Results of the firmware against the host's outputs, input by input; None where they are of another kind.

    `inputs` are the real inputs, for models that rebuild them: of those firmware prints one number, the mean squared
    error (mlcommons/tiny, anomaly detection).
    """
    import numpy as np

    mismatched, compared, largest = 0, 0, 0.0
    for row, output, real_input in zip(printed, host, inputs, strict=True):
        expected = real_values(output[: spec.size_bytes], spec)
        tolerance = _PRINTED
        if len(row) == 1 and len(expected) == len(real_input) != 1:
            expected = np.asarray([np.mean((expected - real_input) ** 2)])
            tolerance = _PRINTED + _MEAN_RATIO * float(expected[0])
        if len(row) != len(expected):
            return None
        difference = np.abs(np.asarray(row) - expected)
        largest = max(largest, float(difference.max(initial=0.0)))
        mismatched += int(np.count_nonzero(~(difference <= tolerance)))
        compared += len(row)
    item_bytes = spec.element_type.item_bytes
    return Printed(Parity(len(printed), mismatched * item_bytes, compared * item_bytes), largest)


def real_values(data: bytes, spec: TensorSpec) -> NDArray[np.float64]:
    """The real numbers that a tensor's bytes stand for."""
    import numpy as np

    stored = np.frombuffer(data, dtype=np.dtype(spec.element_type.word).newbyteorder("<")).astype(np.float64)
    return (stored - spec.zero_point) * spec.scale if spec.scale else stored
