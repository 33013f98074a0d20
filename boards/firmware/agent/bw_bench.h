/* The measuring part of the agent: one model, one staged input, timed inferences. */
#ifndef BW_BENCH_H
#define BW_BENCH_H

#include <stdbool.h>
#include <stdint.h>

#include "bw_engine.h"
#include "bw_port.h"

/* Reasons to refuse a model beside those of the engine (enum bw_engine_status). */
enum bw_bench_status {
    BW_E_STAGING = -21, /* the inputs do not fit into the staging buffer */
};

enum { BW_MAX_INFERENCES = 1000000 };

/* What the staging buffer holds. */
enum bw_staged {
    BW_STAGED_NOTHING,
    BW_STAGED_TENSORS, /* input tensors one behind the other, as LOAD_INPUT sends them */
    BW_STAGED_ENCODED, /* bytes of an MLPerf `db load`, in the model's input_encoding */
};

struct bw_bench {
    const struct bw_port *port;
    struct bw_engine engine;
    int pack_status;      /* BW_OK when `engine` holds an open model */
    uint32_t pack_fault;  /* where in the slot the field lies for which it does not; 0 where that is not told */
    struct bw_model model; /* valid when it does */
    uint32_t input_bytes; /* of all input tensors */
    uint32_t input_type;  /* enum bw_type of all of them; 0 when they differ */
    enum bw_staged staged;
    uint32_t staged_bytes;
    bool fresh;    /* no inference since the model was opened: what it keeps was not set yet */
    bool painted;  /* the arena was painted since the model was opened */
    bool inferred; /* the arena holds outputs of the latest inference */
    uint32_t inference_count;
    uint32_t overhead_ticks;
    uint64_t start_ticks;
    uint64_t invoked_at_ticks; /* when the latest inference entered the engine */
};

/* Measures the cost of reading the counter and opens the slot. Leaves the staging buffer zeroed. */
void bw_bench_start(struct bw_bench *bench, const struct bw_port *port);

/* Opens the model: engine checks, then the digest. Sets `pack_status`. */
void bw_bench_open(struct bw_bench *bench);
/* Forgets the model: to be called before the slot changes. */
void bw_bench_close(struct bw_bench *bench);
static inline bool bw_bench_is_open(const struct bw_bench *bench)
{
    return bench->pack_status == BW_OK;
}
/* What is known of the open model, or NULL. */
const struct bw_model *bw_bench_model(const struct bw_bench *bench);

/* Copies the staged input into the arena, runs one inference and gives the ticks around invoke alone. The first one after
 * opening paints the arena before, if the engine allows it, and sets what the model keeps. Returns enum bw_engine_status. */
int bw_bench_infer(struct bw_bench *bench, const struct bw_observer *observer, uint64_t *ticks);

/* Sets what the model keeps from one inference to the next as after opening. Returns enum bw_engine_status. */
int bw_bench_reset_state(struct bw_bench *bench);

uint64_t bw_bench_elapsed_us(const struct bw_bench *bench);

/* High-water mark of the arena since the model was opened; 0 before the first inference, and where it is not painted. */
uint32_t bw_bench_arena_touched(const struct bw_bench *bench);

#endif
