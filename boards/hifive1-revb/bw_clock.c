#include "bw_fe310.h"

#include "bw_register.h"

enum {
    HFXOSCCFG = BW_PRCI + 0x04,
    PLLCFG = BW_PRCI + 0x08,
    PLLOUTDIV = BW_PRCI + 0x0c,
    SPI_SCKDIV = BW_QSPI0 + 0x00,
    HFXOSC_ON = 1 << 30,
    PLL_SELECTED = 1 << 16,
    PLL_FROM_CRYSTAL = 1 << 17,
    PLL_BYPASSED = 1 << 18,
    /* 16 MHz / 2 * 80 / 2 = 320 MHz, the chip's fastest. R and Q hold one less and a power of two, F half of the
     * factor less one. */
    PLL_320_MHZ = 1 << 0 | 39 << 4 | 1 << 10,
    OUTDIV_BY_ONE = 1 << 8,
    /* The flash's clock is 320 MHz / 2 / (3 + 1) = 40 MHz; plain reads go up to 50 MHz (ISSI IS25LP032D). */
    SPI_DIVISOR = 3,
    /* The manual asks for 100 us before the lock bit means anything; a reading takes a cycle or more of 16 MHz. */
    SETTLE_ROUNDS = 2000,
    ROUNDS = 100000,
};

static const uint32_t READY = 1u << 31; /* the crystal's, and the PLL's lock */

uint32_t bw_clock_start(void)
{
    bw_register_write(SPI_SCKDIV, SPI_DIVISOR);
    bw_register_set(HFXOSCCFG, HFXOSC_ON);
    (void)bw_register_await(HFXOSCCFG, READY, ROUNDS);
    /* Off the PLL, which a bootloader may have chosen, before it changes. */
    bw_register_write(PLLOUTDIV, OUTDIV_BY_ONE);
    bw_register_write(PLLCFG, PLL_FROM_CRYSTAL | PLL_BYPASSED | PLL_SELECTED);
    const uint32_t configuration = PLL_FROM_CRYSTAL | PLL_320_MHZ;
    bw_register_change(PLLCFG, PLL_SELECTED, 0);
    bw_register_write(PLLCFG, configuration);
    for (uint32_t i = 0; i < SETTLE_ROUNDS; i++) {
        (void)bw_register_read(PLLCFG);
    }
    if (!bw_register_await(PLLCFG, READY, ROUNDS)) {
        bw_register_write(PLLCFG, PLL_FROM_CRYSTAL | PLL_BYPASSED | PLL_SELECTED);
        return 16000000;
    }
    bw_register_write(PLLCFG, configuration | PLL_SELECTED);
    return 320000000;
}
