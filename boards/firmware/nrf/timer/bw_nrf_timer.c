#include "bw_nrf_timer.h"

#include "bw_nrf.h"
#include "bw_ticks.h"

/* A test gives 24, to see many wraps. */
#ifndef BW_TIMER_BITS
#define BW_TIMER_BITS 32
#endif

/* nRF51 Series Reference Manual 3.0, chapter TIMER. Compare register 0 marks the wraps, 1 takes the readings. */
enum {
    START = BW_TIMER0 + 0x000,
    CLEAR = BW_TIMER0 + 0x00c,
    CAPTURE_1 = BW_TIMER0 + 0x044,
    COMPARE_0 = BW_TIMER0 + 0x140,
    INTENSET = BW_TIMER0 + 0x304,
    MODE = BW_TIMER0 + 0x504,
    BITMODE = BW_TIMER0 + 0x508,
    PRESCALER = BW_TIMER0 + 0x510,
    CC_0 = BW_TIMER0 + 0x540,
    CC_1 = BW_TIMER0 + 0x544,
    INTEN_COMPARE_0 = 1 << 16,
    MODE_TIMER = 0,
    BITMODE_OF_TIMER = BW_TIMER_BITS == 32 ? 3 : 2,
};

/* volatile: the interrupt counts it up. */
static volatile uint32_t wrap_count __attribute__((used));
static uint32_t interrupt_ticks;

/* In assembly so that its length is known: 8 + padding + 1 instructions. Registers r0 to r3 are saved by the core. The
 * event is read back, so that its clearing has arrived before the core may look for interrupts again. */
__attribute__((naked)) void bw_nrf_timer_interrupt(void)
{
    __asm__ volatile("ldr  r0, =%c2\n\t"
                     "movs r1, #0\n\t"
                     "str  r1, [r0]\n\t"
                     "ldr  r1, [r0]\n\t"
                     "ldr  r0, =%c0\n\t"
                     "ldr  r1, [r0]\n\t"
                     "adds r1, #1\n\t"
                     "str  r1, [r0]\n\t"
                     ".rept %c1 - 9\n\t"
                     "nop\n\t"
                     ".endr\n\t"
                     "bx   lr\n\t"
                     ".ltorg"
                     :
                     : "i"(&wrap_count), "i"(BW_TIMER_INSTRUCTIONS), "i"(COMPARE_0));
}

uint64_t bw_ticks(void *context)
{
    (void)context;
    /* With the interrupt held off, counter, event and wraps belong together. Without branches, so that every reading
     * costs the same. */
    bw_interrupts_off();
    bw_register_write(CAPTURE_1, 1);
    uint32_t value = bw_register_read(CC_1);
    uint32_t pending = bw_register_read(COMPARE_0);
    uint32_t wraps = wrap_count;
    bw_interrupts_on();
    /* The event is read after the counter: only a counter in its lower half has wrapped already. */
    uint32_t unserved = pending & ~value >> (BW_TIMER_BITS - 1);
    uint64_t elapsed = ((uint64_t)(wraps + unserved) << BW_TIMER_BITS) + value;
    /* Only interrupts that have run are taken off: a pending one runs after this reading. */
    return elapsed - (uint64_t)wraps * interrupt_ticks;
}

struct bw_calibration bw_ticks_start(bool instructions_are_time)
{
    interrupt_ticks = 0;
    wrap_count = 0;
    bw_register_write(MODE, MODE_TIMER);
    bw_register_write(BITMODE, BITMODE_OF_TIMER);
    bw_register_write(PRESCALER, 0); /* 16 MHz */
    bw_register_write(CC_0, 0);
    bw_register_write(CLEAR, 1);
    bw_register_write(START, 1);
    /* The counter starts at the value that is compared with. QEMU sees the event at the first look at the counter. */
    bw_register_write(CAPTURE_1, 1);
    bw_register_write(COMPARE_0, 0);
    bw_register_write(INTENSET, INTEN_COMPARE_0);
    bw_interrupt_enable(BW_TIMER0_INTERRUPT);
    const struct bw_calibration calibration = bw_ticks_calibrate();
    if (instructions_are_time) {
        interrupt_ticks = bw_ticks_of(BW_TIMER_INSTRUCTIONS, calibration);
    }
    return calibration;
}
