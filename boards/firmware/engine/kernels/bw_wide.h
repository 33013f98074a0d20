/* Sums of int16 activations and int8 weights, and how they become outputs, equal to TensorFlow Lite Micro bit for bit. */
#ifndef BW_WIDE_H
#define BW_WIDE_H

#include <stdint.h>

#include "bw_kernels.h"
#include "bw_quant.h"

/* Products that add up within int32_t: each is at most 2^22. */
enum { BW_WIDE_RUN = 256 };

static inline int64_t bw_wide_dot(const int16_t *input, const int8_t *weights, int32_t count)
{
    int64_t sum = 0;
    while (count > 0) {
        const int32_t run = count < BW_WIDE_RUN ? count : BW_WIDE_RUN;
        int32_t part = 0;
        for (int32_t i = 0; i < run; ++i) {
            part += input[i] * weights[i];
        }
        sum += part;
        input += run;
        weights += run;
        count -= run;
    }
    return sum;
}

/* value * multiplier / 2^15 * 2^shift, halves rounded up; multiplier 0..32767, shift -31..7. */
static inline int32_t bw_requantise_wide(int64_t value, int32_t multiplier, int32_t shift)
{
    return (int32_t)((value * multiplier + (INT64_C(1) << (14 - shift))) >> (15 - shift));
}

/* What turns sums into outputs; `wide` says which of the two ways (BW_LAYOUT_WIDE). */
struct bw_wide_scales {
    const void *bias;
    const int32_t *multiplier, *shift;
    int32_t least, most;
    int32_t wide;
};

/* The output of one sum; `scale` is its multiplier's index. */
int16_t bw_wide_output(const struct bw_wide_scales *scales, int64_t sum, int32_t channel, int32_t scale);

struct bw_wide_scales bw_wide_scales_of(const uint8_t *pack, const struct bw_op *op,
                                        const struct bw_conv_params *params);

#endif
