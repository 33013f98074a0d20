/* Parameters of the ops that int16 alone has. Zero points are 0. The other ops of int16 have the structs of
 * their int8 forms: CONV_2D, DEPTHWISE_CONV_2D, TRANSPOSE_CONV and FULLY_CONNECTED (bw_pack.h says how their sums are
 * made), AVERAGE_POOL_2D, MAX_POOL_2D, BINARY (ADD, SUB, MUL, MINIMUM, MAXIMUM, SQUARED_DIFFERENCE), REDUCE (SUM), and
 * BATCH_MATMUL, always BW_LAYOUT_WIDE: its multiplier and shift are as for a wide convolution.
 */
#ifndef BW_PACK_INT16_H
#define BW_PACK_INT16_H

#include <stdint.h>

/* y = clamp(mbqm(x, multiplier, shift)) from 0 up, below with below_multiplier and below_shift, and of -x where it is
 * turned: RELU, RELU6, LEAKY_RELU, ABS. The output may be the input's place exactly. */
struct bw_slopes_params { /* 36 bytes */
    uint32_t input_arena_offset;
    uint32_t element_count;
    int32_t multiplier, shift;
    int32_t below_multiplier, below_shift;
    uint32_t turned;
    int32_t activation_min, activation_max;
};

/* Both from one table: uint16, 256 of 65536 / (1 + exp(-i / 24)). x times multiplier, shifted to the right with halves
 * rounded up, counts in steps of 1 / (3 * 4096); the output in steps of 2^-15. multiplier 0..32767, right_shift 0..31.
 * The output may be the input's place exactly. */
enum bw_curve_kind { BW_CURVE_LOGISTIC = 0, BW_CURVE_TANH = 1, BW_CURVE_END = 2 };

struct bw_curve_params { /* 24 bytes */
    uint32_t input_arena_offset;
    uint32_t table_offset;
    uint32_t element_count;
    uint32_t kind;
    int32_t multiplier, right_shift;
};

/* SOFTMAX over the last axis with two tables of 513 int16, Q0.15, between whose entries is drawn a line: exp(x) from -10
 * to 0, never negative and 2 or more at its end, and 1 / (1 + x) from 0 to 1. At most 65536 columns. The output may be
 * the input's place exactly. */
struct bw_softmax_tables_params { /* 28 bytes */
    uint32_t input_arena_offset;
    uint32_t exponential_offset;
    uint32_t reciprocal_offset;
    uint32_t rows;
    uint32_t columns;
    int32_t multiplier, shift;
};

#endif
