#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "bw_walk.h"

static void conv_pixel(const uint8_t *pack, const struct bw_conv_params *params, const struct bw_walk *walk,
                       int8_t *output)
{
    const int32_t *bias = bw_pack_data(pack, params->bias_offset);
    const int32_t *multiplier = bw_pack_data(pack, params->multiplier_offset);
    const int32_t *shift = bw_pack_data(pack, params->shift_offset);
    const int8_t *weights = walk->weights;
    int32_t count;

    for (int32_t first = 0; first < params->output_c; first += count) {
        int32_t sums[BW_DOT_ROWS];
        count = bw_walk_sums(walk, weights, params->output_c - first, sums);
        for (int32_t i = 0; i < count; ++i) {
            const int32_t channel = first + i;
            const int32_t sum = sums[i] + (bias ? bias[channel] : 0);
            const int32_t value = bw_requantise(sum, multiplier[channel], shift[channel]) + params->output_zero_point;
            output[channel] = (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
        }
        weights += count * walk->kernel_bytes;
    }
}

void bw_conv_2d_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            for (int32_t x = 0; x < params->output_w; ++x) {
                const struct bw_window window = bw_window_at(params, y, x);
                const struct bw_walk walk = bw_walk_of(params, &window, image, weights);
                conv_pixel(pack, params, &walk, output);
                output += params->output_c;
            }
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
