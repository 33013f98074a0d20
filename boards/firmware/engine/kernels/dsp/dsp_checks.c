#include "bw_dsp_kernels.h"
#include "bw_dsp_product.h"
#include "bw_dsp_rows.h"
#include "bw_dsp_shapes.h"
#include "bw_dsp_taps.h"
#include "dsp_layouts.h"

enum { ALIGN = 4 };

static bool constants_fit(const struct bw_limits *limits, uint32_t weights_offset, uint64_t weights_bytes,
                          uint32_t records_offset, uint64_t records_bytes)
{
    return bw_in_pack(limits, weights_offset, weights_bytes, ALIGN) &&
           bw_in_pack(limits, records_offset, records_bytes, ALIGN);
}

static bool scales_sane(const struct bw_dsp_scale *scales, uint32_t count)
{
    for (uint32_t i = 0; i < count; ++i) {
        if (scales[i].shift < 1 || scales[i].shift > 31) {
            return false;
        }
    }
    return true;
}

static int check_pair_records(const struct bw_dsp_channels *channels, uint32_t output_c)
{
    for (uint32_t i = 0; i < channels->pairs; ++i) {
        const struct bw_dsp_pair *record = &channels->records[i];
        if (!scales_sane(record->scales, 2) || record->channels[0] >= output_c || record->channels[1] >= output_c) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

static int check_pairs(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const uint64_t taps = bw_size((const int32_t[]){params->kernel_h, params->kernel_w, params->input_c}, 3);
    const struct bw_dsp_channels *channels = (const void *)(limits->pack + params->bias_offset);
    if (!bw_dsp_has_pairs(op, params) || taps == 0 || taps > BW_DSP_MOST_TAPS) {
        return BW_E_PARAMS;
    }
    if (!bw_in_pack(limits, params->bias_offset, sizeof *channels, ALIGN)) {
        return BW_E_BOUNDS;
    }
    /* Below 2^32 times 2^21: no product wraps. */
    if (!constants_fit(limits, params->weights_offset, (uint64_t)channels->pairs * bw_dsp_taps(params) * 2,
                       params->bias_offset, sizeof *channels + channels->pairs * (uint64_t)sizeof(struct bw_dsp_pair)) ||
        (params->multiplier_offset != 0 &&
         !bw_in_pack(limits, params->multiplier_offset, (uint32_t)params->output_c, 1)) ||
        op->scratch_bytes < bw_dsp_column_bytes(params)) {
        return BW_E_BOUNDS;
    }
    return check_pair_records(channels, (uint32_t)params->output_c);
}

static int check_quads(const struct bw_limits *limits, uint32_t weights_offset, uint32_t records_offset,
                       int32_t inputs, int32_t outputs)
{
    const uint64_t quads = bw_dsp_rounded((uint64_t)outputs, 4) / 4;
    if (!constants_fit(limits, weights_offset, quads * 16 * bw_dsp_fours(inputs), records_offset,
                       quads * sizeof(struct bw_dsp_quad))) {
        return BW_E_BOUNDS;
    }
    const struct bw_dsp_quad *records = (const void *)(limits->pack + records_offset);
    for (uint64_t i = 0; i < quads; ++i) {
        if (!scales_sane(records[i].scales, 4)) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

static int check_fully_connected(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    if (op->scratch_bytes < bw_dsp_row_bytes(params)) {
        return BW_E_BOUNDS;
    }
    return check_quads(limits, params->weights_offset, params->bias_offset, params->inputs, params->outputs);
}

static int check_points(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    if (!bw_dsp_has_points(params)) {
        return BW_E_PARAMS;
    }
    return check_quads(limits, params->weights_offset, params->bias_offset, params->input_c, params->output_c);
}

static int check_rows(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const struct bw_dsp_tall *records = (const void *)(limits->pack + params->bias_offset);
    if (!bw_dsp_has_rows(params)) {
        return BW_E_PARAMS;
    }
    /* Every window starts on the input, whose width passes no limit: no product wraps. */
    if (!bw_in_pack(limits, params->bias_offset, (uint64_t)params->output_c * sizeof *records, ALIGN) ||
        op->scratch_bytes < (uint64_t)bw_dsp_column_count(params) * sizeof(struct bw_dsp_column)) {
        return BW_E_BOUNDS;
    }
    for (int32_t i = 0; i < params->output_c; ++i) {
        if (!scales_sane(&records[i].scale, 1)) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

static int check_taps(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const uint64_t weights = bw_size((const int32_t[]){params->kernel_h, params->kernel_w, params->output_c}, 3);
    const struct bw_dsp_four *records = (const void *)(limits->pack + params->bias_offset);
    const uint32_t fours = (uint32_t)params->output_c / 4;
    if (!bw_dsp_has_taps(params) || weights == 0) {
        return BW_E_PARAMS;
    }
    if (!constants_fit(limits, params->weights_offset, weights, params->bias_offset,
                       (uint64_t)fours * sizeof *records)) {
        return BW_E_BOUNDS;
    }
    for (uint32_t i = 0; i < fours; ++i) {
        if (!scales_sane(records[i].scales, 4)) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

const struct bw_layout_kind bw_dsp_pairs_kind = {check_pairs, bw_dsp_conv_2d};

const struct bw_layout_kind bw_dsp_points_kind = {check_points, bw_dsp_conv_2d_points};

const struct bw_layout_kind bw_dsp_quads_kind = {check_fully_connected, bw_dsp_fully_connected};

const struct bw_layout_kind bw_dsp_rows_kind = {check_rows, bw_dsp_depthwise_rows};

const struct bw_layout_kind bw_dsp_taps_kind = {check_taps, bw_dsp_depthwise_taps};
