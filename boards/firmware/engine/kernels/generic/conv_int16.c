#include "../bw_wide.h"
#include "../bw_window.h"

/* One output channel; without dilation the taps of a kernel row are one run. */
static int64_t sum_window(const struct bw_conv_params *params, const struct bw_window *window, const int16_t *input,
                          const int8_t *weights)
{
    const int32_t undilated = params->dilation_w == 1;
    const int32_t runs = undilated ? 1 : window->columns;
    const int32_t count = undilated ? window->columns * params->input_c : params->input_c;
    int64_t sum = 0;
    for (int32_t row = 0; row < window->rows; ++row) {
        const int16_t *pixel = input + row * params->dilation_h * params->input_w * params->input_c;
        const int8_t *tap = weights + row * params->kernel_w * params->input_c;
        for (int32_t run = 0; run < runs; ++run) {
            sum += bw_wide_dot(pixel + run * params->dilation_w * params->input_c, tap + run * count, count);
        }
    }
    return sum;
}

void bw_conv_2d_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const struct bw_wide_scales scales = bw_wide_scales_of(pack, op, params);
    const int8_t *kernels = bw_pack_data(pack, params->weights_offset);
    const int32_t kernel_bytes = params->kernel_h * params->kernel_w * params->input_c;
    const int16_t *image = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            for (int32_t x = 0; x < params->output_w; ++x) {
                const struct bw_window window = bw_window_at(params, y, x);
                const int16_t *input = image + window.pixel * params->input_c;
                const int8_t *weights = kernels + window.tap * params->input_c;
                for (int32_t channel = 0; channel < params->output_c; ++channel) {
                    const int64_t sum = sum_window(params, &window, input, weights + channel * kernel_bytes);
                    output[channel] = bw_wide_output(&scales, sum, channel, channel);
                }
                output += params->output_c;
            }
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
