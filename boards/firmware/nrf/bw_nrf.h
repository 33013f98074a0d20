/* Registers that the nRF51 and the nRF52840 have at the same place (nRF51 Series Reference Manual 3.0, nRF52840 Product
 * Specification 1.7: memory, instantiation, and the chapter of each peripheral). */
#ifndef BW_NRF_H
#define BW_NRF_H

#include "bw_cortex_m.h"

enum bw_nrf_register {
    BW_FICR_CODEPAGESIZE = 0x10000010,
    BW_FICR_CONFIGID = 0x1000005c, /* nRF51 */
    BW_FICR_DEVICEID = 0x10000060, /* two words */
    BW_CLOCK_HFCLKSTART = 0x40000000,
    BW_CLOCK_HFCLKSTARTED = 0x40000100,
    BW_UART = 0x40002000,
    BW_TIMER0 = 0x40008000,
    BW_NVMC = 0x4001e000,
    BW_GPIO_P0 = 0x50000000,
    BW_GPIO_P1 = 0x50000300, /* nRF52840 */
};

enum bw_nrf_interrupt { BW_UART_INTERRUPT = 2, BW_TIMER0_INTERRUPT = 8 };

/* A pin as the peripherals' PSEL registers name it: 32 * port + pin. */
enum { BW_NRF_PINS_A_PORT = 32 };

static inline uint32_t bw_nrf_port(uint32_t pin)
{
    return pin < BW_NRF_PINS_A_PORT ? BW_GPIO_P0 : BW_GPIO_P1;
}

static inline void bw_nrf_pin_write(uint32_t pin, bool high)
{
    const uint32_t set_or_clear = high ? 0x508 : 0x50c; /* OUTSET, OUTCLR */
    bw_register_write(bw_nrf_port(pin) + set_or_clear, 1u << (pin % BW_NRF_PINS_A_PORT));
}

/* PIN_CNF: DIR, and INPUT disconnected. */
static inline void bw_nrf_pin_output(uint32_t pin, bool high)
{
    bw_nrf_pin_write(pin, high);
    bw_register_write(bw_nrf_port(pin) + 0x700 + 4 * (pin % BW_NRF_PINS_A_PORT), 3);
}

/* PIN_CNF: PULL up. */
static inline void bw_nrf_pin_input(uint32_t pin)
{
    bw_register_write(bw_nrf_port(pin) + 0x700 + 4 * (pin % BW_NRF_PINS_A_PORT), 3u << 2);
}

/* Waits for an event, at most `rounds` readings. */
static inline bool bw_nrf_await(uint32_t event, uint32_t rounds)
{
    return bw_register_await(event, 1, rounds);
}

/* Clocks everything from the crystal; without, the chip runs on from its RC oscillator, which is up to 6 % off. */
static inline bool bw_nrf_crystal_start(void)
{
    /* The crystal takes some milliseconds at most; a reading takes at least three cycles. */
    enum { ROUNDS = 400000 };
    bw_register_write(BW_CLOCK_HFCLKSTARTED, 0);
    bw_register_write(BW_CLOCK_HFCLKSTART, 1);
    return bw_nrf_await(BW_CLOCK_HFCLKSTARTED, ROUNDS);
}

#endif
