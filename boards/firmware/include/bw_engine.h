/* The engine: whatever runs the model. The agent needs this header and nothing of what is below it.
 *
 * Another runtime (TensorFlow Lite Micro, a vendor's) stands behind the same functions; docs/agent-library.md says how.
 * No call may allocate from a heap after bw_engine_open, and none may wait for anything.
 */
#ifndef BW_ENGINE_H
#define BW_ENGINE_H

#include <stdint.h>

#include "bw_model.h"

enum bw_engine_status {
    BW_OK = 0,
    BW_E_MAGIC = -1,        /* no model here (erased flash reads as this) */
    BW_E_FORMAT = -2,       /* a model of a format this engine does not know */
    BW_E_ENGINE_VERSION = -3,
    BW_E_BOUNDS = -4,       /* a length or an offset points outside the model or the arena, or is not aligned */
    BW_E_ARENA = -5,        /* the arena is smaller than the model needs */
    BW_E_OP = -6,           /* an op code or type this engine does not have */
    BW_E_PARAMS = -7,       /* parameters that make no sense (zero stride, shape does not fit the bytes) */
    BW_E_PROTECTED = -8,    /* encrypted or signed model, not supported by this engine */
    BW_E_INDEX = -9,        /* no such input or output */
    BW_E_INVOKE = -10,      /* the runtime failed in the middle of an inference */
    BW_E_DIGEST = -20,      /* the model's digest is not that of its bytes */
};

/* What an engine can do beside running its model. The agent claims to the host what is set here, and refuses the rest. */
enum bw_engine_ability {
    BW_ENGINE_READS_SLOT = 1u << 0,  /* the model lies in the port's slot; without it, it is linked in */
    BW_ENGINE_TELLS_OPS = 1u << 1,   /* calls the observer once after every op */
    BW_ENGINE_SHOWS_OPS = 1u << 2,   /* and with the op's output bytes and its tensor in the .tflite */
    BW_ENGINE_FILLS_ARENA = 1u << 3, /* uses the arena from its start and keeps nothing there before bw_engine_reset: it
                                        can be painted before that */
};

/* State of one open model. The caller owns it; only the engine touches its fields. */
struct bw_engine {
    const void *model; /* NULL when none is open */
    uint8_t *arena;
    uint32_t arena_bytes;
    void *runtime; /* what another engine keeps beside it */
    uint32_t fault_offset; /* after a refusal: where in the slot the field lies that is wrong; 0 where that is not told */
};

/* Called after every op; `output` is NULL where the engine does not show it. `context` is the caller's. */
struct bw_observer {
    void *context;
    void (*op_done)(void *context, uint32_t source_tensor, const uint8_t *output, uint32_t output_bytes);
};

/* Opens the model: the one in `slot`, or the one that is linked in. An engine that reads the slot checks it whole, so
 * that after BW_OK no invoke can read or write outside slot and arena; whether its digest is right is left to
 * bw_engine_verify. `slot` and `arena` must be 16-byte aligned. Returns enum bw_engine_status. */
int bw_engine_open(struct bw_engine *engine, const uint8_t *slot, uint32_t slot_bytes, uint8_t *arena,
                   uint32_t arena_bytes);

/* Makes what the model keeps from one inference to the next (recurrent cells, variables) as it is at first. Called after
 * opening, before the first inference, and whenever the host asks. Returns enum bw_engine_status. */
int bw_engine_reset(struct bw_engine *engine);

/* Compares the open model with its own digest; BW_OK where it has none. Returns enum bw_engine_status. */
int bw_engine_verify(const struct bw_engine *engine);

/* What is known of the open model. Returns enum bw_engine_status. */
int bw_engine_model(const struct bw_engine *engine, struct bw_model *model);

/* The tensor `index` of the graph's inputs or outputs. Returns enum bw_engine_status. */
int bw_engine_input(const struct bw_engine *engine, uint32_t index, struct bw_tensor *tensor);
int bw_engine_output(const struct bw_engine *engine, uint32_t index, struct bw_tensor *tensor);

/* One inference. Inputs are written before every call: their memory may have been used again.
 * `observer` may be NULL. Returns enum bw_engine_status. */
int bw_engine_invoke(struct bw_engine *engine, const struct bw_observer *observer);

/* Name ("benchwright") and kernel set ("generic", "dsp", "mve") of this build, at most 16 characters each; static
 * strings. The version is the engine's own count, at most 65535; 0 where it has none. */
const char *bw_engine_name(void);
const char *bw_engine_kernel_set(void);
uint32_t bw_engine_version(void);

/* Bits of enum bw_engine_ability. */
uint32_t bw_engine_abilities(void);

#endif
