#include "dsp_layouts.h"

const struct bw_layout_kind *bw_dsp_layout(const struct bw_op *op)
{
    const bool depthwise = op->code == BW_OP_DEPTHWISE_CONV_2D;
    if (op->type != BW_INT8) {
        return (const struct bw_layout_kind *)0;
    }
    switch (op->layout) {
    case BW_LAYOUT_DSP_PAIRS:
        return depthwise || op->code == BW_OP_CONV_2D ? &bw_dsp_pairs_kind : (const struct bw_layout_kind *)0;
    case BW_LAYOUT_DSP_QUADS:
        if (op->code == BW_OP_CONV_2D) {
            return &bw_dsp_points_kind;
        }
        return op->code == BW_OP_FULLY_CONNECTED ? &bw_dsp_quads_kind : (const struct bw_layout_kind *)0;
    case BW_LAYOUT_DSP_ROWS:
        return depthwise ? &bw_dsp_rows_kind : (const struct bw_layout_kind *)0;
    case BW_LAYOUT_DSP_TAPS:
        return depthwise ? &bw_dsp_taps_kind : (const struct bw_layout_kind *)0;
    default:
        return (const struct bw_layout_kind *)0;
    }
}
