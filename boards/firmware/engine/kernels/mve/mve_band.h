/* What the parts of the depthwise convolution share: bands of input rows, turned into planes (mve_turn.c), and the rows
 * of output that are reckoned from planes (mve_run.c). They are files of their own so that their loops have the
 * registers for themselves. */
#ifndef BW_MVE_BAND_H
#define BW_MVE_BAND_H

#include <stdbool.h>
#include <stdint.h>

#include "../bw_kernels.h"

enum {
    BW_MVE_ROWS = 4, /* of a band; a column of a plane has as many bytes */
    BW_MVE_BLOCK = 16,
};

/* A row of a band; where it is padding, `first` points at zero points and `step` is 0. */
struct bw_mve_row {
    const int8_t *first;
    int32_t step;
};

struct bw_mve_band {
    struct bw_mve_row rows[BW_MVE_ROWS]; /* of the block's first channel */
    int32_t pad_left;
    int32_t columns; /* on the input, behind those of padding */
    int32_t plane_bytes;
    int8_t *planes;       /* of the four rows that are turned */
    int8_t *first_planes; /* of the first four rows; those of the next are bank_bytes behind */
    int32_t banks, bank_bytes;
    bool full; /* all rows are read, else not the last */
};

/* One or two rows of output of a block; the kernels below move it on, group by group. */
struct bw_mve_run {
    const int8_t *planes;
    int32_t plane_bytes, step_bytes;
    const int8_t *stream;
    int8_t *output;
    int32_t output_step, count, rows;
    int32_t banks, bank_bytes, column_steps; /* vectors of a channel: banks times column_steps */
    int32_t group_bytes;                     /* of the stream */
    int32_t channels; /* of the block that are left */
};

/* The block's first channels into band->planes, of which there are up to 16; `left` channels there are at all. */
void bw_mve_turn(const struct bw_mve_band *band, int32_t left);

/* All channels of a block: with one vector of taps a channel, or with several. */
void bw_mve_run_block(struct bw_mve_run *run, const struct bw_conv_params *params);
void bw_mve_run_large_block(struct bw_mve_run *run, const struct bw_conv_params *params);

#endif
