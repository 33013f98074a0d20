/* One damaged pack after the other, opened and run as the agent would do it.
 *
 * Pack and arena lie in 64 KiB of memory with 2 GiB on either side that nobody may touch, so that no 32-bit offset
 * leads past them; within, AddressSanitizer forbids what is not theirs, or without it they lie at the very border.
 *
 * Work limit: an op may honestly need more work than an input is worth. The processor's time is looked at every 4 ms;
 * an op that is still running after BW_FUZZ_TICKS of them (default 3) is left by a jump, which a kernel allows because
 * it has no memory of its own. Its input is kept in BW_FUZZ_SLOW, a few for each op, to be run again with more ticks:
 * what never ends is a fault. Opening a pack has no such limit: it must end soon.
 *
 * BW_FUZZ_SHRINK takes that many bytes from the arena without telling the engine: a fault that must be found. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>

#include "bw_engine.h"
#include "bw_pack.h"
#include "engine_fuzz.h"

#ifdef BW_FUZZ_ASAN
#include <sanitizer/asan_interface.h>
#else
#define __asan_region_is_poisoned(start, bytes) ((void)(bytes), NULL)
#define ASAN_POISON_MEMORY_REGION(start, bytes) ((void)(start), (void)(bytes))
#define ASAN_UNPOISON_MEMORY_REGION(start, bytes) ((void)(start), (void)(bytes))
#endif

enum {
    CAPACITY = BW_FUZZ_MOST_BYTES,
    MAX_TENSORS = 16,
    KEPT_SLOW = 2,
    CODES = 64,
    TYPES = 8,
    LAYOUTS = BW_LAYOUT_END,
};

static uint8_t *pack_area, *arena_area;
static sigjmp_buf out_of_op;
static volatile sig_atomic_t ticks, is_running;
static int most_ticks = 3;
static const char *slow_folder;
static uint32_t shrink_bytes;
static unsigned long accepted, refused, cut;
static unsigned long ran[CODES][TYPES][LAYOUTS];
static int kept[CODES][TYPES];

static uint8_t *guarded_area(void)
{
    const size_t guard = (size_t)1 << 31;
    uint8_t *base = mmap(NULL, 2 * guard + CAPACITY, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED || mprotect(base + guard, CAPACITY, PROT_READ | PROT_WRITE) != 0) {
        perror("guarded memory");
        exit(2);
    }
    ASAN_POISON_MEMORY_REGION(base + guard, CAPACITY);
    return base + guard;
}

static void tick(int signal_number)
{
    (void)signal_number;
    if (is_running && ++ticks > most_ticks) {
        is_running = 0;
        siglongjmp(out_of_op, 1);
    }
}

static void tell(void)
{
    fprintf(stderr, "bw accepted %lu refused %lu cut %lu\n", accepted, refused, cut);
    for (int code = 0; code < CODES; ++code) {
        for (int type = 0; type < TYPES; ++type) {
            for (int layout = 0; layout < LAYOUTS; ++layout) {
                if (ran[code][type][layout]) {
                    fprintf(stderr, "bw ran %d %d %d %lu\n", code, type, layout, ran[code][type][layout]);
                }
            }
        }
    }
}

static void start(void)
{
    const struct itimerval every = {{0, 4000}, {0, 4000}};
    struct sigaction action;
    const char *wanted_ticks = getenv("BW_FUZZ_TICKS"), *wanted_shrink = getenv("BW_FUZZ_SHRINK");
    if (pack_area) {
        return;
    }
    pack_area = guarded_area();
    arena_area = guarded_area();
    slow_folder = getenv("BW_FUZZ_SLOW");
    if (wanted_ticks) {
        most_ticks = atoi(wanted_ticks);
    }
    if (wanted_shrink) {
        shrink_bytes = (uint32_t)atoi(wanted_shrink);
    }
    memset(&action, 0, sizeof action);
    action.sa_handler = tick;
    action.sa_flags = SA_NODEFER | SA_RESTART; /* the jump out of the handler leaves no signal blocked */
    sigaction(SIGVTALRM, &action, NULL);
    setitimer(ITIMER_VIRTUAL, &every, NULL);
    atexit(tell);
}

/* The harness itself is built without checks, for speed. */
static uint32_t digest_of(const uint8_t *data, size_t size)
{
    uint32_t hash = 2166136261u + (uint32_t)size, word;
    for (size_t i = 0; i + sizeof word <= size; i += sizeof word) {
        memcpy(&word, data + i, sizeof word);
        hash = (hash ^ word) * 16777619u;
        hash ^= hash >> 15;
    }
    return hash;
}

/* Everything an inference may leave in the arena: floats that are no numbers among it. */
static void fill(uint8_t *memory, uint32_t bytes, uint32_t seed)
{
    uint64_t word = seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
    for (uint32_t i = 0; i < bytes; i += sizeof word) {
        word ^= word << 13;
        word ^= word >> 7;
        word ^= word << 17;
        memcpy(memory + i, &word, bytes - i < sizeof word ? bytes - i : sizeof word);
    }
}

static void must_be_allowed(const uint8_t *data, uint32_t bytes)
{
    volatile uint8_t seen;
    if (bytes == 0) {
        return;
    }
    if (__asan_region_is_poisoned((void *)(uintptr_t)data, bytes)) {
        fprintf(stderr, "bw a tensor lies outside the arena\n");
        abort();
    }
    seen = data[0];
    seen = data[bytes - 1];
    (void)seen;
}

static void op_done(void *context, uint32_t source_tensor, const uint8_t *output, uint32_t output_bytes)
{
    (void)source_tensor;
    *(volatile uint32_t *)context += 1;
    must_be_allowed(output, output_bytes);
}

static const struct bw_op *op_at(const uint8_t *pack, uint32_t index)
{
    const struct bw_pack_header *header = (const void *)pack;
    const uint8_t *record = pack + header->ops_offset;
    while (index--) {
        record += ((const struct bw_op *)(const void *)record)->record_bytes;
    }
    return (const void *)record;
}

static void count_ops(const uint8_t *pack, uint32_t done)
{
    for (uint32_t i = 0; i < done && i < 8; ++i) {
        const struct bw_op *op = op_at(pack, i);
        if (op->code < CODES && op->type < TYPES && op->layout < LAYOUTS) {
            ran[op->code][op->type][op->layout] += 1;
        }
    }
}

static void keep_slow(const uint8_t *pack, uint32_t size, uint32_t done)
{
    const struct bw_op *op = op_at(pack, done);
    char name[512];
    FILE *file;
    if (!slow_folder || op->code >= CODES || op->type >= TYPES || kept[op->code][op->type] >= KEPT_SLOW) {
        return;
    }
    kept[op->code][op->type] += 1;
    snprintf(name, sizeof name, "%s/slow-%d-%d-%08x", slow_folder, op->code, op->type, digest_of(pack, size));
    file = fopen(name, "wb");
    if (file) {
        fwrite(pack, 1, size, file);
        fclose(file);
    }
}

static void look_at_model(const struct bw_engine *engine, uint32_t seed)
{
    struct bw_model model;
    struct bw_tensor tensor;
    if (bw_engine_model(engine, &model) != BW_OK || bw_engine_input(engine, model.input_count, &tensor) != BW_E_INDEX) {
        abort();
    }
    for (uint32_t i = 0; i < MAX_TENSORS && bw_engine_input(engine, i, &tensor) == BW_OK; ++i) {
        must_be_allowed(tensor.data, tensor.bytes);
        fill(tensor.data, tensor.bytes, seed + i);
    }
    if (seed % 64 == 0) {
        (void)bw_engine_verify(engine);
    }
}

static void look_at_outputs(const struct bw_engine *engine)
{
    struct bw_tensor tensor;
    for (uint32_t i = 0; i < MAX_TENSORS && bw_engine_output(engine, i, &tensor) == BW_OK; ++i) {
        must_be_allowed(tensor.data, tensor.bytes);
    }
}

static void invoke(struct bw_engine *engine, const uint8_t *pack, uint32_t size)
{
    volatile uint32_t done = 0;
    const struct bw_observer observer = {(void *)&done, op_done};
    if (sigsetjmp(out_of_op, 0) == 0) {
        ticks = 0;
        is_running = 1;
        int status = bw_engine_reset(engine);
        if (status == BW_OK) {
            status = bw_engine_invoke(engine, &observer);
        }
        is_running = 0;
        if (status != BW_OK) { /* what was accepted must run */
            fprintf(stderr, "bw accepted, then failed with %d\n", status);
            abort();
        }
        look_at_outputs(engine);
    } else {
        cut += 1;
        keep_slow(pack, size, done);
    }
    count_ops(pack, done);
}

static uint32_t arena_claim(const uint8_t *data, size_t size)
{
    struct bw_pack_header header;
    if (size < sizeof header) {
        return 0;
    }
    memcpy(&header, data, sizeof header);
    return header.arena_bytes <= BW_FUZZ_MOST_ARENA ? header.arena_bytes : BW_FUZZ_MOST_ARENA;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bw_engine engine;
    start();
    if (size > CAPACITY) {
        return 0;
    }
    const uint32_t seed = digest_of(data, size);
    const uint32_t slot_bytes = (uint32_t)size, arena_bytes = arena_claim(data, size);
    /* Against the border behind or the one in front; both are 16-byte aligned. */
    uint8_t *pack = pack_area + (seed & 1 ? (CAPACITY - slot_bytes) & ~15u : 0);
    uint8_t *arena = arena_area + (seed & 2 ? (CAPACITY - arena_bytes) & ~15u : 0);
    const uint32_t there_bytes = arena_bytes > shrink_bytes ? arena_bytes - shrink_bytes : arena_bytes;
    if (there_bytes < arena_bytes && seed & 2) {
        arena += (arena_bytes - there_bytes) & ~15u;
    }
    ASAN_UNPOISON_MEMORY_REGION(pack, slot_bytes);
    ASAN_UNPOISON_MEMORY_REGION(arena, there_bytes);
    memcpy(pack, data, size);
    fill(arena, there_bytes, seed);
    if (bw_engine_open(&engine, pack, slot_bytes, arena, arena_bytes) == BW_OK) {
        accepted += 1;
        look_at_model(&engine, seed);
        invoke(&engine, pack, slot_bytes);
        if (memcmp(pack, data, size) != 0) {
            fprintf(stderr, "bw the pack was written to\n");
            abort();
        }
    } else {
        refused += 1;
        if (engine.fault_offset % 2 || (engine.fault_offset && engine.fault_offset > slot_bytes - 2)) {
            fprintf(stderr, "bw the field that is wrong lies outside the pack\n");
            abort();
        }
    }
    ASAN_POISON_MEMORY_REGION(pack_area, CAPACITY);
    ASAN_POISON_MEMORY_REGION(arena_area, CAPACITY);
    return 0;
}
