#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_window.h"
#include "bw_dot.h"

/* One window: where it starts on the input and in the kernel of output channel 0, and how memory runs.
 * Without dilation the taps of a kernel row are one run. */
struct walk {
    const int8_t *input;
    const int8_t *weights;
    int32_t rows, row_step, weights_row_step;
    int32_t runs, run_step, run_bytes;
    int32_t kernel_bytes; /* of one output channel */
    int32_t input_zero_point;
};

static struct walk walk_of(const struct bw_conv_params *params, const struct bw_window *window, const int8_t *image,
                           const int8_t *weights)
{
    const int32_t undilated = params->dilation_w == 1;
    struct walk walk;
    walk.input = image + window->pixel * params->input_c;
    walk.weights = weights + window->tap * params->input_c;
    walk.rows = window->rows;
    walk.row_step = params->dilation_h * params->input_w * params->input_c;
    walk.weights_row_step = params->kernel_w * params->input_c;
    walk.runs = undilated ? 1 : window->columns;
    walk.run_step = params->dilation_w * params->input_c;
    walk.run_bytes = undilated ? window->columns * params->input_c : params->input_c;
    walk.kernel_bytes = params->kernel_h * walk.weights_row_step;
    walk.input_zero_point = params->input_zero_point;
    return walk;
}

static void sum_four(const struct walk *walk, const int8_t *weights, int32_t *sums)
{
    for (int32_t row = 0; row < walk->rows; ++row) {
        for (int32_t run = 0; run < walk->runs; ++run) {
            bw_dot_four(sums, walk->input + row * walk->row_step + run * walk->run_step,
                        weights + row * walk->weights_row_step + run * walk->run_bytes, walk->kernel_bytes,
                        walk->run_bytes, walk->input_zero_point);
        }
    }
}

static int32_t sum_one(const struct walk *walk, const int8_t *weights)
{
    int32_t sum = 0;
    for (int32_t row = 0; row < walk->rows; ++row) {
        for (int32_t run = 0; run < walk->runs; ++run) {
            sum += bw_dot(walk->input + row * walk->row_step + run * walk->run_step,
                          weights + row * walk->weights_row_step + run * walk->run_bytes, walk->run_bytes,
                          walk->input_zero_point);
        }
    }
    return sum;
}

static void conv_pixel(const uint8_t *pack, const struct bw_conv_params *params, const struct walk *walk,
                       int8_t *output)
{
    const int32_t *bias = bw_pack_data(pack, params->bias_offset);
    const int32_t *multiplier = bw_pack_data(pack, params->multiplier_offset);
    const int32_t *shift = bw_pack_data(pack, params->shift_offset);
    const int8_t *weights = walk->weights;
    int32_t count;

    for (int32_t first = 0; first < params->output_c; first += count) {
        int32_t sums[BW_DOT_ROWS] = {0};
        count = params->output_c - first < BW_DOT_ROWS ? 1 : BW_DOT_ROWS;
        if (count == BW_DOT_ROWS) {
            sum_four(walk, weights, sums);
        } else {
            sums[0] = sum_one(walk, weights);
        }
        for (int32_t i = 0; i < count; ++i) {
            const int32_t channel = first + i;
            const int32_t sum = sums[i] + (bias ? bias[channel] : 0);
            const int32_t value = bw_requantise(sum, multiplier[channel], shift[channel]) + params->output_zero_point;
            output[channel] = (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
        }
        weights += count * walk->kernel_bytes;
    }
}

void bw_conv_2d_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            for (int32_t x = 0; x < params->output_w; ++x) {
                const struct bw_window window = bw_window_at(params, y, x);
                const struct walk walk = walk_of(params, &window, image, weights);
                conv_pixel(pack, params, &walk, output);
                output += params->output_c;
            }
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
