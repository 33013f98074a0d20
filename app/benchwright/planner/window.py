"""Where a sliding window lies on one axis (ComputeOutSize and ComputePadding of TensorFlow Lite)."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.planner.graph import Padding

LARGEST_SIZE = 1 << 24


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: number of window positions, and padding before the first element."""

    output_size: int
    pad_before: int


def slide(input_size: int, window: int, stride: int, dilation: int, padding: Padding) -> Axis:
    """The axis of a window.

    Raises:
        ValueError: a size the engine refuses, or a window larger than an unpadded input.
    """
    sizes = {"its window": window, "its stride": stride, "its dilation": dilation, "its input": input_size}
    for name, size in sizes.items():
        if not 1 <= size <= LARGEST_SIZE:
            raise ValueError(f"{name} of {size} is outside 1…{LARGEST_SIZE:,}")
    extent = (window - 1) * dilation + 1
    if extent > LARGEST_SIZE:
        raise ValueError(f"a window of {window} taps {dilation} apart is wider than {LARGEST_SIZE:,}")
    if padding is Padding.VALID and extent > input_size:
        raise ValueError(f"its window of {extent} is larger than the input of {input_size} and has no padding")
    span = input_size + stride - (1 if padding is Padding.SAME else extent)
    output_size = span // stride
    return Axis(output_size, max(0, (output_size - 1) * stride + extent - input_size) // 2)
