/* The agent on ST's B-L475E-IOT01A: virtual COM port of the on-board ST-LINK (USART1), mark line on Arduino D13. */
#include <string.h>

#include "bw_agent.h"
#include "bw_cortex_m.h"
#include "bw_ring.h"
#include "bw_startup.h"
#include "bw_stm32l4.h"
#include "bw_systick.h"

/* RM0351: registers of RCC, GPIO and USART. */
enum {
    RCC_AHB2ENR = BW_RCC + 0x4c,
    RCC_APB2ENR = BW_RCC + 0x60,
    AHB2ENR_GPIOA_GPIOB = 3,
    APB2ENR_USART1 = 1 << 14,
    GPIO_MODER = 0x00,
    GPIO_PUPDR = 0x0c,
    GPIO_BSRR = 0x18,
    GPIO_AFRL = 0x20,
    USART_CR1 = BW_USART1 + 0x00,
    USART_BRR = BW_USART1 + 0x0c,
    USART_ISR = BW_USART1 + 0x1c,
    USART_ICR = BW_USART1 + 0x20,
    USART_RDR = BW_USART1 + 0x24,
    USART_TDR = BW_USART1 + 0x28,
    CR1_ON = 0x2d, /* UE, RE, TE, RXNEIE */
    ISR_ORE = 1 << 3,
    ISR_RXNE = 1 << 5,
    ISR_TXE = 1 << 7,
    USART1_INTERRUPT = 37,
    /* Ten bits at 115,200 Bd are 6,944 cycles of 80 MHz; a round takes several. A line that stays full longer
     * is dead: the byte is dropped rather than the board hung. */
    TRANSMIT_ROUNDS = 4000000,
};

enum {
    BAUD = 115200,
    MARK_PIN = 5, /* PA5: Arduino D13 and LED1 (UM2153) */
    SLOT_ADDRESS = 0x08080000,
    SLOT_OFFSET = 0x80000,
    SLOT_BYTES = 0x80000,
    ARENA_BYTES = 88 * 1024,
    STAGING_BYTES = 27648,
    DEV_ID_STM32L475 = 0x415, /* RM0351, MCU device ID code */
};

__attribute__((section(".arena"), aligned(16))) static uint8_t arena[ARENA_BYTES];
__attribute__((section(".staging"), aligned(16))) static uint8_t staging[STAGING_BYTES];
__attribute__((section(".sram2"))) static struct bw_ring ring;
static struct bw_agent agent;

static void usart1_interrupt(void)
{
    uint32_t status = bw_register_read(USART_ISR);
    if ((status & ISR_ORE) != 0) {
        ring.overflow_count++;
        bw_register_write(USART_ICR, ISR_ORE);
    }
    if ((status & ISR_RXNE) != 0) {
        bw_ring_put(&ring, (uint8_t)bw_register_read(USART_RDR));
    }
}

__attribute__((used, section(".vectors.interrupts"))) static const bw_handler interrupts[USART1_INTERRUPT + 1] = {
    [USART1_INTERRUPT] = usart1_interrupt,
};

static uint32_t read_line(void *context, uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    return bw_ring_take(&ring, buffer, bytes);
}

static void write_line(void *context, const uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    for (uint32_t i = 0; i < bytes; i++) {
        if (bw_register_await(USART_ISR, ISR_TXE, TRANSMIT_ROUNDS)) {
            bw_register_write(USART_TDR, buffer[i]);
        }
    }
}

static void idle(void *context)
{
    (void)context;
    /* With interrupts off nothing can come between the look and the sleep; a pending one ends the sleep. */
    bw_interrupts_off();
    if (bw_ring_is_empty(&ring)) {
        bw_wait_for_interrupt();
    }
    bw_interrupts_on();
}

static void reset(void *context)
{
    (void)context;
    bw_system_reset();
}

static void mark(void *context, bool high)
{
    (void)context;
    bw_register_write(BW_GPIOA + GPIO_BSRR, high ? 1u << MARK_PIN : 1u << (MARK_PIN + 16));
}

static int flash_erase(void *context, uint32_t offset, uint32_t bytes)
{
    (void)context;
    return bw_flash_erase(offset, bytes);
}

static int flash_write(void *context, uint32_t offset, const uint8_t *data, uint32_t bytes)
{
    (void)context;
    return bw_flash_write(offset, data, bytes);
}

static void pins_start(void)
{
    bw_register_set(RCC_AHB2ENR, AHB2ENR_GPIOA_GPIOB);
    /* A peripheral answers two cycles after its clock is on (RM0351, peripheral clock enable). */
    (void)bw_register_read(RCC_AHB2ENR);
    bw_register_change(BW_GPIOA + GPIO_MODER, 3u << (2 * MARK_PIN), 1u << (2 * MARK_PIN));
    /* PB6 = TX, PB7 = RX, alternate function 7; pull-up on RX, so that an open line is idle. */
    bw_register_change(BW_GPIOB + GPIO_AFRL, 0xff000000u, 0x77000000u);
    bw_register_change(BW_GPIOB + GPIO_PUPDR, 3u << 14, 1u << 14);
    bw_register_change(BW_GPIOB + GPIO_MODER, 0xfu << 12, 0xau << 12);
}

static void line_start(uint32_t clock_hz)
{
    memset(&ring, 0, sizeof ring); /* SRAM2 is not cleared by the start-up code */
    bw_register_set(RCC_APB2ENR, APB2ENR_USART1);
    (void)bw_register_read(RCC_APB2ENR);
    bw_register_write(USART_BRR, (clock_hz + BAUD / 2) / BAUD);
    bw_register_write(USART_CR1, CR1_ON);
    bw_interrupt_enable(USART1_INTERRUPT);
}

/* Two witnesses: QEMU 10 shows 0 for the chip's device code, and has no cycle counter. The real chip has both. */
static enum bw_origin find_origin(void)
{
    const uint32_t device = bw_register_read(BW_DBGMCU_IDCODE) & 0xfffu;
    return device == DEV_ID_STM32L475 && bw_cycle_counter_counts() ? BW_ORIGIN_HARDWARE : BW_ORIGIN_EMULATED;
}

static void fill_hardware_only(struct bw_port *port)
{
    /* The emulated flash is read-only and has no unique id: reading it there would be a bus fault. */
    port->flash_erase = flash_erase;
    port->flash_write = flash_write;
    port->flash_block_bytes = BW_FLASH_PAGE_BYTES;
    port->chip_id_bytes = 12;
    memcpy(port->chip_id, (const void *)(uintptr_t)BW_UNIQUE_ID, 12);
}

int main(void)
{
    bw_register_write(BW_SCB_VTOR, 0x08000000);
    const uint32_t clock_hz = bw_clock_start();
    pins_start();
    line_start(clock_hz);
    const enum bw_origin origin = find_origin();
    const struct bw_calibration calibration = bw_systick_start(origin == BW_ORIGIN_EMULATED);
    static struct bw_port port;
    port = (struct bw_port){
        .board = "b-l475e-iot01a",
        .origin = origin,
        .clock_hz = clock_hz,
        .tick_hz = clock_hz,
        .ticks = bw_systick_ticks,
        .read = read_line,
        .write = write_line,
        .idle = idle,
        .reset = reset,
        .mark = mark,
        .slot = (const uint8_t *)(uintptr_t)SLOT_ADDRESS,
        .slot_bytes = SLOT_BYTES,
        .arena = arena,
        .arena_bytes = sizeof arena,
        .staging = staging,
        .staging_bytes = sizeof staging,
        .stack_low = bw_stack_low,
        .stack_high = bw_stack_high,
        .static_bytes = bw_static_bytes() + (uint32_t)sizeof ring,
        .slot_flash_offset = SLOT_OFFSET,
        .calibration_instructions = calibration.instructions,
        .calibration_ticks = calibration.ticks,
        .rx_overflows = &ring.overflow_count,
    };
    if (origin == BW_ORIGIN_HARDWARE) {
        fill_hardware_only(&port);
    }
    bw_agent_run(&agent, &port);
}
