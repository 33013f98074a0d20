/* Sums of int16 and int8: a word holds two inputs, and SXTB16 makes two lanes of every other weight. */
#include "../bw_wide.h"
#include "bw_dsp_simd.h"

/* Four taps of one channel; `even` holds the inputs 0 and 2, `odd` 1 and 3. */
static inline int32_t add_taps(int32_t sum, uint32_t even, uint32_t odd, const int8_t *weights)
{
    const uint32_t word = bw_load_word(weights);
    return bw_multiply_both(bw_multiply_both(sum, even, bw_widen_even(word)), odd, bw_widen_odd(word));
}

/* Two channels: the pointers and words of four do not fit the registers. */
static void add_two(int32_t *sums, const int16_t *input, const int8_t *first, const int8_t *second, int32_t count)
{
    const int16_t *const fours_end = input + (count & ~3), *const end = input + count;
    int32_t sum0 = sums[0], sum1 = sums[1];
    for (; input < fours_end; input += 4, first += 4, second += 4) {
        const uint32_t low = bw_load_word(input), high = bw_load_word(input + 2);
        const uint32_t even = (low & 0xffffu) | high << 16, odd = low >> 16 | (high & 0xffff0000u);
        sum0 = add_taps(sum0, even, odd, first);
        sum1 = add_taps(sum1, even, odd, second);
    }
    for (; input < end; ++input) {
        sum0 += *input * *first++;
        sum1 += *input * *second++;
    }
    sums[0] = sum0;
    sums[1] = sum1;
}

void bw_wide_add_four(int32_t *sums, const int16_t *input, const int8_t *weights, int32_t step, int32_t count)
{
    for (int32_t i = 0; i < BW_WIDE_CHANNELS; i += 2, weights += 2 * step) {
        add_two(sums + i, input, weights, weights + step, count);
    }
}

void bw_wide_taps_four(const struct bw_conv_params *params, const struct bw_window *window, const int16_t *input,
                       const int8_t *weights, int32_t *sums)
{
    const int32_t input_step = params->dilation_w * params->input_c;
    int32_t sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
    for (int32_t row = 0; row < window->rows; ++row) {
        const int16_t *pixel = input + row * params->dilation_h * params->input_w * params->input_c;
        const int8_t *tap = weights + row * params->kernel_w * params->output_c;
        for (int32_t column = 0; column < window->columns; ++column) {
            const uint32_t low = bw_load_word(pixel), high = bw_load_word(pixel + 2), word = bw_load_word(tap);
            const uint32_t even = bw_widen_even(word), odd = bw_widen_odd(word);
            sum0 = bw_multiply_low(sum0, low, even);
            sum1 = bw_multiply_high_low(sum1, low, odd);
            sum2 = bw_multiply_high_low(sum2, even, high);
            sum3 = bw_multiply_high(sum3, high, odd);
            pixel += input_step;
            tap += params->output_c;
        }
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}
