#include "op_kinds.h"
#include "op_parts.h"
#include "op_window_parts.h"

enum {
    WORD = 4,
    MOST_LEFT = 30,
};

static const int32_t ONE = 1;

static int check_window(const struct bw_limits *limits, const struct bw_op *op, const struct bw_conv_params *params)
{
    const bool depthwise = op->code == BW_OP_DEPTHWISE_CONV_2D;
    const int32_t *const input[] = {&params->batches, &params->input_h, &params->input_w, &params->input_c};
    const int32_t *const output[] = {&params->batches, &params->output_h, &params->output_w, &params->output_c};
    const int32_t *const kernel[] = {&params->output_c, depthwise ? &ONE : &params->input_c, &params->kernel_h,
                                     &params->kernel_w};
    const bool plain = op->layout == BW_LAYOUT_PLAIN;
    const uint64_t weight_count = bw_product(limits, kernel, 4);
    int status = weight_count == 0 ? BW_E_PARAMS : BW_OK;

    if (status == BW_OK) {
        status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 4));
    }
    if (status == BW_OK && plain) {
        status = bw_check_weights(limits, &params->weights_offset, weight_count, bw_type_bytes(op->type),
                                  &params->bias_offset, (uint32_t)params->output_c, WORD);
    }
    if (status == BW_OK && plain && op->type == BW_INT8) {
        status = bw_check_scales(limits, &params->multiplier_offset, &params->shift_offset, (uint32_t)params->output_c,
                                 INT32_MAX, MOST_LEFT);
    }
    if (status != BW_OK) {
        return status;
    }
    if (!bw_conv_shape_sane(limits, op, params) ||
        !bw_zero_point_sane(limits, op, &params->input_zero_point) ||
        !bw_zero_point_sane(limits, op, &params->output_zero_point) ||
        !bw_output_sane(limits, op, &params->activation_min, &params->activation_max, &params->float_min,
                        &params->float_max, bw_product(limits, output, 4))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_fully_connected(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    const int32_t *const input[] = {&params->batches, &params->inputs};
    const int32_t *const output[] = {&params->batches, &params->outputs};
    const int32_t *const weights[] = {&params->outputs, &params->inputs};
    const bool plain = op->layout == BW_LAYOUT_PLAIN;
    const uint64_t weight_count = bw_product(limits, weights, 2);
    int status = weight_count == 0 ? BW_E_PARAMS : BW_OK;

    if (status == BW_OK) {
        status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 2));
    }
    if (status == BW_OK && plain) {
        status = bw_check_weights(limits, &params->weights_offset, weight_count, bw_type_bytes(op->type),
                                  &params->bias_offset, (uint32_t)params->outputs, WORD);
    }
    if (status == BW_OK && plain && op->type == BW_INT8) {
        status = bw_check_scales(limits, &params->multiplier_offset, &params->shift_offset,
                                 params->per_channel ? (uint32_t)params->outputs : 1, INT32_MAX, MOST_LEFT);
    }
    if (status != BW_OK) {
        return status;
    }
    if ((bw_at(limits, &params->per_channel) && params->per_channel > 1) ||
        !bw_zero_point_sane(limits, op, &params->input_zero_point) ||
        !bw_zero_point_sane(limits, op, &params->weights_zero_point) ||
        !bw_zero_point_sane(limits, op, &params->output_zero_point) ||
        !bw_output_sane(limits, op, &params->activation_min, &params->activation_max, &params->float_min,
                        &params->float_max, bw_product(limits, output, 2))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_pool(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_pool_params *params = bw_op_params(op);
    const int32_t *const output[] = {&params->batches, &params->output_h, &params->output_w, &params->channels};
    const int status = bw_check_pool_input(limits, op, params);
    if (status != BW_OK) {
        return status;
    }
    return bw_output_sane(limits, op, &params->activation_min, &params->activation_max, &params->float_min,
                          &params->float_max, bw_product(limits, output, 4))
               ? BW_OK
               : BW_E_PARAMS;
}

static int check_transpose_conv(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int32_t *const input[] = {&params->batches, &params->input_h, &params->input_w, &params->input_c};
    const int32_t *const output[] = {&params->batches, &params->output_h, &params->output_w, &params->output_c};
    const int32_t *const kernel[] = {&params->output_c, &params->kernel_h, &params->kernel_w, &params->input_c};
    const uint64_t weight_count = bw_product(limits, kernel, 4);
    int status = weight_count == 0 ? BW_E_PARAMS : BW_OK;

    if (status == BW_OK) {
        status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 4));
    }
    if (status == BW_OK &&
        (!bw_transpose_conv_shape_sane(limits, params) ||
         (bw_at(limits, &op->layout) && op->layout != BW_LAYOUT_PLAIN) ||
         !bw_zero_point_sane(limits, op, &params->input_zero_point) ||
         !bw_zero_point_sane(limits, op, &params->output_zero_point) ||
         !bw_output_sane(limits, op, &params->activation_min, &params->activation_max, &params->float_min,
                         &params->float_max, bw_product(limits, output, 4)))) {
        status = BW_E_PARAMS;
    }
    if (status == BW_OK) {
        status = bw_check_weights(limits, &params->weights_offset, weight_count, bw_type_bytes(op->type),
                                  &params->bias_offset, (uint32_t)params->output_c, WORD);
    }
    if (status == BW_OK && op->type == BW_INT8) {
        status = bw_check_scales(limits, &params->multiplier_offset, &params->shift_offset, (uint32_t)params->output_c,
                                 INT32_MAX, MOST_LEFT);
    }
    return status;
}

/* The convolution's check compares its output with the op's, the addition's does so with its element count. */
static int check_conv_add(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_add_params *params = bw_op_params(op);
    const int status = check_window(limits, op, &params->conv);
    if (status != BW_OK) {
        return status;
    }
    if ((bw_at(limits, &op->type) && op->type != BW_INT8) ||
        (bw_at(limits, &params->add.input1_arena_offset) && params->add.input1_arena_offset != 0)) {
        return BW_E_PARAMS;
    }
    return bw_check_add(limits, op, &params->add);
}

static int check_conv(const struct bw_limits *limits, const struct bw_op *op)
{
    return check_window(limits, op, bw_op_params(op));
}

const struct bw_op_kind bw_op_conv_2d = {
    .code = BW_OP_CONV_2D,
    .params_bytes = sizeof(struct bw_conv_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_conv,
    .kernels = {[BW_INT8] = bw_conv_2d_int8, [BW_FLOAT32] = bw_conv_2d_float32},
};

const struct bw_op_kind bw_op_depthwise_conv_2d = {
    .code = BW_OP_DEPTHWISE_CONV_2D,
    .params_bytes = sizeof(struct bw_conv_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_conv,
    .kernels = {[BW_INT8] = bw_depthwise_conv_2d_int8, [BW_FLOAT32] = bw_depthwise_conv_2d_float32},
};

const struct bw_op_kind bw_op_transpose_conv = {
    .code = BW_OP_TRANSPOSE_CONV,
    .params_bytes = sizeof(struct bw_conv_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_transpose_conv,
    .kernels = {[BW_INT8] = bw_transpose_conv_int8, [BW_FLOAT32] = bw_transpose_conv_float32},
};

const struct bw_op_kind bw_op_conv_add = {
    .code = BW_OP_CONV_ADD,
    .params_bytes = sizeof(struct bw_conv_add_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_conv_add,
    .kernels = {[BW_INT8] = bw_conv_add_int8},
};

const struct bw_op_kind bw_op_fully_connected = {
    .code = BW_OP_FULLY_CONNECTED,
    .params_bytes = sizeof(struct bw_fully_connected_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_fully_connected,
    .kernels = {[BW_INT8] = bw_fully_connected_int8, [BW_FLOAT32] = bw_fully_connected_float32},
};

const struct bw_op_kind bw_op_average_pool_2d = {
    .code = BW_OP_AVERAGE_POOL_2D,
    .params_bytes = sizeof(struct bw_pool_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_pool,
    .kernels = {[BW_INT8] = bw_average_pool_2d_int8, [BW_FLOAT32] = bw_average_pool_2d_float32},
};

const struct bw_op_kind bw_op_max_pool_2d = {
    .code = BW_OP_MAX_POOL_2D,
    .params_bytes = sizeof(struct bw_pool_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_pool,
    .kernels = {[BW_INT8] = bw_max_pool_2d_int8, [BW_FLOAT32] = bw_max_pool_2d_float32},
};

const struct bw_op_kind bw_op_l2_pool_2d = {
    .code = BW_OP_L2_POOL_2D,
    .params_bytes = sizeof(struct bw_pool_params),
    .types = 1u << BW_FLOAT32,
    .check = check_pool,
    .kernels = {[BW_FLOAT32] = bw_l2_pool_2d_float32},
};
