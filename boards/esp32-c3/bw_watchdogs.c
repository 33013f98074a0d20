/* ESP32-C3 Technical Reference Manual, chapter Watchdog Timers. The ROM boots under the watchdogs of the RTC and of
 * timer group 0; the super watchdog runs from power-on. */
#include "bw_esp32c3.h"

#include "bw_register.h"

enum {
    RTC_WDTCONFIG0 = BW_RTC_CNTL + 0x90,
    RTC_WDTWPROTECT = BW_RTC_CNTL + 0xa8,
    RTC_SWD_CONF = BW_RTC_CNTL + 0xac,
    RTC_SWD_WPROTECT = BW_RTC_CNTL + 0xb0,
    TIMG_WDTCONFIG0 = 0x48,
    TIMG_WDTWPROTECT = 0x64,
};

static const uint32_t WATCHDOG_KEY = 0x50d83aa1u;
static const uint32_t SUPER_WATCHDOG_KEY = 0x8f1d312au;
static const uint32_t SUPER_WATCHDOG_FEEDS_ITSELF = 1u << 31; /* it cannot be switched off */

static void stop(uint32_t config, uint32_t protect)
{
    bw_register_write(protect, WATCHDOG_KEY);
    bw_register_write(config, 0);
    bw_register_write(protect, 0);
}

void bw_watchdogs_stop(void)
{
    stop(RTC_WDTCONFIG0, RTC_WDTWPROTECT);
    stop(BW_TIMG0 + TIMG_WDTCONFIG0, BW_TIMG0 + TIMG_WDTWPROTECT);
    stop(BW_TIMG1 + TIMG_WDTCONFIG0, BW_TIMG1 + TIMG_WDTWPROTECT);
    bw_register_write(RTC_SWD_WPROTECT, SUPER_WATCHDOG_KEY);
    bw_register_set(RTC_SWD_CONF, SUPER_WATCHDOG_FEEDS_ITSELF);
    bw_register_write(RTC_SWD_WPROTECT, 0);
}
