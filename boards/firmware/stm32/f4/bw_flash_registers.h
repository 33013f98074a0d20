/* Flash of the STM32F405 (RM0090, embedded flash memory interface). It has one bank: while a sector is erased the core
 * waits for its next instruction, up to two seconds, and what comes on the line meanwhile is lost. */
#ifndef BW_FLASH_REGISTERS_H
#define BW_FLASH_REGISTERS_H

#include <stdint.h>

enum bw_flash_register {
    BW_FLASH_ACR = 0x40023c00,
    BW_FLASH_KEYR = 0x40023c04,
    BW_FLASH_SR = 0x40023c0c,
    BW_FLASH_CR = 0x40023c10,
    BW_FLASH_SR_ERRORS = 0xf2,
    BW_FLASH_CR_PROGRAM = 1 << 0 | 2 << 8, /* PG, PSIZE = 32 bits, for 2.7 V and more */
    BW_FLASH_UNIT_BYTES = 4,
    /* A sector of 128 KiB takes 2 s at most (DS8626, flash memory programming): 336 million cycles of 168 MHz, of at
     * least 6 a round. */
    BW_FLASH_ROUNDS = 100000000,
};

/* SER, SNB, PSIZE */
static inline uint32_t bw_flash_erase_bits(uint32_t block)
{
    return 1u << 1 | block << 3 | 2u << 8;
}

#endif
