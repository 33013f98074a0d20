/* AVERAGE_POOL_2D of int8: four channels at a time are added up in lanes of 16 bits, as many taps as fit. */
#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_window.h"
#include "bw_dsp_simd.h"

enum {
    GROUP = 4,
    MOST_TAPS = 255, /* of -128 in a lane */
};

/* Where a window lies on the input, cut to what is inside. */
struct pool_window {
    const int8_t *input;
    int32_t rows, columns;
    int32_t row_step, column_step;
};

static void flush(int32_t sums[GROUP], uint32_t even, uint32_t odd)
{
    sums[0] += bw_low_lane(even);
    sums[1] += bw_low_lane(odd);
    sums[2] += bw_high_lane(even);
    sums[3] += bw_high_lane(odd);
}

static void sum_four(const struct pool_window *window, int32_t channel, int32_t sums[GROUP])
{
    const int8_t *row = window->input + channel;
    uint32_t even = 0, odd = 0;
    int32_t room = MOST_TAPS;
    sums[0] = sums[1] = sums[2] = sums[3] = 0;
    for (int32_t rows = window->rows; rows > 0; --rows) {
        const int8_t *tap = row;
        for (int32_t columns = window->columns; columns > 0; --columns) {
            const uint32_t bytes = bw_load_word(tap);
            if (room == 0) {
                flush(sums, even, odd);
                even = odd = 0;
                room = MOST_TAPS;
            }
            --room;
            even = bw_widen_even_add(even, bytes);
            odd = bw_widen_odd_add(odd, bytes);
            tap += window->column_step;
        }
        row += window->row_step;
    }
    flush(sums, even, odd);
}

static int32_t sum_one(const struct pool_window *window, int32_t channel)
{
    int32_t sum = 0;
    for (int32_t row = 0; row < window->rows; ++row) {
        const int8_t *tap = window->input + row * window->row_step + channel;
        for (int32_t column = 0; column < window->columns; ++column) {
            sum += tap[column * window->column_step];
        }
    }
    return sum;
}

/* Rounds halves away from zero. */
static int8_t output_of(const struct bw_pool_params *params, int32_t sum, int32_t taps)
{
    const int32_t rounding = sum > 0 ? taps / 2 : -(taps / 2);
    return (int8_t)bw_clamp((sum + rounding) / taps, params->activation_min, params->activation_max);
}

static void pool_pixel(const struct bw_pool_params *params, const struct pool_window *window, int8_t *output)
{
    const int32_t taps = window->rows * window->columns;
    int32_t channel = 0;
    for (; channel + GROUP <= params->channels; channel += GROUP) {
        int32_t sums[GROUP];
        sum_four(window, channel, sums);
        for (int32_t i = 0; i < GROUP; ++i) {
            output[channel + i] = output_of(params, sums[i], taps);
        }
    }
    for (; channel < params->channels; ++channel) {
        output[channel] = output_of(params, sum_one(window, channel), taps);
    }
}

void bw_average_pool_2d_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_pool_params *params = bw_op_params(op);
    const int32_t row_step = params->input_w * params->channels;
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const int8_t *end = output + op->output_bytes;
    int32_t x = 0, y = 0;
    (void)pack;

    while (output != end) {
        const int32_t top = y * params->stride_h - params->pad_top;
        const int32_t left = x * params->stride_w - params->pad_left;
        const struct bw_taps rows = bw_clip_taps(top, params->filter_h, 1, params->input_h);
        const struct bw_taps columns = bw_clip_taps(left, params->filter_w, 1, params->input_w);
        const struct pool_window window = {
            image + (top + rows.begin) * row_step + (left + columns.begin) * params->channels, rows.end - rows.begin,
            columns.end - columns.begin, row_step, params->channels};
        pool_pixel(params, &window, output);
        output += params->channels;
        x = x + 1 == params->output_w ? 0 : x + 1;
        y = x == 0 ? y + 1 : y;
        if (y == params->output_h) {
            y = 0;
            image += params->input_h * row_step;
        }
    }
}
