#include "../bw_float.h"

#include "../bw_kernels.h"
#include "../bw_window.h"

enum { BLOCK = 16 };

/* `input` is the first tap on the input; only taps on the input are averaged. */
static void pool_pixel(const struct bw_pool_params *params, const float *input, int32_t rows, int32_t columns,
                       float *output)
{
    for (int32_t first = 0; first < params->channels; first += BLOCK) {
        const int32_t left = params->channels - first;
        const int32_t count = left < BLOCK ? left : BLOCK;
        float sums[BLOCK] = {0};
        for (int32_t row = 0; row < rows; ++row) {
            const float *tap = input + row * params->input_w * params->channels + first;
            for (int32_t column = 0; column < columns; ++column) {
                for (int32_t i = 0; i < count; ++i) {
                    sums[i] += tap[i];
                }
                tap += params->channels;
            }
        }
        for (int32_t i = 0; i < count; ++i) {
            output[first + i] =
                bw_clamp_float(sums[i] / (float)(rows * columns), params->float_min, params->float_max);
        }
    }
}

void bw_average_pool_2d_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_pool_params *params = bw_op_params(op);
    const float *image = bw_arena_data(arena, params->input_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
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
