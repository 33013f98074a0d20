#include "op_kinds.h"

static const struct bw_op_kind *const KINDS[] = {
    [BW_OP_CONV_2D] = &bw_op_conv_2d,
    [BW_OP_DEPTHWISE_CONV_2D] = &bw_op_depthwise_conv_2d,
    [BW_OP_FULLY_CONNECTED] = &bw_op_fully_connected,
    [BW_OP_AVERAGE_POOL_2D] = &bw_op_average_pool_2d,
    [BW_OP_MAX_POOL_2D] = &bw_op_max_pool_2d,
    [BW_OP_ADD] = &bw_op_add,
    [BW_OP_SOFTMAX] = &bw_op_softmax,
    [BW_OP_COPY] = &bw_op_copy,
    [BW_OP_LOOKUP] = &bw_op_lookup,
    [BW_OP_UNARY] = &bw_op_unary,
    [BW_OP_BINARY] = &bw_op_binary,
    [BW_OP_SELECT] = &bw_op_select,
    [BW_OP_MOVE] = &bw_op_move,
    [BW_OP_GATHER] = &bw_op_gather,
    [BW_OP_REDUCE] = &bw_op_reduce,
    [BW_OP_ARG_EXTREME] = &bw_op_arg_extreme,
    [BW_OP_CONVERT] = &bw_op_convert,
    [BW_OP_RESIZE_BILINEAR] = &bw_op_resize_bilinear,
    [BW_OP_TRANSPOSE_CONV] = &bw_op_transpose_conv,
    [BW_OP_BATCH_MATMUL] = &bw_op_batch_matmul,
    [BW_OP_NORMALISE] = &bw_op_normalise,
    [BW_OP_CUMSUM] = &bw_op_cumsum,
    [BW_OP_L2_POOL_2D] = &bw_op_l2_pool_2d,
    [BW_OP_CONV_ADD] = &bw_op_conv_add,
    [BW_OP_SVDF] = &bw_op_svdf,
    [BW_OP_LSTM] = &bw_op_lstm,
};

const struct bw_op_kind *bw_op_kind(uint32_t code)
{
    return code < sizeof KINDS / sizeof *KINDS ? KINDS[code] : (const struct bw_op_kind *)0;
}

bw_kernel *bw_plain_kernel(const struct bw_op *op)
{
    const struct bw_op_kind *kind = bw_op_kind(op->code);
    return kind && op->type < BW_TYPES ? kind->kernels[op->type] : (bw_kernel *)0;
}
