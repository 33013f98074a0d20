/* The agent on ST's B-L475E-IOT01A: virtual COM port of the on-board ST-LINK (USART1), mark line on Arduino D13. */
#include <string.h>

#include "bw_agent.h"
#include "bw_clock.h"
#include "bw_core_port.h"
#include "bw_cortex_m.h"
#include "bw_flash_blocks.h"
#include "bw_gpio.h"
#include "bw_silicon.h"
#include "bw_startup.h"
#include "bw_stm32l4.h"
#include "bw_usart.h"

enum {
    /* RM0351, RCC registers and vector table. */
    RCC_AHB2ENR = BW_RCC + 0x4c,
    RCC_APB2ENR = BW_RCC + 0x60,
    AHB2ENR_GPIOA_GPIOB = 3,
    APB2ENR_USART1 = 1 << 14,
    USART1_INTERRUPT = 37,
    /* DS10969, alternate functions; UM2153, virtual COM port, Arduino connectors. */
    TRANSMIT_PIN = 6, /* PB6 */
    RECEIVE_PIN = 7,  /* PB7 */
    USART1_FUNCTION = 7,
    MARK_PIN = 5, /* PA5: Arduino D13 and LED1 */
    BAUD = 115200,
    DEV_ID_STM32L475 = 0x415, /* RM0351, MCU device ID code */
    PAGE_BYTES = 2048,
};

/* Bank 2; parts of 1 MiB always have two banks. */
const struct bw_flash_blocks bw_flash_blocks = {PAGE_BYTES, 0};

__attribute__((section(".beside_staging"))) static struct bw_ring ring;
static struct bw_agent agent;

__attribute__((used, section(".vectors.interrupts"))) static const bw_handler interrupts[USART1_INTERRUPT + 1] = {
    [USART1_INTERRUPT] = bw_usart_interrupt,
};

static void mark(void *context, bool high)
{
    (void)context;
    bw_gpio_write(BW_GPIOA, MARK_PIN, high);
}

static void pins_start(void)
{
    bw_register_set(RCC_AHB2ENR, AHB2ENR_GPIOA_GPIOB);
    /* A peripheral answers two cycles after its clock is on (RM0351, peripheral clock enable). */
    (void)bw_register_read(RCC_AHB2ENR);
    bw_gpio_mode(BW_GPIOA, MARK_PIN, BW_GPIO_OUTPUT);
    bw_gpio_line(BW_GPIOB, TRANSMIT_PIN, RECEIVE_PIN, USART1_FUNCTION);
}

static void line_start(uint32_t clock_hz)
{
    memset(&ring, 0, sizeof ring); /* SRAM2 is not cleared by the start-up code */
    bw_register_set(RCC_APB2ENR, APB2ENR_USART1);
    (void)bw_register_read(RCC_APB2ENR);
    bw_usart_start(BW_USART1, (clock_hz + BAUD / 2) / BAUD, USART1_INTERRUPT, &ring);
}

int main(void)
{
    bw_register_write(BW_SCB_VTOR, BW_FLASH_BASE);
    const uint32_t clock_hz = bw_clock_start();
    pins_start();
    line_start(clock_hz);
    const enum bw_origin origin = bw_silicon_origin(DEV_ID_STM32L475);
    const struct bw_calibration calibration = bw_ticks_start(origin == BW_ORIGIN_EMULATED);
    static struct bw_port port;
    port = bw_core_port(&ring, calibration);
    port.static_bytes += (uint32_t)sizeof ring;
    port.origin = origin;
    port.clock_hz = clock_hz;
    port.tick_hz = clock_hz;
    port.write = bw_usart_write;
    port.mark = mark;
    bw_silicon_add(&port, BW_UNIQUE_ID);
    bw_agent_run(&agent, &port);
}
