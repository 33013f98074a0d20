#include "op_check_int16.h"
#include "op_kinds.h"

enum {
    MOST_LEFT = 30,
    MOST_LEFT_OPERAND = 15, /* an int16 shifted so far fits int32_t */
    MOST_RIGHT = 31,
    CURVE_ENTRIES = 256,
    SOFTMAX_ENTRIES = 513,
    LEAST_AT_END = 2,           /* of the exponentials: then no sum is below 2 */
    MOST_SOFTMAX_COLUMNS = 1 << 16, /* 2^16 times 32767 fits int32_t */
};

bool bw_is_zero(const struct bw_limits *limits, const int32_t *zero_point)
{
    return bw_at(limits, zero_point) && *zero_point == 0;
}

static bool in_int16(const struct bw_limits *limits, const int32_t *value)
{
    return bw_at(limits, value) && *value >= INT16_MIN && *value <= INT16_MAX;
}

bool bw_int16_output_sane(const struct bw_limits *limits, const struct bw_op *op, const int32_t *least,
                          const int32_t *most, uint64_t elements)
{
    return in_int16(limits, least) && in_int16(limits, most) && *least <= *most &&
           bw_output_is(limits, op, elements, sizeof(int16_t));
}

static bool left_shift_sane(const struct bw_limits *limits, const int32_t *shift)
{
    return bw_at(limits, shift) && *shift >= 0 && *shift <= MOST_LEFT_OPERAND;
}

static int check_binary(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_binary_params *params = bw_op_params(op);
    const int status = bw_check_binary(limits, op);
    if (status != BW_OK) {
        return status;
    }
    return left_shift_sane(limits, &params->left_shift) && bw_is_zero(limits, &params->input1_zero_point) &&
                   bw_is_zero(limits, &params->input2_zero_point) && bw_is_zero(limits, &params->output_zero_point) &&
                   bw_scale_at(limits, &params->input1_multiplier, &params->input1_shift, 0) &&
                   bw_scale_at(limits, &params->input2_multiplier, &params->input2_shift, 0) &&
                   bw_scale_at(limits, &params->output_multiplier, &params->output_shift, MOST_LEFT) &&
                   in_int16(limits, &params->activation_min) && in_int16(limits, &params->activation_max)
               ? BW_OK
               : BW_E_PARAMS;
}

static int check_reduce(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_reduce_params *params = bw_op_params(op);
    const int status = bw_check_reduce(limits, op);
    if (status != BW_OK) {
        return status;
    }
    return bw_at(limits, &params->kind) && params->kind == BW_REDUCE_SUM &&
                   bw_is_zero(limits, &params->input_zero_point) && bw_is_zero(limits, &params->output_zero_point) &&
                   bw_scale_at(limits, &params->multiplier, &params->shift, MOST_LEFT)
               ? BW_OK
               : BW_E_PARAMS;
}

static int check_matmul(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_matmul_params *params = bw_op_params(op);
    const int status = bw_check_matmul(limits, op);
    if (status != BW_OK) {
        return status;
    }
    return bw_is_zero(limits, &params->input1_zero_point) && bw_is_zero(limits, &params->input2_zero_point) &&
                   bw_is_zero(limits, &params->output_zero_point) &&
                   bw_scale_at(limits, &params->multiplier, &params->shift, BW_MOST_LEFT_WIDE) &&
                   bw_at(limits, &params->multiplier) && params->multiplier <= BW_MOST_MULTIPLIER_WIDE
               ? BW_OK
               : BW_E_PARAMS;
}

static int check_slopes(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_slopes_params *params = bw_op_params(op);
    (void)bw_at(limits, &params->element_count);
    const int status = bw_check_input(limits, op, &params->input_arena_offset, params->element_count);
    if (status != BW_OK) {
        return status;
    }
    return bw_scale_at(limits, &params->multiplier, &params->shift, MOST_LEFT) &&
                   bw_scale_at(limits, &params->below_multiplier, &params->below_shift, MOST_LEFT) &&
                   bw_at(limits, &params->turned) && params->turned <= 1 &&
                   bw_int16_output_sane(limits, op, &params->activation_min, &params->activation_max,
                                        params->element_count)
               ? BW_OK
               : BW_E_PARAMS;
}

static int check_curve(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_curve_params *params = bw_op_params(op);
    (void)bw_at(limits, &params->element_count);
    const int status = bw_check_input(limits, op, &params->input_arena_offset, params->element_count);
    if (status != BW_OK) {
        return status;
    }
    if (bw_at(limits, &params->table_offset) &&
        !bw_in_pack(limits, params->table_offset, CURVE_ENTRIES * sizeof(uint16_t), sizeof(uint16_t))) {
        return BW_E_BOUNDS;
    }
    return bw_at(limits, &params->kind) && params->kind < BW_CURVE_END && bw_at(limits, &params->multiplier) &&
                   params->multiplier >= 0 && params->multiplier <= INT16_MAX && bw_at(limits, &params->right_shift) &&
                   params->right_shift >= 0 && params->right_shift <= MOST_RIGHT &&
                   bw_output_is(limits, op, params->element_count, sizeof(int16_t))
               ? BW_OK
               : BW_E_PARAMS;
}

static bool table_in_pack(const struct bw_limits *limits, const uint32_t *offset)
{
    return bw_at(limits, offset) && bw_in_pack(limits, *offset, SOFTMAX_ENTRIES * sizeof(int16_t), sizeof(int16_t));
}

/* With an end below that, the sum of a row might be nothing to divide by. */
static bool exponentials_sane(const struct bw_limits *limits, const uint32_t *offset)
{
    const int16_t *table = (const void *)(limits->pack + *offset);
    (void)bw_at(limits, offset);
    for (uint32_t i = 0; i < SOFTMAX_ENTRIES; ++i) {
        if (table[i] < (i < SOFTMAX_ENTRIES - 2 ? 0 : LEAST_AT_END)) {
            return false;
        }
    }
    return true;
}

static int check_softmax_tables(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_softmax_tables_params *params = bw_op_params(op);
    const int status = bw_check_rows(limits, op, &params->input_arena_offset, &params->rows, &params->columns);
    if (status != BW_OK) {
        return status;
    }
    if (!table_in_pack(limits, &params->exponential_offset) || !table_in_pack(limits, &params->reciprocal_offset)) {
        return BW_E_BOUNDS;
    }
    return bw_at(limits, &params->columns) && params->columns <= MOST_SOFTMAX_COLUMNS &&
                   exponentials_sane(limits, &params->exponential_offset) &&
                   bw_scale_at(limits, &params->multiplier, &params->shift, MOST_LEFT)
               ? BW_OK
               : BW_E_PARAMS;
}

const struct bw_op_kind bw_op_binary_int16 = {
    .code = BW_OP_BINARY,
    .params_bytes = sizeof(struct bw_binary_params),
    .types = 1u << BW_INT16,
    .check = check_binary,
    .kernels = {[BW_INT16] = bw_binary_int16},
};

const struct bw_op_kind bw_op_reduce_int16 = {
    .code = BW_OP_REDUCE,
    .params_bytes = sizeof(struct bw_reduce_params),
    .types = 1u << BW_INT16,
    .check = check_reduce,
    .kernels = {[BW_INT16] = bw_reduce_int16},
};

const struct bw_op_kind bw_op_batch_matmul_int16 = {
    .code = BW_OP_BATCH_MATMUL,
    .params_bytes = sizeof(struct bw_matmul_params),
    .types = 1u << BW_INT16,
    .sums = BW_SUMS_64,
    .check = check_matmul,
    .kernels = {[BW_INT16] = bw_batch_matmul_int16},
};

const struct bw_op_kind bw_op_slopes = {
    .code = BW_OP_SLOPES,
    .params_bytes = sizeof(struct bw_slopes_params),
    .types = 1u << BW_INT16,
    .check = check_slopes,
    .kernels = {[BW_INT16] = bw_slopes_int16},
};

const struct bw_op_kind bw_op_curve = {
    .code = BW_OP_CURVE,
    .params_bytes = sizeof(struct bw_curve_params),
    .types = 1u << BW_INT16,
    .check = check_curve,
    .kernels = {[BW_INT16] = bw_curve_int16},
};

const struct bw_op_kind bw_op_softmax_tables = {
    .code = BW_OP_SOFTMAX_TABLES,
    .params_bytes = sizeof(struct bw_softmax_tables_params),
    .types = 1u << BW_INT16,
    .check = check_softmax_tables,
    .kernels = {[BW_INT16] = bw_softmax_tables_int16},
};
