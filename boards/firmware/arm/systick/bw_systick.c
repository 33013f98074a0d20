/* The core's own timer as the counter: 24 bits of core clock cycles. */
#include "bw_cortex_m.h"
#include "bw_startup.h"
#include "bw_ticks.h"

/* A board whose emulator rounds the period to whole nanoseconds gives a shorter one that loses nothing by it. */
#ifndef BW_SYSTICK_PERIOD_TICKS
#define BW_SYSTICK_PERIOD_TICKS (1 << 24)
#endif

enum {
    RELOAD = BW_SYSTICK_PERIOD_TICKS - 1,
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

uint64_t bw_ticks(void *context)
{
    (void)context;
    /* With the interrupt held off, counter, pending bit and wraps belong together. Without branches, so that
     * every reading costs the same. */
    bw_interrupts_off();
    uint32_t value = bw_register_read(BW_SYST_CVR);
    uint32_t pending = bw_register_read(BW_SCB_ICSR) >> ICSR_PENDSTSET_BIT & 1u;
    uint32_t wraps = wrap_count;
    bw_interrupts_on();
    /* The pending bit is read after the counter: only a counter in its upper half has wrapped already. A counter that
     * shows 0 has not: an emulator shows 0 as well when it wraps within this very instruction, and such a reading, one
     * in six million, is up to an instruction short. */
    uint32_t unserved = pending & ((RELOAD / 2 - value) >> 31);
    uint64_t elapsed = (uint64_t)(wraps + unserved) * BW_SYSTICK_PERIOD_TICKS + (RELOAD - value);
    /* Only interrupts that have run are taken off: a pending one runs after this reading. */
    return elapsed - (uint64_t)wraps * interrupt_ticks;
}

struct bw_calibration bw_ticks_start(bool instructions_are_time)
{
    interrupt_ticks = 0;
    wrap_count = 0;
    bw_register_write(BW_SYST_RVR, RELOAD);
    bw_register_write(BW_SYST_CVR, 0);
    bw_register_write(BW_SYST_CSR, CSR_ON);
    const struct bw_calibration calibration = bw_ticks_calibrate();
    if (instructions_are_time) {
        interrupt_ticks = bw_ticks_of(BW_SYSTICK_INSTRUCTIONS, calibration);
    }
    return calibration;
}
