#include "bw_paint.h"

void bw_paint(uint8_t *memory, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++) {
        memory[i] = bw_paint_byte(i);
    }
}

uint32_t bw_paint_highest_touched(const uint8_t *memory, uint32_t bytes)
{
    while (bytes > 0 && memory[bytes - 1] == bw_paint_byte(bytes - 1)) {
        bytes--;
    }
    return bytes;
}

uint32_t bw_paint_lowest_touched(const uint8_t *memory, uint32_t bytes)
{
    uint32_t untouched = 0;
    while (untouched < bytes && memory[untouched] == bw_paint_byte(untouched)) {
        untouched++;
    }
    return bytes - untouched;
}
