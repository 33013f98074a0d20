/* Pins of an STM32 of the F4 and L4 families, which have the same GPIO registers (RM0090, RM0351, RM0432: GPIO
 * registers). `port` is the base address; its clock runs. */
#ifndef BW_GPIO_H
#define BW_GPIO_H

#include "bw_cortex_m.h"

enum bw_gpio_register {
    BW_GPIO_MODER = 0x00,
    BW_GPIO_PUPDR = 0x0c,
    BW_GPIO_BSRR = 0x18,
    BW_GPIO_AFRL = 0x20,
};

enum bw_gpio_mode { BW_GPIO_OUTPUT = 1, BW_GPIO_ALTERNATE = 2 };

static inline void bw_gpio_mode(uint32_t port, uint32_t pin, enum bw_gpio_mode mode)
{
    bw_register_change(port + BW_GPIO_MODER, 3u << (2 * pin), (uint32_t)mode << (2 * pin));
}

/* Gives a pin to a peripheral; the function's number is in the data sheet. */
static inline void bw_gpio_function(uint32_t port, uint32_t pin, uint32_t function)
{
    const uint32_t shift = 4 * (pin % 8);
    bw_register_change(port + BW_GPIO_AFRL + 4 * (pin / 8), 0xfu << shift, function << shift);
    bw_gpio_mode(port, pin, BW_GPIO_ALTERNATE);
}

static inline void bw_gpio_pull_up(uint32_t port, uint32_t pin)
{
    bw_register_change(port + BW_GPIO_PUPDR, 3u << (2 * pin), 1u << (2 * pin));
}

/* Both pins of a serial line; pull-up on the receiving one, so that an open line is idle. */
static inline void bw_gpio_line(uint32_t port, uint32_t transmit_pin, uint32_t receive_pin, uint32_t function)
{
    bw_gpio_pull_up(port, receive_pin);
    bw_gpio_function(port, transmit_pin, function);
    bw_gpio_function(port, receive_pin, function);
}

static inline void bw_gpio_write(uint32_t port, uint32_t pin, bool high)
{
    bw_register_write(port + BW_GPIO_BSRR, high ? 1u << pin : 1u << (pin + 16));
}

#endif
