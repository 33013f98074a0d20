"""How many taps of the windows of a convolution or pool lie on the input, position by position."""

from __future__ import annotations

from benchwright.planner.pack_format import ConvParams


def axis_taps(size: int, positions: int, window: int, stride: int, dilation: int, pad: int) -> list[int]:
    """Taps on the input at every position of one axis."""
    starts = (position * stride - pad for position in range(positions))
    return [sum(0 <= start + tap * dilation < size for tap in range(window)) for start in starts]


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
