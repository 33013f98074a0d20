/* The agent on the Raspberry Pi Pico (RP2040): UART0 on GP0 and GP1, mark line on GP2. */
#include "bw_agent.h"
#include "bw_core_port.h"
#include "bw_cortex_m.h"
#include "bw_flash.h"
#include "bw_rp2040.h"
#include "bw_startup.h"

enum {
    /* RP2040 Datasheet: 2.14 Subsystem resets, 2.19 GPIO, 2.3.1 SIO, 4.2 UART, 4.7 Watchdog. */
    RESET_IO_PADS_UART0 = 1 << 5 | 1 << 8 | 1 << 22,
    TRANSMIT_PIN = 0,
    RECEIVE_PIN = 1,
    MARK_PIN = 2,
    FUNCTION_UART = 2,
    FUNCTION_SIO = 5,
    PAD_WITH_PULL_UP = 0x5a, /* input, 4 mA, pull-up, Schmitt trigger */
    UART_DATA = BW_UART0 + 0x00,
    UART_FLAGS = BW_UART0 + 0x18,
    UART_INTEGER_DIVIDER = BW_UART0 + 0x24,
    UART_FRACTION_DIVIDER = BW_UART0 + 0x28,
    UART_LINE = BW_UART0 + 0x2c,
    UART_CONTROL = BW_UART0 + 0x30,
    UART_LEVELS = BW_UART0 + 0x34,
    UART_MASK = BW_UART0 + 0x38,
    UART_CLEAR = BW_UART0 + 0x44,
    DATA_OVERRUN = 1 << 11,
    FLAGS_RECEIVE_EMPTY = 1 << 4,
    FLAGS_TRANSMIT_FULL = 1 << 5,
    LINE_8N1_BUFFERED = 3 << 5 | 1 << 4,
    CONTROL_ON = 1 << 0 | 1 << 8 | 1 << 9, /* UARTEN, TXE, RXE */
    LEVELS_RECEIVE_4_BYTES = 0,
    MASK_RECEIVE = 1 << 4 | 1 << 6, /* level reached, or nothing more for 32 bits */
    UART0_INTERRUPT = 20,
    BUFFER_BYTES = 32,
    BAUD = 115200,
    /* Ten bits at 115,200 Bd are 10,851 cycles of 125 MHz; a round takes several. A line that stays full longer is
     * dead: the byte is dropped rather than the board hung. */
    TRANSMIT_ROUNDS = 1000000,
    PSM_ALL_BUT_OSCILLATORS = 0x1fffc,
};

static struct bw_ring ring;
static struct bw_agent agent;

static void uart0_interrupt(void)
{
    bw_register_write(UART_CLEAR, MASK_RECEIVE);
    /* The buffer may refill while it is emptied; what is left raises the interrupt anew. */
    for (uint32_t i = 0; i < BUFFER_BYTES && (bw_register_read(UART_FLAGS) & FLAGS_RECEIVE_EMPTY) == 0; i++) {
        const uint32_t data = bw_register_read(UART_DATA);
        ring.overflow_count += (data & DATA_OVERRUN) != 0;
        bw_ring_put(&ring, (uint8_t)data);
    }
}

__attribute__((used, section(".vectors.interrupts"))) static const bw_handler interrupts[UART0_INTERRUPT + 1] = {
    [UART0_INTERRUPT] = uart0_interrupt,
};

static void write_line(void *context, const uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    for (uint32_t i = 0; i < bytes; i++) {
        if (bw_register_await_clear(UART_FLAGS, FLAGS_TRANSMIT_FULL, TRANSMIT_ROUNDS)) {
            bw_register_write(UART_DATA, buffer[i]);
        }
    }
}

static void mark(void *context, bool high)
{
    (void)context;
    bw_register_write(BW_SIO + (high ? 0x14 : 0x18), 1u << MARK_PIN); /* GPIO_OUT_SET, GPIO_OUT_CLR */
}

/* By the watchdog: a reset of the core alone would leave clocks and peripherals as they are. */
static void reset(void *context)
{
    (void)context;
    bw_register_write(BW_PSM_WDSEL, PSM_ALL_BUT_OSCILLATORS);
    bw_register_write(BW_WATCHDOG_CTRL, 1u << 31); /* TRIGGER */
    for (;;) {
        __asm__ volatile("dsb" ::: "memory"); /* it takes a few cycles */
    }
}

static void pin_function(uint32_t pin, uint32_t function)
{
    bw_register_write(BW_IO_BANK0 + 8 * pin + 4, function); /* GPIOn_CTRL */
}

static void pins_start(void)
{
    mark(0, false);
    bw_register_write(BW_SIO + 0x24, 1u << MARK_PIN); /* GPIO_OE_SET */
    pin_function(MARK_PIN, FUNCTION_SIO);
    bw_register_write(BW_PADS_BANK0 + 4 * RECEIVE_PIN + 4, PAD_WITH_PULL_UP); /* an open line is idle */
    pin_function(TRANSMIT_PIN, FUNCTION_UART);
    pin_function(RECEIVE_PIN, FUNCTION_UART);
}

static void line_start(uint32_t clock_hz)
{
    const uint32_t divider_64ths = (4 * clock_hz + BAUD / 2) / BAUD; /* clock / (16 * baud) */
    bw_register_write(UART_INTEGER_DIVIDER, divider_64ths / 64);
    bw_register_write(UART_FRACTION_DIVIDER, divider_64ths % 64);
    bw_register_write(UART_LINE, LINE_8N1_BUFFERED); /* takes the dividers over */
    bw_register_write(UART_LEVELS, LEVELS_RECEIVE_4_BYTES);
    bw_register_write(UART_MASK, MASK_RECEIVE);
    bw_register_write(UART_CONTROL, CONTROL_ON);
    bw_interrupt_enable(UART0_INTERRUPT);
}

static uint32_t ticks_of_16_readings(uint32_t address)
{
    const uint64_t from = bw_ticks(0);
    for (uint32_t i = 0; i < 16; i++) {
        (void)bw_register_read(address);
    }
    return (uint32_t)(bw_ticks(0) - from);
}

/* The chip tells what it is (2.20 Sysinfo), and a reading of flash past its cache takes hundreds of cycles, one of RAM
 * two: an emulator that counts instructions, or that has its flash in memory, knows no such difference. */
static enum bw_origin find_origin(void)
{
    static uint32_t in_ram;
    (void)ticks_of_16_readings((uint32_t)(uintptr_t)&in_ram); /* brings the loop into the cache */
    const uint32_t ram_ticks = ticks_of_16_readings((uint32_t)(uintptr_t)&in_ram);
    const uint32_t flash_ticks = ticks_of_16_readings(BW_FLASH_UNCACHED);
    const bool is_chip = (bw_register_read(BW_SYSINFO_CHIP_ID) & 0x0fffffffu) == 0x0002927u;
    return is_chip && flash_ticks > 8 * ram_ticks ? BW_ORIGIN_HARDWARE : BW_ORIGIN_EMULATED;
}

int main(void)
{
    bw_register_write(BW_SCB_VTOR, BW_FLASH_BASE + 256); /* behind the second stage */
    bw_interrupts_forget();
    const uint32_t clock_hz = bw_clock_start();
    bw_resets_release(RESET_IO_PADS_UART0);
    pins_start();
    line_start(clock_hz);
    struct bw_calibration calibration = bw_ticks_start(false);
    const enum bw_origin origin = find_origin();
    if (origin == BW_ORIGIN_EMULATED) {
        calibration = bw_ticks_start(true);
    }
    static struct bw_port port;
    port = bw_core_port(&ring, calibration);
    port.origin = origin;
    port.clock_hz = clock_hz;
    port.tick_hz = clock_hz;
    port.write = write_line;
    port.reset = reset;
    port.mark = mark;
    if (origin == BW_ORIGIN_HARDWARE) {
        port.flash_erase = bw_flash_erase;
        port.flash_write = bw_flash_write;
        port.flash_block_bytes = BW_FLASH_SECTOR_BYTES;
    }
    bw_agent_run(&agent, &port);
}
