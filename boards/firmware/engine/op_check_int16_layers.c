#include "op_check_int16.h"

static const int32_t ONE = 1;

enum {
    WEIGHT_ALIGN = 16,
    WORD = 4,
    WIDE_WORD = 8,
    MOST_LEFT = 30,
    MOST_PAD = 1 << 24,
};

/* int8 weights and the biases of `channels` outputs, as wide as the sums. */
static int check_constants(const struct bw_limits *limits, const struct bw_op *op, const uint32_t *weights_offset,
                           uint64_t weight_count, const uint32_t *bias_offset, uint32_t channels)
{
    const uint32_t bias_bytes = op->layout == BW_LAYOUT_WIDE ? WIDE_WORD : WORD;
    if (weight_count == 0) {
        return BW_E_PARAMS;
    }
    if ((bw_at(limits, weights_offset) && !bw_in_pack(limits, *weights_offset, weight_count, WEIGHT_ALIGN)) ||
        (bw_at(limits, bias_offset) && *bias_offset != 0 &&
         !bw_in_pack(limits, *bias_offset, (uint64_t)channels * bias_bytes, bias_bytes))) {
        return BW_E_BOUNDS;
    }
    return BW_OK;
}

static int check_scales(const struct bw_limits *limits, const struct bw_op *op, const uint32_t *multiplier_offset,
                        const uint32_t *shift_offset, uint32_t count)
{
    const bool wide = op->layout == BW_LAYOUT_WIDE;
    if ((bw_at(limits, multiplier_offset) && !bw_in_pack(limits, *multiplier_offset, (uint64_t)count * WORD, WORD)) ||
        (bw_at(limits, shift_offset) && !bw_in_pack(limits, *shift_offset, (uint64_t)count * WORD, WORD))) {
        return BW_E_BOUNDS;
    }
    const int32_t *multiplier = (const void *)(limits->pack + *multiplier_offset);
    const int32_t *shift = (const void *)(limits->pack + *shift_offset);
    for (uint32_t i = 0; i < count; ++i) {
        if ((bw_at(limits, multiplier_offset) &&
             (multiplier[i] < 0 || (wide && multiplier[i] > BW_MOST_MULTIPLIER_WIDE))) ||
            (bw_at(limits, shift_offset) &&
             !bw_scale_sane(multiplier[i], shift[i], wide ? BW_MOST_LEFT_WIDE : MOST_LEFT))) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
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

int bw_check_conv_int16(const struct bw_limits *limits, const struct bw_op *op, const struct bw_conv_params *params)
{
    const bool depthwise = op->code == BW_OP_DEPTHWISE_CONV_2D;
    const int32_t *const channels[] = {&params->input_c, &params->depth_multiplier};
    const int status = check_kernel(limits, op, params, depthwise ? &ONE : &params->input_c);
    if (status != BW_OK) {
        return status;
    }
    return bw_window_fits(limits, &params->input_h, &params->output_h, &params->kernel_h, &params->stride_h,
                          &params->dilation_h, &params->pad_top) &&
                   bw_window_fits(limits, &params->input_w, &params->output_w, &params->kernel_w, &params->stride_w,
                                  &params->dilation_w, &params->pad_left) &&
                   (depthwise ? bw_product(limits, channels, 2) == (uint64_t)params->output_c
                              : bw_at(limits, &params->depth_multiplier) && params->depth_multiplier == 1)
               ? BW_OK
               : BW_E_PARAMS;
}

int bw_check_fully_connected_int16(const struct bw_limits *limits, const struct bw_op *op,
                                   const struct bw_fully_connected_params *params)
{
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

static bool pad_sane(const struct bw_limits *limits, const int32_t *pad)
{
    return bw_at(limits, pad) && *pad >= 0 && *pad <= MOST_PAD;
}

/* It may leave output pixels that no tap reaches, so only sizes are bounded. */
int bw_check_transpose_conv_int16(const struct bw_limits *limits, const struct bw_op *op,
                                  const struct bw_conv_params *params)
{
    const int32_t *const sizes[] = {&params->input_h, &params->input_w, &params->output_h, &params->output_w,
                                    &params->kernel_h, &params->kernel_w, &params->stride_h, &params->stride_w};
    for (uint32_t i = 0; i < sizeof sizes / sizeof *sizes; ++i) {
        if (!bw_size_sane(limits, sizes[i])) {
            return BW_E_PARAMS;
        }
    }
    if (!pad_sane(limits, &params->pad_top) || !pad_sane(limits, &params->pad_left)) {
        return BW_E_PARAMS;
    }
    return check_kernel(limits, op, params, &params->input_c);
}

int bw_check_pool_int16(const struct bw_limits *limits, const struct bw_op *op, const struct bw_pool_params *params)
{
    const int32_t *const input[] = {&params->batches, &params->input_h, &params->input_w, &params->channels};
    const int32_t *const output[] = {&params->batches, &params->output_h, &params->output_w, &params->channels};
    const int status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 4));
    if (status != BW_OK) {
        return status;
    }
    return bw_window_fits(limits, &params->input_h, &params->output_h, &params->filter_h, &params->stride_h, &ONE,
                          &params->pad_top) &&
                   bw_window_fits(limits, &params->input_w, &params->output_w, &params->filter_w, &params->stride_w,
                                  &ONE, &params->pad_left) &&
                   bw_int16_output_sane(limits, op, &params->activation_min, &params->activation_max,
                                        bw_product(limits, output, 4))
               ? BW_OK
               : BW_E_PARAMS;
}
