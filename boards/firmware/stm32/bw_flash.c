#include "bw_flash.h"

#include <string.h>

#include "bw_cortex_m.h"
#include "bw_flash_blocks.h"
#include "bw_flash_registers.h"

enum {
    SR_BSY = 1 << 16,
    CR_STRT = 1 << 16,
    ACR_DCEN = 1 << 10,
    ACR_DCRST = 1 << 12,
};

/* Two keys in this order open the control register. */
static const uint32_t keys[2] = {0x45670123u, 0xcdef89abu};

static int finish(void)
{
    for (uint32_t i = 0; i < BW_FLASH_ROUNDS; i++) {
        uint32_t status = bw_register_read(BW_FLASH_SR);
        if ((status & SR_BSY) == 0) {
            return (status & BW_FLASH_SR_ERRORS) == 0 ? 0 : BW_FLASH_REFUSED;
        }
    }
    return BW_FLASH_TIMEOUT;
}

static void unlock(void)
{
    if ((bw_register_read(BW_FLASH_CR) >> 31) != 0) {
        bw_register_write(BW_FLASH_KEYR, keys[0]);
        bw_register_write(BW_FLASH_KEYR, keys[1]);
    }
    bw_register_write(BW_FLASH_SR, BW_FLASH_SR_ERRORS); /* of earlier tries: written ones clear */
}

static void lock(void)
{
    bw_register_write(BW_FLASH_CR, 1u << 31);
    /* The data cache may hold what was there before; it is reset only while it is off (RM0090 and RM0351, flash
     * access control register). */
    bw_register_change(BW_FLASH_ACR, ACR_DCEN, 0);
    bw_register_set(BW_FLASH_ACR, ACR_DCRST);
    bw_register_change(BW_FLASH_ACR, ACR_DCRST, 0);
    bw_register_set(BW_FLASH_ACR, ACR_DCEN);
}

int bw_flash_erase(void *context, uint32_t offset, uint32_t bytes)
{
    (void)context;
    int status = bw_flash_is_inside_slot(offset, bytes) ? 0 : BW_FLASH_OUT_OF_RANGE;
    unlock();
    for (uint32_t at = offset; status == 0 && at < offset + bytes; at += bw_flash_blocks.bytes) {
        bw_register_write(BW_FLASH_CR, bw_flash_erase_bits(bw_flash_blocks.first + at / bw_flash_blocks.bytes));
        bw_register_set(BW_FLASH_CR, CR_STRT);
        status = finish();
    }
    lock();
    return status;
}

static int write_unit(uint32_t address, const uint8_t *data)
{
    /* A host may repeat a write; on some of these chips a unit can be written only once between two erases. */
    if (memcmp((const void *)(uintptr_t)address, data, BW_FLASH_UNIT_BYTES) == 0) {
        return 0;
    }
    bw_register_write(BW_FLASH_CR, BW_FLASH_CR_PROGRAM);
    for (uint32_t at = 0; at < BW_FLASH_UNIT_BYTES; at += 4) {
        uint32_t word;
        memcpy(&word, data + at, sizeof word);
        bw_register_write(address + at, word);
        /* The words of a unit must arrive in order. */
        __asm__ volatile("isb" ::: "memory");
    }
    return finish();
}

int bw_flash_write(void *context, uint32_t offset, const uint8_t *data, uint32_t bytes)
{
    (void)context;
    int status = bw_flash_is_inside_slot(offset, bytes) ? 0 : BW_FLASH_OUT_OF_RANGE;
    unlock();
    for (uint32_t at = 0; status == 0 && at < bytes; at += BW_FLASH_UNIT_BYTES) {
        status = write_unit(BW_SLOT_ADDRESS + offset + at, data + at);
    }
    lock();
    return status;
}
