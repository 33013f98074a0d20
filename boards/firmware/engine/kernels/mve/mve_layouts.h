/* Orders of constants of the mve kernel set; mve_groups.h describes their stream, `weights_offset` is where it
 * starts, and the other offsets of constants are not used. */
#ifndef BW_MVE_LAYOUTS_H
#define BW_MVE_LAYOUTS_H

#include "../bw_layouts.h"

enum {
    /* CONV_2D, DEPTHWISE_CONV_2D of one input channel (it is the same) and FULLY_CONNECTED, int8: the taps of a
     * channel in the order of CONV_2D's plain weights. Scratch is two columns of whole vectors where an input may have
     * to be copied together, see bw_mve_column_bytes. */
    BW_MVE_MATRIX = BW_LAYOUT_MVE_FIRST,
    /* DEPTHWISE_CONV_2D, int8, one output for each input channel: a vector holds 4 x 4 taps of a channel, four bytes
     * for every column of the kernel. Zeros stand between the columns of a dilated kernel. Further columns follow,
     * then every four more rows. Scratch: struct bw_mve_planes. */
    BW_MVE_TAPS_IN_LANES,
};

/* The working memory of BW_MVE_TAPS_IN_LANES: `banks` of `planes` planes of `plane_bytes`, a bank for four rows of the
 * kernel, a plane for a channel, four bytes for every column that a row of output reads. */
struct bw_mve_planes {
    int32_t banks, column_steps; /* vectors of a channel: one times the other */
    int32_t planes;
    uint64_t plane_bytes;
};

bw_kernel bw_mve_conv_2d;
bw_kernel bw_mve_fully_connected;
bw_kernel bw_mve_depthwise_conv_2d;

/* mve_checks.c */
extern const struct bw_layout_kind bw_mve_conv_kind, bw_mve_fully_connected_kind, bw_mve_depthwise_kind;

/* bw_layout_kind of this set's layouts. */
const struct bw_layout_kind *bw_mve_layout(const struct bw_op *op);

/* Working memory for the columns of a matrix product of `taps` taps; 0 where inputs are read where they are. */
uint64_t bw_mve_column_bytes(int64_t taps, bool one_pixel);

struct bw_mve_planes bw_mve_planes_of(const struct bw_conv_params *params);

#endif
