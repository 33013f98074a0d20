/* The host library: the layouts of all sets, so that the pack of any board can be recomputed here. */
#include "../dsp/dsp_layouts.h"
#include "../generic/generic_layouts.h"
#include "../mve/mve_layouts.h"
#include "bw_engine.h"

const char *bw_engine_kernel_set(void)
{
    return "host";
}

const struct bw_layout_kind *bw_layout_kind(const struct bw_op *op)
{
    if (op->layout >= BW_LAYOUT_MVE_FIRST) {
        return bw_mve_layout(op);
    }
    return op->layout >= BW_LAYOUT_DSP_FIRST ? bw_dsp_layout(op) : bw_generic_layout(op);
}
