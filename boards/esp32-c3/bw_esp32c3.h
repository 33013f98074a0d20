/* Espressif ESP32-C3: base addresses. ESP32-C3 Technical Reference Manual, chapter System and Memory. */
#ifndef BW_ESP32C3_H
#define BW_ESP32C3_H

enum {
    BW_UART0 = 0x60000000,
    BW_GPIO = 0x60004000,
    BW_RTC_CNTL = 0x60008000,
    BW_EFUSE = 0x60008800,
    BW_IO_MUX = 0x60009000,
    BW_TIMG0 = 0x6001f000,
    BW_TIMG1 = 0x60020000,
    BW_SYSTIMER = 0x60023000,
    BW_SYSTEM = 0x600c0000,
    BW_INTERRUPT_MATRIX = 0x600c2000,
};

/* Keeps the four watchdogs quiet that the ROM leaves running. */
void bw_watchdogs_stop(void);

#endif
