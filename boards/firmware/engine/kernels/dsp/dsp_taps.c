/* DEPTHWISE_CONV_2D with a kernel of any size, stride and dilation, four channels at a time. Taps on padding are left
 * out; the input's zero point is taken off as bytes are widened. */
#include "../bw_window.h"
#include "bw_dsp_kernels.h"
#include "bw_dsp_shapes.h"
#include "bw_dsp_taps.h"

/* The sums of four channels over one window, biases included. */
static void sum_window(const struct bw_conv_params *params, const struct bw_window *window, const int8_t *input,
                       const int8_t *weights, int32_t sums[4])
{
    const uint32_t zero = bw_lanes(-params->input_zero_point, -params->input_zero_point);
    const int32_t step = params->dilation_w * params->input_c;
    const int32_t row_step = params->dilation_h * params->input_w * params->input_c;
    int32_t sum0 = sums[0], sum1 = sums[1], sum2 = sums[2], sum3 = sums[3];
    for (int32_t row = window->rows; row > 0; --row) {
        const int8_t *pixel = input;
        const int8_t *tap = weights;
        for (int32_t left = window->columns; left > 0; --left) {
            const uint32_t bytes = bw_load_word(pixel);
            const uint32_t factors = bw_load_word(tap);
            const uint32_t even = bw_widen_even_add(zero, bytes), odd = bw_widen_odd_add(zero, bytes);
            const uint32_t even_factors = bw_widen_even(factors), odd_factors = bw_widen_odd(factors);
            sum0 = bw_multiply_low(sum0, even, even_factors);
            sum1 = bw_multiply_low(sum1, odd, odd_factors);
            sum2 = bw_multiply_high(sum2, even, even_factors);
            sum3 = bw_multiply_high(sum3, odd, odd_factors);
            pixel += step;
            tap += 4;
        }
        input += row_step;
        weights += 4 * params->kernel_w;
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

static void multiply_pixel(const struct bw_conv_params *params, const struct bw_window *window, const int8_t *image,
                           const int8_t *weights, const struct bw_dsp_four *records, int8_t *output)
{
    const int8_t *input = image + window->pixel * params->input_c;
    const int32_t weights_step = 4 * params->kernel_h * params->kernel_w;
    weights += 4 * window->tap;
    for (int32_t first = 0; first < params->output_c; first += 4) {
        int32_t sums[4] = {records->biases[0], records->biases[1], records->biases[2], records->biases[3]};
        sum_window(params, window, input + first, weights, sums);
        for (int32_t i = 0; i < 4; ++i) {
            output[first + i] = bw_dsp_output(sums[i], &records->scales[i]);
        }
        weights += weights_step;
        ++records;
    }
}

void bw_dsp_depthwise_taps(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const struct bw_dsp_four *records = bw_pack_data(pack, params->bias_offset);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            for (int32_t x = 0; x < params->output_w; ++x) {
                const struct bw_window window = bw_window_at(params, y, x);
                multiply_pixel(params, &window, image, weights, records, output);
                bw_dsp_clamp(output, (uint32_t)params->output_c, params->activation_min, params->activation_max);
                output += params->output_c;
            }
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
