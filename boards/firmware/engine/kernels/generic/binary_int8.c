#include "../bw_broadcast.h"
#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_reciprocal.h"

/* An operand on the scale that both operands share. */
static int32_t scaled_first(const struct bw_binary_params *params, int32_t value)
{
    return bw_requantise(value * (INT32_C(1) << params->left_shift), params->input1_multiplier, params->input1_shift);
}

static int32_t scaled_second(const struct bw_binary_params *params, int32_t value)
{
    return bw_requantise(value * (INT32_C(1) << params->left_shift), params->input2_multiplier, params->input2_shift);
}

static int32_t to_output(const struct bw_binary_params *params, int32_t value)
{
    const int32_t scaled = bw_requantise(value, params->output_multiplier, params->output_shift);
    return bw_clamp(scaled + params->output_zero_point, params->activation_min, params->activation_max);
}

static int32_t prelu(const struct bw_binary_params *params, int32_t first, int32_t second)
{
    if (first < 0) {
        return to_output(params, first * second);
    }
    return bw_clamp(bw_requantise(first, params->input1_multiplier, params->input1_shift) + params->output_zero_point,
                    params->activation_min, params->activation_max);
}

/* Copies of the sign above the first bit that differs from it. */
static int32_t headroom(int32_t value)
{
    const uint32_t bits = value < 0 ? ~(uint32_t)value : (uint32_t)value;
    return bits ? bw_leading_zeros(bits) - 1 : 31;
}

/* The divisor's reciprocal times the dividend moved up as far as it goes, as TFLM has it. A quotient by 0, for which
 * TFLM has none, is as large as there is room. */
static int32_t divide(const struct bw_binary_params *params, int32_t dividend, int32_t divisor)
{
    if (divisor == 0 && dividend != 0) {
        return dividend > 0 ? params->activation_max : params->activation_min;
    }
    int32_t quotient = 0;
    if (dividend != 0) {
        const int32_t above = divisor < 0 ? -dividend : dividend;
        const uint32_t below = (uint32_t)(divisor < 0 ? -divisor : divisor);
        const int32_t zeros = bw_leading_zeros(below), up = headroom(above);
        const int32_t inverse = bw_one_over_one_plus((int32_t)((below << zeros) - UINT32_C(0x80000000)));
        const int32_t unscaled = bw_high_mul((int32_t)((uint32_t)above << up), inverse);
        const int32_t right = up + (31 - zeros) - params->output_shift;
        quotient = bw_rounding_shift(bw_high_mul(unscaled, params->output_multiplier), right < 31 ? right : 31);
    }
    return bw_clamp(quotient + params->output_zero_point, params->activation_min, params->activation_max);
}

static int32_t compare(uint32_t kind, int32_t first, int32_t second)
{
    switch (kind) {
    case BW_BINARY_EQUAL:
        return first == second;
    case BW_BINARY_NOT_EQUAL:
        return first != second;
    case BW_BINARY_GREATER:
        return first > second;
    case BW_BINARY_GREATER_EQUAL:
        return first >= second;
    case BW_BINARY_LESS:
        return first < second;
    default:
        return first <= second;
    }
}

static int32_t apply(const struct bw_binary_params *params, int32_t stored1, int32_t stored2)
{
    const int32_t first = stored1 - params->input1_zero_point;
    const int32_t second = stored2 - params->input2_zero_point;
    switch (params->kind) {
    case BW_BINARY_ADD:
        return to_output(params, scaled_first(params, first) + scaled_second(params, second));
    case BW_BINARY_SUB:
        return to_output(params, scaled_first(params, first) - scaled_second(params, second));
    case BW_BINARY_MUL:
        return to_output(params, first * second);
    case BW_BINARY_DIV:
        return divide(params, first, second);
    case BW_BINARY_MINIMUM:
        return stored1 < stored2 ? stored1 : stored2;
    case BW_BINARY_MAXIMUM:
        return stored1 > stored2 ? stored1 : stored2;
    case BW_BINARY_SQUARED_DIFFERENCE: {
        const int32_t difference = scaled_first(params, first) - scaled_second(params, second);
        return to_output(params, difference * difference);
    }
    case BW_BINARY_PRELU:
        return prelu(params, first, second);
    default:
        return compare(params->kind, scaled_first(params, first), scaled_second(params, second));
    }
}

void bw_binary_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_binary_params *params = bw_op_params(op);
    const int8_t *input1 = bw_operand(pack, arena, params->input1_arena_offset, params->input1_pack_offset);
    const int8_t *input2 = bw_operand(pack, arena, params->input2_arena_offset, params->input2_pack_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const int8_t *end = output + op->output_bytes;
    const int32_t columns = params->sizes[BW_DIMENSIONS - 1];
    const int32_t step1 = params->strides1[BW_DIMENSIONS - 1], step2 = params->strides2[BW_DIMENSIONS - 1];
    struct bw_broadcast at = {{0, 0, 0}, 0, 0, 0};

    while (output < end) {
        const int8_t *first = input1 + at.first, *second = input2 + at.second;
        for (int32_t i = 0; i < columns; ++i) {
            *output++ = (int8_t)apply(params, *first, *second);
            first += step1;
            second += step2;
        }
        bw_broadcast_next(&at, params->sizes, params->strides1, params->strides2, (const int32_t *)0);
    }
}
