/* Registers of the STM32L475 that this board uses (RM0351). */
#ifndef BW_STM32L4_H
#define BW_STM32L4_H

enum bw_stm32l4_register {
    BW_USART1 = 0x40013800,
    BW_RCC = 0x40021000,
    BW_GPIOA = 0x48000000,
    BW_GPIOB = 0x48000400,
    BW_UNIQUE_ID = 0x1fff7590,
};

#endif
