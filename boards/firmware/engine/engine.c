#include "bw_engine.h"

#include <string.h>

#include "bw_pack.h"
#include "int16_ops.h"
#include "kernels/bw_kernels.h"
#include "kernels/bw_layouts.h"
#include "pack_check.h"

/* NULL for a pair the engine does not have; the pack check lets none through. */
static bw_kernel *find_kernel(const struct bw_op *op)
{
    const int quantised = op->type == BW_INT8;
    bw_kernel *const int16 = op->type == BW_INT16 ? bw_int16_kernel(op) : (bw_kernel *)0;
    if (int16) {
        return int16;
    }
    if (op->layout != BW_LAYOUT_PLAIN) {
        return bw_layout_kernel(op);
    }
    switch (op->code) {
    case BW_OP_CONV_2D:
        return quantised ? bw_conv_2d_int8 : bw_conv_2d_float32;
    case BW_OP_DEPTHWISE_CONV_2D:
        return quantised ? bw_depthwise_conv_2d_int8 : bw_depthwise_conv_2d_float32;
    case BW_OP_FULLY_CONNECTED:
        return quantised ? bw_fully_connected_int8 : bw_fully_connected_float32;
    case BW_OP_AVERAGE_POOL_2D:
        return quantised ? bw_average_pool_2d_int8 : bw_average_pool_2d_float32;
    case BW_OP_MAX_POOL_2D:
        return quantised ? bw_max_pool_2d_int8 : bw_max_pool_2d_float32;
    case BW_OP_ADD:
        return quantised ? bw_add_int8 : bw_add_float32;
    case BW_OP_SOFTMAX:
        return quantised ? bw_softmax_int8 : bw_softmax_float32;
    case BW_OP_COPY:
        return bw_copy;
    case BW_OP_CONV_ADD:
        return quantised ? bw_conv_add_int8 : (bw_kernel *)0;
    case BW_OP_LOOKUP:
        return bw_lookup;
    case BW_OP_UNARY:
        return bw_unary_float32;
    case BW_OP_BINARY:
        return op->type == BW_INT32 ? bw_binary_int32
               : op->type == BW_UINT8 ? bw_binary_bool
               : quantised ? bw_binary_int8 : bw_binary_float32;
    case BW_OP_SELECT:
        return bw_select;
    case BW_OP_MOVE:
        return bw_move;
    case BW_OP_GATHER:
        return bw_gather;
    case BW_OP_REDUCE:
        return quantised ? bw_reduce_int8 : bw_reduce_float32;
    case BW_OP_ARG_EXTREME:
        return bw_arg_extreme;
    case BW_OP_CONVERT:
        return bw_convert;
    case BW_OP_RESIZE_BILINEAR:
        return quantised ? bw_resize_bilinear_int8 : bw_resize_bilinear_float32;
    case BW_OP_TRANSPOSE_CONV:
        return quantised ? bw_transpose_conv_int8 : bw_transpose_conv_float32;
    case BW_OP_BATCH_MATMUL:
        return quantised ? bw_batch_matmul_int8 : bw_batch_matmul_float32;
    case BW_OP_NORMALISE:
        return quantised ? bw_normalise_int8 : bw_normalise_float32;
    case BW_OP_CUMSUM:
        return quantised ? bw_cumsum_int8 : bw_cumsum_float32;
    case BW_OP_L2_POOL_2D:
        return bw_l2_pool_2d_float32;
    case BW_OP_LOG_SOFTMAX:
        return bw_log_softmax_int8;
    default:
        return (bw_kernel *)0;
    }
}

/* Whether the next record writes on at the same output: then nothing is whole yet that could be shown. */
static int is_a_piece(const struct bw_op *op, const struct bw_op *next)
{
    return op->source_tensor == next->source_tensor && op->output_arena_offset == next->output_arena_offset;
}

static const struct bw_pack_header *header_of(const struct bw_engine *engine)
{
    return engine->model;
}

int bw_engine_open(struct bw_engine *engine, const uint8_t *slot, uint32_t slot_bytes, uint8_t *arena,
                   uint32_t arena_bytes)
{
    int status;
    engine->model = (const void *)0;
    engine->fault_offset = 0;
    if (((uintptr_t)slot | (uintptr_t)arena) % BW_PACK_ALIGN != 0) {
        return BW_E_BOUNDS;
    }
    status = bw_pack_check(slot, slot_bytes, arena_bytes, &engine->fault_offset);
    if (status == BW_OK) {
        engine->model = slot;
        engine->arena = arena;
        engine->arena_bytes = arena_bytes;
    }
    return status;
}

int bw_engine_verify(const struct bw_engine *engine)
{
    return engine->model ? bw_pack_verify(engine->model) : BW_E_MAGIC;
}

int bw_engine_model(const struct bw_engine *engine, struct bw_model *model)
{
    const struct bw_pack_header *header = header_of(engine);
    if (!header) {
        return BW_E_MAGIC;
    }
    memcpy(model->id, header->model_id, sizeof model->id);
    memcpy(model->sha256, header->pack_sha256, sizeof model->sha256);
    model->input_count = header->input_count;
    model->output_count = header->output_count;
    model->op_count = header->op_count;
    model->arena_bytes = header->arena_bytes;
    model->input_encoding = header->input_encoding;
    model->output_decoding = header->output_decoding;
    return BW_OK;
}

static int tensor_at(const struct bw_engine *engine, uint32_t offset, uint32_t count, uint32_t index,
                     struct bw_tensor *tensor)
{
    if (index >= count) {
        return BW_E_INDEX;
    }
    const uint8_t *pack = engine->model;
    const struct bw_tensor_spec *spec = (const struct bw_tensor_spec *)(const void *)(pack + offset) + index;
    tensor->data = engine->arena + spec->arena_offset;
    tensor->bytes = spec->bytes;
    tensor->type = spec->type;
    tensor->scale = spec->scale;
    tensor->zero_point = spec->zero_point;
    return BW_OK;
}

int bw_engine_input(const struct bw_engine *engine, uint32_t index, struct bw_tensor *tensor)
{
    const struct bw_pack_header *header = header_of(engine);
    return header ? tensor_at(engine, header->inputs_offset, header->input_count, index, tensor) : BW_E_MAGIC;
}

int bw_engine_output(const struct bw_engine *engine, uint32_t index, struct bw_tensor *tensor)
{
    const struct bw_pack_header *header = header_of(engine);
    return header ? tensor_at(engine, header->outputs_offset, header->output_count, index, tensor) : BW_E_MAGIC;
}

int bw_engine_invoke(struct bw_engine *engine, const struct bw_observer *observer)
{
    const struct bw_pack_header *header = header_of(engine);
    const uint8_t *pack = engine->model;
    const uint8_t *record;
    if (!header) {
        return BW_E_MAGIC;
    }
    record = pack + header->ops_offset;
    for (uint32_t i = 0; i < header->op_count; ++i) {
        const struct bw_op *op = (const void *)record;
        bw_kernel *kernel = find_kernel(op);
        if (!kernel) {
            return BW_E_OP;
        }
        kernel(pack, engine->arena, op);
        record += op->record_bytes;
        if (observer) {
            const int piece = i + 1 < header->op_count && is_a_piece(op, (const void *)record);
            observer->op_done(observer->context, op->source_tensor, engine->arena + op->output_arena_offset,
                              piece ? 0 : op->output_bytes);
        }
    }
    return BW_OK;
}

const char *bw_engine_name(void)
{
    return "benchwright";
}

uint32_t bw_engine_version(void)
{
    return BW_ENGINE_VERSION;
}

uint32_t bw_engine_abilities(void)
{
    return BW_ENGINE_READS_SLOT | BW_ENGINE_TELLS_OPS | BW_ENGINE_SHOWS_OPS | BW_ENGINE_FILLS_ARENA;
}
