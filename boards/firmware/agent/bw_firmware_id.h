/* Who this firmware is: the digest that boards/build.py patches into the linked image. */
#ifndef BW_FIRMWARE_ID_H
#define BW_FIRMWARE_ID_H

#include <stdint.h>

struct bw_firmware_id {
    char magic[8]; /* "BWFWID1", by which the build finds the struct */
    uint8_t sha256[32]; /* of the whole image with these bytes zero */
};

const uint8_t *bw_firmware_sha256(void);

#endif
