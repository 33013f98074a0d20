#include "bw_engine.h"

#include "kernels/bw_kernels.h"
#include "pack_check.h"

/* NULL for a pair the engine does not have; the pack check lets none through. */
static bw_kernel *find_kernel(const struct bw_op *op)
{
    const int quantised = op->type == BW_INT8;
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
    default:
        return (bw_kernel *)0;
    }
}

int bw_engine_open(struct bw_engine *engine, const uint8_t *pack, uint32_t available_bytes, uint8_t *arena,
                   uint32_t arena_bytes)
{
    int status;
    engine->header = (const struct bw_pack_header *)0;
    if (((uintptr_t)pack | (uintptr_t)arena) % BW_PACK_ALIGN != 0) {
        return BW_E_BOUNDS;
    }
    status = bw_pack_check(pack, available_bytes, arena_bytes);
    if (status == BW_OK) {
        engine->pack = pack;
        engine->header = (const void *)pack;
        engine->arena = arena;
        engine->arena_bytes = arena_bytes;
    }
    return status;
}

static int tensor_at(const struct bw_engine *engine, uint32_t offset, uint32_t count, uint32_t index,
                     struct bw_tensor *tensor)
{
    if (index >= count) {
        return BW_E_INDEX;
    }
    tensor->spec = (const struct bw_tensor_spec *)(const void *)(engine->pack + offset) + index;
    tensor->data = engine->arena + tensor->spec->arena_offset;
    return BW_OK;
}

int bw_engine_input(const struct bw_engine *engine, uint32_t index, struct bw_tensor *tensor)
{
    if (!engine->header) {
        return BW_E_MAGIC;
    }
    return tensor_at(engine, engine->header->inputs_offset, engine->header->input_count, index, tensor);
}

int bw_engine_output(const struct bw_engine *engine, uint32_t index, struct bw_tensor *tensor)
{
    if (!engine->header) {
        return BW_E_MAGIC;
    }
    return tensor_at(engine, engine->header->outputs_offset, engine->header->output_count, index, tensor);
}

int bw_engine_invoke(struct bw_engine *engine, const struct bw_observer *observer)
{
    const uint8_t *record;
    if (!engine->header) {
        return BW_E_MAGIC;
    }
    record = engine->pack + engine->header->ops_offset;
    for (uint32_t i = 0; i < engine->header->op_count; ++i) {
        const struct bw_op *op = (const void *)record;
        bw_kernel *kernel = find_kernel(op);
        if (!kernel) {
            return BW_E_OP;
        }
        kernel(engine->pack, engine->arena, op);
        if (observer) {
            observer->op_done(observer->context, i, engine->arena + op->output_arena_offset, op->output_bytes);
        }
        record += op->record_bytes;
    }
    return BW_OK;
}

const char *bw_engine_name(void)
{
    return "benchwright";
}
