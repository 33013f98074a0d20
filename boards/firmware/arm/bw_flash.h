/* Programming the model slot from the firmware that runs beside it. Each family of chips has an implementation. */
#ifndef BW_FLASH_H
#define BW_FLASH_H

#include <stdbool.h>
#include <stdint.h>

enum bw_flash_status { BW_FLASH_OUT_OF_RANGE = -1, BW_FLASH_TIMEOUT = -2, BW_FLASH_REFUSED = -3 };

/* Fit flash_erase and flash_write of struct bw_port. 0, or enum bw_flash_status. */
int bw_flash_erase(void *context, uint32_t offset, uint32_t bytes);
int bw_flash_write(void *context, uint32_t offset, const uint8_t *data, uint32_t bytes);

static inline bool bw_flash_is_inside_slot(uint32_t offset, uint32_t bytes)
{
    return offset <= BW_SLOT_BYTES && bytes <= BW_SLOT_BYTES - offset;
}

#endif
