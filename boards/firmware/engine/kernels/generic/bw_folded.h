/* Scales as the layouts of this set hold them: one record a channel, with the zero point of the input folded into the
 * bias and that of the output into the rounding. app/benchwright/planner/layouts/generic_folding.py writes them. */
#ifndef BW_FOLDED_H
#define BW_FOLDED_H

#include <stdint.h>

#include "../bw_quant.h"

struct bw_folded { /* 16 bytes; travels in packs */
    int32_t bias;
    uint32_t multiplier; /* twice the plain one: the factor in units of 2^-32 */
    int32_t rounding;    /* half of 2^shift, plus the output's zero point << shift */
    uint16_t shift;      /* to the right, 1..31 */
    uint16_t channel;    /* where its output belongs */
};

/* What bw_requantise, output zero point and clamp give for a shift that is not to the left, where the planner has
 * seen to it that nothing overflows: halves up in the first rounding, away from zero in the second. */
static inline int8_t bw_folded_output(int32_t sum, const struct bw_folded *folded, int32_t low, int32_t high)
{
    const int64_t product = (int64_t)sum * (int64_t)folded->multiplier;
    const int32_t scaled = (int32_t)(product >> 32) + (int32_t)((uint32_t)product >> 31);
    const int32_t value = (scaled + (scaled >> 31) + folded->rounding) >> folded->shift;
    return (int8_t)bw_clamp(value, low, high);
}

#endif
