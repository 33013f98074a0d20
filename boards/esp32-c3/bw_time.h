/* The chip's two clocks, put together: the cycle counter of the core, which has 32 bits and stands still while the core
 * sleeps, and the system timer, which does neither. */
#ifndef BW_TIME_H
#define BW_TIME_H

#include <stdint.h>

/* A moment by both clocks. */
struct bw_moment {
    uint64_t ticks;       /* bw_ticks */
    uint64_t timer_ticks; /* 16 MHz */
};

/* How many cycles the counter counts in a second, found out by bw_ticks_start; whole MHz. */
uint32_t bw_time_cycles_per_s(void);

/* Now. */
struct bw_moment bw_time_now(void);

/* The core may have slept since `before`: bw_ticks makes up for what the counter missed. */
void bw_time_catch_up(struct bw_moment before);

#endif
