/* USART of the STM32F4 (RM0090, USART registers). */
#ifndef BW_USART_REGISTERS_H
#define BW_USART_REGISTERS_H

#include "bw_cortex_m.h"

enum bw_usart_register {
    BW_USART_STATUS = 0x00,   /* SR */
    BW_USART_RECEIVE = 0x04,  /* DR */
    BW_USART_TRANSMIT = 0x04, /* DR */
    BW_USART_DIVIDER = 0x08,  /* BRR */
    BW_USART_CONTROL = 0x0c,  /* CR1 */
    BW_USART_ON = 0x202c,     /* UE, RXNEIE, TE, RE */
};

/* A reading of SR, then one of DR (RM0090, USART status register, ORE); the interrupt has done the first. */
static inline void bw_usart_clear_overrun(uint32_t usart)
{
    (void)bw_register_read(usart + BW_USART_RECEIVE);
}

#endif
