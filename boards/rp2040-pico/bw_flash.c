/* The slot through the ROM's flash routines (RP2040 Datasheet, 2.8.3 Bootrom contents). While they work nothing can be
 * read from flash: what runs meanwhile lies in RAM, and interrupts are off. The UART's buffer of 32 bytes holds what
 * comes while a page is written. */
#include "bw_flash.h"

#include <string.h>

#include "bw_cortex_m.h"
#include "bw_rp2040.h"

enum {
    PAGE_BYTES = 256,
    BOOT2_BYTES = 256,
    ROM_TABLE = 0x14,  /* 16 bits each: where the table of functions is, */
    ROM_LOOKUP = 0x18, /* and who looks into it */
    BLOCK_BYTES = 1 << 16,
    BLOCK_ERASE = 0xd8,
};

typedef void (*rom_plain)(void);
typedef void (*rom_erase)(uint32_t offset, uint32_t bytes, uint32_t block_bytes, uint32_t block_command);
typedef void (*rom_program)(uint32_t offset, const uint8_t *data, uint32_t bytes);

/* Everything a job needs while flash cannot be read. */
struct job {
    rom_plain connect;
    rom_plain exit_xip;
    rom_erase erase;
    rom_program program;
    rom_plain flush_cache;
    rom_plain boot2; /* its copy in RAM */
};

static uint32_t boot2_copy[BOOT2_BYTES / 4];
static uint8_t page[PAGE_BYTES];

static uintptr_t rom_function(char first, char second)
{
    typedef uintptr_t (*lookup)(uintptr_t table, uint32_t code);
    const uintptr_t table = *(const volatile uint16_t *)(uintptr_t)ROM_TABLE;
    const lookup look = (lookup)(uintptr_t) * (const volatile uint16_t *)(uintptr_t)ROM_LOOKUP;
    return look(table, (uint32_t)first | (uint32_t)second << 8);
}

static struct job job_start(void)
{
    memcpy(boot2_copy, (const void *)(uintptr_t)BW_FLASH_BASE, sizeof boot2_copy);
    return (struct job){
        .connect = (rom_plain)rom_function('I', 'F'),
        .exit_xip = (rom_plain)rom_function('E', 'X'),
        .erase = (rom_erase)rom_function('R', 'E'),
        .program = (rom_program)rom_function('R', 'P'),
        .flush_cache = (rom_plain)rom_function('F', 'C'),
        .boot2 = (rom_plain)((uintptr_t)boot2_copy | 1u), /* Thumb */
    };
}

/* Erases a sector, or writes `page` where `is_page`. In RAM, whole: no call may leave it. */
__attribute__((noinline, section(".data.bw_flash_do"))) static void flash_do(const struct job *job, uint32_t offset,
                                                                              bool is_page)
{
    job->connect();
    job->exit_xip();
    if (is_page) {
        job->program(offset, page, PAGE_BYTES);
    } else {
        job->erase(offset, BW_FLASH_SECTOR_BYTES, BLOCK_BYTES, BLOCK_ERASE);
    }
    job->flush_cache();
    job->boot2();
}

static void flash_do_alone(const struct job *job, uint32_t offset, bool is_page)
{
    bw_interrupts_off();
    flash_do(job, offset, is_page);
    bw_interrupts_on();
}

int bw_flash_erase(void *context, uint32_t offset, uint32_t bytes)
{
    (void)context;
    if (!bw_flash_is_inside_slot(offset, bytes)) {
        return BW_FLASH_OUT_OF_RANGE;
    }
    const struct job job = job_start();
    for (uint32_t at = offset; at < offset + bytes; at += BW_FLASH_SECTOR_BYTES) {
        flash_do_alone(&job, BW_SLOT_OFFSET + at, false);
    }
    return 0;
}

/* Writes what of [offset, offset + bytes) lies in the page at `start`; ones elsewhere change nothing. */
static void write_page(const struct job *job, uint32_t start, uint32_t offset, const uint8_t *data, uint32_t bytes)
{
    const uint32_t low = offset > start ? offset : start;
    const uint32_t high = offset + bytes < start + PAGE_BYTES ? offset + bytes : start + PAGE_BYTES;
    memset(page, 0xff, sizeof page);
    memcpy(page + (low - start), data + (low - offset), high - low);
    flash_do_alone(job, BW_SLOT_OFFSET + start, true);
}

int bw_flash_write(void *context, uint32_t offset, const uint8_t *data, uint32_t bytes)
{
    (void)context;
    if (!bw_flash_is_inside_slot(offset, bytes)) {
        return BW_FLASH_OUT_OF_RANGE;
    }
    const struct job job = job_start();
    for (uint32_t start = offset / PAGE_BYTES * PAGE_BYTES; start < offset + bytes; start += PAGE_BYTES) {
        write_page(&job, start, offset, data, bytes);
    }
    /* The ROM does not say whether flash took it. */
    const void *written = (const void *)(uintptr_t)(BW_SLOT_ADDRESS + offset);
    return memcmp(written, data, bytes) == 0 ? 0 : BW_FLASH_REFUSED;
}
