#include "bw_nrf_uart.h"

#include "bw_nrf.h"

/* nRF51 Series Reference Manual 3.0, chapter UART; nRF52840 Product Specification 1.7, chapter UART. */
enum {
    STARTRX = BW_UART + 0x000,
    STARTTX = BW_UART + 0x008,
    RXDRDY = BW_UART + 0x108,
    TXDRDY = BW_UART + 0x11c,
    ERROR = BW_UART + 0x124,
    INTENSET = BW_UART + 0x304,
    ERRORSRC = BW_UART + 0x480,
    ENABLE = BW_UART + 0x500,
    PSELTXD = BW_UART + 0x50c,
    PSELRXD = BW_UART + 0x514,
    RXD = BW_UART + 0x518,
    TXD = BW_UART + 0x51c,
    BAUDRATE = BW_UART + 0x524,
    CONFIG = BW_UART + 0x56c,
    INTEN_RXDRDY_ERROR = 1 << 2 | 1 << 9,
    ERRORSRC_OVERRUN = 1,
    ENABLE_UART = 4,
    BAUD_115200 = 0x01d7e000,
    CONFIG_8N1 = 0,
    /* Ten bits at 115,200 Bd are 5,556 cycles of 64 MHz; a round takes several. A line that stays busy longer is dead:
     * the byte is dropped rather than the board hung. */
    TRANSMIT_ROUNDS = 1000000,
};

static struct bw_ring *received;

void bw_nrf_uart_interrupt(void)
{
    if (bw_register_read(ERROR) != 0) {
        bw_register_write(ERROR, 0);
        uint32_t errors = bw_register_read(ERRORSRC);
        bw_register_write(ERRORSRC, errors); /* written ones clear */
        received->overflow_count += errors & ERRORSRC_OVERRUN;
    }
    if (bw_register_read(RXDRDY) != 0) {
        /* Before the byte is taken: taking it moves the next one up, which raises the event anew. */
        bw_register_write(RXDRDY, 0);
        bw_ring_put(received, (uint8_t)bw_register_read(RXD));
    }
}

void bw_nrf_uart_write(void *context, const uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    for (uint32_t i = 0; i < bytes; i++) {
        bw_register_write(TXDRDY, 0);
        bw_register_write(TXD, buffer[i]);
        (void)bw_nrf_await(TXDRDY, TRANSMIT_ROUNDS);
    }
}

void bw_nrf_uart_start(uint32_t transmit_pin, uint32_t receive_pin, struct bw_ring *ring)
{
    received = ring;
    bw_nrf_pin_output(transmit_pin, true);
    bw_nrf_pin_input(receive_pin);
    bw_register_write(PSELTXD, transmit_pin);
    bw_register_write(PSELRXD, receive_pin);
    bw_register_write(BAUDRATE, BAUD_115200);
    bw_register_write(CONFIG, CONFIG_8N1);
    bw_register_write(ENABLE, ENABLE_UART);
    bw_register_write(RXDRDY, 0);
    bw_register_write(INTENSET, INTEN_RXDRDY_ERROR);
    bw_interrupt_enable(BW_UART_INTERRUPT);
    bw_register_write(STARTTX, 1);
    bw_register_write(STARTRX, 1);
}
