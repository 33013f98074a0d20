/* What the host's ctypes binding calls: the engine on a pack in the host's own memory, so that the host can
 * recompute any inference bit for bit. `pack` and `arena` must be 16-byte aligned. */
#include <string.h>

#include "bw_engine.h"
#include "../common/bw_crc32.h"

#ifdef _WIN32
#define BW_EXPORT __declspec(dllexport)
#else
#define BW_EXPORT __attribute__((visibility("default")))
#endif

BW_EXPORT uint32_t bw_host_engine_bytes(void);
BW_EXPORT int bw_host_open(struct bw_engine *engine, const uint8_t *pack, uint32_t pack_bytes, uint8_t *arena,
                           uint32_t arena_bytes);
BW_EXPORT uint32_t bw_host_fault(const uint8_t *pack, uint32_t pack_bytes, uint32_t arena_bytes);
BW_EXPORT int bw_host_run(const uint8_t *pack, uint32_t pack_bytes, uint8_t *arena, uint32_t arena_bytes,
                          const uint8_t *input, uint32_t input_bytes, uint8_t *output, uint32_t output_bytes);
BW_EXPORT int bw_host_next(const uint8_t *pack, uint32_t pack_bytes, uint8_t *arena, uint32_t arena_bytes,
                           const uint8_t *input, uint32_t input_bytes, uint8_t *output, uint32_t output_bytes);
BW_EXPORT int bw_host_layers(const uint8_t *pack, uint32_t pack_bytes, uint8_t *arena, uint32_t arena_bytes,
                             const uint8_t *input, uint32_t input_bytes, uint8_t *output, uint32_t output_bytes,
                             uint32_t *crc32s, uint32_t capacity);

struct crc_list {
    uint32_t *crc32s;
    uint32_t capacity;
    uint32_t count;
};

static void note_crc(void *context, uint32_t source_tensor, const uint8_t *output, uint32_t output_bytes)
{
    struct crc_list *list = context;
    (void)source_tensor;
    if (list->count < list->capacity) {
        list->crc32s[list->count++] = bw_crc32(0, output, output_bytes);
    }
}

/* Inputs lie one behind the other in `input`, with nothing left over. */
static int copy_inputs(const struct bw_engine *engine, const uint8_t *input, uint32_t input_bytes)
{
    struct bw_tensor tensor;
    for (uint32_t i = 0; bw_engine_input(engine, i, &tensor) == BW_OK; ++i) {
        if (tensor.bytes > input_bytes) {
            return BW_E_BOUNDS;
        }
        memcpy(tensor.data, input, tensor.bytes);
        input += tensor.bytes;
        input_bytes -= tensor.bytes;
    }
    return input_bytes == 0 ? BW_OK : BW_E_BOUNDS;
}

static int copy_outputs(const struct bw_engine *engine, uint8_t *output, uint32_t output_bytes)
{
    struct bw_tensor tensor;
    for (uint32_t i = 0; bw_engine_output(engine, i, &tensor) == BW_OK; ++i) {
        if (tensor.bytes > output_bytes) {
            return BW_E_BOUNDS;
        }
        memcpy(output, tensor.data, tensor.bytes);
        output += tensor.bytes;
        output_bytes -= tensor.bytes;
    }
    return output_bytes == 0 ? BW_OK : BW_E_BOUNDS;
}

uint32_t bw_host_engine_bytes(void)
{
    return sizeof(struct bw_engine);
}

int bw_host_open(struct bw_engine *engine, const uint8_t *pack, uint32_t pack_bytes, uint8_t *arena,
                 uint32_t arena_bytes)
{
    return bw_engine_open(engine, pack, pack_bytes, arena, arena_bytes);
}

/* Where in a pack the field lies for which it is refused; 0 when it is not, or the field has no name. No arena is
 * needed to open a pack. */
uint32_t bw_host_fault(const uint8_t *pack, uint32_t pack_bytes, uint32_t arena_bytes)
{
    static uint8_t arena[1] __attribute__((aligned(16)));
    struct bw_engine engine;
    return bw_engine_open(&engine, pack, pack_bytes, arena, arena_bytes) == BW_OK ? 0 : engine.fault_offset;
}

/* One inference on what the arena holds of the ones before it. */
static int infer(struct bw_engine *engine, const uint8_t *input, uint32_t input_bytes, uint8_t *output,
                 uint32_t output_bytes, const struct bw_observer *observer)
{
    int status = copy_inputs(engine, input, input_bytes);
    if (status == BW_OK) {
        status = bw_engine_invoke(engine, observer);
    }
    return status == BW_OK ? copy_outputs(engine, output, output_bytes) : status;
}

/* One inference of a model that was just opened. Returns enum bw_engine_status; BW_E_BOUNDS also when input_bytes or
 * output_bytes is not the sum of the tensors'. */
int bw_host_run(const uint8_t *pack, uint32_t pack_bytes, uint8_t *arena, uint32_t arena_bytes, const uint8_t *input,
                uint32_t input_bytes, uint8_t *output, uint32_t output_bytes)
{
    return bw_host_layers(pack, pack_bytes, arena, arena_bytes, input, input_bytes, output, output_bytes,
                          (uint32_t *)0, 0);
}

/* The inference after one of bw_host_run or bw_host_next, whose arena still holds what the model keeps. */
int bw_host_next(const uint8_t *pack, uint32_t pack_bytes, uint8_t *arena, uint32_t arena_bytes, const uint8_t *input,
                 uint32_t input_bytes, uint8_t *output, uint32_t output_bytes)
{
    struct bw_engine engine;
    const int status = bw_engine_open(&engine, pack, pack_bytes, arena, arena_bytes);
    return status == BW_OK ? infer(&engine, input, input_bytes, output, output_bytes, (const struct bw_observer *)0)
                           : status;
}

/* bw_host_run, and the CRC-32 of every op's output into the first `capacity` entries of `crc32s`. */
int bw_host_layers(const uint8_t *pack, uint32_t pack_bytes, uint8_t *arena, uint32_t arena_bytes,
                   const uint8_t *input, uint32_t input_bytes, uint8_t *output, uint32_t output_bytes,
                   uint32_t *crc32s, uint32_t capacity)
{
    struct bw_engine engine;
    struct crc_list list = {crc32s, capacity, 0};
    const struct bw_observer observer = {&list, note_crc};
    int status = bw_engine_open(&engine, pack, pack_bytes, arena, arena_bytes);
    if (status == BW_OK) {
        status = bw_engine_reset(&engine);
    }
    return status == BW_OK ? infer(&engine, input, input_bytes, output, output_bytes,
                                   capacity ? &observer : (const struct bw_observer *)0)
                           : status;
}
