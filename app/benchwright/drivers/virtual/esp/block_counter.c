/* Counts the instructions that an emulated RISC-V core executes, and stops it between two blocks of code. Built by
 * block_counter.py, called by the emulation library before every block. */
#include <stdint.h>

enum { REGIONS = 3 };

struct region {
    uint64_t address;
    uint64_t bytes;
    const uint8_t *code;
};

struct counter {
    uint64_t instructions;
    uint64_t limit;               /* stop when so many are reached */
    volatile uint64_t stop_asked; /* set by another thread */
    int (*stop)(void *engine);    /* the library's uc_emu_stop */
    struct region regions[REGIONS];
};

static const uint8_t *find(const struct counter *counter, uint64_t address, uint32_t bytes)
{
    for (int i = 0; i < REGIONS; i++) {
        const struct region *region = &counter->regions[i];
        if (address >= region->address && address + bytes <= region->address + region->bytes) {
            return region->code + (address - region->address);
        }
    }
    return 0;
}

/* A stop here is exact: the block is executed when the core goes on, and not before. An instruction whose two lowest
 * bits are set has four bytes, every other one two (RISC-V Volume I, section 1.5). */
void bw_count_block(void *engine, uint64_t address, uint32_t bytes, void *user_data)
{
    struct counter *counter = user_data;
    if (counter->stop_asked != 0 || counter->instructions >= counter->limit) {
        (void)counter->stop(engine);
        return;
    }
    const uint8_t *at = find(counter, address, bytes);
    if (at == 0) {
        return;
    }
    const uint8_t *end = at + bytes;
    while (at < end) {
        at += (*at & 3) == 3 ? 4 : 2;
        counter->instructions++;
    }
}
