#include "../bw_wide.h"
#include "../bw_window.h"

/* Without dilation the taps of a kernel row are one run. */
static void add_window(const struct bw_conv_params *params, const struct bw_window *window, const int16_t *input,
                       const int8_t *weights, int32_t channels, struct bw_wide_sums *sums)
{
    const int32_t undilated = params->dilation_w == 1;
    const int32_t runs = undilated ? 1 : window->columns;
    const int32_t count = undilated ? window->columns * params->input_c : params->input_c;
    const int32_t kernel_bytes = params->kernel_h * params->kernel_w * params->input_c;
    for (int32_t row = 0; row < window->rows; ++row) {
        const int16_t *pixel = input + row * params->dilation_h * params->input_w * params->input_c;
        const int8_t *tap = weights + row * params->kernel_w * params->input_c;
        for (int32_t run = 0; run < runs; ++run) {
            bw_wide_add(sums, pixel + run * params->dilation_w * params->input_c, tap + run * count, kernel_bytes,
                        count, channels);
        }
    }
}

static void conv_pixel(const struct bw_conv_params *params, const struct bw_wide_scales *scales,
                       const struct bw_window *window, const int16_t *image, const int8_t *weights, int16_t *output)
{
    const int16_t *input = image + window->pixel * params->input_c;
    int32_t count;
    weights += window->tap * params->input_c;
    for (int32_t first = 0; first < params->output_c; first += count) {
        struct bw_wide_sums sums;
        count = params->output_c - first < BW_WIDE_CHANNELS ? 1 : BW_WIDE_CHANNELS;
        bw_wide_begin(&sums);
        add_window(params, window, input, weights, count, &sums);
        bw_wide_end(scales, &sums, first, count, output);
        weights += count * params->kernel_h * params->kernel_w * params->input_c;
    }
}

void bw_conv_2d_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
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
                conv_pixel(params, &scales, &window, image, weights, output);
                output += params->output_c;
            }
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
