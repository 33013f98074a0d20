/* Fixed-point arithmetic of the int8 kernels, equal to TensorFlow Lite Micro's double rounding bit for bit.
 *
 * Needs arithmetic right shifts of negative numbers (every supported compiler) and -fwrapv.
 */
#ifndef BW_QUANT_H
#define BW_QUANT_H

#include <stdint.h>

/* a * b / 2^31, halves rounded up. Saturation would be needed for -2^31 * -2^31 only, which cannot come
 * up: pack_check.c refuses negative multipliers, and soft-max multiplies no two numbers of that size. */
static inline int32_t bw_high_mul(int32_t a, int32_t b)
{
    return (int32_t)(((int64_t)a * b + (INT64_C(1) << 30)) >> 31);
}

/* value / 2^exponent, halves rounded away from zero; exponent 0..31. */
static inline int32_t bw_rounding_shift(int32_t value, int32_t exponent)
{
    const int32_t mask = (int32_t)((UINT32_C(1) << exponent) - 1u);
    const int32_t threshold = (mask >> 1) + (value < 0 ? 1 : 0);
    return (value >> exponent) + ((value & mask) > threshold ? 1 : 0);
}

/* value * multiplier / 2^31 * 2^shift, rounded twice as TFLM does; shift -31..30, positive = left. */
static inline int32_t bw_requantise(int32_t value, int32_t multiplier, int32_t shift)
{
    const int32_t left = shift > 0 ? shift : 0;
    const int32_t right = shift > 0 ? 0 : -shift;
    return bw_rounding_shift(bw_high_mul((int32_t)((uint32_t)value << left), multiplier), right);
}

static inline int32_t bw_clamp(int32_t value, int32_t low, int32_t high)
{
    const int32_t raised = value < low ? low : value;
    return raised > high ? high : raised;
}

#endif
