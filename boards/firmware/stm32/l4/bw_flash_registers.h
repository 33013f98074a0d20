/* Flash of the STM32L4 and L4+ with two banks, of which the slot has the second (RM0351, RM0432: flash registers, page
 * erase, standard programming). Program and interrupts run on from bank 1 meanwhile (read-while-write), so no byte on
 * the line is lost. */
#ifndef BW_FLASH_REGISTERS_H
#define BW_FLASH_REGISTERS_H

#include <stdint.h>

enum bw_flash_register {
    BW_FLASH_ACR = 0x40022000,
    BW_FLASH_KEYR = 0x40022008,
    BW_FLASH_SR = 0x40022010,
    BW_FLASH_CR = 0x40022014,
    BW_FLASH_OPTR = 0x40022020,
    BW_FLASH_SR_ERRORS = 0xc3fa,
    BW_FLASH_CR_PROGRAM = 1 << 0, /* PG */
    BW_FLASH_UNIT_BYTES = 8,
    /* A page takes 25 ms at most (DS10969 and DS12023, flash characteristics): 3 million cycles of 120 MHz, of at
     * least 4 a round. */
    BW_FLASH_ROUNDS = 2000000,
};

/* PER, BKER, PNB */
static inline uint32_t bw_flash_erase_bits(uint32_t block)
{
    return 1u << 1 | 1u << 11 | block << 3;
}

#endif
