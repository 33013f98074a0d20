/* The core's own timer as a 64-bit counter of core clock cycles; on an emulator it counts instructions exactly.
 *
 * SysTick has 24 bits. Its interrupt counts the wraps, in a known number of instructions
 * (BW_SYSTICK_INSTRUCTIONS, set by the board's build.toml). On an emulator that counts instructions those are
 * taken off again, so that a measured stretch holds its own instructions and nothing else. For that the ticks of
 * the interrupt must be a whole number: its length is chosen so.
 */
#ifndef BW_SYSTICK_H
#define BW_SYSTICK_H

#include <stdbool.h>
#include <stdint.h>

/* Result of a loop whose length is counted by hand. */
struct bw_calibration {
    uint32_t instructions;
    uint32_t ticks;
};

/* Starts the counter and calibrates. `instructions_are_time`: on an emulator each instruction takes the same
 * time and the wrap interrupt is taken off; on hardware its few dozen cycles in 16.7 million stay in. */
struct bw_calibration bw_systick_start(bool instructions_are_time);

/* Same length on every path, callable with interrupts on only; fits `ticks` of struct bw_port. */
uint64_t bw_systick_ticks(void *context);

/* For the vector table. */
void bw_systick_interrupt(void);

#endif
