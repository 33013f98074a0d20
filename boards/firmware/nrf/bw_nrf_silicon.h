/* What an nRF has and its emulators lack. */
#ifndef BW_NRF_SILICON_H
#define BW_NRF_SILICON_H

#include "bw_port.h"

/* Offers programming the slot and the chip's id, on hardware only: the flash of an emulator is gone with its process,
 * and its chips all have one id. */
void bw_nrf_silicon_add(struct bw_port *port);

#endif
