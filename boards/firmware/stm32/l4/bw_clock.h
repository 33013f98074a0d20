/* The clock of an STM32L4 or L4+: PLL from the MSI that runs after reset, set to what the board's bw_clock_plan.h says. */
#ifndef BW_CLOCK_H
#define BW_CLOCK_H

#include <stdint.h>

/* Switches the core to BW_CLOCK_HZ. Returns the clock that runs: 4 MHz when the PLL does not lock. */
uint32_t bw_clock_start(void);

#endif
