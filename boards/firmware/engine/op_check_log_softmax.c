#include "op_kinds.h"
#include "op_parts.h"

enum {
    MOST_COLUMNS = 4095, /* the fixed-point sum has 12 integer bits */
    ENTRIES = 256,
    ONE = 1 << 19,
    WORD = 4,
    MOST_LEFT = 30,
};

/* Then a row's sum is at least one, and fits int32_t. */
static bool table_sane(const struct bw_limits *limits, const uint32_t *offset)
{
    const int32_t *table = (const void *)(limits->pack + *offset);
    (void)bw_at(limits, offset);
    for (uint32_t i = 0; i < ENTRIES; ++i) {
        if (table[i] < 0 || table[i] > ONE) {
            return false;
        }
    }
    return table[0] == ONE;
}

static int check_log_softmax(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_log_softmax_params *params = bw_op_params(op);
    const int status = bw_check_rows(limits, op, &params->input_arena_offset, &params->rows, &params->columns);
    if (status != BW_OK) {
        return status;
    }
    if (bw_at(limits, &params->table_offset) &&
        !bw_in_pack(limits, params->table_offset, ENTRIES * sizeof(int32_t), WORD)) {
        return BW_E_BOUNDS;
    }
    return bw_at(limits, &params->columns) && params->columns <= MOST_COLUMNS &&
                   table_sane(limits, &params->table_offset) && bw_at(limits, &params->multiplier) &&
                   params->multiplier >= 0 && bw_at(limits, &params->left_shift) && params->left_shift >= 0 &&
                   params->left_shift <= MOST_LEFT && bw_at(limits, &params->diff_min) && params->diff_min <= 0 &&
                   bw_scale_at(limits, &params->reverse_multiplier, &params->reverse_shift, 0)
               ? BW_OK
               : BW_E_PARAMS;
}

const struct bw_op_kind bw_op_log_softmax = {
    .code = BW_OP_LOG_SOFTMAX,
    .params_bytes = sizeof(struct bw_log_softmax_params),
    .types = 1u << BW_INT8,
    .check = check_log_softmax,
    .kernels = {[BW_INT8] = bw_log_softmax_int8},
};
