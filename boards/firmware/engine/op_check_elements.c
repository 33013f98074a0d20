#include "op_kinds.h"
#include "op_parts.h"

enum {
    MAX_SOFTMAX_COLUMNS = 4095, /* the fixed-point sum has 12 integer bits */
    MAX_LEFT_SHIFT = 22,        /* 255 << 22 fits int32_t */
    QUOTIENT_ROOM = 23,         /* so many bits are free above 255 */
    TABLE_ENTRIES = 256,
    WORD = 4,
};

int bw_check_add(const struct bw_limits *limits, const struct bw_op *op, const struct bw_add_params *params)
{
    (void)bw_at(limits, &params->element_count);
    const int first = bw_check_input(limits, op, &params->input1_arena_offset, params->element_count);
    const int second =
        first == BW_OK ? bw_check_input(limits, op, &params->input2_arena_offset, params->element_count) : first;
    if (second != BW_OK) {
        return second;
    }
    if (!bw_output_sane(limits, op, &params->activation_min, &params->activation_max, &params->float_min,
                        &params->float_max, params->element_count)) {
        return BW_E_PARAMS;
    }
    if (op->type == BW_INT8 &&
        !(bw_at(limits, &params->left_shift) && params->left_shift >= 0 && params->left_shift <= MAX_LEFT_SHIFT &&
          bw_zero_point_sane(limits, op, &params->input1_zero_point) &&
          bw_zero_point_sane(limits, op, &params->input2_zero_point) &&
          bw_zero_point_sane(limits, op, &params->output_zero_point) &&
          bw_scale_at(limits, &params->input1_multiplier, &params->input1_shift, 0) &&
          bw_scale_at(limits, &params->input2_multiplier, &params->input2_shift, 0) &&
          bw_scale_at(limits, &params->output_multiplier, &params->output_shift, 0))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_softmax(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_softmax_params *params = bw_op_params(op);
    const int status =
        bw_check_rows(limits, op, &params->input_arena_offset, &params->rows, &params->columns);
    if (status != BW_OK) {
        return status;
    }
    if (op->type == BW_INT8) {
        /* With diff_min above 0 not even the largest element would count, and the sum would be 0. */
        return bw_at(limits, &params->columns) && params->columns <= MAX_SOFTMAX_COLUMNS &&
                       bw_at(limits, &params->multiplier) && params->multiplier >= 0 &&
                       bw_at(limits, &params->left_shift) && params->left_shift >= 0 && params->left_shift <= 30 &&
                       bw_at(limits, &params->diff_min) && params->diff_min <= 0
                   ? BW_OK
                   : BW_E_PARAMS;
    }
    return bw_at(limits, &params->beta) && bw_is_finite(params->beta) && params->beta >= 0.0f ? BW_OK : BW_E_PARAMS;
}

static int check_copy(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_copy_params *params = bw_op_params(op);
    return bw_at(limits, &params->input_arena_offset) &&
                   bw_in_range(params->input_arena_offset, op->output_bytes, limits->arena_bytes, 1)
               ? BW_OK
               : BW_E_BOUNDS;
}

static int check_lookup(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_lookup_params *params = bw_op_params(op);
    if (bw_at(limits, &params->element_count) && params->element_count == 0) {
        return BW_E_PARAMS;
    }
    if (bw_at(limits, &params->input_arena_offset) &&
        !bw_in_range(params->input_arena_offset, params->element_count, limits->arena_bytes, 1)) {
        return BW_E_BOUNDS;
    }
    if ((bw_at(limits, &params->item_bytes) && params->item_bytes != bw_type_bytes(op->type)) ||
        !bw_output_is(limits, op, params->element_count, params->item_bytes)) {
        return BW_E_PARAMS;
    }
    return bw_at(limits, &params->table_offset) &&
                   bw_in_pack(limits, params->table_offset, TABLE_ENTRIES * params->item_bytes, params->item_bytes)
               ? BW_OK
               : BW_E_BOUNDS;
}

static int check_unary(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_unary_params *params = bw_op_params(op);
    (void)bw_at(limits, &params->element_count);
    const int status = bw_check_input(limits, op, &params->input_arena_offset, params->element_count);
    if (status != BW_OK) {
        return status;
    }
    return bw_at(limits, &params->kind) && params->kind < BW_UNARY_END &&
                   bw_output_is(limits, op, params->element_count, WORD)
               ? BW_OK
               : BW_E_PARAMS;
}

/* Which kinds a type has; the kernels take any other number for the last of these. */
static bool binary_kind_known(const struct bw_op *op, uint32_t kind)
{
    const bool compares = kind >= BW_BINARY_EQUAL && kind <= BW_BINARY_LESS_EQUAL;
    switch (op->type) {
    case BW_INT8:
        return compares || kind <= BW_BINARY_PRELU;
    case BW_INT16:
        return kind <= BW_BINARY_SQUARED_DIFFERENCE && kind != BW_BINARY_DIV;
    case BW_FLOAT32:
        return compares || kind <= BW_BINARY_FLOOR_MOD;
    case BW_INT32:
        return compares || kind <= BW_BINARY_SQUARED_DIFFERENCE;
    default:
        return kind == BW_BINARY_EQUAL || kind == BW_BINARY_NOT_EQUAL || kind == BW_BINARY_AND || kind == BW_BINARY_OR;
    }
}

static bool binary_scales_sane(const struct bw_limits *limits, const struct bw_op *op,
                               const struct bw_binary_params *params)
{
    /* PRELU scales an operand up too, the others bring both to a larger scale. */
    const int32_t most_left = params->kind == BW_BINARY_PRELU ? 30 : 0;
    /* A quotient is moved down by at least this much before its scale moves it up. */
    const int32_t most_left_at_end = params->kind == BW_BINARY_DIV ? QUOTIENT_ROOM : 30;
    return bw_at(limits, &params->left_shift) && params->left_shift >= 0 && params->left_shift <= MAX_LEFT_SHIFT &&
           bw_zero_point_sane(limits, op, &params->input1_zero_point) &&
           bw_zero_point_sane(limits, op, &params->input2_zero_point) &&
           bw_zero_point_sane(limits, op, &params->output_zero_point) &&
           bw_scale_at(limits, &params->input1_multiplier, &params->input1_shift, most_left) &&
           bw_scale_at(limits, &params->input2_multiplier, &params->input2_shift, most_left) &&
           bw_scale_at(limits, &params->output_multiplier, &params->output_shift, most_left_at_end);
}

int bw_check_binary(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_binary_params *params = bw_op_params(op);
    const uint32_t item_bytes = bw_type_bytes(op->type);
    const uint32_t output_item_bytes = params->kind >= BW_BINARY_EQUAL ? 1 : item_bytes;
    const uint64_t elements = bw_sizes(limits, params->sizes, BW_DIMENSIONS);
    int status = elements ? BW_OK : BW_E_PARAMS;
    if (status == BW_OK) {
        status = bw_check_operand(limits, &params->input1_arena_offset, &params->input1_pack_offset,
                                  bw_reach(limits, params->sizes, params->strides1, BW_DIMENSIONS), item_bytes);
    }
    if (status == BW_OK) {
        status = bw_check_operand(limits, &params->input2_arena_offset, &params->input2_pack_offset,
                                  bw_reach(limits, params->sizes, params->strides2, BW_DIMENSIONS), item_bytes);
    }
    if (status != BW_OK) {
        return status;
    }
    if ((bw_at(limits, &params->kind) && !binary_kind_known(op, params->kind)) ||
        !bw_output_is(limits, op, elements, output_item_bytes) ||
        (op->type == BW_INT8 && !binary_scales_sane(limits, op, params)) ||
        (bw_at(limits, &params->activation_min) && params->activation_min > params->activation_max) ||
        (bw_at(limits, &params->float_min) && !(params->float_min <= params->float_max))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_select(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_select_params *params = bw_op_params(op);
    const uint32_t item_bytes = bw_type_bytes(op->type);
    const uint64_t elements = bw_sizes(limits, params->sizes, BW_DIMENSIONS);
    int status = elements ? BW_OK : BW_E_PARAMS;
    if (status == BW_OK) {
        status = bw_check_operand(limits, &params->condition_arena_offset, &params->condition_pack_offset,
                                  bw_reach(limits, params->sizes, params->condition_strides, BW_DIMENSIONS), 1);
    }
    if (status == BW_OK) {
        status = bw_check_operand(limits, &params->input1_arena_offset, &params->input1_pack_offset,
                                  bw_reach(limits, params->sizes, params->strides1, BW_DIMENSIONS), item_bytes);
    }
    if (status == BW_OK) {
        status = bw_check_operand(limits, &params->input2_arena_offset, &params->input2_pack_offset,
                                  bw_reach(limits, params->sizes, params->strides2, BW_DIMENSIONS), item_bytes);
    }
    if (status != BW_OK) {
        return status;
    }
    return bw_output_is(limits, op, elements, item_bytes) ? BW_OK : BW_E_PARAMS;
}

static int check_convert(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_convert_params *params = bw_op_params(op);
    const uint32_t output_item_bytes = bw_type_bytes(params->output_type);
    (void)bw_at(limits, &params->element_count);
    const int status = bw_check_input(limits, op, &params->input_arena_offset, params->element_count);
    if (status != BW_OK) {
        return status;
    }
    if ((bw_at(limits, &params->output_type) &&
         (output_item_bytes == 0 || (op->type == BW_FLOAT32 && params->output_type == BW_FLOAT32))) ||
        !bw_output_is(limits, op, params->element_count, output_item_bytes) ||
        (bw_at(limits, &op->output_arena_offset) && op->output_arena_offset % output_item_bytes != 0) ||
        (bw_at(limits, &params->scale) && (!bw_is_finite(params->scale) || params->scale < 0.0f)) ||
        !bw_scale_at(limits, &params->multiplier, &params->shift, 30)) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_add(const struct bw_limits *limits, const struct bw_op *op)
{
    return bw_check_add(limits, op, bw_op_params(op));
}

const struct bw_op_kind bw_op_add = {
    .code = BW_OP_ADD,
    .params_bytes = sizeof(struct bw_add_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_add,
    .kernels = {[BW_INT8] = bw_add_int8, [BW_FLOAT32] = bw_add_float32},
};

const struct bw_op_kind bw_op_softmax = {
    .code = BW_OP_SOFTMAX,
    .params_bytes = sizeof(struct bw_softmax_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_softmax,
    .kernels = {[BW_INT8] = bw_softmax_int8, [BW_FLOAT32] = bw_softmax_float32},
};

const struct bw_op_kind bw_op_copy = {
    .code = BW_OP_COPY,
    .params_bytes = sizeof(struct bw_copy_params),
    .types = BW_ANY_TYPE,
    .check = check_copy,
    .kernels = BW_FOR_ANY_TYPE(bw_copy),
};

const struct bw_op_kind bw_op_lookup = {
    .code = BW_OP_LOOKUP,
    .params_bytes = sizeof(struct bw_lookup_params),
    .types = BW_ANY_TYPE,
    .check = check_lookup,
    .kernels = BW_FOR_ANY_TYPE(bw_lookup),
};

const struct bw_op_kind bw_op_unary = {
    .code = BW_OP_UNARY,
    .params_bytes = sizeof(struct bw_unary_params),
    .types = 1u << BW_FLOAT32,
    .check = check_unary,
    .kernels = {[BW_FLOAT32] = bw_unary_float32},
};

const struct bw_op_kind bw_op_binary = {
    .code = BW_OP_BINARY,
    .params_bytes = sizeof(struct bw_binary_params),
    .types = BW_INT8_OR_FLOAT32 | 1u << BW_INT32 | 1u << BW_UINT8,
    .check = bw_check_binary,
    .kernels = {
        [BW_INT8] = bw_binary_int8,
        [BW_FLOAT32] = bw_binary_float32,
        [BW_INT32] = bw_binary_int32,
        [BW_UINT8] = bw_binary_bool,
    },
};

const struct bw_op_kind bw_op_select = {
    .code = BW_OP_SELECT,
    .params_bytes = sizeof(struct bw_select_params),
    .types = BW_ANY_TYPE,
    .check = check_select,
    .kernels = BW_FOR_ANY_TYPE(bw_select),
};

const struct bw_op_kind bw_op_convert = {
    .code = BW_OP_CONVERT,
    .params_bytes = sizeof(struct bw_convert_params),
    .types = 1u << BW_FLOAT32 | 1u << BW_INT32 | 1u << BW_INT16,
    .check = check_convert,
    .kernels = {[BW_FLOAT32] = bw_convert, [BW_INT32] = bw_convert, [BW_INT16] = bw_convert},
};
