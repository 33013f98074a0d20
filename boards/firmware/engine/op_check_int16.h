/* The checks of the int16 ops, one family a file. */
#ifndef BW_OP_CHECK_INT16_H
#define BW_OP_CHECK_INT16_H

#include "op_check_parts.h"

/* 2^(14 - shift) is a whole number for every shift up to here, and 15 bits of a factor make no negative number. */
enum { BW_MOST_LEFT_WIDE = 7, BW_MOST_MULTIPLIER_WIDE = 32767 };

/* op_check_int16.c: what the families share. */
bool bw_is_zero(const struct bw_limits *limits, const int32_t *zero_point);

/* The output has so many elements, and the bounds of the activation are int16 and in order. */
bool bw_int16_output_sane(const struct bw_limits *limits, const struct bw_op *op, const int32_t *least,
                          const int32_t *most, uint64_t elements);

/* op_check_int16_layers.c: what has weights or a window. */
int bw_check_conv_int16(const struct bw_limits *limits, const struct bw_op *op, const struct bw_conv_params *params);
int bw_check_transpose_conv_int16(const struct bw_limits *limits, const struct bw_op *op,
                                  const struct bw_conv_params *params);
int bw_check_fully_connected_int16(const struct bw_limits *limits, const struct bw_op *op,
                                   const struct bw_fully_connected_params *params);
int bw_check_pool_int16(const struct bw_limits *limits, const struct bw_op *op, const struct bw_pool_params *params);

/* op_check_int16.c: the others. */
int bw_check_binary_int16(const struct bw_limits *limits, const struct bw_op *op,
                          const struct bw_binary_params *params);
int bw_check_reduce_int16(const struct bw_limits *limits, const struct bw_op *op,
                          const struct bw_reduce_params *params);
int bw_check_matmul_int16(const struct bw_limits *limits, const struct bw_op *op,
                          const struct bw_matmul_params *params);
int bw_check_slopes_int16(const struct bw_limits *limits, const struct bw_op *op,
                          const struct bw_slopes_params *params);
int bw_check_curve_int16(const struct bw_limits *limits, const struct bw_op *op,
                         const struct bw_curve_params *params);
int bw_check_softmax_tables_int16(const struct bw_limits *limits, const struct bw_op *op,
                                  const struct bw_softmax_tables_params *params);

#endif
