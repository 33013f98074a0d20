#include "bw_systick.h"

#include <stddef.h>

#include "bw_cortex_m.h"

enum {
    COUNTER_BITS = 24,
    RELOAD = (1 << COUNTER_BITS) - 1,
    CSR_ON = 7, /* ENABLE, TICKINT, CLKSOURCE = core clock */
    ICSR_PENDSTSET_BIT = 26,
};

/* volatile: the interrupt counts it up. */
static volatile uint32_t wrap_count __attribute__((used));
static uint32_t interrupt_ticks;

/* In assembly so that its length is known: 4 + padding + 1 instructions. Registers r0 to r3 are saved by the core. */
__attribute__((naked)) void bw_systick_interrupt(void)
{
    __asm__ volatile("ldr  r0, =%c0\n\t"
                     "ldr  r1, [r0]\n\t"
                     "adds r1, #1\n\t"
                     "str  r1, [r0]\n\t"
                     ".rept %c1 - 5\n\t"
                     "nop\n\t"
                     ".endr\n\t"
                     "bx   lr\n\t"
                     ".ltorg"
                     :
                     : "i"(&wrap_count), "i"(BW_SYSTICK_INSTRUCTIONS));
}

uint64_t bw_systick_ticks(void *context)
{
    (void)context;
    /* With the interrupt held off, counter, pending bit and wraps belong together. Without branches, so that
     * every reading costs the same. */
    bw_interrupts_off();
    uint32_t value = bw_register_read(BW_SYST_CVR);
    uint32_t pending = bw_register_read(BW_SCB_ICSR) >> ICSR_PENDSTSET_BIT & 1u;
    uint32_t wraps = wrap_count;
    bw_interrupts_on();
    /* The pending bit is read after the counter: only a counter in its upper half has wrapped already. */
    uint32_t unserved = pending & (value >> (COUNTER_BITS - 1));
    uint64_t elapsed = ((uint64_t)(wraps + unserved) << COUNTER_BITS) + (RELOAD - value);
    /* Only interrupts that have run are taken off: a pending one runs after this reading. */
    return elapsed - (uint64_t)wraps * interrupt_ticks;
}

/* Ticks of 2 * rounds instructions and of what it takes to get there, which is the same in every call: not
 * inlined, so that no call is compiled in another way than the next. */
__attribute__((noinline)) static uint32_t spin_ticks(uint32_t rounds)
{
    uint64_t from = bw_systick_ticks(NULL);
    __asm__ volatile("1: subs %0, #1\n\t"
                     "bne  1b"
                     : "+l"(rounds)
                     :
                     : "cc");
    return (uint32_t)(bw_systick_ticks(NULL) - from);
}

struct bw_calibration bw_systick_start(bool instructions_are_time)
{
    const uint32_t rounds = 500000;
    interrupt_ticks = 0;
    wrap_count = 0;
    bw_register_write(BW_SYST_RVR, RELOAD);
    bw_register_write(BW_SYST_CVR, 0);
    bw_register_write(BW_SYST_CSR, CSR_ON);
    const uint32_t short_ticks = spin_ticks(1);
    const uint32_t long_ticks = spin_ticks(1 + rounds);
    const struct bw_calibration calibration = {2 * rounds, long_ticks - short_ticks};
    if (instructions_are_time) {
        uint64_t scaled = (uint64_t)calibration.ticks * BW_SYSTICK_INSTRUCTIONS + calibration.instructions / 2;
        interrupt_ticks = (uint32_t)(scaled / calibration.instructions);
    }
    return calibration;
}
