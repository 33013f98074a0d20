/* DEPTHWISE_CONV_2D of any kernel: weights by fours of channels, then by taps. */
#ifndef BW_DSP_TAPS_H
#define BW_DSP_TAPS_H

#include "bw_dsp_simd.h"

/* Four channels. The input's zero point is not part of the biases. */
struct bw_dsp_four { /* 64 bytes */
    int32_t biases[4];
    struct bw_dsp_scale scales[4];
};

#endif
