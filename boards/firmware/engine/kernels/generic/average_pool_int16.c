#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_window.h"

/* Rounds halves away from zero, as TFLM does. */
static int32_t mean(int32_t sum, int32_t count)
{
    return sum > 0 ? (sum + count / 2) / count : (sum - count / 2) / count;
}

/* Sums wrap as TFLM's do: a window of more than 65,536 taps passes 32 bits. */
static void pool_pixel(const struct bw_pool_params *params, const int16_t *input, int32_t rows, int32_t columns,
                       int16_t *output)
{
    for (int32_t channel = 0; channel < params->channels; ++channel) {
        int32_t sum = 0;
        for (int32_t row = 0; row < rows; ++row) {
            const int16_t *tap = input + row * params->input_w * params->channels + channel;
            for (int32_t column = 0; column < columns; ++column) {
                sum += *tap;
                tap += params->channels;
            }
        }
        output[channel] =
            (int16_t)bw_clamp(mean(sum, rows * columns), params->activation_min, params->activation_max);
    }
}

void bw_average_pool_2d_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_pool_params *params = bw_op_params(op);
    const int16_t *image = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            const int32_t start_y = y * params->stride_h - params->pad_top;
            const struct bw_taps rows = bw_clip_taps(start_y, params->filter_h, 1, params->input_h);
            for (int32_t x = 0; x < params->output_w; ++x) {
                const int32_t start_x = x * params->stride_w - params->pad_left;
                const struct bw_taps columns = bw_clip_taps(start_x, params->filter_w, 1, params->input_w);
                const int32_t pixel = (start_y + rows.begin) * params->input_w + start_x + columns.begin;
                pool_pixel(params, image + pixel * params->channels, rows.end - rows.begin,
                           columns.end - columns.begin, output);
                output += params->channels;
            }
        }
        image += params->input_h * params->input_w * params->channels;
    }
}
