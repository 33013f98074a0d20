#include "../bw_float.h"

#include "../bw_kernels.h"
#include "../bw_transpose_conv.h"

/* Taps from the last to the first: the order in which TFLM, which goes by input pixels, adds them. */
static float sum_at(const struct bw_conv_params *params, const float *input, const float *weights, int32_t y, int32_t x)
{
    float sum = 0.0f;
    for (int32_t ky = params->kernel_h - 1; ky >= 0; --ky) {
        const int32_t row = bw_source_of(y, params->pad_top, ky, params->stride_h, params->input_h);
        for (int32_t kx = params->kernel_w - 1; row >= 0 && kx >= 0; --kx) {
            const int32_t column = bw_source_of(x, params->pad_left, kx, params->stride_w, params->input_w);
            if (column >= 0) {
                const float *pixel = input + (row * params->input_w + column) * params->input_c;
                const float *tap = weights + (ky * params->kernel_w + kx) * params->input_c;
                for (int32_t c = 0; c < params->input_c; ++c) {
                    sum += pixel[c] * tap[c];
                }
            }
        }
    }
    return sum;
}

void bw_transpose_conv_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const float *input = bw_arena_data(arena, params->input_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    const float *weights = bw_pack_data(pack, params->weights_offset);
    const float *bias = bw_pack_data(pack, params->bias_offset);
    const int32_t channel_step = params->kernel_h * params->kernel_w * params->input_c;

    for (int32_t pixel = 0; pixel < params->batches * params->output_h * params->output_w; ++pixel) {
        const int32_t x = pixel % params->output_w;
        const int32_t y = pixel / params->output_w % params->output_h;
        const int32_t batch = pixel / params->output_w / params->output_h;
        const float *image = input + batch * params->input_h * params->input_w * params->input_c;
        for (int32_t o = 0; o < params->output_c; ++o) {
            const float sum = sum_at(params, image, weights + o * channel_step, y, x);
            *output++ = bw_clamp_float(sum + (bias ? bias[o] : 0.0f), params->float_min, params->float_max);
        }
    }
}
