/* How reductions walk: over the kept dimensions once, and from each place over the reduced ones. */
#ifndef BW_REDUCTION_H
#define BW_REDUCTION_H

#include <stdint.h>

#include "bw_pack.h"

struct bw_counter {
    int32_t index[BW_DIMENSIONS];
    int32_t offset; /* elements from where it began */
};

/* To the next place; 0 when there is none, and the counter is at its beginning again. */
static inline int bw_counter_next(struct bw_counter *at, const int32_t *sizes, const int32_t *strides)
{
    for (int32_t axis = BW_DIMENSIONS - 1; axis >= 0; --axis) {
        at->offset += strides[axis];
        if (++at->index[axis] < sizes[axis]) {
            return 1;
        }
        at->offset -= strides[axis] * sizes[axis];
        at->index[axis] = 0;
    }
    return 0;
}

#endif
