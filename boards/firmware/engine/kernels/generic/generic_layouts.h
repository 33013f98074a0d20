/* Orders of constants of the generic kernel set: for cores without SIMD. docs/pack-format.md describes them. */
#ifndef BW_GENERIC_LAYOUTS_H
#define BW_GENERIC_LAYOUTS_H

#include "../bw_layouts.h"

/* The numbers travel in packs. In all of them `bias_offset` leads to records of bw_folded.h, one a channel. */
enum bw_generic_layout {
    /* CONV_2D: channels in groups of four, the last filled up with zeros; in each the weights tap by tap, four channels
     * side by side, -127..127. Taps are filled up to an even number with weights of 0. Scratch: two words a tap.
     * `multiplier_offset` leads to a bw_generic_known where some channels are not computed, else it is 0.
     * `shift_offset` leads to a bw_generic_list where a 1x1 kernel has weights for some inputs only, else it is 0. */
    BW_GENERIC_CONV_PAIRS = 1,
    /* DEPTHWISE_CONV_2D, 3x3: 12 bytes a channel, of which the first 9 are its taps row by row. */
    BW_GENERIC_DEPTHWISE_ROWS = 2,
    /* FULLY_CONNECTED: rows in groups of four, the last filled up with zeros; in each the weights input by input. */
    BW_GENERIC_FOUR_ROWS = 3,
};

enum { BW_GENERIC_TAPS = 2, BW_GENERIC_WORDS_A_TAP = 2, BW_GENERIC_DEPTHWISE_BYTES = 12 };

/* What is known of a pixel before anything comes in, and how many channels have to be computed. */
struct bw_generic_known {
    int32_t computed;
    int8_t outputs[];
};

/* The inputs that have weights. */
struct bw_generic_list {
    uint16_t count;
    uint16_t taps[];
};

/* Taps of a column, filled up. */
static inline int32_t bw_generic_taps(const uint8_t *pack, const struct bw_conv_params *params)
{
    const struct bw_generic_list *list = bw_pack_data(pack, params->shift_offset);
    const int32_t taps = list ? list->count : params->kernel_h * params->kernel_w * params->input_c;
    return (taps + BW_GENERIC_TAPS - 1) / BW_GENERIC_TAPS * BW_GENERIC_TAPS;
}

bw_kernel bw_conv_2d_pairs_int8;
bw_kernel bw_depthwise_conv_2d_rows_int8;
bw_kernel bw_fully_connected_four_rows_int8;

/* generic_checks.c */
extern const struct bw_layout_kind bw_generic_pairs_kind, bw_generic_rows_kind, bw_generic_four_rows_kind;

/* bw_layout_kind of this set's layouts. */
const struct bw_layout_kind *bw_generic_layout(const struct bw_op *op);

#endif
