/* The ARMv7E-M instructions that kernels in C use, each with portable C for the host, which recomputes packs. */
#ifndef BW_DSP_SIMD_H
#define BW_DSP_SIMD_H

#include <stdint.h>

#if defined(__arm__) && defined(__ARM_FEATURE_DSP)
#define BW_DSP_CORE 1
#else
#define BW_DSP_CORE 0
#endif

/* Four bytes from any address. */
static inline uint32_t bw_load_word(const void *source)
{
    uint32_t word;
    __builtin_memcpy(&word, source, sizeof word); /* one LDR, which may be unaligned; without the builtin a call */
    return word;
}

/* Two int16 lanes in a word. */
static inline uint32_t bw_lanes(int32_t low, int32_t high)
{
    return ((uint32_t)low & 0xffffu) | (uint32_t)high << 16;
}

static inline int32_t bw_low_lane(uint32_t lanes)
{
    return (int16_t)(lanes & 0xffffu);
}

static inline int32_t bw_high_lane(uint32_t lanes)
{
    return (int16_t)(lanes >> 16);
}

/* Bytes 0 and 2 as int16 lanes. */
static inline uint32_t bw_widen_even(uint32_t bytes)
{
#if BW_DSP_CORE
    uint32_t lanes;
    __asm__("sxtb16 %0, %1" : "=r"(lanes) : "r"(bytes));
    return lanes;
#else
    return bw_lanes((int8_t)(bytes & 0xffu), (int8_t)(bytes >> 16 & 0xffu));
#endif
}

/* Bytes 1 and 3 as int16 lanes. */
static inline uint32_t bw_widen_odd(uint32_t bytes)
{
#if BW_DSP_CORE
    uint32_t lanes;
    __asm__("sxtb16 %0, %1, ror #8" : "=r"(lanes) : "r"(bytes));
    return lanes;
#else
    return bw_lanes((int8_t)(bytes >> 8 & 0xffu), (int8_t)(bytes >> 24));
#endif
}

/* Bytes 0 and 2, each added to a lane. */
static inline uint32_t bw_widen_even_add(uint32_t lanes, uint32_t bytes)
{
#if BW_DSP_CORE
    uint32_t sums;
    __asm__("sxtab16 %0, %1, %2" : "=r"(sums) : "r"(lanes), "r"(bytes));
    return sums;
#else
    const uint32_t widened = bw_widen_even(bytes);
    return bw_lanes(bw_low_lane(lanes) + bw_low_lane(widened), bw_high_lane(lanes) + bw_high_lane(widened));
#endif
}

/* Bytes 1 and 3, each added to a lane. */
static inline uint32_t bw_widen_odd_add(uint32_t lanes, uint32_t bytes)
{
#if BW_DSP_CORE
    uint32_t sums;
    __asm__("sxtab16 %0, %1, %2, ror #8" : "=r"(sums) : "r"(lanes), "r"(bytes));
    return sums;
#else
    return bw_widen_even_add(lanes, bytes >> 8);
#endif
}

/* A sum with the product of the low lanes added. */
static inline int32_t bw_multiply_low(int32_t sum, uint32_t first, uint32_t second)
{
#if BW_DSP_CORE
    int32_t result;
    __asm__("smlabb %0, %1, %2, %3" : "=r"(result) : "r"(first), "r"(second), "r"(sum));
    return result;
#else
    return sum + bw_low_lane(first) * bw_low_lane(second);
#endif
}

/* A sum with the product of the high lanes added. */
static inline int32_t bw_multiply_high(int32_t sum, uint32_t first, uint32_t second)
{
#if BW_DSP_CORE
    int32_t result;
    __asm__("smlatt %0, %1, %2, %3" : "=r"(result) : "r"(first), "r"(second), "r"(sum));
    return result;
#else
    return sum + bw_high_lane(first) * bw_high_lane(second);
#endif
}

/* A sum with the products of both lanes added. */
static inline int32_t bw_multiply_both(int32_t sum, uint32_t first, uint32_t second)
{
#if BW_DSP_CORE
    int32_t result;
    __asm__("smlad %0, %1, %2, %3" : "=r"(result) : "r"(first), "r"(second), "r"(sum));
    return result;
#else
    return bw_multiply_high(bw_multiply_low(sum, first, second), first, second);
#endif
}

/* A sum with the product of the first's high and the second's low lane added. */
static inline int32_t bw_multiply_high_low(int32_t sum, uint32_t first, uint32_t second)
{
#if BW_DSP_CORE
    int32_t result;
    __asm__("smlatb %0, %1, %2, %3" : "=r"(result) : "r"(first), "r"(second), "r"(sum));
    return result;
#else
    return sum + bw_high_lane(first) * bw_low_lane(second);
#endif
}

/* value * multiplier / 2^31, halves rounded up; `doubled` is twice the multiplier in 32 bits, and so below zero where
 * the multiplier is 2^30 or more: value * doubled / 2^32 is then one `value` short. */
static inline int32_t bw_scale(int32_t value, int32_t doubled)
{
#if BW_DSP_CORE
    int32_t scaled;
    __asm__("smmlar %0, %1, %2, %1" : "=r"(scaled) : "r"(value), "r"(doubled));
    return scaled;
#else
    return (int32_t)(((int64_t)value * (INT64_C(4294967296) + doubled) + INT64_C(2147483648)) >> 32);
#endif
}

static inline int32_t bw_saturate(int32_t value)
{
#if BW_DSP_CORE
    int32_t saturated;
    __asm__("ssat %0, #8, %1" : "=r"(saturated) : "r"(value));
    return saturated;
#else
    return value < INT8_MIN ? INT8_MIN : value > INT8_MAX ? INT8_MAX : value;
#endif
}

/* How a channel goes from its sum to a byte, as it lies in a record. */
struct bw_dsp_scale {
    int32_t doubled; /* twice the multiplier in 32 bits; the multiplier is 2^30 or more */
    int32_t half;    /* half a step of the shift, and the output's zero point shifted left */
    int32_t shift;   /* to the right, 1..31 */
};

/* Rounded twice as bw_requantise does. */
static inline int32_t bw_dsp_rescale(int32_t value, const struct bw_dsp_scale *scale)
{
    const int32_t scaled = bw_scale(value, scale->doubled);
    return (scaled + (scale->half + (scaled >> 31))) >> scale->shift;
}

/* A sum as an output. */
static inline int8_t bw_dsp_output(int32_t sum, const struct bw_dsp_scale *scale)
{
    return (int8_t)bw_saturate(bw_dsp_rescale(sum, scale));
}

/* Brings outputs of an activation narrower than int8 between its bounds. */
void bw_dsp_clamp(int8_t *bytes, uint32_t count, int32_t low, int32_t high);

#endif
