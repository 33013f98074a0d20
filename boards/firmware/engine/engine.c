#include "bw_engine.h"

#include <string.h>

#include "bw_pack.h"
#include "kernels/bw_layouts.h"
#include "op_kinds.h"
#include "pack_check.h"
#include "state.h"

/* NULL for an op that the engine does not have; the pack check lets none through. */
static bw_kernel *find_kernel(const struct bw_op *op)
{
    if (bw_is_common_layout(op->layout)) {
        return bw_plain_kernel(op);
    }
    const struct bw_layout_kind *layout = bw_layout_kind(op);
    return layout ? layout->kernel : (bw_kernel *)0;
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

int bw_engine_reset(struct bw_engine *engine)
{
    const struct bw_state_part *const state = bw_state_part();
    if (!engine->model) {
        return BW_E_MAGIC;
    }
    if (state) {
        state->reset(engine->model, engine->arena);
    }
    return BW_OK;
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
