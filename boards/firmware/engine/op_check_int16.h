/* What the checks of int16 ops share: op_check_int16_layers.c has those with weights or a window, op_check_int16.c the
 * others. */
#ifndef BW_OP_CHECK_INT16_H
#define BW_OP_CHECK_INT16_H

#include "op_parts.h"

/* 2^(14 - shift) is a whole number for every shift up to here, and 15 bits of a factor make no negative number. */
enum { BW_MOST_LEFT_WIDE = 7, BW_MOST_MULTIPLIER_WIDE = 32767 };

bool bw_is_zero(const struct bw_limits *limits, const int32_t *zero_point);

/* The output has so many elements, and the bounds of the activation are int16 and in order. */
bool bw_int16_output_sane(const struct bw_limits *limits, const struct bw_op *op, const int32_t *least,
                          const int32_t *most, uint64_t elements);

#endif
