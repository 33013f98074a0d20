/* SiFive FE310-G002: base addresses and the clock. FE310-G002 Manual v1p5. */
#ifndef BW_FE310_H
#define BW_FE310_H

#include <stdint.h>

enum {
    BW_PLIC = 0x0c000000,
    BW_AON = 0x10000000,
    BW_PRCI = 0x10008000,
    BW_GPIO = 0x10012000,
    BW_UART0 = 0x10013000,
    BW_QSPI0 = 0x10014000,
};

/* Core and bus from the crystal's PLL. Returns the clock in Hz: 320 MHz, or the crystal's 16 MHz where the PLL does
 * not lock. */
uint32_t bw_clock_start(void);

#endif
