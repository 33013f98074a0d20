/* DEPTHWISE_CONV_2D up to 3 x 3: four channels of up to four input rows are brought into columns once, and then each
 * channel goes along them with its weights in registers. */
#ifndef BW_DSP_ROWS_H
#define BW_DSP_ROWS_H

#include "bw_dsp_simd.h"

enum { BW_DSP_GROUP = 4 }; /* channels that share columns */

/* Four channels at one place of the input, rows above one another in two lanes. */
struct bw_dsp_column { /* 32 bytes */
    struct {
        uint32_t upper; /* rows 0 and 1 */
        uint32_t lower; /* rows 2 and 3 */
    } channels[BW_DSP_GROUP];
};

enum { BW_DSP_ROWS = 4 }; /* in a column */

/* One channel. The input's zero point is part of the bias. */
struct bw_dsp_tall { /* 28 bytes */
    uint32_t weights[3]; /* by columns of the kernel: bytes of rows 0, 1, 1, 2, so that SXTB16 gives 0, 1 and 1, 2 */
    int32_t bias;
    struct bw_dsp_scale scale;
};

/* A group of channels along one or two rows of outputs; the assembly knows the order of the fields. */
struct bw_dsp_rows {
    const struct bw_dsp_column *columns;
    const struct bw_dsp_column *end; /* where the window of the pixel behind the last would start */
    const struct bw_dsp_tall *records;
    int8_t *output;
    uint32_t output_step; /* bytes from one pixel to the next */
    uint32_t row_step;    /* bytes from the first row of outputs to the second; 0 where there is none */
    uint32_t column_step; /* bytes from one window to the next */
};

/* Four channels of four rows into columns: the bytes at offset `first` of each row, and every `step` bytes on up to `end`,
 * which a whole number of steps, one or more, leads to. */
void bw_dsp_build_columns(struct bw_dsp_column *columns, const int8_t *const rows[BW_DSP_ROWS], uint32_t first,
                          uint32_t step, uint32_t end);

/* Two rows, windows one row and one column apart; `column_step` is not read. */
void bw_dsp_two_rows(const struct bw_dsp_rows *job);

/* One row of any step; `row_step` is not read. */
void bw_dsp_one_row(const struct bw_dsp_rows *job);

#endif
