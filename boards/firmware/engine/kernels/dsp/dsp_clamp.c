#include "bw_dsp_simd.h"

void bw_dsp_clamp(int8_t *bytes, uint32_t count, int32_t low, int32_t high)
{
    if (low == INT8_MIN && high == INT8_MAX) {
        return;
    }
    for (int8_t *end = bytes + count; bytes != end; ++bytes) {
        const int32_t value = *bytes;
        *bytes = (int8_t)(value < low ? low : value > high ? high : value);
    }
}
