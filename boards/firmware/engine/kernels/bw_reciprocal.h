/* Reciprocals in fixed point after gemmlowp's public description, by Newton and Raphson. Qn means n integer bits of an
 * int32. */
#ifndef BW_RECIPROCAL_H
#define BW_RECIPROCAL_H

#include "bw_quant.h"

/* value * 2^bits; bits 0..30. */
static inline int32_t bw_saturating_left(int32_t value, int32_t bits)
{
    const int32_t limit = INT32_MAX >> bits;
    if (value > limit) {
        return INT32_MAX;
    }
    if (value < -limit - 1) {
        return INT32_MIN;
    }
    return (int32_t)((uint32_t)value << bits);
}

/* 1 / (1 + x) for x in [0, 1), Q0 in and out. */
static inline int32_t bw_one_over_one_plus(int32_t x)
{
    const int32_t start = 1515870810;  /* 48/17 in Q2 */
    const int32_t slope = -1010580540; /* -32/17 in Q2 */
    const int32_t half = (int32_t)(((int64_t)x + INT32_MAX + 1) / 2); /* (1 + x) / 2 */
    int32_t guess = start + bw_high_mul(half, slope);                 /* of 2 / (1 + x), Q2 */
    for (int i = 0; i < 3; ++i) {
        const int32_t error = (1 << 29) - bw_high_mul(half, guess);
        guess += bw_saturating_left(bw_high_mul(guess, error), 2);
    }
    return bw_saturating_left(guess, 1);
}

/* Of a value above 0. */
static inline int32_t bw_leading_zeros(uint32_t value)
{
    int32_t count = 0;
    while (!(value & UINT32_C(0x80000000))) {
        value <<= 1;
        ++count;
    }
    return count;
}

#endif
