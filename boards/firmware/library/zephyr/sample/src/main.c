/* The agent on the board's console UART. */
#include <zephyr/device.h>
#include <zephyr/drivers/uart.h>
#include <zephyr/kernel.h>
#include <zephyr/sys/reboot.h>

#include "benchwright_agent.h"
#include "bw_ring.h"

enum {
    ARENA_BYTES = @ARENA_BYTES@,
    STAGING_BYTES = @STAGING_BYTES@, /* holds all inputs of the model */
};

static const struct device *const line = DEVICE_DT_GET(DT_CHOSEN(zephyr_console));
static _Alignas(16) uint8_t arena[ARENA_BYTES];
static _Alignas(16) uint8_t staging[STAGING_BYTES];
static struct bw_ring ring;
static struct bw_agent agent;

static void received(const struct device *device, void *context)
{
    uint8_t byte;
    (void)context;
    while (uart_irq_update(device) && uart_irq_rx_ready(device)) {
        while (uart_fifo_read(device, &byte, 1) == 1) {
            bw_ring_put(&ring, byte);
        }
    }
}

/* k_cycle_get_32 wraps within a minute on most boards: each reading carries the count on. idle reads it too. */
static uint64_t ticks(void *context)
{
    static uint32_t last, wraps;
    const uint32_t now = k_cycle_get_32();
    (void)context;
    wraps += now < last ? 1u : 0u;
    last = now;
    return (uint64_t)wraps << 32 | now;
}

static uint32_t read_line(void *context, uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    return bw_ring_take(&ring, buffer, bytes);
}

static void write_line(void *context, const uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    for (uint32_t i = 0; i < bytes; i++) {
        uart_poll_out(line, buffer[i]);
    }
}

static void idle(void *context)
{
    (void)ticks(context);
    k_yield();
}

static void reset(void *context)
{
    (void)context;
    sys_reboot(SYS_REBOOT_COLD);
}

int main(void)
{
    static struct bw_port port = {
        .board = "my-board", /* as a board of Benchwright is called, or a name of your own */
        .origin = BW_ORIGIN_HARDWARE,
        .ticks = ticks,
        .read = read_line,
        .write = write_line,
        .idle = idle,
        .reset = reset,
        .arena = arena,
        .arena_bytes = ARENA_BYTES,
        .staging = staging,
        .staging_bytes = STAGING_BYTES,
        .rx_overflows = &ring.overflow_count,
    };
    port.tick_hz = (uint32_t)sys_clock_hw_cycles_per_sec();
    port.clock_hz = port.tick_hz; /* where the counter is not the core clock, say that one instead */
    uart_irq_callback_user_data_set(line, received, NULL);
    uart_irq_rx_enable(line);
    bw_agent_run(&agent, &port);
}
