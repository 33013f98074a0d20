#include "dsp_layouts.h"

bw_kernel *bw_dsp_kernel(const struct bw_op *op)
{
    (void)op;
    return (bw_kernel *)0;
}

int bw_dsp_check(const struct bw_limits *limits, const struct bw_op *op)
{
    (void)limits;
    (void)op;
    return BW_E_OP;
}
