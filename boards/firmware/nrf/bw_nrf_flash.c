/* The non-volatile memory controller of the nRF51 and nRF52840 (nRF51 Series Reference Manual 3.0, chapter NVMC; nRF52840
 * Product Specification 1.7, chapter NVMC). The core stands still while a page is erased, 22 or 85 ms, or a word is
 * written, 46 or 41 us: less than a byte on the line takes, so that nothing is lost while a host writes. */
#include <string.h>

#include "bw_flash.h"
#include "bw_nrf.h"

enum {
    READY = BW_NVMC + 0x400,
    CONFIG = BW_NVMC + 0x504,
    ERASEPAGE = BW_NVMC + 0x508,
    CONFIG_READ = 0,
    CONFIG_WRITE = 1,
    CONFIG_ERASE = 2,
    /* A page takes 85 ms on the nRF52840, should the core run on meanwhile: 5.4 million cycles of at least 3 a round. */
    ROUNDS = 4000000,
};

static int finish(void)
{
    return bw_nrf_await(READY, ROUNDS) ? 0 : BW_FLASH_TIMEOUT;
}

int bw_flash_erase(void *context, uint32_t offset, uint32_t bytes)
{
    (void)context;
    const uint32_t page_bytes = bw_register_read(BW_FICR_CODEPAGESIZE);
    int status = bw_flash_is_inside_slot(offset, bytes) ? 0 : BW_FLASH_OUT_OF_RANGE;
    bw_register_write(CONFIG, CONFIG_ERASE);
    for (uint32_t at = offset; status == 0 && at < offset + bytes; at += page_bytes) {
        bw_register_write(ERASEPAGE, BW_SLOT_ADDRESS + at);
        status = finish();
    }
    bw_register_write(CONFIG, CONFIG_READ);
    return status;
}

int bw_flash_write(void *context, uint32_t offset, const uint8_t *data, uint32_t bytes)
{
    (void)context;
    int status = bw_flash_is_inside_slot(offset, bytes) ? 0 : BW_FLASH_OUT_OF_RANGE;
    bw_register_write(CONFIG, CONFIG_WRITE);
    for (uint32_t at = 0; status == 0 && at < bytes; at += 4) {
        const uint32_t address = BW_SLOT_ADDRESS + offset + at;
        uint32_t word;
        memcpy(&word, data + at, sizeof word);
        /* A host may repeat a write; a word may be written only a few times between two erases. */
        if (bw_register_read(address) != word) {
            bw_register_write(address, word);
            status = finish();
        }
    }
    bw_register_write(CONFIG, CONFIG_READ);
    return status == 0 && memcmp((const void *)(uintptr_t)(BW_SLOT_ADDRESS + offset), data, bytes) != 0
               ? BW_FLASH_REFUSED
               : status;
}
