/* CRC-32 of zlib, PNG and Ethernet (reflected polynomial 0xEDB88320). */
#ifndef BW_CRC32_H
#define BW_CRC32_H

#include <stdint.h>

/* Continues `crc` over `bytes` bytes; start with 0. Same values and same running style as zlib's crc32(). */
uint32_t bw_crc32(uint32_t crc, const uint8_t *data, uint32_t bytes);

#endif
