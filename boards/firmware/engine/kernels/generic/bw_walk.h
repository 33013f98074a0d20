/* The sums of one convolution window, one or four output channels at a time. */
#ifndef BW_WALK_H
#define BW_WALK_H

#include "../bw_window.h"
#include "bw_dot.h"

/* One window: where it starts on the input and in the kernel of output channel 0, and how memory runs.
 * Without dilation the taps of a kernel row are one run. */
struct bw_walk {
    const int8_t *input;
    const int8_t *weights;
    int32_t rows, row_step, weights_row_step;
    int32_t runs, run_step, run_bytes;
    int32_t kernel_bytes; /* of one output channel */
    int32_t input_zero_point;
};

static inline struct bw_walk bw_walk_of(const struct bw_conv_params *params, const struct bw_window *window,
                                        const int8_t *image, const int8_t *weights)
{
    const int32_t undilated = params->dilation_w == 1;
    struct bw_walk walk;
    walk.input = image + window->pixel * params->input_c;
    walk.weights = weights + window->tap * params->input_c;
    walk.rows = window->rows;
    walk.row_step = params->dilation_h * params->input_w * params->input_c;
    walk.weights_row_step = params->kernel_w * params->input_c;
    walk.runs = undilated ? 1 : window->columns;
    walk.run_step = params->dilation_w * params->input_c;
    walk.run_bytes = undilated ? window->columns * params->input_c : params->input_c;
    walk.kernel_bytes = params->kernel_h * walk.weights_row_step;
    walk.input_zero_point = params->input_zero_point;
    return walk;
}

static inline void bw_walk_sum_four(const struct bw_walk *walk, const int8_t *weights, int32_t *sums)
{
    for (int32_t row = 0; row < walk->rows; ++row) {
        for (int32_t run = 0; run < walk->runs; ++run) {
            bw_dot_four(sums, walk->input + row * walk->row_step + run * walk->run_step,
                        weights + row * walk->weights_row_step + run * walk->run_bytes, walk->kernel_bytes,
                        walk->run_bytes, walk->input_zero_point);
        }
    }
}

static inline int32_t bw_walk_sum_one(const struct bw_walk *walk, const int8_t *weights)
{
    int32_t sum = 0;
    for (int32_t row = 0; row < walk->rows; ++row) {
        for (int32_t run = 0; run < walk->runs; ++run) {
            sum += bw_dot(walk->input + row * walk->row_step + run * walk->run_step,
                          weights + row * walk->weights_row_step + run * walk->run_bytes, walk->run_bytes,
                          walk->input_zero_point);
        }
    }
    return sum;
}

/* Sums of the channels at `weights`, `left` of them to the end; returns how many were made: 1 or BW_DOT_ROWS. */
static inline int32_t bw_walk_sums(const struct bw_walk *walk, const int8_t *weights, int32_t left, int32_t *sums)
{
    if (left < BW_DOT_ROWS) {
        sums[0] = bw_walk_sum_one(walk, weights);
        return 1;
    }
    for (int32_t i = 0; i < BW_DOT_ROWS; ++i) {
        sums[i] = 0;
    }
    bw_walk_sum_four(walk, weights, sums);
    return BW_DOT_ROWS;
}

#endif
