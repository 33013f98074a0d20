#include "bw_usart.h"

#include "bw_cortex_m.h"
#include "bw_usart_registers.h"

enum {
    STATUS_ORE = 1 << 3,
    STATUS_RXNE = 1 << 5,
    STATUS_TXE = 1 << 7,
    /* Ten bits at 115,200 Bd are 14,583 cycles of 168 MHz; a round takes several. A line that stays full longer is
     * dead: the byte is dropped rather than the board hung. */
    TRANSMIT_ROUNDS = 4000000,
};

static uint32_t usart;
static struct bw_ring *received;

void bw_usart_interrupt(void)
{
    uint32_t status = bw_register_read(usart + BW_USART_STATUS);
    if ((status & STATUS_RXNE) != 0) {
        bw_ring_put(received, (uint8_t)bw_register_read(usart + BW_USART_RECEIVE));
    }
    if ((status & STATUS_ORE) != 0) {
        received->overflow_count++;
        bw_usart_clear_overrun(usart);
    }
}

void bw_usart_write(void *context, const uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    for (uint32_t i = 0; i < bytes; i++) {
        if (bw_register_await(usart + BW_USART_STATUS, STATUS_TXE, TRANSMIT_ROUNDS)) {
            bw_register_write(usart + BW_USART_TRANSMIT, buffer[i]);
        }
    }
}

void bw_usart_start(uint32_t base, uint32_t divider, uint32_t interrupt, struct bw_ring *ring)
{
    usart = base;
    received = ring;
    bw_register_write(usart + BW_USART_DIVIDER, divider);
    bw_register_write(usart + BW_USART_CONTROL, BW_USART_ON);
    bw_interrupt_enable(interrupt);
}
