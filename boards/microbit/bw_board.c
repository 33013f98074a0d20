/* The agent on the first micro:bit (nRF51822): the USB interface chip's serial line, mark line on ring 0. */
#include "bw_agent.h"
#include "bw_core_port.h"
#include "bw_cortex_m.h"
#include "bw_nrf.h"
#include "bw_nrf_silicon.h"
#include "bw_nrf_timer.h"
#include "bw_nrf_uart.h"
#include "bw_startup.h"

enum {
    /* micro:bit V1 pin map: P0.24 and P0.25 go to the interface chip, P0.03 to the large ring 0 of the edge. */
    TRANSMIT_PIN = 24,
    RECEIVE_PIN = 25,
    MARK_PIN = 3,
    CLOCK_HZ = 16000000, /* of core and timer, whatever clocks them */
};

static struct bw_ring ring;
static struct bw_agent agent;

__attribute__((used, section(".vectors.interrupts"))) static const bw_handler interrupts[BW_TIMER0_INTERRUPT + 1] = {
    [BW_UART_INTERRUPT] = bw_nrf_uart_interrupt,
    [BW_TIMER0_INTERRUPT] = bw_nrf_timer_interrupt,
};

static void mark(void *context, bool high)
{
    (void)context;
    bw_nrf_pin_write(MARK_PIN, high);
}

static bool has_systick(void)
{
    bw_register_write(BW_SYST_RVR, 0xffffff);
    return bw_register_read(BW_SYST_RVR) != 0;
}

/* Two witnesses: QEMU 10 gives the core a SysTick, which this chip lacks (hw/arm/nrf51_soc.c says so), and leaves the
 * hardware's id unwritten (hw/nvram/nrf51_nvm.c), which every chip has (FICR, CONFIGID). */
static enum bw_origin find_origin(void)
{
    const bool has_id = bw_register_read(BW_FICR_CONFIGID) != UINT32_MAX;
    return has_id && !has_systick() ? BW_ORIGIN_HARDWARE : BW_ORIGIN_EMULATED;
}

int main(void)
{
    const enum bw_origin origin = find_origin();
    (void)bw_nrf_crystal_start();
    bw_nrf_pin_output(MARK_PIN, false);
    bw_nrf_uart_start(TRANSMIT_PIN, RECEIVE_PIN, &ring);
    const struct bw_calibration calibration = bw_ticks_start(origin == BW_ORIGIN_EMULATED);
    static struct bw_port port;
    port = bw_core_port(&ring, calibration);
    port.origin = origin;
    port.clock_hz = CLOCK_HZ;
    port.tick_hz = CLOCK_HZ;
    port.write = bw_nrf_uart_write;
    port.mark = mark;
    bw_nrf_silicon_add(&port);
    bw_agent_run(&agent, &port);
}
