/* The seam between the engine and a kernel set: one function per operator and element type.
 *
 * The engine calls a kernel only with records that pack_check.c has passed; a kernel checks nothing. It
 * must not use static memory. docs/add-a-kernel.md says how a set overrides a file.
 */
#ifndef BW_KERNELS_H
#define BW_KERNELS_H

#include <stdint.h>

#include "bw_pack.h"

/* `pack` and `arena` are the bases the offsets in the record count from. */
typedef void bw_kernel(const uint8_t *pack, uint8_t *arena, const struct bw_op *op);

bw_kernel bw_conv_2d_int8;
bw_kernel bw_conv_2d_float32;
bw_kernel bw_depthwise_conv_2d_int8;
bw_kernel bw_depthwise_conv_2d_float32;
bw_kernel bw_fully_connected_int8;
bw_kernel bw_fully_connected_float32;
bw_kernel bw_average_pool_2d_int8;
bw_kernel bw_average_pool_2d_float32;
bw_kernel bw_max_pool_2d_int8;
bw_kernel bw_max_pool_2d_float32;
bw_kernel bw_add_int8;
bw_kernel bw_add_float32;
bw_kernel bw_softmax_int8;
bw_kernel bw_softmax_float32;
bw_kernel bw_copy;
bw_kernel bw_conv_add_int8;
bw_kernel bw_lookup;
bw_kernel bw_unary_float32;
bw_kernel bw_binary_int8;
bw_kernel bw_binary_int32;
bw_kernel bw_binary_float32;
bw_kernel bw_binary_bool;
bw_kernel bw_select;
bw_kernel bw_move;
bw_kernel bw_gather;
bw_kernel bw_reduce_int8;
bw_kernel bw_reduce_float32;
bw_kernel bw_arg_extreme;
bw_kernel bw_convert;
bw_kernel bw_resize_bilinear_int8;
bw_kernel bw_resize_bilinear_float32;
bw_kernel bw_transpose_conv_int8;
bw_kernel bw_transpose_conv_float32;
bw_kernel bw_batch_matmul_int8;
bw_kernel bw_batch_matmul_float32;
bw_kernel bw_normalise_int8;
bw_kernel bw_normalise_float32;
bw_kernel bw_cumsum_int8;
bw_kernel bw_cumsum_float32;
bw_kernel bw_l2_pool_2d_float32;
bw_kernel bw_svdf_int8;
bw_kernel bw_svdf_float32;
bw_kernel bw_lstm_int8;
bw_kernel bw_lstm_float32;
bw_kernel bw_log_softmax_int8;
bw_kernel bw_conv_2d_int16;
bw_kernel bw_depthwise_conv_2d_int16;
bw_kernel bw_fully_connected_int16;
bw_kernel bw_transpose_conv_int16;
bw_kernel bw_average_pool_2d_int16;
bw_kernel bw_max_pool_2d_int16;
bw_kernel bw_binary_int16;
bw_kernel bw_reduce_int16;
bw_kernel bw_batch_matmul_int16;
bw_kernel bw_slopes_int16;
bw_kernel bw_curve_int16;
bw_kernel bw_softmax_tables_int16;

/* The parameters behind the head of a record. */
static inline const void *bw_op_params(const struct bw_op *op)
{
    return op + 1;
}

/* Data in the pack; NULL where offset 0 says "absent". */
static inline const void *bw_pack_data(const uint8_t *pack, uint32_t offset)
{
    return offset == 0 ? (const void *)0 : pack + offset;
}

/* An operand that is a constant in the pack, or lies in the arena where its pack offset is 0. */
static inline const void *bw_operand(const uint8_t *pack, const uint8_t *arena, uint32_t arena_offset,
                                     uint32_t pack_offset)
{
    return pack_offset ? pack + pack_offset : arena + arena_offset;
}

/* Data in the arena, where offset 0 is a place like any other. */
static inline void *bw_arena_data(uint8_t *arena, uint32_t offset)
{
    return arena + offset;
}

#endif
