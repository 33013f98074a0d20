/* Little-endian numbers in byte buffers of any alignment. */
#ifndef BW_BYTES_H
#define BW_BYTES_H

#include <stdint.h>

static inline void bw_put_u16(uint8_t *to, uint16_t value)
{
    to[0] = (uint8_t)value;
    to[1] = (uint8_t)(value >> 8);
}

static inline void bw_put_u32(uint8_t *to, uint32_t value)
{
    bw_put_u16(to, (uint16_t)value);
    bw_put_u16(to + 2, (uint16_t)(value >> 16));
}

static inline void bw_put_u64(uint8_t *to, uint64_t value)
{
    bw_put_u32(to, (uint32_t)value);
    bw_put_u32(to + 4, (uint32_t)(value >> 32));
}

static inline uint32_t bw_get_u32(const uint8_t *from)
{
    return (uint32_t)from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
}

#endif
