#include "mve_groups.h"
#include "mve_layouts.h"

enum {
    COLUMNS = 2,
    DEPTHWISE_BLOCK = 16,
    WIDEST_DEPTHWISE_KERNEL = 16, /* dilated */
    MOST_DEPTHWISE_COLUMNS = 1024,
};

uint64_t bw_mve_column_bytes(int64_t taps, bool one_pixel)
{
    const int64_t steps = (taps + BW_MVE_VECTOR - 1) / BW_MVE_VECTOR;
    return one_pixel && taps % BW_MVE_VECTOR == 0 ? 0 : (uint64_t)steps * BW_MVE_VECTOR * COLUMNS;
}

static int32_t fours(int32_t count)
{
    return count / 4 + (count % 4 != 0 ? 1 : 0);
}

static int32_t dilated_width(const struct bw_conv_params *params)
{
    return (params->kernel_w - 1) * params->dilation_w + 1;
}

struct bw_mve_planes bw_mve_planes_of(const struct bw_conv_params *params)
{
    const int32_t steps = fours(dilated_width(params));
    const int32_t channels = fours(params->output_c) * BW_MVE_GROUP;
    const int64_t columns = (int64_t)(params->output_w - 1) * params->stride_w + 4 * steps;
    const struct bw_mve_planes planes = {
        .banks = fours(params->kernel_h),
        .column_steps = steps,
        .planes = channels < DEPTHWISE_BLOCK ? channels : DEPTHWISE_BLOCK,
        .plane_bytes = (uint64_t)columns * 4,
    };
    return planes;
}

/* The stream lies in the pack, and its numbers are what the requantisation takes. `steps` and `channels` are
 * positive and below 2^31. */
static int check_stream(const struct bw_limits *limits, uint32_t offset, uint64_t steps, uint64_t channels)
{
    const uint64_t groups = (channels + BW_MVE_GROUP - 1) / BW_MVE_GROUP;
    const uint64_t weights_bytes = steps * BW_MVE_STEP_BYTES;
    const uint64_t group_bytes = weights_bytes + BW_MVE_NUMBERS_BYTES;
    if (group_bytes > BW_MAX_BYTES || !bw_in_pack(limits, offset, groups * group_bytes, BW_PACK_ALIGN)) {
        return BW_E_BOUNDS;
    }
    for (uint64_t group = 0; group < groups; ++group) {
        const uint8_t *bias = limits->pack + offset + group * group_bytes + weights_bytes;
        const int32_t *multiplier = (const int32_t *)(const void *)bias + BW_MVE_GROUP;
        const int32_t *shift = multiplier + BW_MVE_GROUP;
        for (uint32_t i = 0; i < BW_MVE_GROUP; ++i) {
            if (multiplier[i] < 0 || shift[i] > 0 || shift[i] < -31) {
                return BW_E_PARAMS;
            }
        }
    }
    return BW_OK;
}

static int check_conv(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int64_t taps = (int64_t)params->kernel_h * params->kernel_w * params->input_c;
    if ((op->code == BW_OP_DEPTHWISE_CONV_2D && params->input_c != 1) ||
        op->scratch_bytes < bw_mve_column_bytes(taps, params->kernel_h * params->kernel_w == 1)) {
        return BW_E_PARAMS;
    }
    return check_stream(limits, params->weights_offset, (uint64_t)bw_mve_steps((int32_t)taps),
                        (uint32_t)params->output_c);
}

static int check_fully_connected(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    if (params->weights_zero_point != 0 || op->scratch_bytes < bw_mve_column_bytes(params->inputs, true)) {
        return BW_E_PARAMS;
    }
    return check_stream(limits, params->weights_offset, (uint64_t)bw_mve_steps(params->inputs),
                        (uint32_t)params->outputs);
}

static int check_depthwise(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const struct bw_mve_planes planes = bw_mve_planes_of(params);
    if (params->kernel_h > WIDEST_DEPTHWISE_KERNEL || dilated_width(params) > WIDEST_DEPTHWISE_KERNEL ||
        params->depth_multiplier != 1 || planes.plane_bytes > MOST_DEPTHWISE_COLUMNS * 4 ||
        op->scratch_bytes < (uint64_t)planes.banks * (uint32_t)planes.planes * planes.plane_bytes) {
        return BW_E_PARAMS;
    }
    return check_stream(limits, params->weights_offset, (uint64_t)planes.banks * (uint32_t)planes.column_steps,
                        (uint32_t)params->output_c);
}

const struct bw_layout_kind bw_mve_conv_kind = {check_conv, bw_mve_conv_2d};

const struct bw_layout_kind bw_mve_fully_connected_kind = {check_fully_connected, bw_mve_fully_connected};

const struct bw_layout_kind bw_mve_depthwise_kind = {check_depthwise, bw_mve_depthwise_conv_2d};
