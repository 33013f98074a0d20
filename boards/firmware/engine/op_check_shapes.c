#include "op_kinds.h"
#include "op_parts.h"

enum {
    MAX_L2_COLUMNS = 1 << 15, /* squares of 255 add up within int32_t */
    PLACE_BYTES = 12,         /* of a row or column of RESIZE_BILINEAR */
    WORD = 4,
};

/* From `start`, moving by sizes and strides, runs of run_bytes stay within `bytes`. */
static bool moves_inside(const struct bw_limits *limits, const int32_t *sizes, const int32_t *strides,
                         const int32_t *start, uint32_t run_bytes, uint32_t bytes)
{
    int64_t least = *start, most = least + run_bytes;
    if (bw_at(limits, start) && (least < 0 || most > bytes)) {
        return false;
    }
    (void)bw_at(limits, strides);
    for (uint32_t i = 0; i < BW_MOVE_DIMENSIONS; ++i) {
        const int64_t way = (int64_t)(sizes[i] - 1) * strides[i];
        if (way > BW_MAX_BYTES || way < -(int64_t)BW_MAX_BYTES) {
            return false;
        }
        least += way < 0 ? way : 0;
        most += way > 0 ? way : 0;
    }
    return least >= 0 && most <= bytes;
}

static int check_move(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_move_params *params = bw_op_params(op);
    const uint64_t runs = bw_sizes(limits, params->sizes, BW_MOVE_DIMENSIONS);
    if (runs == 0) {
        return BW_E_PARAMS;
    }
    (void)bw_at(limits, &params->input_bytes);
    const int status =
        bw_check_operand(limits, &params->input_arena_offset, &params->input_pack_offset, params->input_bytes, 1);
    if (status != BW_OK) {
        return status;
    }
    if ((bw_at(limits, &params->run_bytes) &&
         (params->run_bytes == 0 || runs * params->run_bytes > op->output_bytes)) ||
        !moves_inside(limits, params->sizes, params->input_strides, &params->input_start, params->run_bytes,
                      params->input_bytes) ||
        !moves_inside(limits, params->sizes, params->output_strides, &params->output_start, params->run_bytes,
                      op->output_bytes)) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_gather(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_gather_params *params = bw_op_params(op);
    const int32_t *const input[] = {&params->batches, &params->outer, &params->axis, &params->block_bytes};
    const int32_t *const indices[] = {&params->batches, &params->count};
    const int32_t *const output[] = {&params->batches, &params->outer, &params->count, &params->block_bytes};
    int status = bw_check_operand(limits, &params->input_arena_offset, &params->input_pack_offset,
                                  bw_product(limits, input, 4), 1);
    if (status == BW_OK) {
        status = bw_check_operand(limits, &params->indices_arena_offset, &params->indices_pack_offset,
                                  bw_product(limits, indices, 2), WORD);
    }
    if (status != BW_OK) {
        return status;
    }
    const uint64_t bytes = bw_product(limits, output, 4);
    return bytes != 0 && bw_output_is(limits, op, bytes, 1) ? BW_OK : BW_E_PARAMS;
}

int bw_check_reduce(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_reduce_params *params = bw_op_params(op);
    const uint64_t kept = bw_sizes(limits, params->kept_sizes, BW_DIMENSIONS);
    const uint64_t reduced = kept ? bw_sizes(limits, params->reduced_sizes, BW_DIMENSIONS) : 0;
    if (reduced == 0 || (bw_at(limits, &params->input_elements) && kept * reduced != params->input_elements)) {
        return BW_E_PARAMS;
    }
    const int status = bw_check_input(limits, op, &params->input_arena_offset, params->input_elements);
    if (status != BW_OK) {
        return status;
    }
    const uint64_t kept_reach = bw_reach(limits, params->kept_sizes, params->kept_strides, BW_DIMENSIONS);
    const uint64_t reduced_reach =
        kept_reach ? bw_reach(limits, params->reduced_sizes, params->reduced_strides, BW_DIMENSIONS) : 0;
    if (reduced_reach == 0 || kept_reach + reduced_reach - 1 > params->input_elements ||
        (bw_at(limits, &params->kind) && params->kind >= BW_REDUCE_END) ||
        !bw_output_is(limits, op, kept, bw_type_bytes(op->type)) ||
        !bw_zero_point_sane(limits, op, &params->input_zero_point) ||
        !bw_zero_point_sane(limits, op, &params->output_zero_point) ||
        (op->type == BW_INT8 && !bw_scale_at(limits, &params->multiplier, &params->shift, 30))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_arg_extreme(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_arg_extreme_params *params = bw_op_params(op);
    const int32_t *const input[] = {&params->outer, &params->axis, &params->inner};
    const int32_t output[] = {params->outer, params->inner};
    const int status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 3));
    if (status != BW_OK) {
        return status;
    }
    return bw_at(limits, &params->smallest) && params->smallest <= 1 &&
                   bw_output_is(limits, op, bw_size(output, 2), WORD) && bw_at(limits, &op->output_arena_offset) &&
                   op->output_arena_offset % WORD == 0
               ? BW_OK
               : BW_E_PARAMS;
}

/* The places of one axis name input rows or columns that exist. */
static int check_places(const struct bw_limits *limits, const uint32_t *offset, int32_t count, int32_t input_size)
{
    const int32_t *places = (const void *)(limits->pack + *offset);
    if (bw_at(limits, offset) && !bw_in_pack(limits, *offset, (uint64_t)(uint32_t)count * PLACE_BYTES, WORD)) {
        return BW_E_BOUNDS;
    }
    for (int32_t i = 0; i < count; ++i, places += PLACE_BYTES / WORD) {
        if (places[0] < 0 || places[0] >= input_size || places[1] < 0 || places[1] >= input_size) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

static int check_resize(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_resize_params *params = bw_op_params(op);
    const int32_t *const input[] = {&params->batches, &params->input_h, &params->input_w, &params->channels};
    const int32_t *const output[] = {&params->batches, &params->output_h, &params->output_w, &params->channels};
    int status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 4));
    if (status == BW_OK) {
        const uint64_t elements = bw_product(limits, output, 4);
        status = elements && bw_output_is(limits, op, elements, bw_type_bytes(op->type)) ? BW_OK : BW_E_PARAMS;
    }
    if (status == BW_OK) {
        status = check_places(limits, &params->rows_offset, params->output_h, params->input_h);
    }
    return status == BW_OK ? check_places(limits, &params->columns_offset, params->output_w, params->input_w) : status;
}

int bw_check_matmul(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_matmul_params *params = bw_op_params(op);
    const uint32_t item_bytes = bw_type_bytes(op->type);
    const int32_t left[] = {params->batch_sizes[0], params->batch_sizes[1], params->rows, params->depth};
    const int32_t left_strides[] = {params->batch_strides1[0], params->batch_strides1[1], params->row_stride1,
                                    params->depth_stride1};
    const int32_t right[] = {params->batch_sizes[0], params->batch_sizes[1], params->depth, params->columns};
    const int32_t right_strides[] = {params->batch_strides2[0], params->batch_strides2[1], params->depth_stride2,
                                     params->column_stride2};
    const int32_t *const output[] = {&params->batch_sizes[0], &params->batch_sizes[1], &params->rows,
                                     &params->columns};
    const uint64_t elements = bw_product(limits, output, 4);
    /* A stride of 0 along the depth would let one element be multiplied for hours. */
    if (elements == 0 || (bw_at(limits, &params->depth) && params->depth < 1) ||
        (bw_at(limits, &params->depth_stride1) && params->depth_stride1 < 1) ||
        (bw_at(limits, &params->depth_stride2) && params->depth_stride2 < 1)) {
        return BW_E_PARAMS;
    }
    (void)bw_at(limits, params->batch_strides1);
    int status = bw_check_operand(limits, &params->input1_arena_offset, &params->input1_pack_offset,
                                  bw_extent(left, left_strides, 4), item_bytes);
    if (status == BW_OK) {
        (void)bw_at(limits, params->batch_strides2);
        status = bw_check_operand(limits, &params->input2_arena_offset, &params->input2_pack_offset,
                                  bw_extent(right, right_strides, 4), item_bytes);
    }
    if (status != BW_OK) {
        return status;
    }
    if (!bw_output_is(limits, op, elements, item_bytes) ||
        !bw_zero_point_sane(limits, op, &params->input1_zero_point) ||
        !bw_zero_point_sane(limits, op, &params->input2_zero_point) ||
        !bw_zero_point_sane(limits, op, &params->output_zero_point) ||
        (op->type == BW_INT8 && !bw_scale_at(limits, &params->multiplier, &params->shift, 30))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_normalise(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_normalise_params *params = bw_op_params(op);
    const int32_t *const sizes[] = {&params->rows, &params->columns};
    const uint64_t elements = bw_product(limits, sizes, 2);
    const int status = bw_check_input(limits, op, &params->input_arena_offset, elements);
    if (status != BW_OK) {
        return status;
    }
    if ((bw_at(limits, &params->kind) &&
         (params->kind >= BW_NORMALISE_END || (op->type == BW_INT8 && params->kind != BW_NORMALISE_L2))) ||
        !bw_output_is(limits, op, elements, bw_type_bytes(op->type)) ||
        (bw_at(limits, &params->columns) && op->type == BW_INT8 && params->columns > MAX_L2_COLUMNS) ||
        !bw_zero_point_sane(limits, op, &params->input_zero_point)) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_cumsum(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_cumsum_params *params = bw_op_params(op);
    const int32_t *const sizes[] = {&params->outer, &params->axis, &params->inner};
    const uint64_t elements = bw_product(limits, sizes, 3);
    const int status = bw_check_input(limits, op, &params->input_arena_offset, elements);
    if (status != BW_OK) {
        return status;
    }
    if (!bw_zero_point_sane(limits, op, &params->input_zero_point) ||
        !bw_zero_point_sane(limits, op, &params->output_zero_point) ||
        (op->type == BW_INT8 && !bw_scale_at(limits, &params->multiplier, &params->shift, 0))) {
        return BW_E_PARAMS;
    }
    return bw_output_is(limits, op, elements, bw_type_bytes(op->type)) && bw_at(limits, &params->exclusive) &&
                   params->exclusive <= 1 && bw_at(limits, &params->reverse) && params->reverse <= 1
               ? BW_OK
               : BW_E_PARAMS;
}

const struct bw_op_kind bw_op_move = {
    .code = BW_OP_MOVE,
    .params_bytes = sizeof(struct bw_move_params),
    .types = BW_ANY_TYPE,
    .check = check_move,
    .kernels = BW_FOR_ANY_TYPE(bw_move),
};

const struct bw_op_kind bw_op_gather = {
    .code = BW_OP_GATHER,
    .params_bytes = sizeof(struct bw_gather_params),
    .types = BW_ANY_TYPE,
    .check = check_gather,
    .kernels = BW_FOR_ANY_TYPE(bw_gather),
};

const struct bw_op_kind bw_op_reduce = {
    .code = BW_OP_REDUCE,
    .params_bytes = sizeof(struct bw_reduce_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = bw_check_reduce,
    .kernels = {[BW_INT8] = bw_reduce_int8, [BW_FLOAT32] = bw_reduce_float32},
};

const struct bw_op_kind bw_op_arg_extreme = {
    .code = BW_OP_ARG_EXTREME,
    .params_bytes = sizeof(struct bw_arg_extreme_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_arg_extreme,
    .kernels = {[BW_INT8] = bw_arg_extreme, [BW_FLOAT32] = bw_arg_extreme},
};

const struct bw_op_kind bw_op_resize_bilinear = {
    .code = BW_OP_RESIZE_BILINEAR,
    .params_bytes = sizeof(struct bw_resize_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_resize,
    .kernels = {[BW_INT8] = bw_resize_bilinear_int8, [BW_FLOAT32] = bw_resize_bilinear_float32},
};

const struct bw_op_kind bw_op_batch_matmul = {
    .code = BW_OP_BATCH_MATMUL,
    .params_bytes = sizeof(struct bw_matmul_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = bw_check_matmul,
    .kernels = {[BW_INT8] = bw_batch_matmul_int8, [BW_FLOAT32] = bw_batch_matmul_float32},
};

const struct bw_op_kind bw_op_normalise = {
    .code = BW_OP_NORMALISE,
    .params_bytes = sizeof(struct bw_normalise_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_normalise,
    .kernels = {[BW_INT8] = bw_normalise_int8, [BW_FLOAT32] = bw_normalise_float32},
};

const struct bw_op_kind bw_op_cumsum = {
    .code = BW_OP_CUMSUM,
    .params_bytes = sizeof(struct bw_cumsum_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_cumsum,
    .kernels = {[BW_INT8] = bw_cumsum_int8, [BW_FLOAT32] = bw_cumsum_float32},
};
