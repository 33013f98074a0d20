/* USART and LPUART of the STM32L4 and L4+ (RM0351, RM0432: USART registers, LPUART registers). */
#ifndef BW_USART_REGISTERS_H
#define BW_USART_REGISTERS_H

#include "bw_cortex_m.h"

enum bw_usart_register {
    BW_USART_CONTROL = 0x00,  /* CR1 */
    BW_USART_DIVIDER = 0x0c,  /* BRR */
    BW_USART_STATUS = 0x1c,   /* ISR */
    BW_USART_CLEAR = 0x20,    /* ICR */
    BW_USART_RECEIVE = 0x24,  /* RDR */
    BW_USART_TRANSMIT = 0x28, /* TDR */
    BW_USART_ON = 0x2d,       /* UE, RE, TE, RXNEIE */
};

static inline void bw_usart_clear_overrun(uint32_t usart)
{
    bw_register_write(usart + BW_USART_CLEAR, 1 << 3); /* ORECF */
}

#endif
