/* A few hundred bytes that boot directly on an ESP32-C3 and answer single letters: enough to see a core work.
 * Registers: ESP32-C3 Technical Reference Manual. */
#include <stdint.h>

#define REG(address) (*(volatile uint32_t *)(uintptr_t)(address))

enum {
    UART_FIFO = 0x60000000,
    UART_INT_ENA = 0x6000000c,
    UART_INT_CLR = 0x60000010,
    UART_STATUS = 0x6000001c,
    UART_CONF1 = 0x60000024,
    EFUSE_MAC = 0x60008844,
    EMULATOR_MARK = 0x600263f8,
    RTC_OPTIONS0 = 0x60008000,
    WATCHDOG_CONFIG0 = 0x60008090,
    WATCHDOG_STAGE0 = 0x60008094,
    WATCHDOG_PROTECT = 0x600080a8,
    SPI1 = 0x60002000,
    MATRIX_UART = 0x600c2054,
    MATRIX_ENABLE = 0x600c2104,
    MATRIX_PRIORITY_5 = 0x600c2128,
    SYSTIMER_OP = 0x60023004,
    SYSTIMER_LOW = 0x60023044,
};

void handle_line_5(void);

static void put(char letter)
{
    while ((REG(UART_STATUS) >> 16 & 0x3ff) > 120) {
    }
    REG(UART_FIFO) = (uint8_t)letter;
}

static void say(const char *text)
{
    while (*text != 0) {
        put(*text++);
    }
    put('\n');
}

static void say_hex(uint32_t value)
{
    for (int shift = 28; shift >= 0; shift -= 4) {
        put("0123456789abcdef"[value >> shift & 15]);
    }
    put('\n');
}

static char get(void)
{
    while ((REG(UART_STATUS) & 0x3ff) == 0) {
    }
    return (char)REG(UART_FIFO);
}

/* 2 * rounds instructions. */
static void spin(uint32_t rounds)
{
    __asm__ volatile("1: addi %0, %0, -1\n bnez %0, 1b" : "+r"(rounds));
}

/* From one reading of the counter to the next: 2 * rounds instructions, and the second reading itself. */
static uint32_t spun(uint32_t rounds)
{
    uint32_t from, to;
    __asm__ volatile("csrr %1, 0x7e2\n"
                     "1: addi %0, %0, -1\n"
                     "bnez %0, 1b\n"
                     "csrr %2, 0x7e2"
                     : "+r"(rounds), "=&r"(from), "=&r"(to));
    return to - from;
}

static uint32_t systimer(void)
{
    REG(SYSTIMER_OP) = 1u << 30;
    while ((REG(SYSTIMER_OP) & 1u << 29) == 0) {
    }
    return REG(SYSTIMER_LOW);
}

static uint32_t ticked(uint32_t rounds)
{
    const uint32_t from = systimer();
    spin(rounds);
    return systimer() - from;
}

static void spi(uint32_t opcode, int has_address, uint32_t address, uint32_t word)
{
    REG(SPI1 + 0x18) = 1u << 31 | (has_address ? 1u << 30 | 1u << 27 : 0);
    REG(SPI1 + 0x20) = 7u << 28 | opcode;
    REG(SPI1 + 0x04) = address;
    REG(SPI1 + 0x24) = 31;
    REG(SPI1 + 0x58) = word;
    REG(SPI1) = 1u << 18;
    while (REG(SPI1) != 0) {
    }
}

static void program(void)
{
    spi(0x06, 0, 0, 0);
    spi(0x20, 1, 0x200000, 0);
    spi(0x06, 0, 0, 0);
    spi(0x02, 1, 0x200000, 0x600dcafe);
    say_hex(*(volatile uint32_t *)0x3c200000);
}

/* From here on the line is echoed by an interrupt, and the core sleeps in between. */
_Noreturn static void echo_by_interrupt(void)
{
    REG(UART_CONF1) = 1;
    REG(UART_INT_ENA) = 1;
    REG(MATRIX_UART) = 5;
    REG(MATRIX_PRIORITY_5) = 1;
    REG(MATRIX_ENABLE) = 1u << 5;
    say("interrupts on");
    for (;;) {
        __asm__ volatile("csrci mstatus, 8\n wfi\n csrsi mstatus, 8");
    }
}

void handle_line_5(void)
{
    while ((REG(UART_STATUS) & 0x3ff) != 0) {
        put((char)(REG(UART_FIFO) ^ 0x20));
    }
    REG(UART_INT_CLR) = ~0u;
}

static void watchdog(void)
{
    REG(WATCHDOG_PROTECT) = 0x50d83aa1;
    REG(WATCHDOG_STAGE0) = 2000;
    REG(WATCHDOG_CONFIG0) = 1u << 31 | 5u << 28 | 1u << 8 | 2;
    REG(WATCHDOG_PROTECT) = 0;
}

void tiny_main(void)
{
    __asm__ volatile("csrwi 0x7e0, 1\n csrwi 0x7e1, 1");
    say("tiny boots");
    say("m-ready");
    for (;;) {
        switch (get()) {
        case 'c':
            say_hex(spun(4500000));
            break;
        case 't':
            say_hex(ticked(800000));
            break;
        case 'm':
            say_hex(REG(EFUSE_MAC + 4));
            say_hex(REG(EFUSE_MAC));
            break;
        case 'o':
            say_hex(REG(EMULATOR_MARK));
            break;
        case 'p':
            program();
            break;
        case 'i':
            echo_by_interrupt();
        case 's':
            REG(RTC_OPTIONS0) = 1u << 31;
            break;
        case 'w':
            watchdog();
            break;
        case 'x':
            *(volatile uint32_t *)0x10 = 0;
            break;
        default:
            put('?');
        }
    }
}
