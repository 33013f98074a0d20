/* Counts loops of known length with a board's own tick source and prints what came out (semihosting), so that a
 * test can compare: one line "instructions ticks" per loop, then lines "ticks, how many" of many short loops. Runs under
 * QEMU only. */
#include <stdint.h>

#include "bw_startup.h"
#include "bw_ticks.h"
#include "probe.h"

enum { SHORT_ROUNDS = 20, SHORT_COUNT = 400000, SHORT_MOST_TICKS = 400 };

/* A board with a clock to set up brings this. */
extern uint32_t bw_clock_start(void) __attribute__((weak));

/* A board that counts with TIMER0 of the nRF51 brings this; other interrupts are not enabled. */
extern void bw_nrf_timer_interrupt(void) __attribute__((weak));

__attribute__((used, section(".vectors.interrupts"))) static const bw_handler interrupts[9] = {
    [8] = bw_nrf_timer_interrupt,
};

__attribute__((noinline)) static uint64_t ticks_of(uint32_t rounds)
{
    uint64_t from = bw_ticks(0);
    __asm__ volatile("1: subs %0, #1\n\tbne 1b" : "+l"(rounds) : : "cc");
    return bw_ticks(0) - from;
}

int main(void)
{
    if (bw_clock_start) {
        (void)bw_clock_start();
    }
    const struct bw_calibration calibration = bw_ticks_start(true);
    say(calibration.instructions, ' ');
    say(calibration.ticks, '\n');
    static const uint32_t rounds[] = {1, 2, 3, 10, 1000, 1000001, 5000001, 20000001, 75000001};
    for (uint32_t i = 0; i < sizeof rounds / sizeof rounds[0]; i++) {
        say(2 * (uint64_t)rounds[i], ' ');
        say(ticks_of(rounds[i]), '\n');
    }
    /* Short stretches at every phase of the counter, across several wraps: how many took how many ticks. */
    static uint32_t counts[SHORT_MOST_TICKS];
    for (uint32_t i = 0; i < SHORT_COUNT; i++) {
        uint64_t ticks = ticks_of(SHORT_ROUNDS);
        counts[ticks < SHORT_MOST_TICKS ? ticks : 0]++;
    }
    for (uint32_t i = 0; i < SHORT_MOST_TICKS; i++) {
        if (counts[i] > 0) {
            say(i, ' ');
            say(counts[i], '\n');
        }
    }
    leave();
}
