"""Which layout an op gets: the first of its board's kernel set that takes it, else the plain one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from benchwright.planner.draft import OpDraft
from benchwright.planner.layouts import dsp, dsp_depthwise, generic, mve

Layout = Callable[[OpDraft], OpDraft | None]
"""The op with its constants in an order of the set's own, or None where this layout does not suit it."""

LAYOUTS: Mapping[str, tuple[Layout, ...]] = {
    "generic": (generic.conv_pairs, generic.depthwise_rows, generic.four_rows),
    "dsp": (
        dsp.conv_pairs,
        dsp.conv_points,
        dsp_depthwise.depthwise_rows,
        dsp_depthwise.depthwise_taps,
        dsp.fully_connected_quads,
    ),
    "mve": (
        mve.lay_out_convolution,
        mve.lay_out_depthwise_of_one_channel,
        mve.lay_out_depthwise,
        mve.lay_out_fully_connected,
    ),
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
