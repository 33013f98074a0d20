"""How many taps of the windows of a convolution or pool lie on the input, position by position."""

from __future__ import annotations

from benchwright.planner.pack_format import ConvParams


def axis_taps(size: int, positions: int, window: int, stride: int, dilation: int, pad: int) -> list[int]:
    """Taps on the input at every position of one axis."""
    starts = (position * stride - pad for position in range(positions))
    return [_taps_inside(size, start, window, dilation) for start in starts]


def row_taps(params: ConvParams) -> list[int]:
    """Rows of the kernel on the input, for every row of output."""
    return axis_taps(
        params.input_h, params.output_h, params.kernel_h, params.stride_h, params.dilation_h, params.pad_top
    )


def column_taps(params: ConvParams) -> list[int]:
    """Columns of the kernel on the input, for every column of output."""
    return axis_taps(
        params.input_w, params.output_w, params.kernel_w, params.stride_w, params.dilation_w, params.pad_left
    )


def _taps_inside(size: int, start: int, window: int, dilation: int) -> int:
    """Of the places start, start + dilation, … those from 0 to size - 1; a window may have millions of taps."""
    first = max(0, -(start // dilation))
    last = min(window - 1, (size - 1 - start) // dilation)
    return max(0, last - first + 1)
