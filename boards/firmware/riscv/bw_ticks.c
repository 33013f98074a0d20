#include "bw_ticks.h"

#include <stddef.h>

/* Ticks of 2 * rounds instructions and of what it takes to get there, which is the same in every call: not
 * inlined, so that no call is compiled in another way than the next. */
__attribute__((noinline)) static uint32_t spin_ticks(uint32_t rounds)
{
    uint64_t from = bw_ticks(NULL);
    __asm__ volatile("1: addi %0, %0, -1\n\t"
                     "bnez %0, 1b"
                     : "+r"(rounds));
    return (uint32_t)(bw_ticks(NULL) - from);
}

struct bw_calibration bw_ticks_calibrate(void)
{
    const uint32_t rounds = 500000;
    const uint32_t short_ticks = spin_ticks(1);
    const uint32_t long_ticks = spin_ticks(1 + rounds);
    return (struct bw_calibration){2 * rounds, long_ticks - short_ticks};
}
