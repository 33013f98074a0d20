/* Parameters of the ops from 10 on. One op serves many operators of TensorFlow Lite: the host turns an operator into
 * a table, a kind, strides or several records (docs/ops.md says which).
 *
 * An operand that may be a constant has two fields: where its pack offset is 0 it lies in the arena. Sizes and
 * strides count elements unless they say bytes; unused dimensions are 1 long.
 */
#ifndef BW_PACK_OPS_H
#define BW_PACK_OPS_H

#include <stdint.h>

enum { BW_DIMENSIONS = 4, BW_MOVE_DIMENSIONS = 6 };

/* y = table[x], x read as uint8. The table has 256 entries of item_bytes (1, 2 or 4), in the order of the uint8. The
 * output may be the input's place exactly where item_bytes is 1. */
struct bw_lookup_params { /* 16 bytes */
    uint32_t input_arena_offset;
    uint32_t table_offset;
    uint32_t element_count;
    uint32_t item_bytes;
};

/* y = f(x) on float32. LEAKY_RELU: alpha below 0; CLAMP: alpha..beta. The output may be the input's place exactly. */
enum bw_unary_kind {
    BW_UNARY_ABS = 0,
    BW_UNARY_NEG = 1,
    BW_UNARY_SQUARE = 2,
    BW_UNARY_SQRT = 3,
    BW_UNARY_RSQRT = 4,
    BW_UNARY_EXP = 5,
    BW_UNARY_LOG = 6,
    BW_UNARY_SIN = 7,
    BW_UNARY_COS = 8,
    BW_UNARY_CEIL = 9,
    BW_UNARY_FLOOR = 10,
    BW_UNARY_ROUND = 11, /* halves to even */
    BW_UNARY_LOGISTIC = 12,
    BW_UNARY_TANH = 13,
    BW_UNARY_ELU = 14,
    BW_UNARY_HARD_SWISH = 15,
    BW_UNARY_LEAKY_RELU = 16,
    BW_UNARY_CLAMP = 17,
    BW_UNARY_END = 18,
};

struct bw_unary_params { /* 20 bytes */
    uint32_t input_arena_offset;
    uint32_t kind;
    uint32_t element_count;
    float alpha, beta;
};

/* y = f(a, b) with broadcasting: a stride of 0 repeats. Comparisons and logic give one byte, 0 or 1, an element; the
 * rest gives the type of its operands. int8: a and b as for ADD (left shift, multiplier, shift), where a kind scales
 * them; PRELU: input1's scale for a >= 0, the output's for the product with alpha b. The output may be an operand's
 * place exactly where that has the output's shape and type. */
enum bw_binary_kind {
    BW_BINARY_ADD = 0,
    BW_BINARY_SUB = 1,
    BW_BINARY_MUL = 2,
    BW_BINARY_DIV = 3, /* int32 towards zero, by 0 it gives 0; int8 by 0 the largest or the smallest */
    BW_BINARY_MINIMUM = 4,
    BW_BINARY_MAXIMUM = 5,
    BW_BINARY_SQUARED_DIFFERENCE = 6,
    BW_BINARY_PRELU = 7,
    BW_BINARY_FLOOR_DIV = 8, /* float32 */
    BW_BINARY_FLOOR_MOD = 9, /* float32 */
    BW_BINARY_ARITHMETIC_END = 10,
    BW_BINARY_EQUAL = 16,
    BW_BINARY_NOT_EQUAL = 17,
    BW_BINARY_GREATER = 18,
    BW_BINARY_GREATER_EQUAL = 19,
    BW_BINARY_LESS = 20,
    BW_BINARY_LESS_EQUAL = 21,
    BW_BINARY_AND = 22, /* uint8, as BOOL */
    BW_BINARY_OR = 23,
    BW_BINARY_END = 24,
};

struct bw_binary_params { /* 128 bytes */
    uint32_t input1_arena_offset, input1_pack_offset;
    uint32_t input2_arena_offset, input2_pack_offset;
    uint32_t kind;
    int32_t sizes[BW_DIMENSIONS];
    int32_t strides1[BW_DIMENSIONS];
    int32_t strides2[BW_DIMENSIONS];
    int32_t left_shift;
    int32_t input1_zero_point, input1_multiplier, input1_shift;
    int32_t input2_zero_point, input2_multiplier, input2_shift;
    int32_t output_zero_point, output_multiplier, output_shift;
    int32_t activation_min, activation_max;
    float float_min, float_max;
    uint32_t reserved;
};

/* y = condition ? a : b, each broadcast; a condition is one byte. Elements are 1, 2 or 4 bytes, by the op's type. */
struct bw_select_params { /* 88 bytes */
    uint32_t condition_arena_offset, condition_pack_offset;
    uint32_t input1_arena_offset, input1_pack_offset;
    uint32_t input2_arena_offset, input2_pack_offset;
    int32_t sizes[BW_DIMENSIONS];
    int32_t condition_strides[BW_DIMENSIONS];
    int32_t strides1[BW_DIMENSIONS];
    int32_t strides2[BW_DIMENSIONS];
};

/* Copies runs of run_bytes; all strides count bytes and may be negative, from start bytes into input and output.
 * What it does not write of its output stays: several records may make one output. Must not overlap. */
struct bw_move_params { /* 96 bytes */
    uint32_t input_arena_offset, input_pack_offset;
    uint32_t input_bytes;
    int32_t input_start, output_start;
    uint32_t run_bytes;
    int32_t sizes[BW_MOVE_DIMENSIONS];
    int32_t input_strides[BW_MOVE_DIMENSIONS];
    int32_t output_strides[BW_MOVE_DIMENSIONS];
};

/* output[b][o][i] = input[b][o][indices[b][i]], blocks of block_bytes; input [batches][outer][axis], int32 indices
 * [batches][count]. An index outside the axis takes the nearest inside. */
struct bw_gather_params { /* 36 bytes */
    uint32_t input_arena_offset, input_pack_offset;
    uint32_t indices_arena_offset, indices_pack_offset;
    int32_t batches, outer, axis, count;
    int32_t block_bytes;
};

/* Every output element takes the inputs that reduced_sizes and reduced_strides span from its own place; every input
 * goes into one output. int8 SUM: the sum less count * zero point, requantised. */
enum bw_reduce_kind {
    BW_REDUCE_SUM = 0,
    BW_REDUCE_MEAN = 1, /* int8: requantised sum, halves away from zero by the count */
    BW_REDUCE_MAX = 2,
    BW_REDUCE_MIN = 3,
    BW_REDUCE_MEAN_PLAIN = 4, /* int8: the sum of the stored values by the count, towards zero */
    BW_REDUCE_END = 5,
};

struct bw_reduce_params { /* 96 bytes */
    uint32_t input_arena_offset;
    uint32_t kind;
    int32_t kept_sizes[BW_DIMENSIONS], kept_strides[BW_DIMENSIONS];
    int32_t reduced_sizes[BW_DIMENSIONS], reduced_strides[BW_DIMENSIONS];
    int32_t input_zero_point, output_zero_point;
    int32_t multiplier, shift;
    uint32_t input_elements;
    uint32_t reserved;
};

/* Where along the axis the largest (or smallest) element lies, the first of equals; input [outer][axis][inner], output
 * int32. */
struct bw_arg_extreme_params { /* 20 bytes */
    uint32_t input_arena_offset;
    int32_t outer, axis, inner;
    uint32_t smallest;
};

/* Element by element from the op's type to output_type: float32 to int8, uint8 or int16 by 1 / scale, halves away
 * from zero, where scale is not 0; else as C casts, float32 and int32 to float32, int32, int16, int8 or uint8. int16
 * and int32 are requantised to int8 or int16 where multiplier is not 0. */
struct bw_convert_params { /* 32 bytes */
    uint32_t input_arena_offset;
    uint32_t element_count;
    uint32_t output_type;
    float scale;
    int32_t input_zero_point, output_zero_point;
    int32_t multiplier, shift;
};

/* RESIZE_BILINEAR of NHWC. For each output row and column the pack holds {lower, upper, weight of upper}: int32 each
 * with 10 fractional bits for int8, float32 bits in the third for float32. */
struct bw_resize_params { /* 36 bytes */
    uint32_t input_arena_offset;
    uint32_t rows_offset, columns_offset;
    int32_t batches;
    int32_t input_h, input_w, channels;
    int32_t output_h;
    int32_t output_w;
};

/* output[b] = left[b] x right[b]; left is rows x depth, right depth x columns, by strides (transposed or broadcast).
 * int8: acc = sum((a - input1_zero_point) * (b - input2_zero_point)), then as FULLY_CONNECTED with one multiplier. */
struct bw_matmul_params { /* 88 bytes */
    uint32_t input1_arena_offset, input1_pack_offset;
    uint32_t input2_arena_offset, input2_pack_offset;
    int32_t batch_sizes[2], batch_strides1[2], batch_strides2[2];
    int32_t rows, depth, columns;
    int32_t row_stride1, depth_stride1;
    int32_t depth_stride2, column_stride2;
    int32_t input1_zero_point, input2_zero_point, output_zero_point;
    int32_t multiplier, shift;
};

/* Over the last axis: L2_NORMALIZATION (int8 output scale 1/128, zero point 0) or LOG_SOFTMAX (float32). */
enum bw_normalise_kind { BW_NORMALISE_L2 = 0, BW_NORMALISE_LOG_SOFTMAX = 1, BW_NORMALISE_END = 2 };

struct bw_normalise_params { /* 20 bytes */
    uint32_t input_arena_offset;
    uint32_t kind;
    int32_t rows, columns;
    int32_t input_zero_point;
};

/* LOG_SOFTMAX of int8 over the last axis: output scale 1/16, zero point 127; at most 4095 columns. The table has exp of
 * every distance from the largest, 0 to 255, in Q12: 2^19 first, none below 0 or above it. Distances times multiplier,
 * shifted to the left, are Q5; a logarithm times reverse is a distance again. The output may be the input's place
 * exactly. */
struct bw_log_softmax_params { /* 36 bytes */
    uint32_t input_arena_offset;
    uint32_t table_offset;
    uint32_t rows, columns;
    int32_t multiplier, left_shift;
    int32_t diff_min;
    int32_t reverse_multiplier, reverse_shift;
};

/* Running sums along an axis of [outer][axis][inner]. int8: in units of 2^-19, then requantised; as in TFLM a sum
 * begins at -input_zero_point. */
struct bw_cumsum_params { /* 40 bytes */
    uint32_t input_arena_offset;
    int32_t outer, axis, inner;
    uint32_t exclusive, reverse;
    int32_t input_zero_point, output_zero_point;
    int32_t multiplier, shift;
};

#endif
