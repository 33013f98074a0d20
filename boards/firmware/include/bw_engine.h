/* The engine: runs a pack where it lies. No allocation, no parsing beyond the header and the op list.
 *
 * Another runtime (TensorFlow Lite Micro, a vendor's) stands behind this same header; the agent and the
 * host know nothing of what is below it.
 */
#ifndef BW_ENGINE_H
#define BW_ENGINE_H

#include <stdint.h>

#include "bw_pack.h"

enum bw_engine_status {
    BW_OK = 0,
    BW_E_MAGIC = -1,        /* no pack here (erased flash reads as this) */
    BW_E_FORMAT = -2,       /* a pack of a format this engine does not know */
    BW_E_ENGINE_VERSION = -3,
    BW_E_BOUNDS = -4,       /* a length or an offset points outside the pack or the arena, or is not aligned */
    BW_E_ARENA = -5,        /* the arena is smaller than the pack needs */
    BW_E_OP = -6,           /* an op code or type this engine does not have */
    BW_E_PARAMS = -7,       /* parameters that make no sense (zero stride, shape does not fit the bytes) */
    BW_E_PROTECTED = -8,    /* encrypted or signed pack, not supported by this engine */
    BW_E_INDEX = -9,        /* no such input or output */
};

/* State of one open pack. The caller owns it; only the engine touches its fields. */
struct bw_engine {
    const uint8_t *pack;
    const struct bw_pack_header *header;
    uint8_t *arena;
    uint32_t arena_bytes;
};

/* A tensor of the graph's border: where its bytes are and what they mean. */
struct bw_tensor {
    uint8_t *data;
    const struct bw_tensor_spec *spec;
};

/* Called after every op with the bytes it wrote; `context` is the caller's. */
struct bw_observer {
    void *context;
    void (*op_done)(void *context, uint32_t op_index, const uint8_t *output, uint32_t output_bytes);
};

/* Checks the pack whole: header, every op record, every offset against `available_bytes` and the arena.
 * After BW_OK no invoke can read or write outside pack and arena. `pack` and `arena` must be 16-byte
 * aligned. Returns enum bw_engine_status. Does not check pack_sha256. */
int bw_engine_open(struct bw_engine *engine, const uint8_t *pack, uint32_t available_bytes, uint8_t *arena,
                   uint32_t arena_bytes);

/* The tensor `index` of the graph's inputs or outputs. Returns enum bw_engine_status. */
int bw_engine_input(const struct bw_engine *engine, uint32_t index, struct bw_tensor *tensor);
int bw_engine_output(const struct bw_engine *engine, uint32_t index, struct bw_tensor *tensor);

/* One inference. Inputs must be written before every call: the plan reuses their memory.
 * `observer` may be NULL. Returns enum bw_engine_status. */
int bw_engine_invoke(struct bw_engine *engine, const struct bw_observer *observer);

/* Name ("benchwright") and kernel set ("generic", "dsp", "mve") of this build; static strings. */
const char *bw_engine_name(void);
const char *bw_engine_kernel_set(void);

#endif
