#include "../bw_transpose_conv.h"
#include "../bw_wide.h"

static void add_taps(const struct bw_conv_params *params, const int16_t *input, const int8_t *weights, int32_t y,
                     int32_t x, struct bw_wide_sums *sums)
{
    for (int32_t ky = 0; ky < params->kernel_h; ++ky) {
        const int32_t row = bw_source_of(y, params->pad_top, ky, params->stride_h, params->input_h);
        for (int32_t kx = 0; row >= 0 && kx < params->kernel_w; ++kx) {
            const int32_t column = bw_source_of(x, params->pad_left, kx, params->stride_w, params->input_w);
            if (column >= 0) {
                bw_wide_add(sums, input + (row * params->input_w + column) * params->input_c,
                            weights + (ky * params->kernel_w + kx) * params->input_c, 0, params->input_c, 1);
            }
        }
    }
}

void bw_transpose_conv_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const struct bw_wide_scales scales = bw_wide_scales_of(pack, op, params);
    const int16_t *input = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const int32_t channel_step = params->kernel_h * params->kernel_w * params->input_c;

    for (int32_t pixel = 0; pixel < params->batches * params->output_h * params->output_w; ++pixel) {
        const int32_t x = pixel % params->output_w;
        const int32_t y = pixel / params->output_w % params->output_h;
        const int32_t batch = pixel / params->output_w / params->output_h;
        const int16_t *image = input + batch * params->input_h * params->input_w * params->input_c;
        for (int32_t o = 0; o < params->output_c; ++o) {
            struct bw_wide_sums sums;
            bw_wide_begin(&sums);
            add_taps(params, image, weights + o * channel_step, y, x, &sums);
            bw_wide_end(&scales, &sums, o, 1, output);
        }
        output += params->output_c;
    }
}
