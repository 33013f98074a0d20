/* Counts loops of known length with a board's own tick source and prints what came out (semihosting), so that a
 * test can compare: one line "instructions ticks" per loop. Runs under QEMU only. */
#include <stdint.h>

#include "bw_startup.h"
#include "bw_ticks.h"

/* A board with a clock to set up brings this. */
extern uint32_t bw_clock_start(void) __attribute__((weak));

static void semihost(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

static void say(uint64_t value, char end)
{
    char text[24];
    char *at = text + sizeof text - 1;
    *at = 0;
    *--at = end;
    do {
        *--at = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    semihost(4, at); /* SYS_WRITE0 */
}

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
    /* Short stretches at every phase of the counter, across several wraps: least and most. */
    uint64_t least = UINT64_MAX, most = 0;
    for (uint32_t i = 0; i < 400000; i++) {
        uint64_t ticks = ticks_of(20);
        least = ticks < least ? ticks : least;
        most = ticks > most ? ticks : most;
    }
    say(least, ' ');
    say(most, '\n');
    semihost(0x18, (const void *)0x20026); /* SYS_EXIT, ADP_Stopped_ApplicationExit */
    return 0;
}
