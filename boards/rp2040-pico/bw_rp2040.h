/* Registers of the RP2040 that this board uses (RP2040 Datasheet, 2.2 Address map). */
#ifndef BW_RP2040_H
#define BW_RP2040_H

#include <stdint.h>

enum bw_rp2040_register {
    BW_SYSINFO_CHIP_ID = 0x40000000,
    BW_CLOCKS = 0x40008000,
    BW_RESETS_RESET = 0x4000c000,
    BW_RESETS_DONE = 0x4000c008,
    BW_PSM_WDSEL = 0x40010008,
    BW_IO_BANK0 = 0x40014000,
    BW_PADS_BANK0 = 0x4001c000,
    BW_XOSC = 0x40024000,
    BW_PLL_SYS = 0x40028000,
    BW_UART0 = 0x40034000,
    BW_WATCHDOG_CTRL = 0x40058000,
};
/* C11 enumerators end at the largest int. */
static const uint32_t BW_SIO = 0xd0000000u;
static const uint32_t BW_FLASH_UNCACHED = 0x13000000u;

/* Takes peripherals out of reset (RP2040 Datasheet, 2.14 Subsystem resets). */
void bw_resets_release(uint32_t bits);

/* Switches core and peripherals to 125 MHz. Returns the clock that runs: about 6.5 MHz, the ring oscillator's, when
 * crystal or PLL do not start. */
uint32_t bw_clock_start(void);

enum { BW_FLASH_SECTOR_BYTES = 4096 };

#endif
