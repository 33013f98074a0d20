/* Counts loops of known length with a board's own tick source and prints what came out (semihosting), so that a
 * test can compare: one line "instructions ticks" per loop, then lines "ticks, how many" of many short loops. Runs under
 * QEMU only. */
#include <stdbool.h>
#include <stdint.h>

#include "bw_startup.h"
#include "bw_ticks.h"
#include "probe.h"

/* Ticks of an instruction where these are many: a board whose counter is the emulator's clock. */
#ifndef PROBE_TICKS
#define PROBE_TICKS 1u
#endif

enum { SHORT_ROUNDS = 20, SHORT_COUNT = 400000, SHORT_MOST_TICKS = 400 };

/* A board with a clock to set up brings this. */
extern uint32_t bw_clock_start(void) __attribute__((weak));

#if defined(__riscv)
/* No interrupt is enabled, and whatever goes wrong ends the emulator. */
void bw_interrupt(uint32_t cause)
{
    (void)cause;
    leave();
}

_Noreturn void bw_system_reset(void)
{
    leave();
}

static inline void spin(uint32_t rounds)
{
    __asm__ volatile("1: addi %0, %0, -1\n\tbnez %0, 1b" : "+r"(rounds));
}

/* A QEMU whose instructions take long brings the low half of mcycle to its wrap in no time: the first stretches
 * begin just before one, each an instruction nearer to it. (Written, QEMU's mcycle no longer carries into mcycleh.) */
static void go_to_wrap(uint32_t stretch)
{
    if (PROBE_TICKS > 1 && stretch < 100) {
        const uint32_t margin = 20; /* from here to the stretch */
        uint32_t left = (0u - (uint32_t)bw_ticks(0)) / PROBE_TICKS;
        uint32_t wanted = 100 - stretch + margin;
        uint32_t instructions = left > wanted ? left - wanted : 1u << 22; /* too near: to the next one */
        spin(instructions / 2);
        if (instructions % 2 != 0) {
            __asm__ volatile("nop");
        }
    }
}
#else
/* A board that counts with TIMER0 of the nRF51 brings this; other interrupts are not enabled. */
extern void bw_nrf_timer_interrupt(void) __attribute__((weak));

__attribute__((used, section(".vectors.interrupts"))) static const bw_handler interrupts[9] = {
    [8] = bw_nrf_timer_interrupt,
};

/* The counter wraps often enough by itself. */
static void go_to_wrap(uint32_t stretch)
{
    (void)stretch;
}

static inline void spin(uint32_t rounds)
{
    __asm__ volatile("1: subs %0, #1\n\tbne 1b" : "+l"(rounds) : : "cc");
}
#endif

__attribute__((noinline)) static uint64_t ticks_of(uint32_t rounds)
{
    uint64_t from = bw_ticks(0);
    spin(rounds);
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
        go_to_wrap(i);
        uint64_t ticks = ticks_of(SHORT_ROUNDS);
        bool is_whole = ticks % PROBE_TICKS == 0 && ticks / PROBE_TICKS < SHORT_MOST_TICKS;
        counts[is_whole ? ticks / PROBE_TICKS : 0]++;
    }
    for (uint32_t i = 0; i < SHORT_MOST_TICKS; i++) {
        if (counts[i] > 0) {
            say((uint64_t)i * PROBE_TICKS, ' ');
            say(counts[i], '\n');
        }
    }
    leave();
}
