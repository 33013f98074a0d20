#include "../bw_wide.h"
#include "../bw_window.h"

static int64_t sum_one(const struct bw_conv_params *params, const struct bw_window *window, const int16_t *input,
                       const int8_t *weights)
{
    int64_t sum = 0;
    for (int32_t row = 0; row < window->rows; ++row) {
        const int16_t *pixel = input + row * params->dilation_h * params->input_w * params->input_c;
        const int8_t *tap = weights + row * params->kernel_w * params->output_c;
        for (int32_t column = 0; column < window->columns; ++column) {
            sum += *pixel * *tap;
            pixel += params->dilation_w * params->input_c;
            tap += params->output_c;
        }
    }
    return sum;
}

static void depthwise_pixel(const struct bw_conv_params *params, const struct bw_wide_scales *scales,
                            const struct bw_window *window, const int16_t *image, const int8_t *weights,
                            int16_t *output)
{
    const int32_t by_four = params->depth_multiplier == 1 && window->rows * window->columns <= BW_WIDE_RUN;
    const int16_t *input = image + window->pixel * params->input_c;
    int32_t count;
    weights += window->tap * params->output_c;
    for (int32_t first = 0; first < params->output_c; first += count) {
        struct bw_wide_sums sums;
        count = by_four && params->output_c - first >= BW_WIDE_CHANNELS ? BW_WIDE_CHANNELS : 1;
        bw_wide_begin(&sums);
        if (count == BW_WIDE_CHANNELS) {
            bw_wide_taps_four(params, window, input + first, weights + first, sums.part);
        } else {
            sums.whole[0] = sum_one(params, window, input + first / params->depth_multiplier, weights + first);
        }
        bw_wide_end(scales, &sums, first, count, output);
    }
}

void bw_depthwise_conv_2d_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const struct bw_wide_scales scales = bw_wide_scales_of(pack, op, params);
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const int16_t *image = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            for (int32_t x = 0; x < params->output_w; ++x) {
                const struct bw_window window = bw_window_at(params, y, x);
                depthwise_pixel(params, &scales, &window, image, weights, output);
                output += params->output_c;
            }
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
