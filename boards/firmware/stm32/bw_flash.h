/* Programming the model slot of an STM32 from the firmware that runs on it. */
#ifndef BW_FLASH_H
#define BW_FLASH_H

#include <stdint.h>

/* Where the slot lies; given by the board. */
struct bw_flash_slot {
    uint32_t address;
    uint32_t bytes;
    uint32_t block_bytes; /* erased at once */
    uint32_t first_block; /* number of the slot's first block, as the flash's control register counts */
};
extern const struct bw_flash_slot bw_flash_slot;

/* Fit flash_erase and flash_write of struct bw_port. 0, or negative. */
int bw_flash_erase(void *context, uint32_t offset, uint32_t bytes);
int bw_flash_write(void *context, uint32_t offset, const uint8_t *data, uint32_t bytes);

#endif
