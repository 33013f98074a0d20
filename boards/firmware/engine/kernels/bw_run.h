/* Copies runs of bytes, by words where both ends allow it: freestanding builds bring no fast memcpy. */
#ifndef BW_RUN_H
#define BW_RUN_H

#include <stdint.h>

static inline void bw_copy_run(uint8_t *output, const uint8_t *input, uint32_t bytes)
{
    if ((((uintptr_t)output | (uintptr_t)input | bytes) & 3u) == 0) {
        const uint32_t *from = (const void *)input;
        uint32_t *to = (void *)output;
        for (uint32_t i = 0; i < bytes / 4; ++i) {
            to[i] = from[i];
        }
        return;
    }
    for (uint32_t i = 0; i < bytes; ++i) {
        output[i] = input[i];
    }
}

#endif
