/* Orders of constants of the dsp kernel set. Weights stand behind `weights_offset`, records of biases and scales
 * behind `bias_offset`; bw_dsp_product.h and bw_dsp_rows.h have their forms. */
#ifndef BW_DSP_LAYOUTS_H
#define BW_DSP_LAYOUTS_H

#include "../bw_layouts.h"

enum bw_dsp_layout {
    BW_LAYOUT_DSP_PAIRS = BW_LAYOUT_DSP_FIRST,     /* CONV_2D, and DEPTHWISE_CONV_2D of one channel; what channels without a record say stands behind
                                                      `multiplier_offset`, which is 0 where all have one */
    BW_LAYOUT_DSP_QUADS = BW_LAYOUT_DSP_FIRST + 1, /* FULLY_CONNECTED, and CONV_2D of 1 x 1, channels by fours */
    BW_LAYOUT_DSP_ROWS = BW_LAYOUT_DSP_FIRST + 2,  /* DEPTHWISE_CONV_2D up to 3 x 3, channels by fours; weights are
                                                      part of the records */
    BW_LAYOUT_DSP_TAPS = BW_LAYOUT_DSP_FIRST + 3,  /* DEPTHWISE_CONV_2D, channels by fours */
};

enum { BW_DSP_MOST_TAPS = 1 << 20 };

/* dsp_checks.c; "points" are the quads of CONV_2D. */
extern const struct bw_layout_kind bw_dsp_pairs_kind, bw_dsp_points_kind, bw_dsp_quads_kind, bw_dsp_rows_kind;
extern const struct bw_layout_kind bw_dsp_taps_kind;

/* bw_layout_kind of this set's layouts. */
const struct bw_layout_kind *bw_dsp_layout(const struct bw_op *op);

#endif
