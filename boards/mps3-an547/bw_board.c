/* The agent on Arm's MPS3 with AN547 (Corstone SSE-300, Cortex-M55): UART0, mark line on user LED 0. */
#include "bw_agent.h"
#include "bw_core_port.h"
#include "bw_cortex_m.h"
#include "bw_startup.h"

/* AN547, peripheral map and interrupt map; DDI 0479, APB UART; AN547, FPGAIO. */
enum {
    UART0 = 0x49303000,
    UART_DATA = UART0 + 0x00,
    UART_STATE = UART0 + 0x04,
    UART_CTRL = UART0 + 0x08,
    UART_INTERRUPT = UART0 + 0x0c,
    UART_BAUDDIV = UART0 + 0x10,
    STATE_TRANSMIT_FULL = 1 << 0,
    STATE_RECEIVE_FULL = 1 << 1,
    STATE_RECEIVE_OVERRUN = 1 << 3,
    CTRL_ON = 1 << 0 | 1 << 1 | 1 << 3, /* transmit, receive, receive interrupt */
    INTERRUPT_ALL = 15,
    UART0_COMBINED_INTERRUPT = 43,
    FPGAIO_LEDS = 0x49302000,
    /* Ten bits at 115,200 Bd are 2,778 cycles of 32 MHz; a line that stays full longer is dead: the byte is
     * dropped rather than the board hung. */
    TRANSMIT_ROUNDS = 4000000,
};

enum {
    CLOCK_HZ = 32000000,
    PERIPHERAL_CLOCK_HZ = 25000000,
    BAUD = 115200,
};

static struct bw_ring ring;
static struct bw_agent agent;

static void uart0_interrupt(void)
{
    uint32_t state = bw_register_read(UART_STATE);
    bw_register_write(UART_INTERRUPT, INTERRUPT_ALL); /* before the data is read: a byte after it raises it anew */
    if ((state & STATE_RECEIVE_OVERRUN) != 0) {
        ring.overflow_count++;
        bw_register_write(UART_STATE, STATE_RECEIVE_OVERRUN);
    }
    if ((state & STATE_RECEIVE_FULL) != 0) {
        bw_ring_put(&ring, (uint8_t)bw_register_read(UART_DATA));
    }
}

__attribute__((used, section(".vectors.interrupts"))) static const bw_handler
    interrupts[UART0_COMBINED_INTERRUPT + 1] = {
        [UART0_COMBINED_INTERRUPT] = uart0_interrupt,
};

static void write_line(void *context, const uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    for (uint32_t i = 0; i < bytes; i++) {
        if (bw_register_await_clear(UART_STATE, STATE_TRANSMIT_FULL, TRANSMIT_ROUNDS)) {
            bw_register_write(UART_DATA, buffer[i]);
        }
    }
}

static void mark(void *context, bool high)
{
    (void)context;
    bw_register_write(FPGAIO_LEDS, high ? 1u : 0u);
}

/* A cycle counter that counts: the core in an FPGA has one, QEMU 10 has none. Arm's FVP has not been tried: it is
 * an emulator too and may not be told apart by this, so its numbers are not to be trusted as hardware. */
static enum bw_origin find_origin(void)
{
    return bw_cycle_counter_counts() ? BW_ORIGIN_HARDWARE : BW_ORIGIN_EMULATED;
}

static void line_start(void)
{
    bw_register_write(UART_BAUDDIV, PERIPHERAL_CLOCK_HZ / BAUD);
    bw_register_write(UART_CTRL, CTRL_ON);
    bw_interrupt_enable(UART0_COMBINED_INTERRUPT);
}

int main(void)
{
    bw_register_write(BW_SCB_VTOR, BW_FLASH_BASE);
    line_start();
    const enum bw_origin origin = find_origin();
    const struct bw_calibration calibration = bw_ticks_start(origin == BW_ORIGIN_EMULATED);
    static struct bw_port port;
    port = bw_core_port(&ring, calibration);
    port.origin = origin;
    port.clock_hz = CLOCK_HZ;
    port.tick_hz = CLOCK_HZ;
    port.write = write_line;
    port.mark = mark;
    bw_agent_run(&agent, &port);
}
