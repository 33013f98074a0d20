/* The board's counter as 64 bits of ticks; on an emulator it counts instructions exactly.
 *
 * The counter of the standard (riscv/mcycle) has 64 bits. A chip without it brings its own.
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

/* Starts the counter and calibrates. `instructions_are_time`: on an emulator each instruction takes the same time;
 * no counter here has an interrupt that would have to be taken off, so it makes no difference. */
struct bw_calibration bw_ticks_start(bool instructions_are_time);

/* Same length on every path; fits `ticks` of struct bw_port. */
uint64_t bw_ticks(void *context);

/* For the counters themselves: times the loop of known length. */
struct bw_calibration bw_ticks_calibrate(void);

#endif
