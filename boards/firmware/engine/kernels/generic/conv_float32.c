#include "../bw_float.h"

#include "../bw_kernels.h"
#include "../bw_window.h"

/* Adds one by one to the running sum: TFLM's order, so that the rounding is the same. */
static float dot(float sum, const float *input, const float *weights, int32_t count)
{
    for (int32_t i = 0; i < count; ++i) {
        sum += input[i] * weights[i];
    }
    return sum;
}

/* One pixel, all output channels. Without dilation the taps of a kernel row are one run of memory. */
static void conv_pixel(const uint8_t *pack, const struct bw_conv_params *params, const struct bw_window *window,
                       const float *image, float *output)
{
    const float *input = image + window->pixel * params->input_c;
    const float *weights = (const float *)bw_pack_data(pack, params->weights_offset) + window->tap * params->input_c;
    const float *bias = bw_pack_data(pack, params->bias_offset);
    const int32_t runs = params->dilation_w == 1 ? 1 : window->columns;
    const int32_t run_length = params->dilation_w == 1 ? window->columns * params->input_c : params->input_c;
    const int32_t run_step = params->dilation_w * params->input_c;
    const int32_t row_step = params->dilation_h * params->input_w * params->input_c;
    const int32_t kernel_row_length = params->kernel_w * params->input_c;
    const int32_t kernel_length = params->kernel_h * kernel_row_length;

    for (int32_t channel = 0; channel < params->output_c; ++channel) {
        const float *channel_weights = weights + channel * kernel_length;
        float sum = 0.0f;
        for (int32_t row = 0; row < window->rows; ++row) {
            for (int32_t run = 0; run < runs; ++run) {
                sum = dot(sum, input + row * row_step + run * run_step,
                          channel_weights + row * kernel_row_length + run * params->input_c, run_length);
            }
        }
        output[channel] = bw_clamp_float(sum + (bias ? bias[channel] : 0.0f), params->float_min, params->float_max);
    }
}

void bw_conv_2d_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const float *image = bw_arena_data(arena, params->input_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);

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
