/* Sums of int16 activations and int8 weights, and how they become outputs, equal to TensorFlow Lite Micro bit for bit. */
#ifndef BW_WIDE_H
#define BW_WIDE_H

#include <stdint.h>

#include "bw_kernels.h"
#include "bw_quant.h"
#include "bw_window.h"

/* Products that add up within int32_t, each at most 2^22; and channels whose sums are made side by side. */
enum { BW_WIDE_RUN = 511, BW_WIDE_CHANNELS = 4 };

/* Sums that have 32 bits while no more than BW_WIDE_RUN products are in them. */
struct bw_wide_sums {
    int64_t whole[BW_WIDE_CHANNELS];
    int32_t part[BW_WIDE_CHANNELS];
    int32_t room; /* products that still fit the parts */
};

/* All at 0. */
void bw_wide_begin(struct bw_wide_sums *sums);

/* Adds `count` products to each of `channels` sums, 1 or BW_WIDE_CHANNELS; the weights of a channel begin `step` bytes
 * behind those of the one before. */
void bw_wide_add(struct bw_wide_sums *sums, const int16_t *input, const int8_t *weights, int32_t step, int32_t count,
                 int32_t channels);

/* The same of BW_WIDE_CHANNELS sums of 32 bits, with room for all. */
void bw_wide_add_four(int32_t *sums, const int16_t *input, const int8_t *weights, int32_t step, int32_t count);

/* The window's sums of four neighbouring channels of a depthwise convolution with depth multiplier 1, in 32 bits. */
void bw_wide_taps_four(const struct bw_conv_params *params, const struct bw_window *window, const int16_t *input,
                       const int8_t *weights, int32_t *sums);

/* value * multiplier / 2^15 * 2^shift, halves rounded up; multiplier 0..32767, shift -31..7. Most sums have 32 bits, and
 * their products are cheaper. */
static inline int32_t bw_requantise_wide(int64_t value, int32_t multiplier, int32_t shift)
{
    const int32_t narrow = (int32_t)value;
    const int64_t product = narrow == value ? (int64_t)narrow * multiplier : value * multiplier;
    return (int32_t)(((product >> (14 - shift)) + 1) >> 1);
}

/* What turns sums into outputs; `wide` says which of the two ways (BW_LAYOUT_WIDE), `per_channel` whether every channel
 * has a factor of its own. */
struct bw_wide_scales {
    const void *bias;
    const int32_t *multiplier, *shift;
    int32_t least, most;
    int32_t wide, per_channel;
};

struct bw_wide_scales bw_wide_scales_of(const uint8_t *pack, const struct bw_op *op,
                                        const struct bw_conv_params *params);

/* The outputs of `channels` sums from channel `first` on, into output[first] and those behind. */
void bw_wide_end(const struct bw_wide_scales *scales, const struct bw_wide_sums *sums, int32_t first, int32_t channels,
                 int16_t *output);

#endif
