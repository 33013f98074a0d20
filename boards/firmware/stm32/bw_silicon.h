/* What an STM32 has and its emulators lack. */
#ifndef BW_SILICON_H
#define BW_SILICON_H

#include "bw_port.h"

/* Hardware if the chip tells its device code (RM0090, RM0351, RM0432: MCU device ID code) and its divider takes longer
 * for larger numbers. QEMU 10 shows no device code, and has no cycle counter. */
enum bw_origin bw_silicon_origin(uint32_t device_code);

/* Offers on hardware what the emulated chip lacks: programming the slot (bw_flash.h), and the unique id at `unique_id`,
 * which is a bus fault to read there. */
void bw_silicon_add(struct bw_port *port, uint32_t unique_id);

#endif
