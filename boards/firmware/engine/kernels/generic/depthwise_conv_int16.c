#include "../bw_wide.h"
#include "../bw_window.h"

/* A row of taps adds up within int32_t where it is not longer than BW_WIDE_RUN. */
static int64_t sum_row(const int16_t *pixel, const int8_t *tap, int32_t columns, int32_t pixel_step, int32_t tap_step)
{
    int64_t sum = 0;
    while (columns > 0) {
        const int32_t run = columns < BW_WIDE_RUN ? columns : BW_WIDE_RUN;
        int32_t part = 0;
        for (int32_t i = 0; i < run; ++i) {
            part += *pixel * *tap;
            pixel += pixel_step;
            tap += tap_step;
        }
        sum += part;
        columns -= run;
    }
    return sum;
}

static int64_t sum_window(const struct bw_conv_params *params, const struct bw_window *window, const int16_t *input,
                          const int8_t *weights)
{
    int64_t sum = 0;
    for (int32_t row = 0; row < window->rows; ++row) {
        sum += sum_row(input + row * params->dilation_h * params->input_w * params->input_c,
                       weights + row * params->kernel_w * params->output_c, window->columns,
                       params->dilation_w * params->input_c, params->output_c);
    }
    return sum;
}

void bw_depthwise_conv_2d_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const struct bw_wide_scales scales = bw_wide_scales_of(pack, op, params);
    const int8_t *kernels = bw_pack_data(pack, params->weights_offset);
    const int16_t *image = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            for (int32_t x = 0; x < params->output_w; ++x) {
                const struct bw_window window = bw_window_at(params, y, x);
                const int16_t *input = image + window.pixel * params->input_c;
                const int8_t *weights = kernels + window.tap * params->output_c;
                for (int32_t channel = 0; channel < params->output_c; ++channel) {
                    const int64_t sum =
                        sum_window(params, &window, input + channel / params->depth_multiplier, weights + channel);
                    output[channel] = bw_wide_output(&scales, sum, channel, channel);
                }
                output += params->output_c;
            }
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
