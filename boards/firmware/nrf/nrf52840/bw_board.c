/* The agent on a board with an nRF52840, whatever its pins (bw_pins.h). */
#include "bw_agent.h"
#include "bw_core_port.h"
#include "bw_cortex_m.h"
#include "bw_nrf.h"
#include "bw_nrf_silicon.h"
#include "bw_nrf_uart.h"
#include "bw_pins.h"
#include "bw_startup.h"

enum {
    /* nRF52840 Product Specification 1.7: FICR, NVMC. */
    FICR_INFO_PART = 0x10000100,
    PART_NRF52840 = 0x52840,
    NVMC_ICACHECNF = BW_NVMC + 0x540,
    ICACHECNF_CACHEEN = 1,
    CLOCK_HZ = 64000000,
};

static struct bw_ring ring;
static struct bw_agent agent;

__attribute__((used, section(".vectors.interrupts"))) static const bw_handler interrupts[BW_UART_INTERRUPT + 1] = {
    [BW_UART_INTERRUPT] = bw_nrf_uart_interrupt,
};

static void mark(void *context, bool high)
{
    (void)context;
    bw_nrf_pin_write(BW_MARK_PIN, high);
}

/* Stays awake: a sleeping core of this chip has no clock, and SysTick would lose the time it sleeps. */
static void idle(void *context)
{
    (void)context;
}

/* The chip tells what it is, and its divider takes longer for larger numbers, as in no emulator that counts
 * instructions. */
static enum bw_origin find_origin(void)
{
    const bool is_part = bw_register_read(FICR_INFO_PART) == PART_NRF52840;
    return is_part && bw_division_takes_its_time() ? BW_ORIGIN_HARDWARE : BW_ORIGIN_EMULATED;
}

int main(void)
{
    bw_register_write(BW_SCB_VTOR, BW_FLASH_BASE);
    bw_interrupts_forget();
    bw_register_write(NVMC_ICACHECNF, ICACHECNF_CACHEEN);
    (void)bw_nrf_crystal_start();
    bw_nrf_pin_output(BW_MARK_PIN, false);
    bw_nrf_uart_start(BW_TRANSMIT_PIN, BW_RECEIVE_PIN, &ring);
    const enum bw_origin origin = find_origin();
    const struct bw_calibration calibration = bw_ticks_start(origin == BW_ORIGIN_EMULATED);
    static struct bw_port port;
    port = bw_core_port(&ring, calibration);
    port.origin = origin;
    port.clock_hz = CLOCK_HZ;
    port.tick_hz = CLOCK_HZ;
    port.write = bw_nrf_uart_write;
    port.idle = idle;
    port.mark = mark;
    bw_nrf_silicon_add(&port);
    bw_agent_run(&agent, &port);
}
