#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_window.h"

/* Channels summed side by side, so that the inner loop runs along memory. */
enum { BLOCK = 16 };

static void add_tap(int32_t *sums, const int8_t *input, const int8_t *weights, int32_t count, int32_t zero_point)
{
    for (int32_t i = 0; i < count; ++i) {
        sums[i] += (input[i] - zero_point) * weights[i];
    }
}

/* With a depth multiplier neighbouring outputs share an input channel. */
static void add_tap_shared(int32_t *sums, const int8_t *input, const int8_t *weights, int32_t count,
                           int32_t zero_point, int32_t first_output, int32_t depth_multiplier)
{
    int32_t channel = first_output / depth_multiplier;
    int32_t copy = first_output % depth_multiplier;
    for (int32_t i = 0; i < count; ++i) {
        sums[i] += (input[channel] - zero_point) * weights[i];
        if (++copy == depth_multiplier) {
            copy = 0;
            ++channel;
        }
    }
}

static void sum_window(const struct bw_conv_params *params, const struct bw_window *window, const int8_t *image,
                       const int8_t *weights, int32_t first_output, int32_t count, int32_t *sums)
{
    const int8_t *row_input = image + window->pixel * params->input_c;
    const int8_t *row_weights = weights + window->tap * params->output_c + first_output;
    for (int32_t row = 0; row < window->rows; ++row) {
        const int8_t *input = row_input + row * params->dilation_h * params->input_w * params->input_c;
        const int8_t *tap = row_weights + row * params->kernel_w * params->output_c;
        for (int32_t column = 0; column < window->columns; ++column) {
            if (params->depth_multiplier == 1) {
                add_tap(sums, input + first_output, tap, count, params->input_zero_point);
            } else {
                add_tap_shared(sums, input, tap, count, params->input_zero_point, first_output,
                               params->depth_multiplier);
            }
            input += params->dilation_w * params->input_c;
            tap += params->output_c;
        }
    }
}

static void depthwise_pixel(const uint8_t *pack, const struct bw_conv_params *params, const struct bw_window *window,
                            const int8_t *image, int8_t *output)
{
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const int32_t *bias = bw_pack_data(pack, params->bias_offset);
    const int32_t *multiplier = bw_pack_data(pack, params->multiplier_offset);
    const int32_t *shift = bw_pack_data(pack, params->shift_offset);

    for (int32_t first = 0; first < params->output_c; first += BLOCK) {
        const int32_t left = params->output_c - first;
        const int32_t count = left < BLOCK ? left : BLOCK;
        int32_t sums[BLOCK];
        for (int32_t i = 0; i < count; ++i) {
            sums[i] = bias ? bias[first + i] : 0;
        }
        sum_window(params, window, image, weights, first, count, sums);
        for (int32_t i = 0; i < count; ++i) {
            const int32_t value =
                bw_requantise(sums[i], multiplier[first + i], shift[first + i]) + params->output_zero_point;
            output[first + i] = (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
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
