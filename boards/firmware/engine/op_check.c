#include "op_check.h"
#include "op_check_parts.h"

#include "int16_ops.h"
#include "kernels/bw_layouts.h"

enum {
    MAX_SIZE = 1 << 24, /* of any dimension, stride or padding: positions in a window fit int32_t */
    WEIGHT_ALIGN = 16,
    WORD = 4,
    SCRATCH_ALIGN = 4,
};

static const int32_t ONE = 1;

/* Weights and bias of `channels` outputs. */
static int check_weights(const struct bw_limits *limits, const struct bw_op *op, const uint32_t *weights_offset,
                         uint64_t weight_count, const uint32_t *bias_offset, uint32_t channels)
{
    if (weight_count == 0) {
        return BW_E_PARAMS;
    }
    if ((bw_at(limits, weights_offset) &&
         !bw_in_pack(limits, *weights_offset, weight_count * bw_type_bytes(op->type), WEIGHT_ALIGN)) ||
        (bw_at(limits, bias_offset) && *bias_offset != 0 &&
         !bw_in_pack(limits, *bias_offset, (uint64_t)channels * 4, WORD))) {
        return BW_E_BOUNDS;
    }
    return BW_OK;
}

static int check_scales(const struct bw_limits *limits, const uint32_t *multiplier_offset,
                        const uint32_t *shift_offset, uint32_t count)
{
    if ((bw_at(limits, multiplier_offset) && !bw_in_pack(limits, *multiplier_offset, (uint64_t)count * 4, WORD)) ||
        (bw_at(limits, shift_offset) && !bw_in_pack(limits, *shift_offset, (uint64_t)count * 4, WORD))) {
        return BW_E_BOUNDS;
    }
    const int32_t *multiplier = (const void *)(limits->pack + *multiplier_offset);
    const int32_t *shift = (const void *)(limits->pack + *shift_offset);
    for (uint32_t i = 0; i < count; ++i) {
        if ((bw_at(limits, multiplier_offset) && multiplier[i] < 0) ||
            (bw_at(limits, shift_offset) && !bw_scale_sane(multiplier[i], shift[i], 30))) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

bool bw_size_sane(const struct bw_limits *limits, const int32_t *size)
{
    return bw_at(limits, size) && *size >= 1 && *size <= MAX_SIZE;
}

bool bw_window_fits(const struct bw_limits *limits, const int32_t *input, const int32_t *output, const int32_t *kernel,
                    const int32_t *stride, const int32_t *dilation, const int32_t *pad)
{
    if (!bw_size_sane(limits, input) || !bw_size_sane(limits, output) || !bw_size_sane(limits, kernel) ||
        !bw_size_sane(limits, stride) || !bw_size_sane(limits, dilation)) {
        return false;
    }
    const int64_t extent = (int64_t)(*kernel - 1) * *dilation + 1;
    const int64_t last = (int64_t)(*output - 1) * *stride - *pad;
    return bw_at(limits, kernel) && extent <= MAX_SIZE && bw_at(limits, pad) && *pad >= 0 && *pad < extent &&
           bw_at(limits, output) && last < *input;
}

static int check_conv(const struct bw_limits *limits, const struct bw_op *op, const struct bw_conv_params *params)
{
    const bool depthwise = op->code == BW_OP_DEPTHWISE_CONV_2D;
    const int32_t *const input[] = {&params->batches, &params->input_h, &params->input_w, &params->input_c};
    const int32_t *const output[] = {&params->batches, &params->output_h, &params->output_w, &params->output_c};
    const int32_t *const kernel[] = {&params->output_c, depthwise ? &ONE : &params->input_c, &params->kernel_h,
                                     &params->kernel_w};
    const int32_t *const channels[] = {&params->input_c, &params->depth_multiplier};
    const bool plain = op->layout == BW_LAYOUT_PLAIN;
    const uint64_t weight_count = bw_product(limits, kernel, 4);
    int status = weight_count == 0 ? BW_E_PARAMS : BW_OK;

    if (status == BW_OK) {
        status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 4));
    }
    if (status == BW_OK && plain) {
        status = check_weights(limits, op, &params->weights_offset, weight_count, &params->bias_offset,
                               (uint32_t)params->output_c);
    }
    if (status == BW_OK && plain && op->type == BW_INT8) {
        status = check_scales(limits, &params->multiplier_offset, &params->shift_offset, (uint32_t)params->output_c);
    }
    if (status != BW_OK) {
        return status;
    }
    if (!bw_window_fits(limits, &params->input_h, &params->output_h, &params->kernel_h, &params->stride_h,
                     &params->dilation_h, &params->pad_top) ||
        !bw_window_fits(limits, &params->input_w, &params->output_w, &params->kernel_w, &params->stride_w,
                     &params->dilation_w, &params->pad_left) ||
        (depthwise ? bw_product(limits, channels, 2) != (uint64_t)params->output_c
                   : bw_at(limits, &params->depth_multiplier) && params->depth_multiplier != 1) ||
        !bw_zero_point_sane(limits, op, &params->input_zero_point) ||
        !bw_zero_point_sane(limits, op, &params->output_zero_point) ||
        !bw_output_sane(limits, op, &params->activation_min, &params->activation_max, &params->float_min,
                        &params->float_max, bw_product(limits, output, 4))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_fully_connected(const struct bw_limits *limits, const struct bw_op *op,
                                 const struct bw_fully_connected_params *params)
{
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
        status = check_weights(limits, op, &params->weights_offset, weight_count, &params->bias_offset,
                               (uint32_t)params->outputs);
    }
    if (status == BW_OK && plain && op->type == BW_INT8) {
        status = check_scales(limits, &params->multiplier_offset, &params->shift_offset,
                              params->per_channel ? (uint32_t)params->outputs : 1);
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

static int check_pool(const struct bw_limits *limits, const struct bw_op *op, const struct bw_pool_params *params)
{
    const int32_t *const input[] = {&params->batches, &params->input_h, &params->input_w, &params->channels};
    const int32_t *const output[] = {&params->batches, &params->output_h, &params->output_w, &params->channels};
    const int status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 4));
    if (status != BW_OK) {
        return status;
    }
    if (!bw_window_fits(limits, &params->input_h, &params->output_h, &params->filter_h, &params->stride_h, &ONE,
                     &params->pad_top) ||
        !bw_window_fits(limits, &params->input_w, &params->output_w, &params->filter_w, &params->stride_w, &ONE,
                     &params->pad_left) ||
        !bw_output_sane(limits, op, &params->activation_min, &params->activation_max, &params->float_min,
                        &params->float_max, bw_product(limits, output, 4))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static bool pad_sane(const struct bw_limits *limits, const int32_t *pad)
{
    return bw_at(limits, pad) && *pad >= 0 && *pad <= MAX_SIZE;
}

/* A transposed convolution may leave output pixels that no tap reaches, so only sizes are bounded. */
static int check_transpose_conv(const struct bw_limits *limits, const struct bw_op *op,
                                const struct bw_conv_params *params)
{
    const int32_t *const sizes[] = {&params->input_h, &params->input_w, &params->output_h, &params->output_w,
                                    &params->kernel_h, &params->kernel_w, &params->stride_h, &params->stride_w};
    const int32_t *const input[] = {&params->batches, &params->input_h, &params->input_w, &params->input_c};
    const int32_t *const output[] = {&params->batches, &params->output_h, &params->output_w, &params->output_c};
    const int32_t *const kernel[] = {&params->output_c, &params->kernel_h, &params->kernel_w, &params->input_c};
    const uint64_t weight_count = bw_product(limits, kernel, 4);
    int status = weight_count == 0 ? BW_E_PARAMS : BW_OK;

    if (status == BW_OK) {
        status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 4));
    }
    for (uint32_t i = 0; i < sizeof sizes / sizeof *sizes && status == BW_OK; ++i) {
        status = bw_size_sane(limits, sizes[i]) ? BW_OK : BW_E_PARAMS;
    }
    if (status == BW_OK &&
        ((bw_at(limits, &op->layout) && op->layout != BW_LAYOUT_PLAIN) || !pad_sane(limits, &params->pad_top) ||
         !pad_sane(limits, &params->pad_left) || !bw_zero_point_sane(limits, op, &params->input_zero_point) ||
         !bw_zero_point_sane(limits, op, &params->output_zero_point) ||
         !bw_output_sane(limits, op, &params->activation_min, &params->activation_max, &params->float_min,
                         &params->float_max, bw_product(limits, output, 4)))) {
        status = BW_E_PARAMS;
    }
    if (status == BW_OK) {
        status = check_weights(limits, op, &params->weights_offset, weight_count, &params->bias_offset,
                               (uint32_t)params->output_c);
    }
    if (status == BW_OK && op->type == BW_INT8) {
        status = check_scales(limits, &params->multiplier_offset, &params->shift_offset, (uint32_t)params->output_c);
    }
    return status;
}

/* The convolution's check compares its output with the op's, the addition's does so with its element count. */
static int check_conv_add(const struct bw_limits *limits, const struct bw_op *op,
                          const struct bw_conv_add_params *params)
{
    const int status = check_conv(limits, op, &params->conv);
    if (status != BW_OK) {
        return status;
    }
    if ((bw_at(limits, &op->type) && op->type != BW_INT8) ||
        (bw_at(limits, &params->add.input1_arena_offset) && params->add.input1_arena_offset != 0)) {
        return BW_E_PARAMS;
    }
    return bw_check_add(limits, op, &params->add);
}

uint32_t bw_op_params_bytes(uint32_t code)
{
    switch (code) {
    case BW_OP_CONV_2D:
    case BW_OP_DEPTHWISE_CONV_2D:
    case BW_OP_TRANSPOSE_CONV:
        return sizeof(struct bw_conv_params);
    case BW_OP_FULLY_CONNECTED:
        return sizeof(struct bw_fully_connected_params);
    case BW_OP_AVERAGE_POOL_2D:
    case BW_OP_MAX_POOL_2D:
    case BW_OP_L2_POOL_2D:
        return sizeof(struct bw_pool_params);
    case BW_OP_CONV_ADD:
        return sizeof(struct bw_conv_add_params);
    case BW_OP_LOG_SOFTMAX:
        return sizeof(struct bw_log_softmax_params);
    case BW_OP_SLOPES:
        return sizeof(struct bw_slopes_params);
    case BW_OP_CURVE:
        return sizeof(struct bw_curve_params);
    case BW_OP_SOFTMAX_TABLES:
        return sizeof(struct bw_softmax_tables_params);
    default:
        return bw_shape_params_bytes(code) ? bw_shape_params_bytes(code) : bw_element_params_bytes(code);
    }
}

/* What every operator checks alike, its numbers and sizes, whatever the order of its constants. */
static int check_params(const struct bw_limits *limits, const struct bw_op *op)
{
    const void *params = op + 1;
    switch (op->code) {
    case BW_OP_CONV_2D:
    case BW_OP_DEPTHWISE_CONV_2D:
        return check_conv(limits, op, params);
    case BW_OP_TRANSPOSE_CONV:
        return check_transpose_conv(limits, op, params);
    case BW_OP_FULLY_CONNECTED:
        return check_fully_connected(limits, op, params);
    case BW_OP_AVERAGE_POOL_2D:
    case BW_OP_MAX_POOL_2D:
    case BW_OP_L2_POOL_2D:
        return check_pool(limits, op, params);
    case BW_OP_CONV_ADD:
        return check_conv_add(limits, op, params);
    case BW_OP_LOG_SOFTMAX:
        return bw_check_log_softmax(limits, op, params);
    default:
        return bw_shape_params_bytes(op->code) ? bw_shape_op_check(limits, op) : bw_element_op_check(limits, op);
    }
}

static bool type_known(const struct bw_op *op)
{
    switch (op->code) {
    case BW_OP_COPY:
    case BW_OP_LOOKUP:
    case BW_OP_SELECT:
    case BW_OP_MOVE:
    case BW_OP_GATHER:
        return bw_type_bytes(op->type) != 0;
    case BW_OP_BINARY:
        return op->type == BW_INT8 || op->type == BW_FLOAT32 || op->type == BW_INT32 || op->type == BW_UINT8;
    case BW_OP_CONVERT:
        return op->type == BW_FLOAT32 || op->type == BW_INT32 || op->type == BW_INT16;
    case BW_OP_UNARY:
    case BW_OP_L2_POOL_2D:
        return op->type == BW_FLOAT32;
    case BW_OP_LOG_SOFTMAX:
        return op->type == BW_INT8;
    default:
        return op->type == BW_INT8 || op->type == BW_FLOAT32;
    }
}

int bw_op_check(const struct bw_limits *limits, const struct bw_op *op)
{
    const uint32_t element_bytes = bw_type_bytes(op->type);
    if (bw_at(limits, &op->type) && !type_known(op) && !bw_int16_kernel(op)) {
        return BW_E_OP;
    }
    if (bw_at(limits, &op->reserved) && op->reserved != 0) {
        return BW_E_PARAMS;
    }
    if ((bw_at(limits, &op->output_arena_offset) &&
         !bw_in_range(op->output_arena_offset, op->output_bytes, limits->arena_bytes, element_bytes)) ||
        (bw_at(limits, &op->scratch_arena_offset) &&
         !bw_in_range(op->scratch_arena_offset, op->scratch_bytes, limits->arena_bytes, SCRATCH_ALIGN))) {
        return BW_E_BOUNDS;
    }
    if (bw_int16_kernel(op)) {
        return bw_int16_check(limits, op);
    }
    (void)bw_at(limits, op); /* until the op's own check names a field */
    const int status = check_params(limits, op);
    if (status != BW_OK || op->layout == BW_LAYOUT_PLAIN) {
        return status;
    }
    (void)bw_at(limits, &op->layout);
    return bw_layout_kernel(op) ? bw_layout_check(limits, op) : BW_E_OP;
}
