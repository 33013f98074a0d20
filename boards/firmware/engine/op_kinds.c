#include "op_kinds.h"

/* It is searched for every op of every inference: what most models have comes first. */
static const struct bw_op_kind *const KINDS[] = {
    &bw_op_conv_2d,
    &bw_op_conv_2d_int16,
    &bw_op_depthwise_conv_2d,
    &bw_op_depthwise_conv_2d_int16,
    &bw_op_fully_connected,
    &bw_op_fully_connected_int16,
    &bw_op_add,
    &bw_op_average_pool_2d,
    &bw_op_average_pool_2d_int16,
    &bw_op_max_pool_2d,
    &bw_op_max_pool_2d_int16,
    &bw_op_softmax,
    &bw_op_copy,
    &bw_op_lookup,
    &bw_op_unary,
    &bw_op_binary,
    &bw_op_binary_int16,
    &bw_op_select,
    &bw_op_move,
    &bw_op_gather,
    &bw_op_reduce,
    &bw_op_reduce_int16,
    &bw_op_arg_extreme,
    &bw_op_convert,
    &bw_op_resize_bilinear,
    &bw_op_transpose_conv,
    &bw_op_transpose_conv_int16,
    &bw_op_batch_matmul,
    &bw_op_batch_matmul_int16,
    &bw_op_normalise,
    &bw_op_cumsum,
    &bw_op_l2_pool_2d,
    &bw_op_slopes,
    &bw_op_curve,
    &bw_op_softmax_tables,
    &bw_op_log_softmax,
    &bw_op_conv_add,
    &bw_op_svdf,
    &bw_op_lstm,
};

const struct bw_op_kind *bw_op_kind(uint32_t code, uint32_t type)
{
    const struct bw_op_kind *found = (const struct bw_op_kind *)0;
    for (uint32_t i = 0; i < sizeof KINDS / sizeof *KINDS; ++i) {
        const struct bw_op_kind *const kind = KINDS[i];
        if (!kind || kind->code != code) {
            continue;
        }
        found = kind;
        if (bw_has_type(kind, type)) {
            break;
        }
    }
    return found;
}

bw_kernel *bw_plain_kernel(const struct bw_op *op)
{
    const struct bw_op_kind *kind = bw_op_kind(op->code, op->type);
    return kind && op->type < BW_TYPES ? kind->kernels[op->type] : (bw_kernel *)0;
}
