/* Small checks of which those of sliding windows and of layers with weights are made, whatever their type. */
#ifndef BW_OP_WINDOW_PARTS_H
#define BW_OP_WINDOW_PARTS_H

#include "op_check.h"

/* `weights` of item_bytes, where 0 are refused for the field named before, and the biases of `channels` outputs if there
 * are any. Returns enum bw_engine_status. */
int bw_check_weights(const struct bw_limits *limits, const uint32_t *weights_offset, uint64_t weights,
                     uint32_t item_bytes, const uint32_t *bias_offset, uint32_t channels, uint32_t bias_bytes);

/* `count` factors: multipliers 0..most_multiplier, shifts -31..most_left. Returns enum bw_engine_status. */
int bw_check_scales(const struct bw_limits *limits, const uint32_t *multiplier_offset, const uint32_t *shift_offset,
                    uint32_t count, int32_t most_multiplier, int32_t most_left);

/* Every position of the window touches the input, and there are as many channels as the op's code asks for. */
bool bw_conv_shape_sane(const struct bw_limits *limits, const struct bw_op *op, const struct bw_conv_params *params);

/* A transposed convolution may leave output pixels that no tap reaches, so only sizes are bounded. */
bool bw_transpose_conv_shape_sane(const struct bw_limits *limits, const struct bw_conv_params *params);

/* The input of a pool, which every position of its window touches. Returns enum bw_engine_status. */
int bw_check_pool_input(const struct bw_limits *limits, const struct bw_op *op, const struct bw_pool_params *params);

#endif
