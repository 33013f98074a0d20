/* DEPTHWISE_CONV_2D, 3x3, for cores without SIMD: a row of one channel after the other, its nine weights in registers.
 * Every column of the input is loaded once and goes into the sums of all windows that it is part of. */
#include "bw_folded.h"
#include "generic_layouts.h"

enum { ROWS = 3, COLUMNS = 3 };

/* One row of outputs of one channel. Pointers go to the channel's element of input column 0. */
struct row {
    const int8_t *input[ROWS];
    int32_t weights[COLUMNS][ROWS]; /* 0 in a row that lies on padding, which counts in the bias */
    int32_t bias;
    int32_t left, right; /* what a first or last column on padding adds */
    int32_t padded_left;
    int32_t input_w;
    int32_t step; /* from one pixel to the next, input and output alike */
};

struct scale {
    struct bw_folded folded;
    int32_t low, high;
};

struct column {
    int32_t rows[ROWS];
};

static inline struct column load(const int8_t *const input[ROWS])
{
    const struct column column = {{*input[0], *input[1], *input[2]}};
    return column;
}

static inline int32_t dot(const struct column *column, const int32_t weights[ROWS])
{
    return column->rows[0] * weights[0] + column->rows[1] * weights[1] + column->rows[2] * weights[2];
}

static inline void step_on(const int8_t *input[ROWS], int32_t step)
{
    input[0] += step;
    input[1] += step;
    input[2] += step;
}

/* Stride 1: `sum` is complete but for the column at hand, `next` but for it and the one behind. */
static __attribute__((noinline)) void put_row(const struct row *row, const struct scale *scale, int8_t *output,
                                              int32_t count)
{
    const struct row at = *row;
    const struct scale by = *scale;
    const int8_t *input[ROWS] = {at.input[0], at.input[1], at.input[2]};
    const int32_t inside = at.input_w - (COLUMNS - 1) + at.padded_left; /* outputs whose last column is on the input */
    int8_t *const end = output + (count < inside ? count : inside) * at.step;
    int32_t sum = at.bias + at.left, next = at.bias;
    if (!at.padded_left) {
        const struct column column = load(input);
        sum = at.bias + dot(&column, at.weights[0]);
        step_on(input, at.step);
    }
    {
        const struct column column = load(input);
        sum += dot(&column, at.weights[1]);
        next += dot(&column, at.weights[0]);
        step_on(input, at.step);
    }
    for (; output != end; output += at.step) {
        const struct column column = load(input);
        const int32_t whole = sum + dot(&column, at.weights[2]);
        sum = next + dot(&column, at.weights[1]);
        next = at.bias + dot(&column, at.weights[0]);
        step_on(input, at.step);
        *output = bw_folded_output(whole, &by.folded, by.low, by.high);
    }
    if (count > inside) {
        *output = bw_folded_output(sum + at.right, &by.folded, by.low, by.high);
    }
}

/* Stride 2: every second column is the last of one window and the first of the next. */
static __attribute__((noinline)) void put_row_by_two(const struct row *row, const struct scale *scale, int8_t *output,
                                                     int32_t count)
{
    const struct row at = *row;
    const struct scale by = *scale;
    const int8_t *input[ROWS] = {at.input[0], at.input[1], at.input[2]};
    const int32_t inside = (at.input_w - (COLUMNS - 1) + at.padded_left + 1) / 2;
    int8_t *const end = output + (count < inside ? count : inside) * at.step;
    int32_t sum = at.bias + at.left;
    if (!at.padded_left) {
        const struct column column = load(input);
        sum = at.bias + dot(&column, at.weights[0]);
        step_on(input, at.step);
    }
    for (; output != end; output += at.step) {
        const struct column middle = load(input);
        step_on(input, at.step);
        const struct column last = load(input);
        step_on(input, at.step);
        const int32_t whole = sum + dot(&middle, at.weights[1]) + dot(&last, at.weights[2]);
        sum = at.bias + dot(&last, at.weights[0]);
        *output = bw_folded_output(whole, &by.folded, by.low, by.high);
    }
    if (count > inside) {
        const struct column middle = load(input);
        sum += dot(&middle, at.weights[1]) + at.right;
        *output = bw_folded_output(sum, &by.folded, by.low, by.high);
    }
}

/* Weights row by row as in the pack; `top` is the input row of the first of them, negative on padding. */
static void set_up(struct row *row, const struct bw_conv_params *params, const int8_t *image, const int8_t *weights,
                   int32_t top, int32_t channel)
{
    const int32_t zero_point = params->input_zero_point;
    const int32_t row_bytes = params->input_w * params->input_c;
    int32_t left = 0, right = 0;
    for (int32_t i = 0; i < ROWS; ++i) {
        const int32_t y = top + i;
        const int32_t first = weights[0], middle = weights[1], last = weights[2];
        if (y >= 0 && y < params->input_h) {
            row->input[i] = image + y * row_bytes + channel;
            row->weights[0][i] = first;
            row->weights[1][i] = middle;
            row->weights[2][i] = last;
            left += first;
            right += last;
        } else {
            row->input[i] = image + channel; /* any that may be read */
            row->weights[0][i] = row->weights[1][i] = row->weights[2][i] = 0;
            row->bias += zero_point * (first + middle + last);
        }
        weights += COLUMNS;
    }
    row->left = zero_point * left;
    row->right = zero_point * right;
}

void bw_depthwise_conv_2d_rows_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const struct bw_folded *folded = bw_pack_data(pack, params->bias_offset);
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            const int32_t top = y * params->stride_h - params->pad_top;
            for (int32_t channel = 0; channel < params->output_c; ++channel) {
                struct row row;
                struct scale scale = {folded[channel], params->activation_min, params->activation_max};
                row.bias = folded[channel].bias;
                row.padded_left = params->pad_left;
                row.input_w = params->input_w;
                row.step = params->output_c;
                set_up(&row, params, image, weights + channel * BW_GENERIC_DEPTHWISE_BYTES, top, channel);
                (params->stride_w == 1 ? put_row : put_row_by_two)(&row, &scale, output + channel, params->output_w);
            }
            output += params->output_w * params->output_c;
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
