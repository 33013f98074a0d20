#include "bw_bench.h"

#include <string.h>

#include "bw_paint.h"
#include "bw_tensor.h"

static uint64_t now(const struct bw_bench *bench)
{
    return bench->port->ticks(bench->port->context);
}

static uint32_t least_pair_ticks(const struct bw_bench *bench)
{
    uint64_t least = UINT32_MAX;
    for (int i = 0; i < 16; i++) {
        uint64_t from = now(bench);
        uint64_t pair = now(bench) - from;
        least = pair < least ? pair : least;
    }
    return (uint32_t)least;
}

void bw_bench_start(struct bw_bench *bench, const struct bw_port *port)
{
    memset(bench, 0, sizeof *bench);
    bench->port = port;
    bench->start_ticks = now(bench);
    memset(port->staging, 0, port->staging_bytes);
    bench->overhead_ticks = least_pair_ticks(bench);
    bw_bench_open(bench);
}

static bool inputs_fit(struct bw_bench *bench)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < bench->model.input_count; i++) {
        struct bw_tensor tensor;
        if (bw_engine_input(&bench->engine, i, &tensor) != BW_OK ||
            tensor.bytes > bench->port->staging_bytes - total) {
            return false;
        }
        total += tensor.bytes;
        bench->input_type = i == 0 || tensor.type == bench->input_type ? tensor.type : 0;
    }
    bench->input_bytes = total;
    return true;
}

void bw_bench_open(struct bw_bench *bench)
{
    const struct bw_port *port = bench->port;
    bw_bench_close(bench);
    bench->engine.fault_offset = 0; /* an engine that never tells it leaves it alone */
    int status = bw_engine_open(&bench->engine, port->slot, port->slot_bytes, port->arena, port->arena_bytes);
    bench->pack_fault = status == BW_OK ? 0 : bench->engine.fault_offset;
    if (status == BW_OK) {
        status = bw_engine_verify(&bench->engine);
    }
    if (status == BW_OK) {
        status = bw_engine_model(&bench->engine, &bench->model);
    }
    if (status == BW_OK && !inputs_fit(bench)) {
        status = BW_E_STAGING;
    }
    bench->pack_status = status;
}

void bw_bench_close(struct bw_bench *bench)
{
    bench->pack_status = BW_E_MAGIC;
    bench->pack_fault = 0;
    bench->input_bytes = 0;
    bench->input_type = 0;
    bench->staged = BW_STAGED_NOTHING;
    bench->staged_bytes = 0;
    bench->fresh = true;
    bench->painted = false;
    bench->inferred = false;
}

const struct bw_model *bw_bench_model(const struct bw_bench *bench)
{
    return bw_bench_is_open(bench) ? &bench->model : NULL;
}

static void write_inputs(struct bw_bench *bench)
{
    const struct bw_model *model = &bench->model;
    const uint8_t *from = bench->port->staging;
    uint32_t left = bench->port->staging_bytes;
    for (uint32_t i = 0; i < model->input_count; i++) {
        struct bw_tensor tensor;
        if (bw_engine_input(&bench->engine, i, &tensor) != BW_OK) {
            return;
        }
        bool encoded = i == 0 && bench->staged == BW_STAGED_ENCODED;
        uint32_t used = bw_tensor_fill(&tensor, encoded ? model->input_encoding : BW_INPUT_RAW, from, left);
        from += used;
        left -= used;
    }
}

static int prepare_first(struct bw_bench *bench)
{
    if ((bw_engine_abilities() & BW_ENGINE_FILLS_ARENA) != 0) {
        bw_paint(bench->port->arena, bench->port->arena_bytes);
        bench->painted = true;
    }
    const int status = bw_engine_reset(&bench->engine);
    bench->fresh = status != BW_OK;
    return status;
}

int bw_bench_reset_state(struct bw_bench *bench)
{
    if (!bw_bench_is_open(bench)) {
        return bench->pack_status;
    }
    return bench->fresh ? BW_OK : bw_engine_reset(&bench->engine);
}

int bw_bench_infer(struct bw_bench *bench, const struct bw_observer *observer, uint64_t *ticks)
{
    const struct bw_port *port = bench->port;
    if (!bw_bench_is_open(bench)) {
        return bench->pack_status;
    }
    int status = bench->fresh ? prepare_first(bench) : BW_OK;
    if (status != BW_OK) {
        return status;
    }
    write_inputs(bench);
    if (port->mark != NULL) {
        port->mark(port->context, true);
    }
    bench->invoked_at_ticks = now(bench);
    status = bw_engine_invoke(&bench->engine, observer);
    uint64_t done_at_ticks = now(bench);
    if (port->mark != NULL) {
        port->mark(port->context, false);
    }
    *ticks = done_at_ticks - bench->invoked_at_ticks;
    bench->inferred = status == BW_OK;
    bench->inference_count++;
    return status;
}

uint64_t bw_bench_elapsed_us(const struct bw_bench *bench)
{
    /* In two parts, because ticks * 1e6 would overflow after five hours of nanoseconds. */
    uint64_t elapsed = now(bench) - bench->start_ticks;
    uint64_t hz = bench->port->tick_hz;
    return elapsed / hz * 1000000u + elapsed % hz * 1000000u / hz;
}

uint32_t bw_bench_arena_touched(const struct bw_bench *bench)
{
    return bench->painted ? bw_paint_highest_touched(bench->port->arena, bench->port->arena_bytes) : 0;
}
