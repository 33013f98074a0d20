/* Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): bytes without a zero, so that a zero can end a frame. */
#ifndef BW_COBS_H
#define BW_COBS_H

#include <stdint.h>

/* Room that `bytes` bytes need once encoded, without the closing zero. */
static inline uint32_t bw_cobs_bound(uint32_t bytes)
{
    return bytes + bytes / 254 + 1;
}

/* Encodes into `coded` (bw_cobs_bound bytes). Returns the encoded length, without a closing zero. */
uint32_t bw_cobs_encode(const uint8_t *plain, uint32_t bytes, uint8_t *coded);

/* Decodes in place the `bytes` bytes before a closing zero. Returns the decoded length, or -1 when they are not COBS. */
int32_t bw_cobs_decode(uint8_t *buffer, uint32_t bytes);

#endif
