#include "generic_layouts.h"

const struct bw_layout_kind *bw_generic_layout(const struct bw_op *op)
{
    if (op->type != BW_INT8) {
        return (const struct bw_layout_kind *)0;
    }
    if (op->code == BW_OP_CONV_2D && op->layout == BW_GENERIC_CONV_PAIRS) {
        return &bw_generic_pairs_kind;
    }
    if (op->code == BW_OP_DEPTHWISE_CONV_2D && op->layout == BW_GENERIC_DEPTHWISE_ROWS) {
        return &bw_generic_rows_kind;
    }
    if (op->code == BW_OP_FULLY_CONNECTED && op->layout == BW_GENERIC_FOUR_ROWS) {
        return &bw_generic_four_rows_kind;
    }
    return (const struct bw_layout_kind *)0;
}
