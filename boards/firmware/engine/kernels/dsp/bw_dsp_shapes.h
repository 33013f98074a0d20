/* What the constants and the working memory of an op take in the layouts of this set: the check and the kernels
 * reckon with the same numbers. Sizes have passed op_check.c, so products stay below 2^64. */
#ifndef BW_DSP_SHAPES_H
#define BW_DSP_SHAPES_H

#include <stdbool.h>

#include "bw_pack.h"

static inline uint64_t bw_dsp_rounded(uint64_t value, uint32_t step)
{
    return (value + step - 1) / step * step;
}

/* Taps of one output of CONV_2D, rounded up to fours. */
static inline uint32_t bw_dsp_taps(const struct bw_conv_params *params)
{
    return (uint32_t)bw_dsp_rounded((uint32_t)params->kernel_h * (uint32_t)params->kernel_w * (uint64_t)params->input_c,
                                    4);
}

/* Whether pixels go into columns word by word; else a column is gathered in bytes first. */
static inline bool bw_dsp_in_words(const struct bw_conv_params *params)
{
    return params->input_c % 4 == 0;
}

/* Two columns of int16, and one of bytes where it is gathered. */
static inline uint64_t bw_dsp_column_bytes(const struct bw_conv_params *params)
{
    return (uint64_t)bw_dsp_taps(params) * (bw_dsp_in_words(params) ? 4 : 5);
}

/* Fours of inputs of one row, the last one filled up. */
static inline uint32_t bw_dsp_fours(int32_t inputs)
{
    return ((uint32_t)inputs + 3) / 4;
}

/* Whether a convolution goes pixel by pixel: padding would be wider than its kernel, so it has none. */
static inline bool bw_dsp_has_points(const struct bw_conv_params *params)
{
    return params->kernel_h == 1 && params->kernel_w == 1 && params->input_c % 4 == 0;
}

/* Where an input row that has to be filled up is copied. */
static inline uint32_t bw_dsp_row_bytes(const struct bw_fully_connected_params *params)
{
    return params->inputs % 4 == 0 ? 0 : bw_dsp_fours(params->inputs) * 4;
}

/* Whether the layout of pairs suits: all convolutions, and depthwise ones of one channel, which are the same. */
static inline bool bw_dsp_has_pairs(const struct bw_op *op, const struct bw_conv_params *params)
{
    return op->code == BW_OP_CONV_2D || params->input_c == 1;
}

/* Whether the layout of taps suits a depthwise convolution. */
static inline bool bw_dsp_has_taps(const struct bw_conv_params *params)
{
    return params->depth_multiplier == 1 && params->input_c % 4 == 0;
}

/* Whether the layout of rows suits a depthwise convolution. */
static inline bool bw_dsp_has_rows(const struct bw_conv_params *params)
{
    return params->kernel_h <= 3 && params->kernel_w <= 3 && params->dilation_h == 1 && params->dilation_w == 1 &&
           bw_dsp_has_taps(params);
}

static inline bool bw_dsp_by_two_rows(const struct bw_conv_params *params)
{
    return params->stride_h == 1 && params->stride_w == 1;
}

/* Columns under the windows of one row of outputs. */
static inline int32_t bw_dsp_column_count(const struct bw_conv_params *params)
{
    return (params->output_w - 1) * params->stride_w + 3;
}

#endif
