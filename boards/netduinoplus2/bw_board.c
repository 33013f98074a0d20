/* The agent on the Netduino Plus 2: USART1 on the header pins PB6 and PB7, mark line on the blue LED. */
#include <string.h>

#include "bw_agent.h"
#include "bw_core_port.h"
#include "bw_cortex_m.h"
#include "bw_flash_blocks.h"
#include "bw_gpio.h"
#include "bw_silicon.h"
#include "bw_startup.h"
#include "bw_stm32f405.h"
#include "bw_usart.h"

enum {
    /* RM0090, RCC registers and vector table. */
    RCC_AHB1ENR = BW_RCC + 0x30,
    RCC_APB2ENR = BW_RCC + 0x44,
    AHB1ENR_GPIOA_GPIOB = 3,
    APB2ENR_USART1 = 1 << 4,
    USART1_INTERRUPT = 37,
    /* DS8626, alternate functions. */
    TRANSMIT_PIN = 6, /* PB6 */
    RECEIVE_PIN = 7,  /* PB7 */
    USART1_FUNCTION = 7,
    MARK_PIN = 10, /* PA10: blue LED */
    BAUD = 115200,
    DEV_ID_STM32F405 = 0x413, /* RM0090, MCU device ID code */
    SECTOR_BYTES = 128 * 1024,
    FIRST_SECTOR = 5,
};

const struct bw_flash_blocks bw_flash_blocks = {SECTOR_BYTES, FIRST_SECTOR};

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
    bw_register_set(RCC_AHB1ENR, AHB1ENR_GPIOA_GPIOB);
    /* A peripheral answers two cycles after its clock is on (RM0090, RCC, peripheral clock enable). */
    (void)bw_register_read(RCC_AHB1ENR);
    bw_gpio_mode(BW_GPIOA, MARK_PIN, BW_GPIO_OUTPUT);
    bw_gpio_line(BW_GPIOB, TRANSMIT_PIN, RECEIVE_PIN, USART1_FUNCTION);
}

static void line_start(uint32_t clock_hz)
{
    const uint32_t usart_hz = clock_hz == BW_CLOCK_HZ ? clock_hz / 2 : clock_hz; /* APB2, see bw_clock_start */
    memset(&ring, 0, sizeof ring); /* CCM is not cleared by the start-up code */
    bw_register_set(RCC_APB2ENR, APB2ENR_USART1);
    (void)bw_register_read(RCC_APB2ENR);
    bw_usart_start(BW_USART1, (usart_hz + BAUD / 2) / BAUD, USART1_INTERRUPT, &ring);
}

int main(void)
{
    bw_register_write(BW_SCB_VTOR, BW_FLASH_BASE);
    const enum bw_origin origin = bw_silicon_origin(DEV_ID_STM32F405);
    /* QEMU's machine always counts SysTick at 168 MHz (hw/arm/netduinoplus2.c); it has no PLL to wait for. */
    const uint32_t clock_hz = origin == BW_ORIGIN_HARDWARE ? bw_clock_start() : BW_CLOCK_HZ;
    pins_start();
    line_start(clock_hz);
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
