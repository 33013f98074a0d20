#include "mve_layouts.h"

const struct bw_layout_kind *bw_mve_layout(const struct bw_op *op)
{
    if (op->type != BW_INT8) {
        return (const struct bw_layout_kind *)0;
    }
    if (op->layout == BW_MVE_MATRIX && (op->code == BW_OP_CONV_2D || op->code == BW_OP_DEPTHWISE_CONV_2D)) {
        return &bw_mve_conv_kind;
    }
    if (op->layout == BW_MVE_MATRIX && op->code == BW_OP_FULLY_CONNECTED) {
        return &bw_mve_fully_connected_kind;
    }
    if (op->layout == BW_MVE_TAPS_IN_LANES && op->code == BW_OP_DEPTHWISE_CONV_2D) {
        return &bw_mve_depthwise_kind;
    }
    return (const struct bw_layout_kind *)0;
}
