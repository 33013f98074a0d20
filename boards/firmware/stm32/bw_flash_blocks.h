/* How the slot of an STM32 is cut into blocks, which are erased at once; given by the board. */
#ifndef BW_FLASH_BLOCKS_H
#define BW_FLASH_BLOCKS_H

#include <stdint.h>

struct bw_flash_blocks {
    uint32_t bytes; /* of each */
    uint32_t first; /* number of the slot's first block, as the flash's control register counts */
};
extern const struct bw_flash_blocks bw_flash_blocks;

#endif
