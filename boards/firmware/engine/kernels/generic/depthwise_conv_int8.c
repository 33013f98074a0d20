#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_window.h"

/* Channels whose sums stay in registers side by side. */
enum { BLOCK = 4 };

/* Sums four neighbouring channels; for depth multiplier 1, where input and weights run in step. */
static void sum_four(const struct bw_conv_params *params, const struct bw_window *window, const int8_t *input,
                     const int8_t *weights, int32_t *sums)
{
    const int32_t zero_point = params->input_zero_point;
    const int32_t input_step = params->dilation_w * params->input_c;
    int32_t sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
    for (int32_t row = 0; row < window->rows; ++row) {
        const int8_t *pixel = input + row * params->dilation_h * params->input_w * params->input_c;
        const int8_t *tap = weights + row * params->kernel_w * params->output_c;
        for (int32_t column = 0; column < window->columns; ++column) {
            sum0 += (pixel[0] - zero_point) * tap[0];
            sum1 += (pixel[1] - zero_point) * tap[1];
            sum2 += (pixel[2] - zero_point) * tap[2];
            sum3 += (pixel[3] - zero_point) * tap[3];
            pixel += input_step;
            tap += params->output_c;
        }
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

static int32_t sum_one(const struct bw_conv_params *params, const struct bw_window *window, const int8_t *input,
                       const int8_t *weights)
{
    int32_t sum = 0;
    for (int32_t row = 0; row < window->rows; ++row) {
        const int8_t *pixel = input + row * params->dilation_h * params->input_w * params->input_c;
        const int8_t *tap = weights + row * params->kernel_w * params->output_c;
        for (int32_t column = 0; column < window->columns; ++column) {
            sum += (*pixel - params->input_zero_point) * *tap;
            pixel += params->dilation_w * params->input_c;
            tap += params->output_c;
        }
    }
    return sum;
}

static void depthwise_pixel(const uint8_t *pack, const struct bw_conv_params *params, const struct bw_window *window,
                            const int8_t *image, int8_t *output)
{
    const int8_t *input = image + window->pixel * params->input_c;
    const int8_t *weights =
        (const int8_t *)bw_pack_data(pack, params->weights_offset) + window->tap * params->output_c;
    const int32_t *bias = bw_pack_data(pack, params->bias_offset);
    const int32_t *multiplier = bw_pack_data(pack, params->multiplier_offset);
    const int32_t *shift = bw_pack_data(pack, params->shift_offset);
    int32_t count;

    for (int32_t first = 0; first < params->output_c; first += count) {
        int32_t sums[BLOCK];
        count = params->depth_multiplier == 1 && params->output_c - first >= BLOCK ? BLOCK : 1;
        if (count == BLOCK) {
            sum_four(params, window, input + first, weights + first, sums);
        } else {
            sums[0] = sum_one(params, window, input + first / params->depth_multiplier, weights + first);
        }
        for (int32_t i = 0; i < count; ++i) {
            const int32_t channel = first + i;
            const int32_t sum = sums[i] + (bias ? bias[channel] : 0);
            const int32_t value = bw_requantise(sum, multiplier[channel], shift[channel]) + params->output_zero_point;
            output[channel] = (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
        }
    }
}

void bw_depthwise_conv_2d_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            for (int32_t x = 0; x < params->output_w; ++x) {
                const struct bw_window window = bw_window_at(params, y, x);
                depthwise_pixel(pack, params, &window, image, output);
                output += params->output_c;
            }
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
