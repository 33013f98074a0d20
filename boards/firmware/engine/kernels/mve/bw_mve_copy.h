/* Copies and fills of a few bytes to a few hundred, without calls. */
#ifndef BW_MVE_COPY_H
#define BW_MVE_COPY_H

#include <stdint.h>
#include <string.h>

#include "bw_mve_simd.h"

static inline void bw_mve_copy(int8_t *to, const int8_t *from, int32_t bytes)
{
#if BW_MVE
    for (; bytes > 0; bytes -= 16) {
        const mve_pred16_t lanes = vctp8q((uint32_t)bytes);
        vstrbq_p_s8(to, vldrbq_z_s8(from, lanes), lanes);
        to += 16;
        from += 16;
    }
#else
    memmove(to, from, (uint32_t)bytes); /* a pack may let scratch and input overlap */
#endif
}

/* Rows of `row_bytes`, from_step apart, to where they are to_step apart. */
static inline void bw_mve_copy_rows(int8_t *to, int32_t to_step, const int8_t *from, int32_t from_step, int32_t rows,
                                    int32_t row_bytes)
{
#if BW_MVE
    if (row_bytes <= 16) {
        const mve_pred16_t lanes = vctp8q((uint32_t)row_bytes);
        for (; rows > 0; --rows) {
            vstrbq_p_s8(to, vldrbq_z_s8(from, lanes), lanes);
            to += to_step;
            from += from_step;
        }
        return;
    }
#endif
    for (; rows > 0; --rows) {
        bw_mve_copy(to, from, row_bytes);
        to += to_step;
        from += from_step;
    }
}

static inline void bw_mve_fill(int8_t *to, int8_t value, int32_t bytes)
{
#if BW_MVE
    const int8x16_t values = vdupq_n_s8(value);
    for (; bytes > 0; bytes -= 16) {
        vstrbq_p_s8(to, values, vctp8q((uint32_t)bytes));
        to += 16;
    }
#else
    memset(to, value, (uint32_t)bytes);
#endif
}

#endif
