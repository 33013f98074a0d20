/* The ops that int16 has kernels of its own for; whatever only moves elements is as for the other types. */
#ifndef BW_INT16_OPS_H
#define BW_INT16_OPS_H

#include "kernels/bw_kernels.h"
#include "op_check.h"

/* NULL where the op is not int16, or its code has no kernel for int16 alone. */
bw_kernel *bw_int16_kernel(const struct bw_op *op);

/* The parameters and the layout of an op that bw_int16_kernel knows. Returns enum bw_engine_status. */
int bw_int16_check(const struct bw_limits *limits, const struct bw_op *op);

#endif
