/* The matrix product under CONV_2D and FULLY_CONNECTED of the mve set: the taps of one or two pixels with the weights
 * of all channels, requantised. mve_groups.h describes the stream of weights. */
#ifndef BW_MVE_MATRIX_H
#define BW_MVE_MATRIX_H

#include <stdint.h>

/* The offsets of all up to `high` stand in the code of the loop over two pixels. The taps of a pixel are rows of whole
 * vectors, so that up to 15 bytes behind the last tap are read too; their weights are zero. */
struct bw_mve_matrix {
    const int8_t *taps0, *taps1;      /* of two pixels */
    int32_t first_turns, more_rows;   /* turns of the loop over the first row; rows behind it */
    uint32_t first_entry, row_entry;  /* where rows enter that loop */
    int32_t row_turns, row_skip;      /* turns over the other rows; bytes from the end of a row to the next */
    int8_t *output0, *output1;        /* bw_mve_multiply_two moves them on */
    const int8_t *stream, *full_end;  /* of the weights; behind the last group of four channels */
    int32_t left;                     /* channels behind it */
    int32_t zero_point, low, high;    /* of the output */
    int32_t row_steps;                /* vectors in a row */
    int32_t channels;
    int32_t full_relu; /* see bw_mve_is_full_relu */
};

/* `channels` channels of `steps` vectors each; taps, outputs and range are still to be given. */
void bw_mve_start_matrix(struct bw_mve_matrix *matrix, const int8_t *stream, int32_t steps, int32_t channels);
void bw_mve_set_range(struct bw_mve_matrix *matrix, int32_t zero_point, int32_t low, int32_t high);

/* After the range: taps are `rows` rows of `row_steps` vectors, `row_bytes` apart; the product of both is the
 * matrix's `steps`. */
void bw_mve_take_rows(struct bw_mve_matrix *matrix, int32_t rows, int32_t row_steps, int32_t row_bytes);

/* From taps0 to output0. */
void bw_mve_multiply_one(const struct bw_mve_matrix *matrix);

/* From taps0 to output0 and from taps1 to output1. */
void bw_mve_multiply_two(struct bw_mve_matrix *matrix);

#endif
