/* Registers that every Cortex-M has at the same place (Armv7-M and Armv8-M Architecture Reference Manuals). */
#ifndef BW_CORTEX_M_H
#define BW_CORTEX_M_H

#include <stdbool.h>
#include <stdint.h>

#include "bw_register.h"

/* Constants rather than an enum: C11 enumerators end at the largest int. */
static const uint32_t BW_DWT_CTRL = 0xe0001000u;
static const uint32_t BW_DWT_CYCCNT = 0xe0001004u;
static const uint32_t BW_SYST_CSR = 0xe000e010u;
static const uint32_t BW_SYST_RVR = 0xe000e014u;
static const uint32_t BW_SYST_CVR = 0xe000e018u;
static const uint32_t BW_NVIC_ISER0 = 0xe000e100u;
static const uint32_t BW_NVIC_ICER0 = 0xe000e180u;
static const uint32_t BW_NVIC_ICPR0 = 0xe000e280u;
static const uint32_t BW_SCB_ICSR = 0xe000ed04u;
static const uint32_t BW_SCB_VTOR = 0xe000ed08u;
static const uint32_t BW_SCB_AIRCR = 0xe000ed0cu;
static const uint32_t BW_SCB_CPACR = 0xe000ed88u;
static const uint32_t BW_SCB_DEMCR = 0xe000edfcu;

static inline void bw_interrupt_enable(uint32_t number)
{
    bw_register_write(BW_NVIC_ISER0 + 4 * (number / 32), 1u << (number % 32));
}

/* Switches off and forgets what a bootloader left, for the vectors of which this program has no handler: the first 64. */
static inline void bw_interrupts_forget(void)
{
    for (uint32_t number = 0; number < 64; number += 32) {
        bw_register_write(BW_NVIC_ICER0 + number / 8, UINT32_MAX);
        bw_register_write(BW_NVIC_ICPR0 + number / 8, UINT32_MAX);
    }
}

/* "memory" keeps the compiler from moving accesses across the border of the protected part. */
static inline void bw_interrupts_off(void)
{
    __asm__ volatile("cpsid i" ::: "memory");
}

static inline void bw_interrupts_on(void)
{
    __asm__ volatile("cpsie i" ::: "memory");
}

/* Sleeps until an interrupt is pending; with interrupts off it wakes and leaves the interrupt pending. The
 * barrier completes earlier stores first. */
static inline void bw_wait_for_interrupt(void)
{
    __asm__ volatile("dsb\n\twfi" ::: "memory");
}

static inline _Noreturn void bw_system_reset(void)
{
    __asm__ volatile("dsb" ::: "memory");
    bw_register_write(BW_SCB_AIRCR, 0x05fa0004u); /* VECTKEY, SYSRESETREQ */
    for (;;) {
        __asm__ volatile("dsb" ::: "memory"); /* the reset takes a few cycles */
    }
}

/* Whether a cycle counter is there and counts. Real cores of this kind have one, QEMU 10 has none. */
static inline bool bw_cycle_counter_counts(void)
{
    bw_register_set(BW_SCB_DEMCR, 1u << 24); /* TRCENA */
    bw_register_set(BW_DWT_CTRL, 1u);        /* CYCCNTENA */
    uint32_t before = bw_register_read(BW_DWT_CYCCNT);
    __asm__ volatile("nop\n\tnop\n\tnop\n\tnop");
    return bw_register_read(BW_DWT_CYCCNT) != before;
}

#if defined(__ARM_FEATURE_IDIV)
static inline uint32_t bw_division_cycles(uint32_t dividend)
{
    uint32_t before = bw_register_read(BW_DWT_CYCCNT);
    uint32_t quotient;
    __asm__ volatile(".rept 16\n\tudiv %0, %1, %2\n\t.endr" : "=&r"(quotient) : "r"(dividend), "r"(1u));
    return bw_register_read(BW_DWT_CYCCNT) - before;
}

/* Whether the cycle counter counts cycles rather than instructions: a division of a Cortex-M4 takes 2 to 12 of them,
 * by the size of the quotient (DDI 0439, instruction set summary). An emulator with a counter, of which QEMU 10 is
 * none, counts the same for both. Run once before, so that a cold
 * cache makes no difference of its own. */
static inline bool bw_division_takes_its_time(void)
{
    if (!bw_cycle_counter_counts()) {
        return false;
    }
    (void)bw_division_cycles(UINT32_MAX);
    uint32_t large = bw_division_cycles(UINT32_MAX);
    uint32_t small = bw_division_cycles(0);
    return large > small + 16;
}
#endif

#endif
