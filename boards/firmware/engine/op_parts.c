#include "op_parts.h"

uint32_t bw_type_bytes(uint32_t type)
{
    switch (type) {
    case BW_INT8:
    case BW_UINT8:
        return 1;
    case BW_INT16:
        return 2;
    case BW_INT32:
    case BW_FLOAT32:
        return 4;
    default:
        return 0;
    }
}

uint64_t bw_size(const int32_t *sizes, uint32_t count)
{
    uint64_t product = 1;
    for (uint32_t i = 0; i < count; ++i) {
        if (sizes[i] <= 0) {
            return 0;
        }
        product *= (uint32_t)sizes[i]; /* below 2^62: both were below 2^31 */
        if (product > BW_MAX_BYTES) {
            return 0;
        }
    }
    return product;
}

uint64_t bw_product(const struct bw_limits *limits, const int32_t *const *sizes, uint32_t count)
{
    uint64_t product = 1;
    for (uint32_t i = 0; i < count; ++i) {
        (void)bw_at(limits, sizes[i]);
        if (*sizes[i] <= 0) {
            return 0;
        }
        product *= (uint32_t)*sizes[i];
        if (product > BW_MAX_BYTES) {
            return 0;
        }
    }
    return product;
}

uint64_t bw_sizes(const struct bw_limits *limits, const int32_t *sizes, uint32_t count)
{
    (void)bw_at(limits, sizes);
    return bw_size(sizes, count);
}

bool bw_is_finite(float value)
{
    const union {
        float value;
        uint32_t bits;
    } number = {value};
    return (number.bits & UINT32_C(0x7f800000)) != UINT32_C(0x7f800000);
}

static bool in_int8(int32_t value)
{
    return value >= INT8_MIN && value <= INT8_MAX;
}

/* Infinite bounds are fine, NaN bounds are not: every comparison with NaN is false. */
static bool bounds_ordered(const struct bw_op *op, int32_t low, int32_t high, float float_low, float float_high)
{
    return op->type == BW_INT8 ? in_int8(low) && in_int8(high) && low <= high : float_low <= float_high;
}

bool bw_scale_sane(int32_t multiplier, int32_t shift, int32_t most_left)
{
    return multiplier >= 0 && shift >= -31 && shift <= most_left;
}

bool bw_scale_at(const struct bw_limits *limits, const int32_t *multiplier, const int32_t *shift, int32_t most_left)
{
    return bw_at(limits, multiplier) && *multiplier >= 0 && bw_at(limits, shift) &&
           bw_scale_sane(*multiplier, *shift, most_left);
}

bool bw_output_is(const struct bw_limits *limits, const struct bw_op *op, uint64_t elements, uint32_t item_bytes)
{
    return bw_at(limits, &op->output_bytes) && elements * item_bytes == op->output_bytes;
}

bool bw_output_sane(const struct bw_limits *limits, const struct bw_op *op, const int32_t *low, const int32_t *high,
                    const float *float_low, const float *float_high, uint64_t elements)
{
    return bw_at(limits, op->type == BW_INT8 ? (const void *)low : float_low) &&
           bounds_ordered(op, *low, *high, *float_low, *float_high) &&
           bw_output_is(limits, op, elements, bw_type_bytes(op->type));
}

bool bw_zero_point_sane(const struct bw_limits *limits, const struct bw_op *op, const int32_t *zero_point)
{
    return op->type != BW_INT8 || (bw_at(limits, zero_point) && in_int8(*zero_point));
}

int bw_check_input(const struct bw_limits *limits, const struct bw_op *op, const uint32_t *offset, uint64_t elements)
{
    const uint32_t element_bytes = bw_type_bytes(op->type);
    if (elements == 0) {
        return BW_E_PARAMS;
    }
    return bw_at(limits, offset) && bw_in_range(*offset, elements * element_bytes, limits->arena_bytes, element_bytes)
               ? BW_OK
               : BW_E_BOUNDS;
}

int bw_check_rows(const struct bw_limits *limits, const struct bw_op *op, const uint32_t *input_arena_offset,
                  const uint32_t *rows, const uint32_t *columns)
{
    const uint64_t elements = (uint64_t)*rows * *columns;
    (void)bw_at(limits, *columns == 0 ? columns : rows);
    /* A product of two 32-bit numbers times 4 may pass 64 bits. */
    const int status = bw_check_input(limits, op, input_arena_offset, elements > BW_MAX_BYTES ? 0 : elements);
    if (status != BW_OK) {
        return status;
    }
    return bw_output_is(limits, op, elements, bw_type_bytes(op->type)) ? BW_OK : BW_E_PARAMS;
}

uint64_t bw_extent(const int32_t *sizes, const int32_t *strides, uint32_t count)
{
    uint64_t reach = 1;
    for (uint32_t i = 0; i < count; ++i) {
        if (sizes[i] < 1 || strides[i] < 0) {
            return 0;
        }
        reach += (uint64_t)(uint32_t)(sizes[i] - 1) * (uint32_t)strides[i];
        if (reach > BW_MAX_BYTES) {
            return 0;
        }
    }
    return reach;
}

uint64_t bw_reach(const struct bw_limits *limits, const int32_t *sizes, const int32_t *strides, uint32_t count)
{
    (void)bw_at(limits, strides);
    return bw_extent(sizes, strides, count);
}

int bw_check_operand(const struct bw_limits *limits, const uint32_t *arena_offset, const uint32_t *pack_offset,
                     uint64_t elements, uint32_t item_bytes)
{
    const uint64_t bytes = elements * item_bytes;
    if (elements == 0) {
        return BW_E_PARAMS;
    }
    if (bw_at(limits, *pack_offset ? pack_offset : arena_offset) &&
        (*pack_offset ? bw_in_pack(limits, *pack_offset, bytes, item_bytes)
                      : bw_in_range(*arena_offset, bytes, limits->arena_bytes, item_bytes))) {
        return BW_OK;
    }
    return BW_E_BOUNDS;
}
