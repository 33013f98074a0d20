/* What the files of the op check share: small checks, and the parts that look at one family of ops each. What takes
 * pointers to fields names the one it looks at (bw_at). */
#ifndef BW_OP_CHECK_PARTS_H
#define BW_OP_CHECK_PARTS_H

#include "op_check.h"

bool bw_scale_sane(int32_t multiplier, int32_t shift, int32_t most_left);

/* The same of the fields of an op. */
bool bw_scale_at(const struct bw_limits *limits, const int32_t *multiplier, const int32_t *shift, int32_t most_left);

/* A dimension, stride or dilation that positions in a window can be counted with in int32_t. */
bool bw_size_sane(const struct bw_limits *limits, const int32_t *size);

/* One axis of a sliding window: every position touches the input, so padding is less than the window and
 * the last position starts on the input. */
bool bw_window_fits(const struct bw_limits *limits, const int32_t *input, const int32_t *output, const int32_t *kernel,
                    const int32_t *stride, const int32_t *dilation, const int32_t *pad);

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

/* Ops that go by element (op_check_elements.c) and those that go by shape (op_check_shapes.c). The sizes are 0 for a
 * code that is not theirs. */
uint32_t bw_element_params_bytes(uint32_t code);
int bw_element_op_check(const struct bw_limits *limits, const struct bw_op *op);
uint32_t bw_shape_params_bytes(uint32_t code);
int bw_shape_op_check(const struct bw_limits *limits, const struct bw_op *op);

/* The parameters of an ADD, whose output is the op's. */
int bw_check_add(const struct bw_limits *limits, const struct bw_op *op, const struct bw_add_params *params);

/* op_check_log_softmax.c */
int bw_check_log_softmax(const struct bw_limits *limits, const struct bw_op *op,
                         const struct bw_log_softmax_params *params);

#endif
