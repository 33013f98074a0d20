/* The agent on ST's NUCLEO-L4R5ZI: virtual COM port of the on-board ST-LINK (LPUART1), mark line on Arduino D7. */
#include "bw_agent.h"
#include "bw_clock.h"
#include "bw_core_port.h"
#include "bw_cortex_m.h"
#include "bw_flash_blocks.h"
#include "bw_flash_registers.h"
#include "bw_gpio.h"
#include "bw_silicon.h"
#include "bw_startup.h"
#include "bw_usart.h"

enum {
    /* RM0432, memory map; RCC and PWR registers; vector table. */
    PWR_CR2 = 0x40007004,
    PWR_CR5 = 0x40007080,
    LPUART1 = 0x40008000,
    RCC_AHB2ENR = 0x4002104c,
    RCC_APB1ENR1 = 0x40021058,
    RCC_APB1ENR2 = 0x4002105c,
    GPIOF = 0x48001400,
    GPIOG = 0x48001800,
    UNIQUE_ID = 0x1fff7590,
    AHB2ENR_GPIOF_GPIOG = 3 << 5,
    APB1ENR1_PWR = 1 << 28,
    APB1ENR2_LPUART1 = 1 << 0,
    PWR_CR2_IOSV = 1 << 9,
    PWR_CR5_R1MODE = 1 << 8,
    LPUART1_INTERRUPT = 70,
    /* DS12023, alternate functions; UM2179, virtual COM port, Arduino connectors. */
    TRANSMIT_PIN = 7, /* PG7 */
    RECEIVE_PIN = 8,  /* PG8 */
    LPUART1_FUNCTION = 8,
    MARK_PIN = 13, /* PF13: Arduino D7, the event input of the power shield X-NUCLEO-LPM01A */
    BAUD = 115200,
    DEV_ID_STM32L4R5 = 0x470, /* RM0432, MCU device ID code */
    OPTR_DBANK = 1 << 22,
    PAGE_BYTES = 4096,
};

/* Bank 2. */
const struct bw_flash_blocks bw_flash_blocks = {PAGE_BYTES, 0};

static struct bw_ring ring;
static struct bw_agent agent;

__attribute__((used, section(".vectors.interrupts"))) static const bw_handler interrupts[LPUART1_INTERRUPT + 1] = {
    [LPUART1_INTERRUPT] = bw_usart_interrupt,
};

static void mark(void *context, bool high)
{
    (void)context;
    bw_gpio_write(GPIOF, MARK_PIN, high);
}

/* More than 80 MHz needs voltage range 1 in boost mode; port G from pin 2 on hangs on a supply of its own that is cut off
 * after reset (RM0432, dynamic voltage scaling; independent I/O supply rail). */
static void power_start(void)
{
    bw_register_set(RCC_APB1ENR1, APB1ENR1_PWR);
    (void)bw_register_read(RCC_APB1ENR1);
    bw_register_change(PWR_CR5, PWR_CR5_R1MODE, 0);
    bw_register_set(PWR_CR2, PWR_CR2_IOSV);
}

static void pins_start(void)
{
    bw_register_set(RCC_AHB2ENR, AHB2ENR_GPIOF_GPIOG);
    /* A peripheral answers two cycles after its clock is on (RM0432, peripheral clock enable). */
    (void)bw_register_read(RCC_AHB2ENR);
    bw_gpio_mode(GPIOF, MARK_PIN, BW_GPIO_OUTPUT);
    bw_gpio_line(GPIOG, TRANSMIT_PIN, RECEIVE_PIN, LPUART1_FUNCTION);
}

static void line_start(uint32_t clock_hz)
{
    bw_register_set(RCC_APB1ENR2, APB1ENR2_LPUART1);
    (void)bw_register_read(RCC_APB1ENR2);
    /* RM0432, LPUART baud rate generation: 256 times the clock over the rate. */
    const uint32_t divider = (uint32_t)((256ull * clock_hz + BAUD / 2) / BAUD);
    bw_usart_start(LPUART1, divider, LPUART1_INTERRUPT, &ring);
}

/* A part set to one bank erases other pages at once, and stands still meanwhile: nothing is written there. */
static void leave_out_flash_of_one_bank(struct bw_port *port)
{
    if ((bw_register_read(BW_FLASH_OPTR) & OPTR_DBANK) == 0) {
        port->flash_erase = 0;
        port->flash_write = 0;
        port->flash_block_bytes = 0;
    }
}

int main(void)
{
    bw_register_write(BW_SCB_VTOR, BW_FLASH_BASE);
    power_start();
    const uint32_t clock_hz = bw_clock_start();
    pins_start();
    line_start(clock_hz);
    const enum bw_origin origin = bw_silicon_origin(DEV_ID_STM32L4R5);
    const struct bw_calibration calibration = bw_ticks_start(origin == BW_ORIGIN_EMULATED);
    static struct bw_port port;
    port = bw_core_port(&ring, calibration);
    port.origin = origin;
    port.clock_hz = clock_hz;
    port.tick_hz = clock_hz;
    port.write = bw_usart_write;
    port.mark = mark;
    bw_silicon_add(&port, UNIQUE_ID);
    leave_out_flash_of_one_bank(&port);
    bw_agent_run(&agent, &port);
}
