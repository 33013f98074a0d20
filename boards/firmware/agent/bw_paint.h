/* Painted memory: fill it with a pattern, run, look how much of the pattern is gone. */
#ifndef BW_PAINT_H
#define BW_PAINT_H

#include <stdint.h>

/* The pattern changes from byte to byte, so that no constant fill (zeros, a zero point) looks untouched. */
static inline uint8_t bw_paint_byte(uint32_t index)
{
    return (uint8_t)(0xb5u ^ (index * 0x9du));
}

void bw_paint(uint8_t *memory, uint32_t bytes);

/* High-water mark of memory used from the bottom: index of the highest changed byte + 1; 0 if none changed.
 * A byte written with just its pattern goes unseen: one chance in 256 to report one byte too few. */
uint32_t bw_paint_highest_touched(const uint8_t *memory, uint32_t bytes);

/* The same for memory used from the top, as a stack is: bytes from the lowest changed byte to the end. */
uint32_t bw_paint_lowest_touched(const uint8_t *memory, uint32_t bytes);

#endif
