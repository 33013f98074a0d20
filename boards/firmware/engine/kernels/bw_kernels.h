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

/* Data in the arena, where offset 0 is a place like any other. */
static inline void *bw_arena_data(uint8_t *arena, uint32_t offset)
{
    return arena + offset;
}

#endif
