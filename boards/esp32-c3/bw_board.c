/* The agent on an ESP32-C3 that boots directly from flash: UART0 on GPIO20 and GPIO21, as the ROM leaves it; mark line
 * on GPIO10. */
#include "bw_agent.h"
#include "bw_core_port.h"
#include "bw_esp32c3.h"
#include "bw_riscv.h"
#include "bw_startup.h"
#include "bw_time.h"

/* ESP32-C3 Technical Reference Manual: UART Controller, Interrupt Matrix, IO MUX and GPIO Matrix, Low-power
 * Management, System Registers, eFuse Controller. */
enum {
    UART_FIFO = BW_UART0 + 0x00,
    UART_INT_RAW = BW_UART0 + 0x04,
    UART_INT_ENA = BW_UART0 + 0x0c,
    UART_INT_CLR = BW_UART0 + 0x10,
    UART_STATUS = BW_UART0 + 0x1c,
    UART_CONF1 = BW_UART0 + 0x24,
    UART_FSM_STATUS = BW_UART0 + 0x6c,
    RECEIVED_ENOUGH = 1 << 0,
    RECEIVED_TOO_MUCH = 1 << 4,
    RECEIVED_NO_MORE = 1 << 8,
    RECEIVED_COUNT = 0x3ff,      /* in UART_STATUS */
    TRANSMIT_COUNT_SHIFT = 16,
    TRANSMIT_COUNT = 0x3ff << 16,
    TRANSMITTER_STATE = 15 << 4, /* in UART_FSM_STATUS; 0 is idle */
    FIFO_BYTES = 128,
    CONF1_RECEIVE = 1 << 21 | 0x1ff, /* timeout on; threshold */
    CONF1_AT_ONE_BYTE = 1 << 21 | 1,
    MATRIX_UART0 = BW_INTERRUPT_MATRIX + 0x054,
    MATRIX_ENABLE = BW_INTERRUPT_MATRIX + 0x104,
    MATRIX_PRIORITY = BW_INTERRUPT_MATRIX + 0x114, /* of line 0; four bytes each */
    MATRIX_THRESHOLD = BW_INTERRUPT_MATRIX + 0x194,
    LINE = 5, /* any of the core's 31 will do */
    MARK_PIN = 10,
    GPIO_SET = BW_GPIO + 0x08,
    GPIO_CLEAR = BW_GPIO + 0x0c,
    GPIO_ENABLE_SET = BW_GPIO + 0x24,
    GPIO_OUT_SELECT = BW_GPIO + 0x554 + 4 * MARK_PIN,
    SELECT_GPIO = 128,
    MUX_MARK = BW_IO_MUX + 0x04 + 4 * MARK_PIN,
    MUX_FUNCTION = 7 << 12,
    MUX_FUNCTION_GPIO = 1 << 12,
    RTC_OPTIONS0 = BW_RTC_CNTL + 0x00,
    EFUSE_MAC_LOW = BW_EFUSE + 0x44,
    EFUSE_MAC_HIGH = BW_EFUSE + 0x48,
    MAC_BYTES = 6,
    CPU_PERIOD = BW_SYSTEM + 0x08,
    SYSTEM_CLOCK = BW_SYSTEM + 0x58,
    CLOCK_SOURCE = 3 << 10,
    CLOCK_SOURCE_PLL = 1 << 10,
    PERIOD = 3 << 0,
    PERIOD_160_MHZ = 1 << 0,
};

enum {
    NOMINAL_CLOCK_HZ = 160000000,
    /* Ten bits at 115,200 Bd are 13,889 cycles of 160 MHz; a line that stays full longer is dead: the byte is dropped
     * rather than the board hung. */
    TRANSMIT_ROUNDS = 200000,
    /* Where emulators of this chip say that they are ones; a real one has no register there. */
    EMULATOR_MARK = 0x600263f8,
    EMULATOR_WORD = 0x51454d55,
    FAR_FLASH = BW_SLOT_ADDRESS + BW_SLOT_BYTES / 2,
};

static const uint32_t SOFTWARE_RESET = 1u << 31;

static struct bw_ring ring;
static struct bw_agent agent;
static void (*sleep_while_empty)(void *ring);

void bw_interrupt(uint32_t cause)
{
    if (cause != (BW_CAUSE_IS_INTERRUPT | LINE)) {
        bw_fault();
    }
    ring.overflow_count += (bw_register_read(UART_INT_RAW) & RECEIVED_TOO_MUCH) != 0;
    /* Before the queue is emptied: what comes later raises the interrupt anew. */
    bw_register_write(UART_INT_CLR, RECEIVED_ENOUGH | RECEIVED_TOO_MUCH | RECEIVED_NO_MORE);
    for (uint32_t left = bw_register_read(UART_STATUS) & RECEIVED_COUNT; left > 0; left--) {
        bw_ring_put(&ring, (uint8_t)bw_register_read(UART_FIFO));
    }
}

static bool may_transmit(void)
{
    for (uint32_t i = 0; i < TRANSMIT_ROUNDS; i++) {
        if ((bw_register_read(UART_STATUS) & TRANSMIT_COUNT) >> TRANSMIT_COUNT_SHIFT < FIFO_BYTES - 1) {
            return true;
        }
    }
    return false;
}

static void write_line(void *context, const uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    for (uint32_t i = 0; i < bytes; i++) {
        if (may_transmit()) {
            bw_register_write(UART_FIFO, buffer[i]);
        }
    }
}

static void mark(void *context, bool high)
{
    (void)context;
    bw_register_write(high ? GPIO_SET : GPIO_CLEAR, 1u << MARK_PIN);
}

static void idle(void *context)
{
    const struct bw_moment before = bw_time_now();
    sleep_while_empty(context);
    bw_time_catch_up(before);
}

_Noreturn void bw_system_reset(void)
{
    bw_interrupts_off();
    /* A reset would cut off what was said last. */
    (void)bw_register_await_clear(UART_STATUS, TRANSMIT_COUNT, FIFO_BYTES * TRANSMIT_ROUNDS);
    (void)bw_register_await_clear(UART_FSM_STATUS, TRANSMITTER_STATE, TRANSMIT_ROUNDS);
    bw_register_set(RTC_OPTIONS0, SOFTWARE_RESET);
    for (;;) {
        __asm__ volatile("" ::: "memory"); /* it takes a few cycles */
    }
}

/* To 160 MHz where the ROM has started the PLL. Where it has not the clock stays as it is, 20 or 40 MHz: the PLL's own
 * registers are in no manual. What it is in the end is measured (bw_time). */
static void clock_start(void)
{
    if ((bw_register_read(SYSTEM_CLOCK) & CLOCK_SOURCE) == CLOCK_SOURCE_PLL) {
        bw_register_change(CPU_PERIOD, PERIOD, PERIOD_160_MHZ);
    }
}

static void pins_start(void)
{
    mark(0, false);
    bw_register_write(GPIO_OUT_SELECT, SELECT_GPIO);
    bw_register_change(MUX_MARK, MUX_FUNCTION, MUX_FUNCTION_GPIO);
    bw_register_write(GPIO_ENABLE_SET, 1u << MARK_PIN);
}

/* 115,200 8N1 as the ROM leaves it; the period of the core alone, which clock_start may change, is not its clock. */
static void line_start(void)
{
    bw_register_change(UART_CONF1, CONF1_RECEIVE, CONF1_AT_ONE_BYTE);
    bw_register_write(UART_INT_CLR, RECEIVED_ENOUGH | RECEIVED_TOO_MUCH | RECEIVED_NO_MORE);
    bw_register_write(UART_INT_ENA, RECEIVED_ENOUGH | RECEIVED_NO_MORE);
    bw_register_write(MATRIX_UART0, LINE);
    bw_register_write(MATRIX_PRIORITY + 4 * LINE, 1);
    bw_register_write(MATRIX_THRESHOLD, 0);
    bw_register_write(MATRIX_ENABLE, 1u << LINE);
    bw_interrupts_on();
}

static uint32_t ticks_of_64_readings(uint32_t address, uint32_t stride_bytes)
{
    const uint64_t from = bw_ticks(0);
    for (uint32_t i = 0; i < 64; i++) {
        (void)bw_register_read(address + i * stride_bytes);
    }
    return (uint32_t)(bw_ticks(0) - from);
}

/* Two witnesses: emulators of this chip say that they are ones, and a reading of flash that is not in the cache takes
 * a hundred cycles on the chip, one of RAM two. An emulator that counts instructions, or has its flash in memory, knows
 * no such difference. Lines of the cache have 32 bytes. */
static enum bw_origin find_origin(void)
{
    static uint32_t in_ram;
    (void)ticks_of_64_readings((uint32_t)(uintptr_t)&in_ram, 0); /* brings the loop into the cache */
    const uint32_t ram_ticks = ticks_of_64_readings((uint32_t)(uintptr_t)&in_ram, 0);
    const uint32_t flash_ticks = ticks_of_64_readings(FAR_FLASH, 1024 + 32);
    const bool says_so = bw_register_read(EMULATOR_MARK) == EMULATOR_WORD;
    return !says_so && flash_ticks > 4 * ram_ticks ? BW_ORIGIN_HARDWARE : BW_ORIGIN_EMULATED;
}

static void tell_chip(struct bw_port *port)
{
    const uint64_t mac = (uint64_t)(bw_register_read(EFUSE_MAC_HIGH) & 0xffff) << 32 | bw_register_read(EFUSE_MAC_LOW);
    for (uint32_t i = 0; i < MAC_BYTES; i++) {
        port->chip_id[i] = (uint8_t)(mac >> 8 * (MAC_BYTES - 1 - i));
    }
    port->chip_id_bytes = MAC_BYTES;
}

int main(void)
{
    bw_watchdogs_stop();
    clock_start();
    pins_start();
    static struct bw_port port;
    port = bw_core_port(&ring, bw_ticks_start(true));
    port.origin = find_origin();
    line_start();
    /* An emulator's counter runs as fast as its instructions do, whatever clock it is given. */
    port.tick_hz = bw_time_cycles_per_s();
    port.clock_hz = port.origin == BW_ORIGIN_EMULATED ? NOMINAL_CLOCK_HZ : port.tick_hz;
    port.write = write_line;
    port.mark = mark;
    sleep_while_empty = port.idle;
    port.idle = idle;
    tell_chip(&port);
    bw_agent_run(&agent, &port);
}
