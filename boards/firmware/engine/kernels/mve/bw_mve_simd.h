/* What the mve kernels share that is made of Helium's instructions; BW_MVE says whether the core has them. Where it
 * has not (the host recomputes packs of every board) each kernel has a portable way to the same bytes. */
#ifndef BW_MVE_SIMD_H
#define BW_MVE_SIMD_H

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)
#define BW_MVE 1
#else
#define BW_MVE 0
#endif

#include "../bw_quant.h"

/* One output in portable C: shift is never to the left. */
static inline int8_t bw_mve_output(int32_t sum, int32_t multiplier, int32_t shift, int32_t zero_point, int32_t low,
                                   int32_t high)
{
    return (int8_t)bw_clamp(bw_requantise(sum, multiplier, shift) + zero_point, low, high);
}

#if BW_MVE

#include <arm_mve.h>

#define BW_MVE_INLINE static inline __attribute__((always_inline))

/* What four outputs are made of, beside their sums. */
struct bw_mve_numbers {
    int32x4_t bias, multiplier, shift;
};

/* How outputs are stored. `full_relu` is what nearly every hidden layer has: zero point and least value -128, greatest
 * 127. Then negative results end at the least value however they are rounded. */
struct bw_mve_range {
    int32_t zero_point, low, high;
};

BW_MVE_INLINE int bw_mve_is_full_relu(int32_t zero_point, int32_t low, int32_t high)
{
    return zero_point == INT8_MIN && low == INT8_MIN && high == INT8_MAX;
}

BW_MVE_INLINE struct bw_mve_numbers bw_mve_load_numbers(const int8_t *stream)
{
    const int32_t *words = (const int32_t *)(const void *)stream;
    const struct bw_mve_numbers numbers = {vldrwq_s32(words), vldrwq_s32(words + 4), vldrwq_s32(words + 8)};
    return numbers;
}

/* `value` / 2^-shift, halves away from zero as TFLM rounds; VRSHL alone takes halves up, so that negative values give
 * one away first. Shifts are 0 or negative, and a shift of 0 must change nothing. */
BW_MVE_INLINE int32x4_t bw_mve_rounding_shift(int32x4_t value, int32x4_t shift)
{
    return vrshlq_s32(vaddq_s32(value, vshrq_n_s32(vandq_s32(value, shift), 31)), shift);
}

/* Four sums become four outputs, in the low bytes of the lanes. VQRDMULH rounds as bw_high_mul does. */
BW_MVE_INLINE int32x4_t bw_mve_requantise(int32x4_t sums, struct bw_mve_numbers numbers, struct bw_mve_range range,
                                          int full_relu)
{
    const int32x4_t scaled = vqrdmulhq_s32(vaddq_s32(sums, numbers.bias), numbers.multiplier);
    if (full_relu) {
        const int32x4_t value = vaddq_n_s32(vrshlq_s32(scaled, numbers.shift), range.zero_point);
        const int16x8_t narrow = vqmovnbq_s32(vreinterpretq_s16_s32(value), value);
        return vreinterpretq_s32_s8(vqmovnbq_s16(vreinterpretq_s8_s16(narrow), narrow));
    }
    const int32x4_t value = vaddq_n_s32(bw_mve_rounding_shift(scaled, numbers.shift), range.zero_point);
    return vminq_s32(vmaxq_s32(value, vdupq_n_s32(range.low)), vdupq_n_s32(range.high));
}

/* The low bytes of the first `count` lanes. */
BW_MVE_INLINE void bw_mve_store(int8_t *output, int32x4_t values, int32_t count)
{
    if (count >= 4) {
        vstrbq_s32(output, values);
    } else {
        vstrbq_p_s32(output, values, vctp32q((uint32_t)count));
    }
}

#endif
#endif
