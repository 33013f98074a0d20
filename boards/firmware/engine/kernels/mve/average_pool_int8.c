/* AVERAGE_POOL_2D, eight channels at a time; for cores with Helium only. */
#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_window.h"
#include "bw_mve_simd.h"

enum {
    BLOCK = 8,
    /* Taps whose sum fits 16 bits: 256 * -128. */
    MOST_TAPS = 256,
};

struct window {
    const int8_t *first; /* tap on the input */
    int32_t rows, columns, row_bytes;
};

/* Rounds halves away from zero, as TFLM does. */
static int32_t mean(int32_t sum, int32_t count)
{
    return sum > 0 ? (sum + count / 2) / count : (sum - count / 2) / count;
}

/* Sums of up to eight channels: of MOST_TAPS taps in 16 bits, of all in 32. */
static void sum_block(const struct window *window, int32_t first, int32_t channels, int32_t *sums)
{
    const mve_pred16_t lanes = vctp16q((uint32_t)(channels - first));
    int32x4_t even = vdupq_n_s32(0), odd = vdupq_n_s32(0);
    for (int32_t row = 0; row < window->rows; ++row) {
        const int8_t *tap = window->first + row * window->row_bytes + first;
        for (int32_t left = window->columns; left > 0; left -= MOST_TAPS) {
            int16x8_t part = vdupq_n_s16(0);
            for (int32_t count = left < MOST_TAPS ? left : MOST_TAPS; count > 0; --count) {
                part = vaddq_s16(part, vldrbq_z_s16(tap, lanes));
                tap += channels;
            }
            even = vaddq_s32(even, vmovlbq_s16(part));
            odd = vaddq_s32(odd, vmovltq_s16(part));
        }
    }
    const int32x4x2_t both = {{even, odd}};
    vst2q_s32(sums, both);
}

static void pool_pixel(const struct bw_pool_params *params, const struct window *window, int8_t *output)
{
    const int32_t count = window->rows * window->columns;
    for (int32_t first = 0; first < params->channels; first += BLOCK) {
        int32_t sums[BLOCK];
        sum_block(window, first, params->channels, sums);
        for (int32_t i = 0; i < BLOCK && first + i < params->channels; ++i) {
            output[first + i] =
                (int8_t)bw_clamp(mean(sums[i], count), params->activation_min, params->activation_max);
        }
    }
}

void bw_average_pool_2d_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_pool_params *params = bw_op_params(op);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            const int32_t start_y = y * params->stride_h - params->pad_top;
            const struct bw_taps rows = bw_clip_taps(start_y, params->filter_h, 1, params->input_h);
            for (int32_t x = 0; x < params->output_w; ++x) {
                const int32_t start_x = x * params->stride_w - params->pad_left;
                const struct bw_taps columns = bw_clip_taps(start_x, params->filter_w, 1, params->input_w);
                const int32_t pixel = (start_y + rows.begin) * params->input_w + start_x + columns.begin;
                struct window window = {image + pixel * params->channels, rows.end - rows.begin,
                                        columns.end - columns.begin, params->input_w * params->channels};
                /* Rows as wide as the input are one. */
                if (window.columns == params->input_w) {
                    window.columns *= window.rows;
                    window.rows = 1;
                }
                pool_pixel(params, &window, output);
                output += params->channels;
            }
        }
        image += params->input_h * params->input_w * params->channels;
    }
}
