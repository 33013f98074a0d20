#include "op_window_parts.h"

#include "op_parts.h"

enum {
    MAX_SIZE = 1 << 24, /* of any dimension, stride or padding: positions in a window fit int32_t */
    WEIGHT_ALIGN = 16,
    WORD = 4,
};

static const int32_t ONE = 1;

int bw_check_weights(const struct bw_limits *limits, const uint32_t *weights_offset, uint64_t weights,
                     uint32_t item_bytes, const uint32_t *bias_offset, uint32_t channels, uint32_t bias_bytes)
{
    if (weights == 0) {
        return BW_E_PARAMS;
    }
    if ((bw_at(limits, weights_offset) && !bw_in_pack(limits, *weights_offset, weights * item_bytes, WEIGHT_ALIGN)) ||
        (bw_at(limits, bias_offset) && *bias_offset != 0 &&
         !bw_in_pack(limits, *bias_offset, (uint64_t)channels * bias_bytes, bias_bytes))) {
        return BW_E_BOUNDS;
    }
    return BW_OK;
}

int bw_check_scales(const struct bw_limits *limits, const uint32_t *multiplier_offset, const uint32_t *shift_offset,
                    uint32_t count, int32_t most_multiplier, int32_t most_left)
{
    if ((bw_at(limits, multiplier_offset) && !bw_in_pack(limits, *multiplier_offset, (uint64_t)count * WORD, WORD)) ||
        (bw_at(limits, shift_offset) && !bw_in_pack(limits, *shift_offset, (uint64_t)count * WORD, WORD))) {
        return BW_E_BOUNDS;
    }
    const int32_t *multiplier = (const void *)(limits->pack + *multiplier_offset);
    const int32_t *shift = (const void *)(limits->pack + *shift_offset);
    for (uint32_t i = 0; i < count; ++i) {
        if ((bw_at(limits, multiplier_offset) && (multiplier[i] < 0 || multiplier[i] > most_multiplier)) ||
            (bw_at(limits, shift_offset) && !bw_scale_sane(multiplier[i], shift[i], most_left))) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

static bool size_sane(const struct bw_limits *limits, const int32_t *size)
{
    return bw_at(limits, size) && *size >= 1 && *size <= MAX_SIZE;
}

/* One axis of a sliding window: every position touches the input, so padding is less than the window and
 * the last position starts on the input. */
static bool window_fits(const struct bw_limits *limits, const int32_t *input, const int32_t *output,
                        const int32_t *kernel, const int32_t *stride, const int32_t *dilation, const int32_t *pad)
{
    if (!size_sane(limits, input) || !size_sane(limits, output) || !size_sane(limits, kernel) ||
        !size_sane(limits, stride) || !size_sane(limits, dilation)) {
        return false;
    }
    const int64_t extent = (int64_t)(*kernel - 1) * *dilation + 1;
    const int64_t last = (int64_t)(*output - 1) * *stride - *pad;
    return bw_at(limits, kernel) && extent <= MAX_SIZE && bw_at(limits, pad) && *pad >= 0 && *pad < extent &&
           bw_at(limits, output) && last < *input;
}

bool bw_conv_shape_sane(const struct bw_limits *limits, const struct bw_op *op, const struct bw_conv_params *params)
{
    const int32_t *const channels[] = {&params->input_c, &params->depth_multiplier};
    return window_fits(limits, &params->input_h, &params->output_h, &params->kernel_h, &params->stride_h,
                       &params->dilation_h, &params->pad_top) &&
           window_fits(limits, &params->input_w, &params->output_w, &params->kernel_w, &params->stride_w,
                       &params->dilation_w, &params->pad_left) &&
           (op->code == BW_OP_DEPTHWISE_CONV_2D
                ? bw_product(limits, channels, 2) == (uint64_t)params->output_c
                : bw_at(limits, &params->depth_multiplier) && params->depth_multiplier == 1);
}

static bool pad_sane(const struct bw_limits *limits, const int32_t *pad)
{
    return bw_at(limits, pad) && *pad >= 0 && *pad <= MAX_SIZE;
}

bool bw_transpose_conv_shape_sane(const struct bw_limits *limits, const struct bw_conv_params *params)
{
    const int32_t *const sizes[] = {&params->input_h, &params->input_w, &params->output_h, &params->output_w,
                                    &params->kernel_h, &params->kernel_w, &params->stride_h, &params->stride_w};
    for (uint32_t i = 0; i < sizeof sizes / sizeof *sizes; ++i) {
        if (!size_sane(limits, sizes[i])) {
            return false;
        }
    }
    return pad_sane(limits, &params->pad_top) && pad_sane(limits, &params->pad_left);
}

int bw_check_pool_input(const struct bw_limits *limits, const struct bw_op *op, const struct bw_pool_params *params)
{
    const int32_t *const input[] = {&params->batches, &params->input_h, &params->input_w, &params->channels};
    const int status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 4));
    if (status != BW_OK) {
        return status;
    }
    return window_fits(limits, &params->input_h, &params->output_h, &params->filter_h, &params->stride_h, &ONE,
                       &params->pad_top) &&
                   window_fits(limits, &params->input_w, &params->output_w, &params->filter_w, &params->stride_w,
                               &ONE, &params->pad_left)
               ? BW_OK
               : BW_E_PARAMS;
}
