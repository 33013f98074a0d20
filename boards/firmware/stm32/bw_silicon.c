#include "bw_silicon.h"

#include <string.h>

#include "bw_cortex_m.h"
#include "bw_flash.h"
#include "bw_flash_blocks.h"

static const uint32_t DBGMCU_IDCODE = 0xe0042000u; /* C11 enumerators end at the largest int */

enum { UNIQUE_ID_BYTES = 12 };

enum bw_origin bw_silicon_origin(uint32_t device_code)
{
    const uint32_t told = bw_register_read(DBGMCU_IDCODE) & 0xfffu;
    return told == device_code && bw_division_takes_its_time() ? BW_ORIGIN_HARDWARE : BW_ORIGIN_EMULATED;
}

void bw_silicon_add(struct bw_port *port, uint32_t unique_id)
{
    if (port->origin != BW_ORIGIN_HARDWARE) {
        return;
    }
    port->flash_erase = bw_flash_erase;
    port->flash_write = bw_flash_write;
    port->flash_block_bytes = bw_flash_blocks.bytes;
    port->chip_id_bytes = UNIQUE_ID_BYTES;
    memcpy(port->chip_id, (const void *)(uintptr_t)unique_id, UNIQUE_ID_BYTES);
}
