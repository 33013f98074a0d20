/* The one serial line of an STM32: 8N1, received by interrupt into a ring. */
#ifndef BW_USART_H
#define BW_USART_H

#include <stdint.h>

#include "bw_ring.h"

/* Switches a USART on, whose clock and pins are ready. `divider` is the value of its BRR. */
void bw_usart_start(uint32_t base, uint32_t divider, uint32_t interrupt, struct bw_ring *ring);

/* For the vector table. */
void bw_usart_interrupt(void);

/* Fits `write` of struct bw_port. */
void bw_usart_write(void *context, const uint8_t *buffer, uint32_t bytes);

#endif
