#include "../bw_add.h"
#include "../bw_kernels.h"
#include "bw_walk.h"

/* All channels of one pixel. An element of `added` is read before its sum is written, so both may be one place. */
static void conv_add_pixel(const uint8_t *pack, const struct bw_conv_add_params *params, const struct bw_walk *walk,
                           const int8_t *added, int8_t *output)
{
    const struct bw_conv_params *conv = &params->conv;
    const int32_t *bias = bw_pack_data(pack, conv->bias_offset);
    const int32_t *multiplier = bw_pack_data(pack, conv->multiplier_offset);
    const int32_t *shift = bw_pack_data(pack, conv->shift_offset);
    const int8_t *weights = walk->weights;
    int32_t count;

    for (int32_t first = 0; first < conv->output_c; first += count) {
        int32_t sums[BW_DOT_ROWS];
        count = bw_walk_sums(walk, weights, conv->output_c - first, sums);
        for (int32_t i = 0; i < count; ++i) {
            const int32_t channel = first + i;
            const int32_t sum = sums[i] + (bias ? bias[channel] : 0);
            const int32_t value = bw_requantise(sum, multiplier[channel], shift[channel]) + conv->output_zero_point;
            output[channel] = bw_add_one(&params->add, bw_clamp(value, conv->activation_min, conv->activation_max),
                                         added[channel]);
        }
        weights += count * walk->kernel_bytes;
    }
}

void bw_conv_add_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_add_params *params = bw_op_params(op);
    const struct bw_conv_params *conv = &params->conv;
    const int8_t *weights = bw_pack_data(pack, conv->weights_offset);
    const int8_t *image = bw_arena_data(arena, conv->input_arena_offset);
    const int8_t *added = bw_arena_data(arena, params->add.input2_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < conv->batches; ++batch) {
        for (int32_t y = 0; y < conv->output_h; ++y) {
            for (int32_t x = 0; x < conv->output_w; ++x) {
                const struct bw_window window = bw_window_at(conv, y, x);
                const struct bw_walk walk = bw_walk_of(conv, &window, image, weights);
                conv_add_pixel(pack, params, &walk, added, output);
                added += conv->output_c;
                output += conv->output_c;
            }
        }
        image += conv->input_h * conv->input_w * conv->input_c;
    }
}
