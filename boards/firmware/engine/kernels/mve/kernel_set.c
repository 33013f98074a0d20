#include "bw_engine.h"
#include "mve_layouts.h"

const char *bw_engine_kernel_set(void)
{
    return "mve";
}

const struct bw_layout_kind *bw_layout_kind(const struct bw_op *op)
{
    return bw_mve_layout(op);
}
