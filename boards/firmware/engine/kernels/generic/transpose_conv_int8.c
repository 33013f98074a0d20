#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_transpose_conv.h"

static int32_t sum_at(const struct bw_conv_params *params, const int8_t *input, const int8_t *weights, int32_t y,
                      int32_t x)
{
    int32_t sum = 0;
    for (int32_t ky = 0; ky < params->kernel_h; ++ky) {
        const int32_t row = bw_source_of(y, params->pad_top, ky, params->stride_h, params->input_h);
        for (int32_t kx = 0; row >= 0 && kx < params->kernel_w; ++kx) {
            const int32_t column = bw_source_of(x, params->pad_left, kx, params->stride_w, params->input_w);
            if (column >= 0) {
                const int8_t *pixel = input + (row * params->input_w + column) * params->input_c;
                const int8_t *tap = weights + (ky * params->kernel_w + kx) * params->input_c;
                for (int32_t c = 0; c < params->input_c; ++c) {
                    sum += (pixel[c] - params->input_zero_point) * tap[c];
                }
            }
        }
    }
    return sum;
}

void bw_transpose_conv_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const int32_t *bias = bw_pack_data(pack, params->bias_offset);
    const int32_t *multiplier = bw_pack_data(pack, params->multiplier_offset);
    const int32_t *shift = bw_pack_data(pack, params->shift_offset);
    const int32_t channel_step = params->kernel_h * params->kernel_w * params->input_c;

    for (int32_t pixel = 0; pixel < params->batches * params->output_h * params->output_w; ++pixel) {
        const int32_t x = pixel % params->output_w;
        const int32_t y = pixel / params->output_w % params->output_h;
        const int32_t batch = pixel / params->output_w / params->output_h;
        const int8_t *image = input + batch * params->input_h * params->input_w * params->input_c;
        for (int32_t o = 0; o < params->output_c; ++o) {
            const int32_t sum = sum_at(params, image, weights + o * channel_step, y, x) + (bias ? bias[o] : 0);
            const int32_t value = bw_requantise(sum, multiplier[o], shift[o]) + params->output_zero_point;
            *output++ = (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
        }
    }
}
