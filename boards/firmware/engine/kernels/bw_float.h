/* What the float32 kernels share. Include it first: it forbids fused multiply-add for the rest of the file,
 * so that a board with an FMA unit and the host compute the same bits. GCC does the same under -std=c11. */
#ifndef BW_FLOAT_H
#define BW_FLOAT_H

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

static inline float bw_clamp_float(float value, float low, float high)
{
    const float raised = value < low ? low : value;
    return raised > high ? high : raised;
}

#endif
