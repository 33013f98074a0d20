#include "bw_engine.h"
#include "generic_layouts.h"

const char *bw_engine_kernel_set(void)
{
    return "generic";
}

bw_kernel *bw_layout_kernel(const struct bw_op *op)
{
    return bw_generic_kernel(op);
}

int bw_layout_check(const struct bw_limits *limits, const struct bw_op *op)
{
    return bw_generic_check(limits, op);
}
