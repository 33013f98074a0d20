/* The stream of constants that the mve kernels read: output channels in groups of four. A group is `steps` times
 * four vectors of 16 weights (one of each channel), then four biases, four multipliers and four shifts, int32 each.
 * Missing weights and channels are zero; the zero point of the input is folded into the biases; no shift is to the
 * left. app/benchwright/planner/layouts/mve_groups.py writes it. */
#ifndef BW_MVE_GROUPS_H
#define BW_MVE_GROUPS_H

#include <stdint.h>

enum {
    BW_MVE_GROUP = 4,
    BW_MVE_VECTOR = 16,
    BW_MVE_STEP_BYTES = BW_MVE_GROUP * BW_MVE_VECTOR,
    BW_MVE_NUMBERS_BYTES = 3 * BW_MVE_VECTOR,
};

/* Vectors of 16 that hold `taps` weights of a channel. */
static inline int32_t bw_mve_steps(int32_t taps)
{
    return taps / BW_MVE_VECTOR + (taps % BW_MVE_VECTOR != 0 ? 1 : 0);
}

#endif
