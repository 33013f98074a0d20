#include "op_check_parts.h"

enum {
    MAX_SOFTMAX_COLUMNS = 4095, /* the fixed-point sum has 12 integer bits */
    MAX_LEFT_SHIFT = 22,        /* 255 << 22 fits int32_t */
    TABLE_ENTRIES = 256,
    WORD = 4,
};

int bw_check_add(const struct bw_limits *limits, const struct bw_op *op, const struct bw_add_params *params)
{
    const int first = bw_check_input(limits, op, params->input1_arena_offset, params->element_count);
    const int second = bw_check_input(limits, op, params->input2_arena_offset, params->element_count);
    if (first != BW_OK || second != BW_OK) {
        return first != BW_OK ? first : second;
    }
    if ((uint64_t)params->element_count * bw_type_bytes(op->type) != op->output_bytes ||
        !bw_bounds_ordered(op, params->activation_min, params->activation_max, params->float_min, params->float_max)) {
        return BW_E_PARAMS;
    }
    if (op->type == BW_INT8 &&
        !(params->left_shift >= 0 && params->left_shift <= MAX_LEFT_SHIFT && bw_in_int8(params->input1_zero_point) &&
          bw_in_int8(params->input2_zero_point) && bw_in_int8(params->output_zero_point) &&
          bw_scale_sane(params->input1_multiplier, params->input1_shift, 0) &&
          bw_scale_sane(params->input2_multiplier, params->input2_shift, 0) &&
          bw_scale_sane(params->output_multiplier, params->output_shift, 0))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_softmax(const struct bw_limits *limits, const struct bw_op *op,
                         const struct bw_softmax_params *params)
{
    const uint64_t elements = (uint64_t)params->rows * params->columns;
    /* A product of two 32-bit numbers times 4 may pass 64 bits. */
    const int status =
        bw_check_input(limits, op, params->input_arena_offset, elements > BW_MAX_BYTES ? 0 : elements);
    if (status != BW_OK) {
        return status;
    }
    if (elements * bw_type_bytes(op->type) != op->output_bytes) {
        return BW_E_PARAMS;
    }
    if (op->type == BW_INT8) {
        /* With diff_min above 0 not even the largest element would count, and the sum would be 0. */
        return params->columns <= MAX_SOFTMAX_COLUMNS && params->multiplier >= 0 && params->left_shift >= 0 &&
                       params->left_shift <= 30 && params->diff_min <= 0
                   ? BW_OK
                   : BW_E_PARAMS;
    }
    return bw_is_finite(params->beta) && params->beta >= 0.0f ? BW_OK : BW_E_PARAMS;
}

static int check_copy(const struct bw_limits *limits, const struct bw_op *op, const struct bw_copy_params *params)
{
    return bw_in_range(params->input_arena_offset, op->output_bytes, limits->arena_bytes, 1) ? BW_OK : BW_E_BOUNDS;
}

static int check_lookup(const struct bw_limits *limits, const struct bw_op *op, const struct bw_lookup_params *params)
{
    const int status = bw_check_operand(limits, params->input_arena_offset, 0, params->element_count, 1);
    if (status != BW_OK) {
        return status;
    }
    if (params->item_bytes != bw_type_bytes(op->type) ||
        (uint64_t)params->element_count * params->item_bytes != op->output_bytes) {
        return BW_E_PARAMS;
    }
    return bw_in_pack(limits, params->table_offset, TABLE_ENTRIES * params->item_bytes, params->item_bytes)
               ? BW_OK
               : BW_E_BOUNDS;
}

static int check_unary(const struct bw_limits *limits, const struct bw_op *op, const struct bw_unary_params *params)
{
    const int status = bw_check_input(limits, op, params->input_arena_offset, params->element_count);
    if (status != BW_OK) {
        return status;
    }
    return params->kind < BW_UNARY_END && (uint64_t)params->element_count * WORD == op->output_bytes ? BW_OK
                                                                                                     : BW_E_PARAMS;
}

/* Which kinds a type has; the kernels take any other number for the last of these. */
static bool binary_kind_known(const struct bw_op *op, uint32_t kind)
{
    const bool compares = kind >= BW_BINARY_EQUAL && kind <= BW_BINARY_LESS_EQUAL;
    switch (op->type) {
    case BW_INT8:
        return compares || (kind <= BW_BINARY_PRELU && kind != BW_BINARY_DIV);
    case BW_FLOAT32:
        return compares || kind <= BW_BINARY_FLOOR_MOD;
    case BW_INT32:
        return compares || (kind <= BW_BINARY_SQUARED_DIFFERENCE && kind != BW_BINARY_DIV);
    default:
        return kind == BW_BINARY_EQUAL || kind == BW_BINARY_NOT_EQUAL || kind == BW_BINARY_AND || kind == BW_BINARY_OR;
    }
}

static bool binary_scales_sane(const struct bw_binary_params *params)
{
    /* PRELU scales an operand up too, the others bring both to a larger scale. */
    const int32_t most_left = params->kind == BW_BINARY_PRELU ? 30 : 0;
    return params->left_shift >= 0 && params->left_shift <= MAX_LEFT_SHIFT && bw_in_int8(params->input1_zero_point) &&
           bw_in_int8(params->input2_zero_point) && bw_in_int8(params->output_zero_point) &&
           bw_scale_sane(params->input1_multiplier, params->input1_shift, most_left) &&
           bw_scale_sane(params->input2_multiplier, params->input2_shift, most_left) &&
           bw_scale_sane(params->output_multiplier, params->output_shift, 30);
}

static int check_binary(const struct bw_limits *limits, const struct bw_op *op, const struct bw_binary_params *params)
{
    const uint32_t item_bytes = bw_type_bytes(op->type);
    const uint32_t output_item_bytes = params->kind >= BW_BINARY_EQUAL ? 1 : item_bytes;
    const int first =
        bw_check_operand(limits, params->input1_arena_offset, params->input1_pack_offset,
                         bw_reach(params->sizes, params->strides1, BW_DIMENSIONS), item_bytes);
    const int second =
        bw_check_operand(limits, params->input2_arena_offset, params->input2_pack_offset,
                         bw_reach(params->sizes, params->strides2, BW_DIMENSIONS), item_bytes);
    if (first != BW_OK || second != BW_OK) {
        return first != BW_OK ? first : second;
    }
    if (!binary_kind_known(op, params->kind) || bw_size(params->sizes, BW_DIMENSIONS) == 0 ||
        bw_size(params->sizes, BW_DIMENSIONS) * output_item_bytes != op->output_bytes ||
        (op->type == BW_INT8 && !binary_scales_sane(params)) || params->activation_min > params->activation_max ||
        !(params->float_min <= params->float_max)) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_select(const struct bw_limits *limits, const struct bw_op *op, const struct bw_select_params *params)
{
    const uint32_t item_bytes = bw_type_bytes(op->type);
    int status = bw_check_operand(limits, params->condition_arena_offset, params->condition_pack_offset,
                                  bw_reach(params->sizes, params->condition_strides, BW_DIMENSIONS), 1);
    if (status == BW_OK) {
        status = bw_check_operand(limits, params->input1_arena_offset, params->input1_pack_offset,
                                  bw_reach(params->sizes, params->strides1, BW_DIMENSIONS), item_bytes);
    }
    if (status == BW_OK) {
        status = bw_check_operand(limits, params->input2_arena_offset, params->input2_pack_offset,
                                  bw_reach(params->sizes, params->strides2, BW_DIMENSIONS), item_bytes);
    }
    if (status != BW_OK) {
        return status;
    }
    return bw_size(params->sizes, BW_DIMENSIONS) * item_bytes == op->output_bytes && op->output_bytes ? BW_OK
                                                                                                      : BW_E_PARAMS;
}

static int check_convert(const struct bw_limits *limits, const struct bw_op *op,
                         const struct bw_convert_params *params)
{
    const uint32_t output_item_bytes = bw_type_bytes(params->output_type);
    const int status = bw_check_input(limits, op, params->input_arena_offset, params->element_count);
    if (status != BW_OK) {
        return status;
    }
    if (output_item_bytes == 0 || (op->type == BW_FLOAT32 && params->output_type == BW_FLOAT32) ||
        (uint64_t)params->element_count * output_item_bytes != op->output_bytes ||
        op->output_arena_offset % output_item_bytes != 0 || !bw_is_finite(params->scale) || params->scale < 0.0f ||
        !bw_scale_sane(params->multiplier, params->shift, 30)) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

uint32_t bw_element_params_bytes(uint32_t code)
{
    switch (code) {
    case BW_OP_ADD:
        return sizeof(struct bw_add_params);
    case BW_OP_SOFTMAX:
        return sizeof(struct bw_softmax_params);
    case BW_OP_COPY:
        return sizeof(struct bw_copy_params);
    case BW_OP_LOOKUP:
        return sizeof(struct bw_lookup_params);
    case BW_OP_UNARY:
        return sizeof(struct bw_unary_params);
    case BW_OP_BINARY:
        return sizeof(struct bw_binary_params);
    case BW_OP_SELECT:
        return sizeof(struct bw_select_params);
    case BW_OP_CONVERT:
        return sizeof(struct bw_convert_params);
    default:
        return 0;
    }
}

int bw_element_op_check(const struct bw_limits *limits, const struct bw_op *op)
{
    const void *params = op + 1;
    switch (op->code) {
    case BW_OP_ADD:
        return bw_check_add(limits, op, params);
    case BW_OP_SOFTMAX:
        return check_softmax(limits, op, params);
    case BW_OP_COPY:
        return check_copy(limits, op, params);
    case BW_OP_LOOKUP:
        return check_lookup(limits, op, params);
    case BW_OP_UNARY:
        return check_unary(limits, op, params);
    case BW_OP_BINARY:
        return check_binary(limits, op, params);
    case BW_OP_SELECT:
        return check_select(limits, op, params);
    case BW_OP_CONVERT:
        return check_convert(limits, op, params);
    default:
        return BW_E_OP;
    }
}
