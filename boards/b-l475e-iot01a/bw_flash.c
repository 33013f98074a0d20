#include <string.h>

#include "bw_bytes.h"
#include "bw_cortex_m.h"
#include "bw_stm32l4.h"

/* RM0351: flash registers, page erase, standard programming. */
enum {
    FLASH_ACR = BW_FLASH + 0x00,
    FLASH_KEYR = BW_FLASH + 0x08,
    FLASH_SR = BW_FLASH + 0x10,
    FLASH_CR = BW_FLASH + 0x14,
    ACR_DCEN = 1 << 10,
    ACR_DCRST = 1 << 12,
    SR_ERRORS = 0xc3fa,
    SR_BSY = 1 << 16,
    CR_PG = 1 << 0,
    CR_PER = 1 << 1,
    CR_PAGE_SHIFT = 3,
    CR_BANK_2 = 1 << 11,
    CR_STRT = 1 << 16,
    BANK_2_ADDRESS = 0x08080000,
    BANK_2_BYTES = 0x80000,
    /* A page takes 25 ms at most (DS10969, flash characteristics): 2 million cycles of at least 4 a round. */
    ROUNDS = 2000000,
};

enum { FLASH_OUT_OF_RANGE = -1, FLASH_TIMEOUT = -2, FLASH_REFUSED = -3 };

/* Two keys in this order open the control register. */
static const uint32_t keys[2] = {0x45670123u, 0xcdef89abu};

static int finish(void)
{
    for (uint32_t i = 0; i < ROUNDS; i++) {
        uint32_t status = bw_register_read(FLASH_SR);
        if ((status & SR_BSY) == 0) {
            return (status & SR_ERRORS) == 0 ? 0 : FLASH_REFUSED;
        }
    }
    return FLASH_TIMEOUT;
}

static void unlock(void)
{
    if ((bw_register_read(FLASH_CR) >> 31) != 0) {
        bw_register_write(FLASH_KEYR, keys[0]);
        bw_register_write(FLASH_KEYR, keys[1]);
    }
    bw_register_write(FLASH_SR, SR_ERRORS); /* of earlier tries: written ones clear */
}

static void lock(void)
{
    bw_register_write(FLASH_CR, 1u << 31);
    /* The data cache may hold what was there before (RM0351: flush it after changing flash). */
    bw_register_change(FLASH_ACR, ACR_DCEN, 0);
    bw_register_set(FLASH_ACR, ACR_DCRST);
    bw_register_change(FLASH_ACR, ACR_DCRST, 0);
    bw_register_set(FLASH_ACR, ACR_DCEN);
}

int bw_flash_erase(uint32_t offset, uint32_t bytes)
{
    if (offset > BANK_2_BYTES || bytes > BANK_2_BYTES - offset) {
        return FLASH_OUT_OF_RANGE;
    }
    int status = 0;
    unlock();
    for (uint32_t at = offset; at < offset + bytes && status == 0; at += BW_FLASH_PAGE_BYTES) {
        uint32_t page = at / BW_FLASH_PAGE_BYTES;
        bw_register_write(FLASH_CR, CR_PER | CR_BANK_2 | page << CR_PAGE_SHIFT);
        bw_register_set(FLASH_CR, CR_STRT);
        status = finish();
    }
    lock();
    return status;
}

static int write_double_word(uint32_t address, const uint8_t *data)
{
    /* A host may repeat a write; flash takes a double word only once between two erases. */
    if (memcmp((const void *)(uintptr_t)address, data, 8) == 0) {
        return 0;
    }
    bw_register_write(FLASH_CR, CR_PG);
    bw_register_write(address, bw_get_u32(data));
    /* The first word must arrive first. */
    __asm__ volatile("isb" ::: "memory");
    bw_register_write(address + 4, bw_get_u32(data + 4));
    return finish();
}

int bw_flash_write(uint32_t offset, const uint8_t *data, uint32_t bytes)
{
    if (offset > BANK_2_BYTES || bytes > BANK_2_BYTES - offset) {
        return FLASH_OUT_OF_RANGE;
    }
    int status = 0;
    unlock();
    for (uint32_t at = 0; at < bytes && status == 0; at += 8) {
        status = write_double_word(BANK_2_ADDRESS + offset + at, data + at);
    }
    lock();
    return status;
}
