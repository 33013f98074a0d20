#include "mve_layouts.h"

bw_kernel *bw_mve_kernel(const struct bw_op *op)
{
    (void)op;
    return (bw_kernel *)0;
}

int bw_mve_check(const struct bw_limits *limits, const struct bw_op *op)
{
    (void)limits;
    (void)op;
    return BW_E_OP;
}
