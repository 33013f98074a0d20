/* Small checks of which the checks of ops are made. What takes pointers to fields names the one it looks at (bw_at). */
#ifndef BW_OP_PARTS_H
#define BW_OP_PARTS_H

#include "op_check.h"

bool bw_scale_sane(int32_t multiplier, int32_t shift, int32_t most_left);

/* The same of the fields of an op. */
bool bw_scale_at(const struct bw_limits *limits, const int32_t *multiplier, const int32_t *shift, int32_t most_left);

/* int8 where the op is; other types have none. */
bool bw_zero_point_sane(const struct bw_limits *limits, const struct bw_op *op, const int32_t *zero_point);

/* The op says that its output has the bytes of `elements`. */
bool bw_output_is(const struct bw_limits *limits, const struct bw_op *op, uint64_t elements, uint32_t item_bytes);

/* So it is, and the bounds of the fused activation are ordered: int8 where the op is, else float32; infinite ones are
 * fine, NaN is not. */
bool bw_output_sane(const struct bw_limits *limits, const struct bw_op *op, const int32_t *low, const int32_t *high,
                    const float *float_low, const float *float_high, uint64_t elements);

/* `elements` of the op's type in the arena; 0 is refused, for the field named before. Returns enum bw_engine_status. */
int bw_check_input(const struct bw_limits *limits, const struct bw_op *op, const uint32_t *offset, uint64_t elements);

/* rows * columns of the op's type in the arena, and as many in its output. Returns enum bw_engine_status. */
int bw_check_rows(const struct bw_limits *limits, const struct bw_op *op, const uint32_t *input_arena_offset,
                  const uint32_t *rows, const uint32_t *columns);

/* bw_size of an array in the pack. */
uint64_t bw_sizes(const struct bw_limits *limits, const int32_t *sizes, uint32_t count);

/* Elements from the first to the last that sizes and strides reach; 0 where a size is not positive, a stride is
 * negative, or more than BW_MAX_BYTES are reached. */
uint64_t bw_extent(const int32_t *sizes, const int32_t *strides, uint32_t count);

/* The same of arrays in the pack, of which bw_sizes has seen the first: what is wrong is a stride. */
uint64_t bw_reach(const struct bw_limits *limits, const int32_t *sizes, const int32_t *strides, uint32_t count);

/* `elements` of item_bytes in the pack, or in the arena where *pack_offset is 0; 0 elements are refused, for the field
 * named before. */
int bw_check_operand(const struct bw_limits *limits, const uint32_t *arena_offset, const uint32_t *pack_offset,
                     uint64_t elements, uint32_t item_bytes);

/* BINARY, REDUCE and BATCH_MATMUL, but for what int8 or int16 alone have: factors, zero points. */
int bw_check_binary(const struct bw_limits *limits, const struct bw_op *op);
int bw_check_reduce(const struct bw_limits *limits, const struct bw_op *op);
int bw_check_matmul(const struct bw_limits *limits, const struct bw_op *op);

/* The parameters of an ADD, whose output is the op's. */
int bw_check_add(const struct bw_limits *limits, const struct bw_op *op, const struct bw_add_params *params);

#endif
