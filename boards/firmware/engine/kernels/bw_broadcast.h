/* How elementwise kernels walk operands of different shapes: an operand that is broadcast has a stride of 0. */
#ifndef BW_BROADCAST_H
#define BW_BROADCAST_H

#include <stdint.h>

#include "bw_pack.h"

/* Element offsets of one element of the innermost dimension; step with bw_broadcast_next. */
struct bw_broadcast {
    int32_t index[BW_DIMENSIONS - 1];
    int32_t first, second, third;
};

/* To the next row, the whole innermost dimension further; strides of a third operand may be NULL. */
static inline void bw_broadcast_next(struct bw_broadcast *at, const int32_t *sizes, const int32_t *first,
                                     const int32_t *second, const int32_t *third)
{
    for (int32_t axis = BW_DIMENSIONS - 2; axis >= 0; --axis) {
        const int32_t back = ++at->index[axis] < sizes[axis] ? 0 : sizes[axis];
        at->first += first[axis] * (1 - back);
        at->second += second[axis] * (1 - back);
        at->third += third ? third[axis] * (1 - back) : 0;
        if (back == 0) {
            return;
        }
        at->index[axis] = 0;
    }
}

#endif
