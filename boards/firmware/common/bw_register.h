/* Access to memory-mapped registers, on any core. */
#ifndef BW_REGISTER_H
#define BW_REGISTER_H

#include <stdbool.h>
#include <stdint.h>

/* volatile in all of these: a register changes, or acts, by itself. */
static inline uint32_t bw_register_read(uint32_t address)
{
    return *(const volatile uint32_t *)(uintptr_t)address;
}

static inline void bw_register_write(uint32_t address, uint32_t value)
{
    *(volatile uint32_t *)(uintptr_t)address = value;
}

static inline void bw_register_set(uint32_t address, uint32_t bits)
{
    bw_register_write(address, bw_register_read(address) | bits);
}

/* Replaces the bits under `mask`. */
static inline void bw_register_change(uint32_t address, uint32_t mask, uint32_t bits)
{
    bw_register_write(address, (bw_register_read(address) & ~mask) | bits);
}

/* Waits for bits to become all set, at most `rounds` readings, so that dead hardware is no hang. */
static inline bool bw_register_await(uint32_t address, uint32_t bits, uint32_t rounds)
{
    while (rounds-- > 0) {
        if ((bw_register_read(address) & bits) == bits) {
            return true;
        }
    }
    return false;
}

/* Waits for bits to become all clear, in the same way. */
static inline bool bw_register_await_clear(uint32_t address, uint32_t bits, uint32_t rounds)
{
    while (rounds-- > 0) {
        if ((bw_register_read(address) & bits) == 0) {
            return true;
        }
    }
    return false;
}

#endif
