#include "bw_nrf_silicon.h"

#include <string.h>

#include "bw_flash.h"
#include "bw_nrf.h"

enum { CHIP_ID_BYTES = 8 };

void bw_nrf_silicon_add(struct bw_port *port)
{
    if (port->origin != BW_ORIGIN_HARDWARE) {
        return;
    }
    port->flash_erase = bw_flash_erase;
    port->flash_write = bw_flash_write;
    port->flash_block_bytes = bw_register_read(BW_FICR_CODEPAGESIZE);
    port->chip_id_bytes = CHIP_ID_BYTES;
    memcpy(port->chip_id, (const void *)(uintptr_t)BW_FICR_DEVICEID, CHIP_ID_BYTES);
}
