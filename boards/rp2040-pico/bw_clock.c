#include "bw_cortex_m.h"
#include "bw_rp2040.h"

/* RP2040 Datasheet: 2.15 Clocks, 2.16 Crystal oscillator, 2.18 PLL. */
enum {
    CLK_REF_CTRL = BW_CLOCKS + 0x30,
    CLK_REF_SELECTED = BW_CLOCKS + 0x38,
    CLK_SYS_CTRL = BW_CLOCKS + 0x3c,
    CLK_SYS_SELECTED = BW_CLOCKS + 0x44,
    CLK_PERI_CTRL = BW_CLOCKS + 0x48,
    REF_FROM_XOSC = 2,
    SYS_FROM_REF = 0,
    SYS_FROM_AUX = 1, /* of which number 0 is the PLL */
    PERI_ENABLE = 1 << 11,
    XOSC_CTRL = BW_XOSC + 0x00,
    XOSC_STATUS = BW_XOSC + 0x04,
    XOSC_STARTUP = BW_XOSC + 0x0c,
    XOSC_ON = 0xfab << 12 | 0xaa0, /* ENABLE, 1 to 15 MHz */
    XOSC_STARTUP_1_MS = 47,        /* in units of 256 of the crystal's 12 MHz */
    PLL_CS = BW_PLL_SYS + 0x00,
    PLL_PWR = BW_PLL_SYS + 0x04,
    PLL_FBDIV = BW_PLL_SYS + 0x08,
    PLL_PRIM = BW_PLL_SYS + 0x0c,
    PWR_PD = 1 << 0,
    PWR_POSTDIVPD = 1 << 3,
    PWR_VCOPD = 1 << 5,
    /* 12 MHz * 125 / 6 / 2 = 125 MHz, from 1,500 MHz. */
    FBDIV_125 = 125,
    PRIM_6_2 = 6 << 16 | 2 << 12,
    RESET_PLL_SYS = 1 << 12,
    CLOCK_HZ = 125000000,
    RING_HZ = 6500000, /* 2.17: 1.8 to 12 MHz, 6.5 typically */
    /* The crystal takes a millisecond, which are 12,000 cycles at most; a reading takes several. */
    ROUNDS = 100000,
};

/* CLK_..._SELECTED has one bit for each source. */
static bool choose(uint32_t control, uint32_t selected, uint32_t source)
{
    bw_register_change(control, 3, source);
    return bw_register_await(selected, 1u << source, ROUNDS);
}

static bool crystal_start(void)
{
    bw_register_write(XOSC_STARTUP, XOSC_STARTUP_1_MS);
    bw_register_write(XOSC_CTRL, XOSC_ON);
    return bw_register_await(XOSC_STATUS, 1u << 31, ROUNDS); /* STABLE */
}

static bool pll_start(void)
{
    bw_register_set(BW_RESETS_RESET, RESET_PLL_SYS);
    bw_resets_release(RESET_PLL_SYS);
    bw_register_write(PLL_CS, 1); /* REFDIV */
    bw_register_write(PLL_FBDIV, FBDIV_125);
    bw_register_change(PLL_PWR, PWR_PD | PWR_VCOPD, 0);
    if (!bw_register_await(PLL_CS, 1u << 31, ROUNDS)) { /* LOCK */
        return false;
    }
    bw_register_write(PLL_PRIM, PRIM_6_2);
    bw_register_change(PLL_PWR, PWR_POSTDIVPD, 0);
    return true;
}

void bw_resets_release(uint32_t bits)
{
    bw_register_change(BW_RESETS_RESET, bits, 0);
    (void)bw_register_await(BW_RESETS_DONE, bits, ROUNDS);
}

uint32_t bw_clock_start(void)
{
    /* After a reset of the core alone the PLL still clocks it. */
    bool runs = choose(CLK_SYS_CTRL, CLK_SYS_SELECTED, SYS_FROM_REF);
    runs = runs && crystal_start() && choose(CLK_REF_CTRL, CLK_REF_SELECTED, REF_FROM_XOSC);
    runs = runs && pll_start() && choose(CLK_SYS_CTRL, CLK_SYS_SELECTED, SYS_FROM_AUX);
    bw_register_write(CLK_PERI_CTRL, PERI_ENABLE); /* from the system clock */
    return runs ? CLOCK_HZ : RING_HZ;
}
