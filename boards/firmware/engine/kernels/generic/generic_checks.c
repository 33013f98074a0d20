#include "bw_folded.h"
#include "generic_layouts.h"

/* `count` records, whose outputs belong to `channels` channels. */
static int check_folded(const struct bw_limits *limits, uint32_t offset, uint64_t count, int32_t channels)
{
    if (!bw_in_pack(limits, offset, count * sizeof(struct bw_folded), 4)) {
        return BW_E_BOUNDS;
    }
    const struct bw_folded *folded = (const void *)(limits->pack + offset);
    for (uint64_t i = 0; i < count; ++i) {
        if (folded[i].shift < 1 || folded[i].shift > 31 || folded[i].channel >= channels) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

static uint64_t groups_of(int32_t channels)
{
    return ((uint64_t)channels + 3) / 4;
}

static int check_known(const struct bw_limits *limits, const struct bw_conv_params *params)
{
    const struct bw_generic_known *known = (const void *)(limits->pack + params->multiplier_offset);
    if (!bw_in_pack(limits, params->multiplier_offset, sizeof *known + (uint64_t)params->output_c, 4)) {
        return BW_E_BOUNDS;
    }
    return known->computed >= 0 && known->computed <= params->output_c ? BW_OK : BW_E_PARAMS;
}

static int check_list(const struct bw_limits *limits, const struct bw_conv_params *params)
{
    const struct bw_generic_list *list = (const void *)(limits->pack + params->shift_offset);
    if (params->kernel_h != 1 || params->kernel_w != 1) {
        return BW_E_PARAMS;
    }
    if (!bw_in_pack(limits, params->shift_offset, sizeof *list, 2) ||
        !bw_in_pack(limits, params->shift_offset, sizeof *list + list->count * sizeof list->taps[0], 2)) {
        return BW_E_BOUNDS;
    }
    for (uint32_t i = 0; i < list->count; ++i) {
        if (list->taps[i] >= params->input_c) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

/* op_check_windows.c has passed the product of the kernel's sizes, so that no product here passes 64 bits. */
static int check_conv_pairs(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    int status = params->multiplier_offset ? check_known(limits, params) : BW_OK;
    if (status == BW_OK && params->shift_offset) {
        status = check_list(limits, params);
    }
    if (status != BW_OK) {
        return status;
    }
    const struct bw_generic_known *known = bw_pack_data(limits->pack, params->multiplier_offset);
    const uint64_t taps = (uint64_t)bw_generic_taps(limits->pack, params);
    const uint64_t groups = groups_of(known ? known->computed : params->output_c);
    if (!bw_in_pack(limits, params->weights_offset, groups * 4 * taps, 1) ||
        op->scratch_bytes < taps * BW_GENERIC_WORDS_A_TAP * sizeof(int32_t)) {
        return BW_E_BOUNDS;
    }
    return taps == 0 && groups != 0 ? BW_E_PARAMS : check_folded(limits, params->bias_offset, groups * 4, params->output_c);
}

/* Of a window of three columns the middle one is on the input, and so is at least one at its sides. */
static int check_depthwise_rows(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int64_t last = (int64_t)(params->output_w - 1) * params->stride_w - params->pad_left;
    if (params->kernel_h != 3 || params->kernel_w != 3 || params->dilation_h != 1 || params->dilation_w != 1 ||
        params->depth_multiplier != 1 || params->stride_w > 2 || params->pad_left > 1 || last + 2 > params->input_w) {
        return BW_E_PARAMS;
    }
    if (!bw_in_pack(limits, params->weights_offset, (uint64_t)params->output_c * BW_GENERIC_DEPTHWISE_BYTES, 1)) {
        return BW_E_BOUNDS;
    }
    return check_folded(limits, params->bias_offset, (uint64_t)params->output_c, params->output_c);
}

static int check_four_rows(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    const uint64_t groups = groups_of(params->outputs);
    if (params->weights_zero_point != 0) {
        return BW_E_PARAMS;
    }
    if (!bw_in_pack(limits, params->weights_offset, groups * 4 * (uint64_t)params->inputs, 1)) {
        return BW_E_BOUNDS;
    }
    return check_folded(limits, params->bias_offset, groups * 4, params->outputs);
}

const struct bw_layout_kind bw_generic_pairs_kind = {check_conv_pairs, bw_conv_2d_pairs_int8};

const struct bw_layout_kind bw_generic_rows_kind = {check_depthwise_rows, bw_depthwise_conv_2d_rows_int8};

const struct bw_layout_kind bw_generic_four_rows_kind = {check_four_rows, bw_fully_connected_four_rows_int8};
