/* The one serial line of an nRF51 or nRF52840: its UART without DMA, 115,200 8N1, received by interrupt into a ring. */
#ifndef BW_NRF_UART_H
#define BW_NRF_UART_H

#include <stdint.h>

#include "bw_ring.h"

/* Pins as 32 * port + pin. */
void bw_nrf_uart_start(uint32_t transmit_pin, uint32_t receive_pin, struct bw_ring *ring);

/* For the vector table. */
void bw_nrf_uart_interrupt(void);

/* Fits `write` of struct bw_port. */
void bw_nrf_uart_write(void *context, const uint8_t *buffer, uint32_t bytes);

#endif
