#include "op_check_int16.h"
#include "op_kinds.h"
#include "op_window_parts.h"

static const int32_t ONE = 1;

enum {
    WORD = 4,
    WIDE_WORD = 8,
    MOST_LEFT = 30,
};

static int check_constants(const struct bw_limits *limits, const struct bw_op *op, const uint32_t *weights_offset,
                           uint64_t weight_count, const uint32_t *bias_offset, uint32_t channels)
{
    return bw_check_weights(limits, weights_offset, weight_count, sizeof(int8_t), bias_offset, channels,
                            op->layout == BW_LAYOUT_WIDE ? WIDE_WORD : WORD);
}

static int check_scales(const struct bw_limits *limits, const struct bw_op *op, const uint32_t *multiplier_offset,
                        const uint32_t *shift_offset, uint32_t count)
{
    const bool wide = op->layout == BW_LAYOUT_WIDE;
    return bw_check_scales(limits, multiplier_offset, shift_offset, count, wide ? BW_MOST_MULTIPLIER_WIDE : INT32_MAX,
                           wide ? BW_MOST_LEFT_WIDE : MOST_LEFT);
}

/* Sizes, constants and numbers of a convolution, wherever its windows lie. */
static int check_kernel(const struct bw_limits *limits, const struct bw_op *op, const struct bw_conv_params *params,
                        const int32_t *taps_channels)
{
    const int32_t *const input[] = {&params->batches, &params->input_h, &params->input_w, &params->input_c};
    const int32_t *const output[] = {&params->batches, &params->output_h, &params->output_w, &params->output_c};
    const int32_t *const kernel[] = {&params->output_c, taps_channels, &params->kernel_h, &params->kernel_w};
    const uint64_t weight_count = bw_product(limits, kernel, 4);
    int status = weight_count == 0 ? BW_E_PARAMS : BW_OK;

    if (status == BW_OK) {
        status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 4));
    }
    if (status == BW_OK) {
        status = check_constants(limits, op, &params->weights_offset, weight_count, &params->bias_offset,
                                 (uint32_t)params->output_c);
    }
    if (status == BW_OK) {
        status =
            check_scales(limits, op, &params->multiplier_offset, &params->shift_offset, (uint32_t)params->output_c);
    }
    if (status != BW_OK) {
        return status;
    }
    return bw_is_zero(limits, &params->input_zero_point) && bw_is_zero(limits, &params->output_zero_point) &&
                   bw_int16_output_sane(limits, op, &params->activation_min, &params->activation_max,
                                        bw_product(limits, output, 4))
               ? BW_OK
               : BW_E_PARAMS;
}

static int check_conv(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int status =
        check_kernel(limits, op, params, op->code == BW_OP_DEPTHWISE_CONV_2D ? &ONE : &params->input_c);
    if (status != BW_OK) {
        return status;
    }
    return bw_conv_shape_sane(limits, op, params) ? BW_OK : BW_E_PARAMS;
}

static int check_fully_connected(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    const int32_t *const input[] = {&params->batches, &params->inputs};
    const int32_t *const output[] = {&params->batches, &params->outputs};
    const int32_t *const weights[] = {&params->outputs, &params->inputs};
    const uint64_t weight_count = bw_product(limits, weights, 2);
    int status = weight_count == 0 ? BW_E_PARAMS : BW_OK;

    if (status == BW_OK) {
        status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 2));
    }
    if (status == BW_OK) {
        status = check_constants(limits, op, &params->weights_offset, weight_count, &params->bias_offset,
                                 (uint32_t)params->outputs);
    }
    if (status == BW_OK && bw_at(limits, &params->per_channel) && params->per_channel > 1) {
        status = BW_E_PARAMS;
    }
    if (status == BW_OK) {
        status = check_scales(limits, op, &params->multiplier_offset, &params->shift_offset,
                              params->per_channel ? (uint32_t)params->outputs : 1);
    }
    if (status != BW_OK) {
        return status;
    }
    return bw_is_zero(limits, &params->input_zero_point) && bw_is_zero(limits, &params->weights_zero_point) &&
                   bw_is_zero(limits, &params->output_zero_point) &&
                   bw_int16_output_sane(limits, op, &params->activation_min, &params->activation_max,
                                        bw_product(limits, output, 2))
               ? BW_OK
               : BW_E_PARAMS;
}

static int check_transpose_conv(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    return bw_transpose_conv_shape_sane(limits, params) ? check_kernel(limits, op, params, &params->input_c)
                                                        : BW_E_PARAMS;
}

static int check_pool(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_pool_params *params = bw_op_params(op);
    const int32_t *const output[] = {&params->batches, &params->output_h, &params->output_w, &params->channels};
    const int status = bw_check_pool_input(limits, op, params);
    if (status != BW_OK) {
        return status;
    }
    return bw_int16_output_sane(limits, op, &params->activation_min, &params->activation_max,
                                bw_product(limits, output, 4))
               ? BW_OK
               : BW_E_PARAMS;
}

const struct bw_op_kind bw_op_conv_2d_int16 = {
    .code = BW_OP_CONV_2D,
    .params_bytes = sizeof(struct bw_conv_params),
    .types = 1u << BW_INT16,
    .sums = BW_SUMS_32_OR_64,
    .check = check_conv,
    .kernels = {[BW_INT16] = bw_conv_2d_int16},
};

const struct bw_op_kind bw_op_depthwise_conv_2d_int16 = {
    .code = BW_OP_DEPTHWISE_CONV_2D,
    .params_bytes = sizeof(struct bw_conv_params),
    .types = 1u << BW_INT16,
    .sums = BW_SUMS_64,
    .check = check_conv,
    .kernels = {[BW_INT16] = bw_depthwise_conv_2d_int16},
};

const struct bw_op_kind bw_op_transpose_conv_int16 = {
    .code = BW_OP_TRANSPOSE_CONV,
    .params_bytes = sizeof(struct bw_conv_params),
    .types = 1u << BW_INT16,
    .sums = BW_SUMS_64,
    .check = check_transpose_conv,
    .kernels = {[BW_INT16] = bw_transpose_conv_int16},
};

const struct bw_op_kind bw_op_fully_connected_int16 = {
    .code = BW_OP_FULLY_CONNECTED,
    .params_bytes = sizeof(struct bw_fully_connected_params),
    .types = 1u << BW_INT16,
    .sums = BW_SUMS_32_OR_64,
    .check = check_fully_connected,
    .kernels = {[BW_INT16] = bw_fully_connected_int16},
};

const struct bw_op_kind bw_op_average_pool_2d_int16 = {
    .code = BW_OP_AVERAGE_POOL_2D,
    .params_bytes = sizeof(struct bw_pool_params),
    .types = 1u << BW_INT16,
    .check = check_pool,
    .kernels = {[BW_INT16] = bw_average_pool_2d_int16},
};

const struct bw_op_kind bw_op_max_pool_2d_int16 = {
    .code = BW_OP_MAX_POOL_2D,
    .params_bytes = sizeof(struct bw_pool_params),
    .types = 1u << BW_INT16,
    .check = check_pool,
    .kernels = {[BW_INT16] = bw_max_pool_2d_int16},
};
