#include "bw_mve_simd.h"
#include "mve_band.h"
#include "mve_groups.h"

#if BW_MVE

/* The first `left` channels of the block, all bytes of a band that are on the input. */
BW_MVE_INLINE void turn_block(const struct bw_mve_band *band, int32_t left, int32_t groups, bool partial, bool full)
{
    int8_t turned[BW_MVE_BLOCK * BW_MVE_ROWS] __attribute__((aligned(8)));
    const struct bw_mve_row *rows = band->rows;
    const int8_t *row0 = rows[0].first, *row1 = rows[1].first, *row2 = rows[2].first, *row3 = rows[3].first;
    const int32_t step0 = rows[0].step, step1 = rows[1].step, step2 = rows[2].step, step3 = rows[3].step;
    const mve_pred16_t lanes = vctp8q((uint32_t)left);
    const uint32x4_t plane_of_lane = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)band->plane_bytes);
    const uint32_t first = (uint32_t)(uintptr_t)(band->planes + (band->pad_left - 1) * BW_MVE_ROWS);
    const uint32_t group_bytes = (uint32_t)(BW_MVE_GROUP * band->plane_bytes);
    /* Addresses of the column before; the stores move them on. */
    uint32x4_t to0 = vaddq_n_u32(plane_of_lane, first);
    uint32x4_t to1 = vaddq_n_u32(plane_of_lane, first + group_bytes);
    uint32x4_t to2 = vaddq_n_u32(plane_of_lane, first + 2 * group_bytes);
    uint32x4_t to3 = vaddq_n_u32(plane_of_lane, first + 3 * group_bytes);

    for (int32_t column = band->columns; column > 0; --column) {
        int8x16x4_t taps;
        taps.val[0] = partial ? vldrbq_z_s8(row0, lanes) : vldrbq_s8(row0);
        taps.val[1] = partial ? vldrbq_z_s8(row1, lanes) : vldrbq_s8(row1);
        taps.val[2] = partial ? vldrbq_z_s8(row2, lanes) : vldrbq_s8(row2);
        taps.val[3] = taps.val[2];
        if (full) {
            taps.val[3] = partial ? vldrbq_z_s8(row3, lanes) : vldrbq_s8(row3);
            row3 += step3;
        }
        row0 += step0;
        row1 += step1;
        row2 += step2;
        vst4q_s8(turned, taps);
        const uint32_t *words = (const uint32_t *)(const void *)turned;
        vstrwq_scatter_base_wb_u32(&to0, BW_MVE_ROWS, vldrwq_u32(words));
        if (groups > 1) {
            vstrwq_scatter_base_wb_u32(&to1, BW_MVE_ROWS, vldrwq_u32(words + 4));
        }
        if (groups > 2) {
            vstrwq_scatter_base_wb_u32(&to2, BW_MVE_ROWS, vldrwq_u32(words + 8));
            vstrwq_scatter_base_wb_u32(&to3, BW_MVE_ROWS, vldrwq_u32(words + 12));
        }
    }
}

void bw_mve_turn(const struct bw_mve_band *band, int32_t left)
{
    if (left >= BW_MVE_BLOCK && band->full) {
        turn_block(band, left, 4, false, true);
    } else if (left >= BW_MVE_BLOCK) {
        turn_block(band, left, 4, false, false);
    } else {
        turn_block(band, left, left > BW_MVE_BLOCK / 2 ? 4 : left > BW_MVE_GROUP ? 2 : 1, true, true);
    }
}

#else

void bw_mve_turn(const struct bw_mve_band *band, int32_t left)
{
    for (int32_t channel = 0; channel < left && channel < BW_MVE_BLOCK; ++channel) {
        int8_t *to = band->planes + channel * band->plane_bytes + band->pad_left * BW_MVE_ROWS;
        for (int32_t column = 0; column < band->columns; ++column) {
            for (int32_t row = 0; row < BW_MVE_ROWS; ++row) {
                *to++ = band->rows[row].first[column * band->rows[row].step + channel];
            }
        }
    }
}

#endif
