/* Runs the packs behind each other that lie in memory, and says through semihosting what came of each: the CRC-32 of
 * every layer with the ticks it took, whether bytes around the arena were written, and how much stack was used. */
#include "bw_crc32.h"
#include "bw_engine.h"

enum {
    CASES = 0x60000000, /* external memory of the board */
    CANARY_BYTES = 64,
    CANARY = 0xa5,
    MOST_ARENA_BYTES = 128 * 1024,
    STACK_BYTES = 4096,
    STACK_MARGIN_BYTES = 256, /* the frame of the painter */
    SYSTICK_CONTROL = (int)0xe000e010,
    SYSTICK_RELOAD = (int)0xe000e014,
    SYSTICK_VALUE = (int)0xe000e018,
    SYSTICK_MOST = 0xffffff,
    CPACR = (int)0xe000ed88,
    SEMIHOSTING_WRITE0 = 0x04,
    SEMIHOSTING_EXIT = 0x18,
    EXIT_FINISHED = 0x20026,
    EXIT_FAULT = 0x20024,
};

struct test_case {
    uint32_t pack_offset, pack_bytes, input_offset, input_bytes; /* from CASES; behind the count of cases */
};

static uint8_t stack[STACK_BYTES] __attribute__((aligned(16)));
static uint8_t memory[MOST_ARENA_BYTES + 2 * CANARY_BYTES] __attribute__((aligned(16)));
static uint32_t last_tick;

static volatile uint32_t *at(int address)
{
    return (volatile uint32_t *)(uintptr_t)(uint32_t)address;
}

static void call_host(int operation, const void *argument)
{
    register int r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

static char *hex(char *to, uint32_t value)
{
    for (int digit = 7; digit >= 0; --digit) {
        *to++ = "0123456789abcdef"[value >> 4 * digit & 15];
    }
    *to++ = ' ';
    return to;
}

static void say(char kind, uint32_t first, uint32_t second, uint32_t third)
{
    char line[40] = {kind, ' '};
    char *end = hex(hex(hex(line + 2, first), second), third);
    end[0] = '\n';
    end[1] = 0;
    call_host(SEMIHOSTING_WRITE0, line);
}

static uint32_t now(void)
{
    return SYSTICK_MOST - *at(SYSTICK_VALUE);
}

static void op_done(void *context, uint32_t tensor, const uint8_t *output, uint32_t bytes)
{
    const uint32_t ticks = (now() - last_tick) & SYSTICK_MOST;
    (void)context;
    say('L', tensor, bw_crc32(0, output, bytes), ticks);
    last_tick = now();
}

static void load_inputs(const struct bw_engine *engine, const uint8_t *input)
{
    struct bw_tensor tensor;
    for (uint32_t i = 0; bw_engine_input(engine, i, &tensor) == BW_OK; ++i) {
        for (uint32_t byte = 0; byte < tensor.bytes; ++byte) {
            tensor.data[byte] = *input++;
        }
    }
}

static uint32_t canaries_harmed(const uint8_t *arena, uint32_t arena_bytes)
{
    uint32_t harmed = 0;
    for (uint32_t i = 0; i < CANARY_BYTES; ++i) {
        harmed += memory[i] != CANARY;
        harmed += arena[arena_bytes + i] != CANARY;
    }
    return harmed;
}

/* The arena is as large as the pack asks for, and full of what is not zero. */
static void run(const struct test_case *test)
{
    const uint8_t *pack = (const uint8_t *)at(CASES) + test->pack_offset;
    const uint32_t arena_bytes = ((const uint32_t *)(const void *)pack)[136 / 4];
    const struct bw_observer observer = {(void *)0, op_done};
    uint8_t *arena = memory + CANARY_BYTES;
    struct bw_engine engine;
    uint32_t untouched = 0;
    for (uint32_t i = 0; i < sizeof memory; ++i) {
        memory[i] = CANARY;
    }
    int status = bw_engine_open(&engine, pack, test->pack_bytes, arena, arena_bytes);
    if (status == BW_OK) {
        status = bw_engine_reset(&engine);
    }
    if (status == BW_OK) {
        load_inputs(&engine, (const uint8_t *)at(CASES) + test->input_offset);
        uint8_t *here = __builtin_frame_address(0);
        for (uint8_t *byte = stack; byte < here - STACK_MARGIN_BYTES; ++byte) {
            *byte = CANARY;
        }
        last_tick = now();
        status = bw_engine_invoke(&engine, &observer);
        while (stack[untouched] == CANARY) {
            ++untouched;
        }
        untouched = (uint32_t)(here - stack) - untouched;
    }
    say('C', (uint32_t)status, canaries_harmed(arena, arena_bytes), untouched);
}

/* Not inlined: it may use vectors, which are not there before its caller has turned them on. */
__attribute__((noinline)) static void probe(void)
{
    const uint32_t count = *at(CASES);
    const struct test_case *tests = (const void *)(at(CASES) + 1);
    *at(SYSTICK_RELOAD) = SYSTICK_MOST;
    *at(SYSTICK_VALUE) = 0;
    *at(SYSTICK_CONTROL) = 5;
    for (uint32_t i = 0; i < count; ++i) {
        run(&tests[i]);
    }
    call_host(SEMIHOSTING_EXIT, (const void *)EXIT_FINISHED);
}

void bw_reset(void);

void bw_reset(void)
{
    *at(CPACR) = 0xfu << 20; /* floating point and Helium */
    __asm__ volatile("dsb\n\tisb" ::: "memory");
    probe();
}

static void fault(void)
{
    call_host(SEMIHOSTING_EXIT, (const void *)EXIT_FAULT);
    for (;;) {
    }
}

typedef void handler(void);

__attribute__((used, section(".vectors"))) static handler *const vectors[16] = {
    (handler *)(uintptr_t)(stack + STACK_BYTES), bw_reset, fault, fault, fault, fault, fault, fault,
};
