#include "bw_engine.h"
#include "generic_layouts.h"

const char *bw_engine_kernel_set(void)
{
    return "generic";
}

const struct bw_layout_kind *bw_layout_kind(const struct bw_op *op)
{
    return bw_generic_layout(op);
}
