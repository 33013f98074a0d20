/* Registers of the STM32L475 that this board uses (RM0351). */
#ifndef BW_STM32L4_H
#define BW_STM32L4_H

#include <stdint.h>

enum bw_stm32l4_register {
    BW_USART1 = 0x40013800,
    BW_RCC = 0x40021000,
    BW_FLASH = 0x40022000,
    BW_GPIOA = 0x48000000,
    BW_GPIOB = 0x48000400,
    BW_UNIQUE_ID = 0x1fff7590,
};
static const uint32_t BW_DBGMCU_IDCODE = 0xe0042000u; /* C11 enumerators end at the largest int */

/* Switches the core to 80 MHz. Returns the clock that runs: 4 MHz when the PLL does not lock. */
uint32_t bw_clock_start(void);

/* Model slot in flash bank 2 (1 MiB parts are always dual-bank). Program and interrupts run on from bank 1
 * meanwhile (RM0351, read-while-write), so no byte on the line is lost. 0, or negative. */
int bw_flash_erase(uint32_t offset, uint32_t bytes);
int bw_flash_write(uint32_t offset, const uint8_t *data, uint32_t bytes);

enum { BW_FLASH_PAGE_BYTES = 2048 };

#endif
