"""Where the window of a convolution or a pooling goes on its input."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchwright.planner.graph import WindowOptions
from benchwright.planner.ops.operands import Operands
from benchwright.planner.window import Axis, slide


@dataclass(frozen=True, slots=True)
class Window:
    """Taps of a window, the channels it makes of each place, and how far apart its taps are."""

    height: int
    width: int
    output_channels: int
    dilation_h: int = 1
    dilation_w: int = 1


def slid_over(operands: Operands, window: Window, options: WindowOptions) -> tuple[Axis, Axis]:
    """Rows and columns of the window on the operator's first input.

    Raises:
        ModelFileInvalid: sizes that the engine refuses, or an output of another shape than they make.
    """
    source, output = operands.input(0), operands.output()
    batches, height, width, _channels = operands.image(source, "input")
    top, bottom, left, right = options.pads
    try:
        rows = slide(height + top + bottom, window.height, options.stride_h, window.dilation_h, options.padding)
        columns = slide(width + left + right, window.width, options.stride_w, window.dilation_w, options.padding)
    except ValueError as error:
        raise operands.contradicts(str(error)) from error
    made = (batches, rows.output_size, columns.output_size, window.output_channels)
    if output.shape != made:
        raise operands.contradicts(f"its output has shape {list(output.shape)}, its input and window make {list(made)}")
    return replace(rows, pad_before=rows.pad_before + top), replace(columns, pad_before=columns.pad_before + left)
