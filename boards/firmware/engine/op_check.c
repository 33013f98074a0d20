#include "op_check.h"

#include "kernels/bw_layouts.h"

enum {
    MAX_SIZE = 1 << 24,         /* of any dimension, stride or padding: positions in a window fit int32_t */
    MAX_SOFTMAX_COLUMNS = 4095, /* the fixed-point sum has 12 integer bits */
    MAX_ADD_LEFT_SHIFT = 22,    /* 255 << 22 fits int32_t */
    WEIGHT_ALIGN = 16,
    WORD = 4,
    SCRATCH_ALIGN = 4,
};

uint32_t bw_type_bytes(uint32_t type)
{
    switch (type) {
    case BW_INT8:
    case BW_UINT8:
        return 1;
    case BW_INT16:
        return 2;
    case BW_INT32:
    case BW_FLOAT32:
        return 4;
    default:
        return 0;
    }
}

uint64_t bw_size(const int32_t *sizes, uint32_t count)
{
    uint64_t product = 1;
    for (uint32_t i = 0; i < count; ++i) {
        if (sizes[i] <= 0) {
            return 0;
        }
        product *= (uint32_t)sizes[i]; /* below 2^62: both were below 2^31 */
        if (product > BW_MAX_BYTES) {
            return 0;
        }
    }
    return product;
}

bool bw_is_finite(float value)
{
    const union {
        float value;
        uint32_t bits;
    } number = {value};
    return (number.bits & UINT32_C(0x7f800000)) != UINT32_C(0x7f800000);
}

static bool in_int8(int32_t value)
{
    return value >= INT8_MIN && value <= INT8_MAX;
}

/* Infinite bounds are fine, NaN bounds are not: every comparison with NaN is false. */
static bool bounds_ordered(const struct bw_op *op, int32_t low, int32_t high, float float_low, float float_high)
{
    return op->type == BW_INT8 ? in_int8(low) && in_int8(high) && low <= high : float_low <= float_high;
}

static bool scale_sane(int32_t multiplier, int32_t shift, int32_t most_left)
{
    return multiplier >= 0 && shift >= -31 && shift <= most_left;
}

static int check_input(const struct bw_limits *limits, const struct bw_op *op, uint32_t offset, uint64_t elements)
{
    const uint32_t element_bytes = bw_type_bytes(op->type);
    if (elements == 0) {
        return BW_E_PARAMS;
    }
    return bw_in_range(offset, elements * element_bytes, limits->arena_bytes, element_bytes) ? BW_OK : BW_E_BOUNDS;
}

/* Weights, bias and scales of `channels` outputs. */
static int check_weights(const struct bw_limits *limits, const struct bw_op *op, uint32_t weights_offset,
                         uint64_t weight_count, uint32_t bias_offset, uint32_t channels)
{
    if (weight_count == 0) {
        return BW_E_PARAMS;
    }
    if (!bw_in_pack(limits, weights_offset, weight_count * bw_type_bytes(op->type), WEIGHT_ALIGN)) {
        return BW_E_BOUNDS;
    }
    if (bias_offset != 0 && !bw_in_pack(limits, bias_offset, (uint64_t)channels * 4, WORD)) {
        return BW_E_BOUNDS;
    }
    return BW_OK;
}

static int check_scales(const struct bw_limits *limits, uint32_t multiplier_offset, uint32_t shift_offset,
                        uint32_t count)
{
    const int32_t *multiplier = (const void *)(limits->pack + multiplier_offset);
    const int32_t *shift = (const void *)(limits->pack + shift_offset);
    if (!bw_in_pack(limits, multiplier_offset, (uint64_t)count * 4, WORD) ||
        !bw_in_pack(limits, shift_offset, (uint64_t)count * 4, WORD)) {
        return BW_E_BOUNDS;
    }
    for (uint32_t i = 0; i < count; ++i) {
        if (!scale_sane(multiplier[i], shift[i], 30)) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

/* One axis of a sliding window: every position touches the input, so padding is less than the window and
 * the last position starts on the input. */
static bool window_fits(int32_t input, int32_t output, int32_t kernel, int32_t stride, int32_t dilation, int32_t pad)
{
    int64_t extent, last;
    if (input < 1 || output < 1 || kernel < 1 || stride < 1 || dilation < 1 || pad < 0 || input > MAX_SIZE ||
        output > MAX_SIZE || kernel > MAX_SIZE || stride > MAX_SIZE || dilation > MAX_SIZE) {
        return false;
    }
    extent = (int64_t)(kernel - 1) * dilation + 1;
    last = (int64_t)(output - 1) * stride - pad;
    return extent <= MAX_SIZE && pad < extent && last < input;
}

static int check_conv(const struct bw_limits *limits, const struct bw_op *op, const struct bw_conv_params *params)
{
    const bool depthwise = op->code == BW_OP_DEPTHWISE_CONV_2D;
    const int32_t input[] = {params->batches, params->input_h, params->input_w, params->input_c};
    const int32_t output[] = {params->batches, params->output_h, params->output_w, params->output_c};
    const int32_t kernel[] = {params->kernel_h, params->kernel_w, params->output_c, depthwise ? 1 : params->input_c};
    const int32_t channels[] = {params->input_c, params->depth_multiplier};
    const bool plain = op->layout == BW_LAYOUT_PLAIN;
    int status = check_input(limits, op, params->input_arena_offset, bw_size(input, 4));

    if (status == BW_OK && bw_size(kernel, 4) == 0) {
        status = BW_E_PARAMS;
    }
    if (status == BW_OK && plain) {
        status = check_weights(limits, op, params->weights_offset, bw_size(kernel, 4), params->bias_offset,
                               (uint32_t)params->output_c);
    }
    if (status == BW_OK && plain && op->type == BW_INT8) {
        status = check_scales(limits, params->multiplier_offset, params->shift_offset, (uint32_t)params->output_c);
    }
    if (status != BW_OK) {
        return status;
    }
    if (!window_fits(params->input_h, params->output_h, params->kernel_h, params->stride_h, params->dilation_h,
                     params->pad_top) ||
        !window_fits(params->input_w, params->output_w, params->kernel_w, params->stride_w, params->dilation_w,
                     params->pad_left) ||
        (depthwise ? bw_size(channels, 2) != (uint64_t)params->output_c : params->depth_multiplier != 1) ||
        (op->type == BW_INT8 && !(in_int8(params->input_zero_point) && in_int8(params->output_zero_point))) ||
        !bounds_ordered(op, params->activation_min, params->activation_max, params->float_min, params->float_max) ||
        bw_size(output, 4) * bw_type_bytes(op->type) != op->output_bytes) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_fully_connected(const struct bw_limits *limits, const struct bw_op *op,
                                 const struct bw_fully_connected_params *params)
{
    const int32_t input[] = {params->batches, params->inputs};
    const int32_t output[] = {params->batches, params->outputs};
    const int32_t weights[] = {params->outputs, params->inputs};
    const bool plain = op->layout == BW_LAYOUT_PLAIN;
    int status = check_input(limits, op, params->input_arena_offset, bw_size(input, 2));

    if (status == BW_OK && bw_size(weights, 2) == 0) {
        status = BW_E_PARAMS;
    }
    if (status == BW_OK && plain) {
        status = check_weights(limits, op, params->weights_offset, bw_size(weights, 2), params->bias_offset,
                               (uint32_t)params->outputs);
    }
    if (status == BW_OK && plain && op->type == BW_INT8) {
        status = check_scales(limits, params->multiplier_offset, params->shift_offset,
                              params->per_channel ? (uint32_t)params->outputs : 1);
    }
    if (status != BW_OK) {
        return status;
    }
    if (params->per_channel > 1 ||
        (op->type == BW_INT8 && !(in_int8(params->input_zero_point) && in_int8(params->weights_zero_point) &&
                                  in_int8(params->output_zero_point))) ||
        !bounds_ordered(op, params->activation_min, params->activation_max, params->float_min, params->float_max) ||
        bw_size(output, 2) * bw_type_bytes(op->type) != op->output_bytes) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_pool(const struct bw_limits *limits, const struct bw_op *op, const struct bw_pool_params *params)
{
    const int32_t input[] = {params->batches, params->input_h, params->input_w, params->channels};
    const int32_t output[] = {params->batches, params->output_h, params->output_w, params->channels};
    const int status = check_input(limits, op, params->input_arena_offset, bw_size(input, 4));
    if (status != BW_OK) {
        return status;
    }
    if (!window_fits(params->input_h, params->output_h, params->filter_h, params->stride_h, 1, params->pad_top) ||
        !window_fits(params->input_w, params->output_w, params->filter_w, params->stride_w, 1, params->pad_left) ||
        !bounds_ordered(op, params->activation_min, params->activation_max, params->float_min, params->float_max) ||
        bw_size(output, 4) * bw_type_bytes(op->type) != op->output_bytes) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_add(const struct bw_limits *limits, const struct bw_op *op, const struct bw_add_params *params)
{
    const int first = check_input(limits, op, params->input1_arena_offset, params->element_count);
    const int second = check_input(limits, op, params->input2_arena_offset, params->element_count);
    if (first != BW_OK || second != BW_OK) {
        return first != BW_OK ? first : second;
    }
    if ((uint64_t)params->element_count * bw_type_bytes(op->type) != op->output_bytes ||
        !bounds_ordered(op, params->activation_min, params->activation_max, params->float_min, params->float_max)) {
        return BW_E_PARAMS;
    }
    if (op->type == BW_INT8 &&
        !(params->left_shift >= 0 && params->left_shift <= MAX_ADD_LEFT_SHIFT && in_int8(params->input1_zero_point) &&
          in_int8(params->input2_zero_point) && in_int8(params->output_zero_point) &&
          scale_sane(params->input1_multiplier, params->input1_shift, 0) &&
          scale_sane(params->input2_multiplier, params->input2_shift, 0) &&
          scale_sane(params->output_multiplier, params->output_shift, 0))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_softmax(const struct bw_limits *limits, const struct bw_op *op,
                         const struct bw_softmax_params *params)
{
    const uint64_t elements = (uint64_t)params->rows * params->columns;
    /* A product of two 32-bit numbers times 4 may pass 64 bits. */
    const int status =
        check_input(limits, op, params->input_arena_offset, elements > BW_MAX_BYTES ? 0 : elements);
    if (status != BW_OK) {
        return status;
    }
    if (elements * bw_type_bytes(op->type) != op->output_bytes) {
        return BW_E_PARAMS;
    }
    if (op->type == BW_INT8) {
        /* With diff_min above 0 not even the largest element would count, and the sum would be 0. */
        return params->columns <= MAX_SOFTMAX_COLUMNS && params->multiplier >= 0 && params->left_shift >= 0 &&
                       params->left_shift <= 30 && params->diff_min <= 0
                   ? BW_OK
                   : BW_E_PARAMS;
    }
    return bw_is_finite(params->beta) && params->beta >= 0.0f ? BW_OK : BW_E_PARAMS;
}

static int check_copy(const struct bw_limits *limits, const struct bw_op *op, const struct bw_copy_params *params)
{
    return bw_in_range(params->input_arena_offset, op->output_bytes, limits->arena_bytes, 1) ? BW_OK : BW_E_BOUNDS;
}

/* The convolution's check compares its output with the op's, the addition's does so with its element count. */
static int check_conv_add(const struct bw_limits *limits, const struct bw_op *op,
                          const struct bw_conv_add_params *params)
{
    const int status = check_conv(limits, op, &params->conv);
    if (status != BW_OK) {
        return status;
    }
    return op->type == BW_INT8 && params->add.input1_arena_offset == 0 ? check_add(limits, op, &params->add)
                                                                       : BW_E_PARAMS;
}

uint32_t bw_op_params_bytes(uint32_t code)
{
    switch (code) {
    case BW_OP_CONV_2D:
    case BW_OP_DEPTHWISE_CONV_2D:
        return sizeof(struct bw_conv_params);
    case BW_OP_FULLY_CONNECTED:
        return sizeof(struct bw_fully_connected_params);
    case BW_OP_AVERAGE_POOL_2D:
    case BW_OP_MAX_POOL_2D:
        return sizeof(struct bw_pool_params);
    case BW_OP_ADD:
        return sizeof(struct bw_add_params);
    case BW_OP_SOFTMAX:
        return sizeof(struct bw_softmax_params);
    case BW_OP_COPY:
        return sizeof(struct bw_copy_params);
    case BW_OP_CONV_ADD:
        return sizeof(struct bw_conv_add_params);
    default:
        return 0;
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
    case BW_OP_FULLY_CONNECTED:
        return check_fully_connected(limits, op, params);
    case BW_OP_AVERAGE_POOL_2D:
    case BW_OP_MAX_POOL_2D:
        return check_pool(limits, op, params);
    case BW_OP_ADD:
        return check_add(limits, op, params);
    case BW_OP_SOFTMAX:
        return check_softmax(limits, op, params);
    case BW_OP_COPY:
        return check_copy(limits, op, params);
    case BW_OP_CONV_ADD:
        return check_conv_add(limits, op, params);
    default:
        return BW_E_OP;
    }
}

int bw_op_check(const struct bw_limits *limits, const struct bw_op *op)
{
    const bool copies = op->code == BW_OP_COPY;
    const uint32_t element_bytes = bw_type_bytes(op->type);
    if (copies ? element_bytes == 0 : op->type != BW_INT8 && op->type != BW_FLOAT32) {
        return BW_E_OP;
    }
    if (op->reserved != 0) {
        return BW_E_PARAMS;
    }
    if (!bw_in_range(op->output_arena_offset, op->output_bytes, limits->arena_bytes, element_bytes) ||
        !bw_in_range(op->scratch_arena_offset, op->scratch_bytes, limits->arena_bytes, SCRATCH_ALIGN)) {
        return BW_E_BOUNDS;
    }
    const int status = check_params(limits, op);
    if (status != BW_OK || op->layout == BW_LAYOUT_PLAIN) {
        return status;
    }
    return bw_layout_kernel(op) ? bw_layout_check(limits, op) : BW_E_OP;
}
