#include "op_check.h"

#include "kernels/bw_layouts.h"
#include "op_kinds.h"

enum { SCRATCH_ALIGN = 4 };

static bool reads_layout(const struct bw_op_kind *kind, uint32_t layout)
{
    return layout == BW_LAYOUT_PLAIN ? kind->sums != BW_SUMS_64
                                     : layout == BW_LAYOUT_WIDE && kind->sums != BW_SUMS_32;
}

int bw_op_check(const struct bw_limits *limits, const struct bw_op *op, const struct bw_op_kind *kind)
{
    if (bw_at(limits, &op->type) && !bw_has_type(kind, op->type)) {
        return BW_E_OP;
    }
    if (bw_at(limits, &op->reserved) && op->reserved != 0) {
        return BW_E_PARAMS;
    }
    if ((bw_at(limits, &op->output_arena_offset) &&
         !bw_in_range(op->output_arena_offset, op->output_bytes, limits->arena_bytes, bw_type_bytes(op->type))) ||
        (bw_at(limits, &op->scratch_arena_offset) &&
         !bw_in_range(op->scratch_arena_offset, op->scratch_bytes, limits->arena_bytes, SCRATCH_ALIGN))) {
        return BW_E_BOUNDS;
    }
    (void)bw_at(limits, op); /* until the op's own check names a field */
    const int status = kind->check(limits, op);
    if (status != BW_OK) {
        return status;
    }
    if (reads_layout(kind, op->layout)) {
        (void)bw_at(limits, op);
        return kind->kernels[op->type] ? BW_OK : BW_E_OP;
    }
    (void)bw_at(limits, &op->layout);
    const struct bw_layout_kind *layout = bw_layout_kind(op);
    return layout ? layout->check(limits, op) : BW_E_OP;
}
