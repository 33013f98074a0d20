#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_window.h"

static int32_t dot(const int8_t *input, const int8_t *weights, int32_t count, int32_t input_zero_point)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < count; ++i) {
        sum += (input[i] - input_zero_point) * weights[i];
    }
    return sum;
}

/* One pixel, all output channels. Without dilation the taps of a kernel row are one run of memory. */
static void conv_pixel(const uint8_t *pack, const struct bw_conv_params *params, const struct bw_window *window,
                       const int8_t *image, int8_t *output)
{
    const int8_t *input = image + window->pixel * params->input_c;
    const int8_t *weights = (const int8_t *)bw_pack_data(pack, params->weights_offset) + window->tap * params->input_c;
    const int32_t *bias = bw_pack_data(pack, params->bias_offset);
    const int32_t *multiplier = bw_pack_data(pack, params->multiplier_offset);
    const int32_t *shift = bw_pack_data(pack, params->shift_offset);
    const int32_t runs = params->dilation_w == 1 ? 1 : window->columns;
    const int32_t run_length = params->dilation_w == 1 ? window->columns * params->input_c : params->input_c;
    const int32_t run_step = params->dilation_w * params->input_c;
    const int32_t row_step = params->dilation_h * params->input_w * params->input_c;
    const int32_t kernel_row_length = params->kernel_w * params->input_c;
    const int32_t kernel_length = params->kernel_h * kernel_row_length;

    for (int32_t channel = 0; channel < params->output_c; ++channel) {
        const int8_t *channel_weights = weights + channel * kernel_length;
        int32_t sum = bias ? bias[channel] : 0;
        for (int32_t row = 0; row < window->rows; ++row) {
            for (int32_t run = 0; run < runs; ++run) {
                sum += dot(input + row * row_step + run * run_step,
                           channel_weights + row * kernel_row_length + run * params->input_c, run_length,
                           params->input_zero_point);
            }
        }
        const int32_t value = bw_requantise(sum, multiplier[channel], shift[channel]) + params->output_zero_point;
        output[channel] = (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
    }
}

void bw_conv_2d_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            for (int32_t x = 0; x < params->output_w; ++x) {
                const struct bw_window window = bw_window_at(params, y, x);
                conv_pixel(pack, params, &window, image, output);
                output += params->output_c;
            }
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
