#include "../bw_broadcast.h"
#include "../bw_kernels.h"
#include "../bw_quant.h"

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
