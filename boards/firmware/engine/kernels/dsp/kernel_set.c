#include "bw_engine.h"
#include "dsp_layouts.h"

const char *bw_engine_kernel_set(void)
{
    return "dsp";
}

const struct bw_layout_kind *bw_layout_kind(const struct bw_op *op)
{
    return bw_dsp_layout(op);
}
