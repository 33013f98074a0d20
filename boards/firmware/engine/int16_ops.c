#include "int16_ops.h"

#include "op_check_int16.h"

bw_kernel *bw_int16_kernel(const struct bw_op *op)
{
    if (op->type != BW_INT16) {
        return (bw_kernel *)0;
    }
    switch (op->code) {
    case BW_OP_CONV_2D:
        return bw_conv_2d_int16;
    case BW_OP_DEPTHWISE_CONV_2D:
        return bw_depthwise_conv_2d_int16;
    case BW_OP_FULLY_CONNECTED:
        return bw_fully_connected_int16;
    case BW_OP_TRANSPOSE_CONV:
        return bw_transpose_conv_int16;
    case BW_OP_AVERAGE_POOL_2D:
        return bw_average_pool_2d_int16;
    case BW_OP_MAX_POOL_2D:
        return bw_max_pool_2d_int16;
    case BW_OP_BINARY:
        return bw_binary_int16;
    case BW_OP_REDUCE:
        return bw_reduce_int16;
    case BW_OP_BATCH_MATMUL:
        return bw_batch_matmul_int16;
    case BW_OP_SLOPES:
        return bw_slopes_int16;
    case BW_OP_CURVE:
        return bw_curve_int16;
    case BW_OP_SOFTMAX_TABLES:
        return bw_softmax_tables_int16;
    default:
        return (bw_kernel *)0;
    }
}

static bool layout_known(const struct bw_op *op)
{
    switch (op->code) {
    case BW_OP_CONV_2D:
    case BW_OP_FULLY_CONNECTED:
        return op->layout == BW_LAYOUT_PLAIN || op->layout == BW_LAYOUT_WIDE;
    case BW_OP_DEPTHWISE_CONV_2D:
    case BW_OP_TRANSPOSE_CONV:
    case BW_OP_BATCH_MATMUL:
        return op->layout == BW_LAYOUT_WIDE;
    default:
        return op->layout == BW_LAYOUT_PLAIN;
    }
}

int bw_int16_check(const struct bw_limits *limits, const struct bw_op *op)
{
    const void *params = op + 1;
    if (bw_at(limits, &op->layout) && !layout_known(op)) {
        return BW_E_OP;
    }
    (void)bw_at(limits, op);
    switch (op->code) {
    case BW_OP_CONV_2D:
    case BW_OP_DEPTHWISE_CONV_2D:
        return bw_check_conv_int16(limits, op, params);
    case BW_OP_FULLY_CONNECTED:
        return bw_check_fully_connected_int16(limits, op, params);
    case BW_OP_TRANSPOSE_CONV:
        return bw_check_transpose_conv_int16(limits, op, params);
    case BW_OP_AVERAGE_POOL_2D:
    case BW_OP_MAX_POOL_2D:
        return bw_check_pool_int16(limits, op, params);
    case BW_OP_BINARY:
        return bw_check_binary_int16(limits, op, params);
    case BW_OP_REDUCE:
        return bw_check_reduce_int16(limits, op, params);
    case BW_OP_BATCH_MATMUL:
        return bw_check_matmul_int16(limits, op, params);
    case BW_OP_SLOPES:
        return bw_check_slopes_int16(limits, op, params);
    case BW_OP_CURVE:
        return bw_check_curve_int16(limits, op, params);
    case BW_OP_SOFTMAX_TABLES:
        return bw_check_softmax_tables_int16(limits, op, params);
    default:
        return BW_E_OP;
    }
}
