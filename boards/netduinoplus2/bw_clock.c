#include "bw_cortex_m.h"
#include "bw_flash_registers.h"
#include "bw_stm32f405.h"

/* RM0090: RCC registers; flash access control register. */
enum {
    RCC_CR = BW_RCC + 0x00,
    RCC_PLLCFGR = BW_RCC + 0x04,
    RCC_CFGR = BW_RCC + 0x08,
    RCC_CR_HSEON = 1 << 16,
    RCC_CR_HSERDY = 1 << 17,
    RCC_CR_PLLON = 1 << 24,
    RCC_CR_PLLRDY = 1 << 25,
    /* The board's crystal has 25 MHz: / 25 * 336 / 2 = 168 MHz. Q = 7 makes the 48 MHz of the unused USB. */
    PLL_M_25 = 25,
    PLL_N_336 = 336 << 6,
    PLL_P_2 = 0 << 16,
    PLL_FROM_HSE = 1 << 22,
    PLL_Q_7 = 7 << 24,
    CFGR_PLL = 2,
    CFGR_PLL_RUNS = 2 << 2,
    CFGR_APB1_BY_4 = 5 << 10, /* at most 42 MHz */
    CFGR_APB2_BY_2 = 4 << 13, /* at most 84 MHz */
    /* Five wait states: 150 to 168 MHz at 2.7 V and more (RM0090, number of wait states). */
    ACR_WAIT_STATES = 5,
    ACR_PREFETCH_AND_CACHES = 7 << 8,
    /* The crystal takes 2 ms, the PLL 0.3 ms (DS8626, oscillator and PLL characteristics); a reading takes at least
     * three cycles of 62.5 ns. */
    ROUNDS = 200000,
};

uint32_t bw_clock_start(void)
{
    bw_register_set(RCC_CR, RCC_CR_HSEON);
    if (!bw_register_await(RCC_CR, RCC_CR_HSERDY, ROUNDS)) {
        return BW_RESET_CLOCK_HZ;
    }
    bw_register_write(RCC_PLLCFGR, PLL_M_25 | PLL_N_336 | PLL_P_2 | PLL_FROM_HSE | PLL_Q_7);
    bw_register_set(RCC_CR, RCC_CR_PLLON);
    if (!bw_register_await(RCC_CR, RCC_CR_PLLRDY, ROUNDS)) {
        return BW_RESET_CLOCK_HZ;
    }
    bw_register_write(BW_FLASH_ACR, ACR_WAIT_STATES | ACR_PREFETCH_AND_CACHES);
    if (!bw_register_await(BW_FLASH_ACR, ACR_WAIT_STATES, ROUNDS)) {
        return BW_RESET_CLOCK_HZ;
    }
    bw_register_set(RCC_CFGR, CFGR_APB1_BY_4 | CFGR_APB2_BY_2);
    bw_register_set(RCC_CFGR, CFGR_PLL);
    if (bw_register_await(RCC_CFGR, CFGR_PLL_RUNS, ROUNDS)) {
        return BW_CLOCK_HZ;
    }
    /* Back to what a caller without PLL is promised. */
    bw_register_change(RCC_CFGR, CFGR_PLL | CFGR_APB1_BY_4 | CFGR_APB2_BY_2, 0);
    return BW_RESET_CLOCK_HZ;
}
