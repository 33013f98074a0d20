#include "bw_cortex_m.h"
#include "bw_flash_registers.h"
#include "bw_stm32l4.h"

/* RM0351: RCC registers; flash access control register. */
enum {
    RCC_CR = BW_RCC + 0x00,
    RCC_CFGR = BW_RCC + 0x08,
    RCC_PLLCFGR = BW_RCC + 0x0c,
    RCC_CR_PLLON = 1 << 24,
    RCC_CR_PLLRDY = 1 << 25,
    /* MSI 4 MHz, the clock after reset, / 1 * 40 / 2 = 80 MHz. */
    PLL_FROM_MSI = 1,
    PLL_N_40 = 40 << 8,
    PLL_R_ON = 1 << 24,
    CFGR_PLL = 3,
    CFGR_PLL_RUNS = 3 << 2,
    /* Four wait states: 64 to 80 MHz in voltage range 1, which is the one after reset (RM0351, read access latency). */
    ACR_WAIT_STATES = 4,
    ACR_PREFETCH_AND_CACHES = 7 << 8,
    /* Lock time is 40 us at most (DS10969, PLL characteristics); a reading takes a cycle or more of 250 ns. */
    ROUNDS = 10000,
};

uint32_t bw_clock_start(void)
{
    bw_register_write(BW_FLASH_ACR, ACR_WAIT_STATES | ACR_PREFETCH_AND_CACHES);
    /* The manual asks to read the new latency back. An emulator without this register shows 0 for ever. */
    (void)bw_register_await(BW_FLASH_ACR, ACR_WAIT_STATES, 16);
    bw_register_write(RCC_PLLCFGR, PLL_FROM_MSI | PLL_N_40 | PLL_R_ON);
    bw_register_set(RCC_CR, RCC_CR_PLLON);
    if (!bw_register_await(RCC_CR, RCC_CR_PLLRDY, ROUNDS)) {
        return 4000000;
    }
    bw_register_set(RCC_CFGR, CFGR_PLL);
    return bw_register_await(RCC_CFGR, CFGR_PLL_RUNS, ROUNDS) ? 80000000 : 4000000;
}
