#include "bw_engine.h"
#include "mve_layouts.h"

const char *bw_engine_kernel_set(void)
{
    return "mve";
}

bw_kernel *bw_layout_kernel(const struct bw_op *op)
{
    return bw_mve_kernel(op);
}

int bw_layout_check(const struct bw_limits *limits, const struct bw_op *op)
{
    return bw_mve_check(limits, op);
}
