/* The host library: the layouts of all sets, so that the pack of any board can be recomputed here. */
#include "../dsp/dsp_layouts.h"
#include "../generic/generic_layouts.h"
#include "../mve/mve_layouts.h"
#include "bw_engine.h"

const char *bw_engine_kernel_set(void)
{
    return "host";
}

bw_kernel *bw_layout_kernel(const struct bw_op *op)
{
    if (op->layout >= BW_LAYOUT_MVE_FIRST) {
        return bw_mve_kernel(op);
    }
    return op->layout >= BW_LAYOUT_DSP_FIRST ? bw_dsp_kernel(op) : bw_generic_kernel(op);
}

int bw_layout_check(const struct bw_limits *limits, const struct bw_op *op)
{
    if (op->layout >= BW_LAYOUT_MVE_FIRST) {
        return bw_mve_check(limits, op);
    }
    return op->layout >= BW_LAYOUT_DSP_FIRST ? bw_dsp_check(limits, op) : bw_generic_check(limits, op);
}
