/* What every RISC-V core has in machine mode (The RISC-V Instruction Set Manual, Volume II, version 20190608). */
#ifndef BW_RISCV_H
#define BW_RISCV_H

#include <stdint.h>

#include "bw_register.h"

enum {
    BW_MSTATUS_MIE = 1 << 3,
    BW_MIE_MEIE = 1 << 11,
};

/* Causes of a trap as bw_interrupt gets them. */
static const uint32_t BW_CAUSE_IS_INTERRUPT = 1u << 31;
static const uint32_t BW_CAUSE_EXTERNAL_INTERRUPT = 1u << 31 | 11u;

/* A macro, because the number of the register is part of the instruction. */
#define BW_CSR_READ(number)                                            \
    __extension__({                                                    \
        uint32_t value_;                                               \
        __asm__ volatile("csrr %0, %1" : "=r"(value_) : "i"(number));  \
        value_;                                                        \
    })
#define BW_CSR_WRITE(number, value) __asm__ volatile("csrw %0, %1" : : "i"(number), "r"(value) : "memory")

enum bw_csr {
    BW_CSR_MIE = 0x304,
    BW_CSR_MCYCLE = 0xb00,
    BW_CSR_MCYCLEH = 0xb80,
    BW_CSR_MVENDORID = 0xf11,
};

/* "memory" keeps the compiler from moving accesses across the border of the protected part. */
static inline void bw_interrupts_off(void)
{
    __asm__ volatile("csrci mstatus, %0" : : "i"(BW_MSTATUS_MIE) : "memory");
}

static inline void bw_interrupts_on(void)
{
    __asm__ volatile("csrsi mstatus, %0" : : "i"(BW_MSTATUS_MIE) : "memory");
}

/* Sleeps until an enabled interrupt is pending; with interrupts off it wakes and leaves the interrupt pending. */
static inline void bw_wait_for_interrupt(void)
{
    __asm__ volatile("fence\n\twfi" ::: "memory");
}

#endif
