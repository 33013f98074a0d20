/* The agent on SiFive's HiFive1 Rev B: UART0, which the on-board J-Link carries as a virtual COM port; mark line on
 * the green LED. */
#include "bw_agent.h"
#include "bw_core_port.h"
#include "bw_fe310.h"
#include "bw_riscv.h"
#include "bw_startup.h"

/* FE310-G002 Manual v1p5: UART, interrupt controller, GPIO, always-on domain. */
enum {
    UART_TXDATA = BW_UART0 + 0x00,
    UART_RXDATA = BW_UART0 + 0x04,
    UART_TXCTRL = BW_UART0 + 0x08,
    UART_RXCTRL = BW_UART0 + 0x0c,
    UART_IE = BW_UART0 + 0x10,
    UART_IP = BW_UART0 + 0x14,
    UART_DIV = BW_UART0 + 0x18,
    UART_ON = 1,
    TXCTRL_WATERMARK_ONE = 1 << 16,
    IP_TRANSMIT_WATERMARK = 1 << 0, /* with a watermark of 1: while the queue is empty */
    IE_RECEIVE_WATERMARK = 1 << 1, /* with a watermark of 0: while anything is in the queue of eight */
    UART0_INTERRUPT = 3,
    PLIC_PRIORITY = BW_PLIC,
    PLIC_ENABLE = BW_PLIC + 0x2000,
    PLIC_THRESHOLD = BW_PLIC + 0x200000,
    PLIC_CLAIM = BW_PLIC + 0x200004,
    GPIO_OUTPUT_EN = BW_GPIO + 0x08,
    GPIO_OUTPUT_VAL = BW_GPIO + 0x0c,
    GPIO_IOF_EN = BW_GPIO + 0x38,
    GPIO_IOF_SEL = BW_GPIO + 0x3c,
    UART0_PINS = 3 << 16,  /* GPIO 16 and 17, function 0 */
    MARK_PIN = 1 << 19,    /* green LED and Arduino D3; the LED lights when it is low */
    WDOGCFG = BW_AON + 0x00,
    WDOGCOUNT = BW_AON + 0x08,
    WDOGKEY = BW_AON + 0x1c,
    WDOGCMP = BW_AON + 0x20,
    LFROSCCFG = BW_AON + 0x70,
    WDOG_UNLOCK = 0x51f15e,
    WDOG_RESETS_ALWAYS = 1 << 8 | 1 << 12,
    LFROSC_ON = 1 << 30,
};

enum {
    BAUD = 115200,
    /* Ten bits at 115,200 Bd are 27,778 cycles of 320 MHz; a line that stays full longer is dead: the byte is
     * dropped rather than the board hung. */
    TRANSMIT_ROUNDS = 4000000,
    LAST_BYTE_ROUNDS = 30000, /* the same for the byte behind the queue, whose end no register tells */
    SIFIVE_VENDOR_ID = 0x489, /* E31 Core Complex Manual, mvendorid */
    /* QEMU's mcycle is its virtual clock, in nanoseconds (target/riscv/csr.c). */
    QEMU_TICK_HZ = 1000000000,
};

static const uint32_t QUEUE_EMPTY = 1u << 31;
static const uint32_t QUEUE_FULL = 1u << 31;

static struct bw_ring ring;
static struct bw_agent agent;

/* The queue says no word when it overflows: bytes that are lost there are found by the frames' checksums. */
void bw_interrupt(uint32_t cause)
{
    if (cause != BW_CAUSE_EXTERNAL_INTERRUPT) {
        bw_fault();
    }
    const uint32_t number = bw_register_read(PLIC_CLAIM);
    uint32_t data = bw_register_read(UART_RXDATA);
    while ((data & QUEUE_EMPTY) == 0) {
        bw_ring_put(&ring, (uint8_t)data);
        data = bw_register_read(UART_RXDATA);
    }
    bw_register_write(PLIC_CLAIM, number);
}

static bool may_transmit(void)
{
    for (uint32_t i = 0; i < TRANSMIT_ROUNDS; i++) {
        if ((bw_register_read(UART_TXDATA) & QUEUE_FULL) == 0) {
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
            bw_register_write(UART_TXDATA, buffer[i]);
        }
    }
}

static void mark(void *context, bool high)
{
    (void)context;
    bw_register_change(GPIO_OUTPUT_VAL, MARK_PIN, high ? MARK_PIN : 0);
}

static void wdog_write(uint32_t address, uint32_t value)
{
    bw_register_write(WDOGKEY, WDOG_UNLOCK); /* before every write: it locks again by itself */
    bw_register_write(address, value);
}

/* A reset would cut off what was said last. */
static void drain_line(void)
{
    (void)bw_register_await(UART_IP, IP_TRANSMIT_WATERMARK, TRANSMIT_ROUNDS);
    for (uint32_t i = 0; i < LAST_BYTE_ROUNDS; i++) {
        (void)bw_register_read(UART_IP);
    }
}

/* The chip has no reset by software; its watchdog, run out from the start, is one. */
_Noreturn void bw_system_reset(void)
{
    bw_interrupts_off();
    drain_line();
    wdog_write(WDOGCMP, 0);
    wdog_write(WDOGCOUNT, 0);
    wdog_write(WDOGCFG, WDOG_RESETS_ALWAYS);
    for (;;) {
        __asm__ volatile("" ::: "memory"); /* at most two ticks of 32,768 Hz */
    }
}

static void pins_start(void)
{
    bw_register_change(GPIO_IOF_SEL, UART0_PINS, 0);
    bw_register_set(GPIO_IOF_EN, UART0_PINS);
    bw_register_change(GPIO_OUTPUT_VAL, MARK_PIN, 0);
    bw_register_set(GPIO_OUTPUT_EN, MARK_PIN);
}

static void line_start(uint32_t clock_hz)
{
    bw_register_write(UART_DIV, (clock_hz + BAUD / 2) / BAUD - 1);
    bw_register_write(UART_TXCTRL, UART_ON | TXCTRL_WATERMARK_ONE);
    bw_register_write(UART_RXCTRL, UART_ON);
    bw_register_write(UART_IE, IE_RECEIVE_WATERMARK);
    bw_register_write(PLIC_PRIORITY + 4 * UART0_INTERRUPT, 1);
    bw_register_write(PLIC_ENABLE, 1u << UART0_INTERRUPT);
    bw_register_write(PLIC_THRESHOLD, 0);
    BW_CSR_WRITE(BW_CSR_MIE, BW_MIE_MEIE);
    bw_interrupts_on();
}

/* Two witnesses: QEMU 10 shows 0 for the vendor, and has no slow oscillator that could be switched on (it is on after
 * reset; on this board a crystal takes its place, so it may as well run). The real chip has both. */
static enum bw_origin find_origin(void)
{
    bw_register_set(LFROSCCFG, LFROSC_ON);
    const bool has_oscillator = (bw_register_read(LFROSCCFG) & LFROSC_ON) != 0;
    const bool is_sifive = BW_CSR_READ(BW_CSR_MVENDORID) == SIFIVE_VENDOR_ID;
    return has_oscillator && is_sifive ? BW_ORIGIN_HARDWARE : BW_ORIGIN_EMULATED;
}

int main(void)
{
    const uint32_t clock_hz = bw_clock_start();
    pins_start();
    line_start(clock_hz);
    const enum bw_origin origin = find_origin();
    static struct bw_port port;
    port = bw_core_port(&ring, bw_ticks_start(origin == BW_ORIGIN_EMULATED));
    port.origin = origin;
    port.clock_hz = clock_hz;
    port.tick_hz = origin == BW_ORIGIN_EMULATED ? QEMU_TICK_HZ : clock_hz;
    port.write = write_line;
    port.mark = mark;
    bw_agent_run(&agent, &port);
}
