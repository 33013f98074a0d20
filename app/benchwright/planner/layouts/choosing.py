"""Which layout an op gets: the first of its board's kernel set that takes it, else the plain one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from benchwright.planner.draft import OpDraft
from benchwright.planner.layouts.dsp import conv_pairs, conv_points, fully_connected_quads
from benchwright.planner.layouts.dsp_depthwise import depthwise_rows, depthwise_taps
from benchwright.planner.layouts.mve import (
    lay_out_convolution,
    lay_out_depthwise,
    lay_out_depthwise_of_one_channel,
    lay_out_fully_connected,
)

Layout = Callable[[OpDraft], OpDraft | None]
"""The op with its constants in an order of the set's own, or None where this layout does not suit it."""

LAYOUTS: Mapping[str, tuple[Layout, ...]] = {
    "generic": (),
    "dsp": (conv_pairs, conv_points, depthwise_rows, depthwise_taps, fully_connected_quads),
    "mve": (lay_out_convolution, lay_out_depthwise_of_one_channel, lay_out_depthwise, lay_out_fully_connected),
}


def lay_out(op: OpDraft, kernel_set: str, *, with_scratch: bool = True) -> OpDraft:
    """The op as the kernels of the set like it best; outputs are the same bytes in every layout.

    Without scratch it is the first of those that work in no memory of their own.
    """
    for layout in LAYOUTS.get(kernel_set, ()):
        laid_out = layout(op)
        if laid_out is not None and (with_scratch or not laid_out.scratch_bytes):
            return laid_out
    return op
