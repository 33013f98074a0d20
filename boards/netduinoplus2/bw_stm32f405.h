/* Registers of the STM32F405 that this board uses (RM0090). */
#ifndef BW_STM32F405_H
#define BW_STM32F405_H

#include <stdint.h>

enum bw_stm32f405_register {
    BW_USART1 = 0x40011000,
    BW_GPIOA = 0x40020000,
    BW_GPIOB = 0x40020400,
    BW_RCC = 0x40023800,
    BW_UNIQUE_ID = 0x1fff7a10,
};

enum bw_stm32f405_clock {
    BW_CLOCK_HZ = 168000000,
    BW_RESET_CLOCK_HZ = 16000000, /* HSI */
};

/* Switches the core to 168 MHz, the peripherals of APB2 to 84 MHz. Returns the clock that runs: 16 MHz, for APB2 too,
 * when the crystal or the PLL does not start. */
uint32_t bw_clock_start(void);

#endif
