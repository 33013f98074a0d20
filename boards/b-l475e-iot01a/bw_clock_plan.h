#ifndef BW_CLOCK_PLAN_H
#define BW_CLOCK_PLAN_H

enum bw_clock_plan {
    BW_CLOCK_HZ = 80000000,
    BW_CLOCK_PLL_N = 40, /* MSI 4 MHz, the clock after reset, * N / 2 */
    BW_CLOCK_WAIT_STATES = 4, /* 64 to 80 MHz in voltage range 1, the one after reset (RM0351, read access latency) */
};

#endif
