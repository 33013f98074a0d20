#ifndef BW_CLOCK_PLAN_H
#define BW_CLOCK_PLAN_H

enum bw_clock_plan {
    BW_CLOCK_HZ = 120000000,
    BW_CLOCK_PLL_N = 60, /* MSI 4 MHz, the clock after reset, * N / 2 */
    BW_CLOCK_WAIT_STATES = 5, /* 100 to 120 MHz in voltage range 1 boost mode (RM0432, read access latency) */
};

#endif
