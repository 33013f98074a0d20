/* Products of inputs with weights, the inner loops of CONV_2D and FULLY_CONNECTED.
 *
 * Two channels a and b share their weights' bytes: a word of weights holds a + 256 b of two taps in its two lanes. As it
 * is it multiplies into a sum of a + 256 b; its widened bytes 0 and 2 are those of a alone. Half of the widening is
 * spared. Taps go by fours, taps 0 and 2 in the first word, 1 and 3 in the second, as SXTB16 leaves inputs. */
#ifndef BW_DSP_PRODUCT_H
#define BW_DSP_PRODUCT_H

#include "bw_dsp_simd.h"

/* Two channels of a convolution, any two, or the last one twice. The input's zero point is part of the biases. */
struct bw_dsp_pair { /* 40 bytes */
    int32_t bias, joint_bias; /* of a; of a + 256 b */
    struct bw_dsp_scale scales[2];
    uint32_t channels[2];
};

/* The channels of a convolution that are computed. */
struct bw_dsp_channels {
    uint32_t pairs;
    struct bw_dsp_pair records[];
};

/* Four rows of FULLY_CONNECTED: pairs 0, 1 and 2, 3. */
struct bw_dsp_quad { /* 64 bytes */
    int32_t biases[4]; /* of row 0, of 0 + 256 * 1, of row 2, of 2 + 256 * 3 */
    struct bw_dsp_scale scales[4];
};

/* Two pixels against channel pairs; the assembly knows the order of the fields. */
struct bw_dsp_pixels {
    const uint32_t *columns; /* by fours of taps: two words of pixel 0, two of pixel 1 */
    const uint32_t *weights; /* by pairs, by fours of taps: two words */
    const struct bw_dsp_pair *records;
    int8_t *output;
    uint32_t output_step; /* bytes from pixel 0 to pixel 1; 0 where they are the same one */
    uint32_t pairs;       /* 1 or more */
    uint32_t fours;       /* 1 or more */
};

/* One row of inputs against quads of rows of weights. */
struct bw_dsp_row {
    const int8_t *input;
    const uint32_t *weights; /* by quads, by fours of inputs: two words of rows 0, 1, two of rows 2, 3 */
    const struct bw_dsp_quad *records;
    int8_t *output;
    uint32_t quads; /* 1 or more */
    uint32_t fours; /* 1 or more */
};

/* Bytes to int16, four at a time, for one of two pixels: words 0 and 1 of every four. `fours` is 1 or
 * more. Returns where the column goes on. */
uint32_t *bw_dsp_widen(uint32_t *column, const int8_t *bytes, uint32_t fours);

void bw_dsp_multiply_pixels(const struct bw_dsp_pixels *job);
void bw_dsp_multiply_row(const struct bw_dsp_row *job);

#endif
