#include "../bw_float.h"

#include "../bw_float_math.h"
#include "../bw_kernels.h"
#include "../bw_window.h"

/* Root of the mean of squares of one channel; `input` is its first tap on the input, padding does not count. */
static float pool_channel(const struct bw_pool_params *params, const float *input, int32_t rows, int32_t columns)
{
    float sum = 0.0f;
    for (int32_t row = 0; row < rows; ++row) {
        for (int32_t column = 0; column < columns; ++column) {
            const float value = input[(row * params->input_w + column) * params->channels];
            sum += value * value;
        }
    }
    return bw_clamp_float(bw_sqrt(sum / (float)(rows * columns)), params->float_min, params->float_max);
}

void bw_l2_pool_2d_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_pool_params *params = bw_op_params(op);
    const float *input = bw_arena_data(arena, params->input_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (int32_t row = 0; row < params->batches * params->output_h; ++row) {
        const int32_t start_y = row % params->output_h * params->stride_h - params->pad_top;
        const struct bw_taps rows = bw_clip_taps(start_y, params->filter_h, 1, params->input_h);
        const int32_t first_row = row / params->output_h * params->input_h + start_y + rows.begin;
        for (int32_t x = 0; x < params->output_w; ++x) {
            const int32_t start_x = x * params->stride_w - params->pad_left;
            const struct bw_taps columns = bw_clip_taps(start_x, params->filter_w, 1, params->input_w);
            const float *pixel = input + (first_row * params->input_w + start_x + columns.begin) * params->channels;
            for (int32_t channel = 0; channel < params->channels; ++channel) {
                *output++ = pool_channel(params, pixel + channel, rows.end - rows.begin, columns.end - columns.begin);
            }
        }
    }
}
