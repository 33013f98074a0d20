/* The kinds of op that this engine has: of each its check and its plain kernels. A family of ops describes its own in
 * its op_check_*.c; op_kinds.c lists them all.
 *
 * An image for one model (boards/build.py --minimal) has NULL in place of a kind or of a plain kernel that no op of the
 * model needs, and of state.c's part where it keeps nothing, and the linker drops what nothing else refers to: refer to
 * a check or a kernel from its kind alone.
 */
#ifndef BW_OP_KINDS_H
#define BW_OP_KINDS_H

#include "kernels/bw_kernels.h"
#include "op_check.h"

enum { BW_TYPES = BW_INT32 + 1 };

/* Bits of bw_op_kind.types. */
enum bw_op_types {
    BW_INT8_OR_FLOAT32 = 1 << BW_INT8 | 1 << BW_FLOAT32,
    BW_ANY_TYPE = BW_INT8_OR_FLOAT32 | 1 << BW_UINT8 | 1 << BW_INT16 | 1 << BW_INT32,
};

/* Which layouts the kernels of a kind read themselves, whatever the kernel set: int16 alone has wide sums. */
enum bw_op_sums { BW_SUMS_32, BW_SUMS_32_OR_64, BW_SUMS_64 };

struct bw_op_kind {
    uint8_t code;         /* enum bw_op_code; an op has a kind for each set of types that need a check of their own */
    uint8_t types;        /* bit (1 << enum bw_type) for each that the op can have, in whatever layout */
    uint8_t params_bytes; /* of the parameters behind the head */
    uint8_t sums;         /* enum bw_op_sums */
    int (*check)(const struct bw_limits *limits, const struct bw_op *op); /* returns enum bw_engine_status */
    bw_kernel *kernels[BW_TYPES]; /* for the layouts of `sums`, by type; NULL where there is none */
};

/* One kernel that does not look at what its bytes mean. */
#define BW_FOR_ANY_TYPE(kernel) \
    {[BW_FLOAT32] = kernel, [BW_INT8] = kernel, [BW_UINT8] = kernel, [BW_INT16] = kernel, [BW_INT32] = kernel}

/* op_check_windows.c */
extern const struct bw_op_kind bw_op_conv_2d, bw_op_depthwise_conv_2d, bw_op_transpose_conv, bw_op_conv_add;
extern const struct bw_op_kind bw_op_fully_connected, bw_op_average_pool_2d, bw_op_max_pool_2d, bw_op_l2_pool_2d;

/* op_check_elements.c */
extern const struct bw_op_kind bw_op_add, bw_op_softmax, bw_op_copy, bw_op_lookup, bw_op_unary, bw_op_binary;
extern const struct bw_op_kind bw_op_select, bw_op_convert;

/* op_check_shapes.c */
extern const struct bw_op_kind bw_op_move, bw_op_gather, bw_op_reduce, bw_op_arg_extreme, bw_op_resize_bilinear;
extern const struct bw_op_kind bw_op_batch_matmul, bw_op_normalise, bw_op_cumsum;

/* op_check_log_softmax.c */
extern const struct bw_op_kind bw_op_log_softmax;

/* op_check_state.c */
extern const struct bw_op_kind bw_op_svdf, bw_op_lstm;

/* op_check_int16_layers.c */
extern const struct bw_op_kind bw_op_conv_2d_int16, bw_op_depthwise_conv_2d_int16, bw_op_transpose_conv_int16;
extern const struct bw_op_kind bw_op_fully_connected_int16, bw_op_average_pool_2d_int16, bw_op_max_pool_2d_int16;

/* op_check_int16.c */
extern const struct bw_op_kind bw_op_binary_int16, bw_op_reduce_int16, bw_op_batch_matmul_int16;
extern const struct bw_op_kind bw_op_slopes, bw_op_curve, bw_op_softmax_tables;

/* The kind for an enum bw_op_code and an enum bw_type. One for other types where there is none for this, so that the type
 * can be refused; NULL for a code that this engine does not have. */
const struct bw_op_kind *bw_op_kind(uint32_t code, uint32_t type);

/* Whether a kind has this type. */
static inline bool bw_has_type(const struct bw_op_kind *kind, uint32_t type)
{
    return type < BW_TYPES && (kind->types >> type & 1u);
}

/* Whether an order of constants is none of a kernel set's (bw_layouts.h) but is read by every engine. */
static inline bool bw_is_common_layout(uint32_t layout)
{
    return layout == BW_LAYOUT_PLAIN || layout == BW_LAYOUT_WIDE;
}

/* The kernel for an op of a common layout; NULL for a pair of code and type that this engine does not have. */
bw_kernel *bw_plain_kernel(const struct bw_op *op);

#endif
