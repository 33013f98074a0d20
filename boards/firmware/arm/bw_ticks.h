/* The board's counter as 64 bits of ticks; on an emulator it counts instructions exactly.
 *
 * A hardware counter has fewer bits. Its interrupt counts the wraps, in a known number of instructions (set by the
 * board's build.toml). On an emulator that counts instructions those are taken off again, so that a measured stretch
 * holds its own instructions and nothing else. For that the ticks of the interrupt must be a whole number: its length
 * is chosen so.
 *
 * Two counters implement this: the core's SysTick (arm/systick), and TIMER0 of a chip without one (nrf/timer).
 */
#ifndef BW_TICKS_H
#define BW_TICKS_H

#include <stdbool.h>
#include <stdint.h>

/* Result of a loop whose length is counted by hand. */
struct bw_calibration {
    uint32_t instructions;
    uint32_t ticks;
};

/* Starts the counter and calibrates. `instructions_are_time`: on an emulator each instruction takes the same
 * time and the wrap interrupt is taken off; on hardware its few dozen cycles in millions stay in. */
struct bw_calibration bw_ticks_start(bool instructions_are_time);

/* Same length on every path, callable with interrupts on only; fits `ticks` of struct bw_port. */
uint64_t bw_ticks(void *context);

/* For the counters themselves: times the loop of known length. */
struct bw_calibration bw_ticks_calibrate(void);

/* For the counters themselves: ticks of so many instructions at the calibrated rate, rounded. */
uint32_t bw_ticks_of(uint32_t instructions, struct bw_calibration calibration);

#endif
