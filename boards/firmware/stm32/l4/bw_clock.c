#include "bw_clock.h"

#include "bw_clock_plan.h"
#include "bw_cortex_m.h"
#include "bw_flash_registers.h"

/* RM0351, RM0432: RCC registers; flash access control register. */
enum {
    RCC = 0x40021000,
    RCC_CR = RCC + 0x00,
    RCC_CFGR = RCC + 0x08,
    RCC_PLLCFGR = RCC + 0x0c,
    RCC_CR_PLLON = 1 << 24,
    RCC_CR_PLLRDY = 1 << 25,
    PLL_FROM_MSI = 1, /* divided by M = 1; R = 2 */
    PLL_N_SHIFT = 8,
    PLL_R_ON = 1 << 24,
    CFGR_PLL = 3,
    CFGR_PLL_RUNS = 3 << 2,
    CFGR_AHB_BY_2 = 8 << 4,
    ACR_PREFETCH_AND_CACHES = 7 << 8,
    MSI_HZ = 4000000,
    /* Lock time is 40 us at most (DS10969 and DS12023, PLL characteristics); a reading takes a cycle or more of
     * 250 ns. */
    ROUNDS = 10000,
    /* Up to this the core may change its clock at once; beyond, it must spend a microsecond at half the speed
     * (RM0432, system clock selection). */
    ONE_STEP_HZ = 80000000,
    HALF_SPEED_ROUNDS = 120,
};

uint32_t bw_clock_start(void)
{
    bw_register_write(BW_FLASH_ACR, BW_CLOCK_WAIT_STATES | ACR_PREFETCH_AND_CACHES);
    /* The manual asks to read the new latency back. An emulator without this register shows 0 for ever. */
    (void)bw_register_await(BW_FLASH_ACR, BW_CLOCK_WAIT_STATES, 16);
    bw_register_write(RCC_PLLCFGR, PLL_FROM_MSI | BW_CLOCK_PLL_N << PLL_N_SHIFT | PLL_R_ON);
    bw_register_set(RCC_CR, RCC_CR_PLLON);
    if (!bw_register_await(RCC_CR, RCC_CR_PLLRDY, ROUNDS)) {
        return MSI_HZ;
    }
    if (BW_CLOCK_HZ > ONE_STEP_HZ) {
        bw_register_set(RCC_CFGR, CFGR_AHB_BY_2);
    }
    bw_register_set(RCC_CFGR, CFGR_PLL);
    const bool pll_runs = bw_register_await(RCC_CFGR, CFGR_PLL_RUNS, ROUNDS);
    (void)bw_register_await(RCC_CR, 0xffffffffu, HALF_SPEED_ROUNDS); /* never true: passes the time */
    bw_register_change(RCC_CFGR, CFGR_AHB_BY_2, 0);
    return pll_runs ? BW_CLOCK_HZ : MSI_HZ;
}
