#include "op_check_parts.h"

enum {
    MAX_SOFTMAX_COLUMNS = 4095, /* the fixed-point sum has 12 integer bits */
    MAX_LEFT_SHIFT = 22,        /* 255 << 22 fits int32_t */
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

static int check_softmax(const struct bw_limits *limits, const struct bw_op *op,
                         const struct bw_softmax_params *params)
{
    const uint64_t elements = (uint64_t)params->rows * params->columns;
    (void)bw_at(limits, params->columns == 0 ? &params->columns : &params->rows);
    /* A product of two 32-bit numbers times 4 may pass 64 bits. */
    const int status =
        bw_check_input(limits, op, &params->input_arena_offset, elements > BW_MAX_BYTES ? 0 : elements);
    if (status != BW_OK) {
        return status;
    }
    if (!bw_output_is(limits, op, elements, bw_type_bytes(op->type))) {
        return BW_E_PARAMS;
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

static int check_copy(const struct bw_limits *limits, const struct bw_op *op, const struct bw_copy_params *params)
{
    return bw_at(limits, &params->input_arena_offset) &&
                   bw_in_range(params->input_arena_offset, op->output_bytes, limits->arena_bytes, 1)
               ? BW_OK
               : BW_E_BOUNDS;
}

static int check_lookup(const struct bw_limits *limits, const struct bw_op *op, const struct bw_lookup_params *params)
{
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

static int check_unary(const struct bw_limits *limits, const struct bw_op *op, const struct bw_unary_params *params)
{
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
        return compares || (kind <= BW_BINARY_PRELU && kind != BW_BINARY_DIV);
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
    return bw_at(limits, &params->left_shift) && params->left_shift >= 0 && params->left_shift <= MAX_LEFT_SHIFT &&
           bw_zero_point_sane(limits, op, &params->input1_zero_point) &&
           bw_zero_point_sane(limits, op, &params->input2_zero_point) &&
           bw_zero_point_sane(limits, op, &params->output_zero_point) &&
           bw_scale_at(limits, &params->input1_multiplier, &params->input1_shift, most_left) &&
           bw_scale_at(limits, &params->input2_multiplier, &params->input2_shift, most_left) &&
           bw_scale_at(limits, &params->output_multiplier, &params->output_shift, 30);
}

static int check_binary(const struct bw_limits *limits, const struct bw_op *op, const struct bw_binary_params *params)
{
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

static int check_select(const struct bw_limits *limits, const struct bw_op *op, const struct bw_select_params *params)
{
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

static int check_convert(const struct bw_limits *limits, const struct bw_op *op,
                         const struct bw_convert_params *params)
{
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
