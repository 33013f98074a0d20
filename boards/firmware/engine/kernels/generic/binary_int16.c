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
    return bw_clamp(bw_requantise(value, params->output_multiplier, params->output_shift), params->activation_min,
                    params->activation_max);
}

static int32_t apply(const struct bw_binary_params *params, int32_t first, int32_t second)
{
    switch (params->kind) {
    case BW_BINARY_ADD:
        return to_output(params, scaled_first(params, first) + scaled_second(params, second));
    case BW_BINARY_SUB:
        return to_output(params, scaled_first(params, first) - scaled_second(params, second));
    case BW_BINARY_MUL:
        return to_output(params, first * second);
    case BW_BINARY_MINIMUM:
        return first < second ? first : second;
    case BW_BINARY_MAXIMUM:
        return first > second ? first : second;
    default: { /* BW_BINARY_SQUARED_DIFFERENCE */
        const int32_t difference = scaled_first(params, first) - scaled_second(params, second);
        return to_output(params, difference * difference);
    }
    }
}

void bw_binary_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_binary_params *params = bw_op_params(op);
    const int16_t *input1 = bw_operand(pack, arena, params->input1_arena_offset, params->input1_pack_offset);
    const int16_t *input2 = bw_operand(pack, arena, params->input2_arena_offset, params->input2_pack_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);
    const int16_t *end = output + op->output_bytes / sizeof *output;
    const int32_t columns = params->sizes[BW_DIMENSIONS - 1];
    const int32_t step1 = params->strides1[BW_DIMENSIONS - 1], step2 = params->strides2[BW_DIMENSIONS - 1];
    struct bw_broadcast at = {{0, 0, 0}, 0, 0, 0};

    while (output < end) {
        const int16_t *first = input1 + at.first, *second = input2 + at.second;
        for (int32_t i = 0; i < columns; ++i) {
            *output++ = (int16_t)apply(params, *first, *second);
            first += step1;
            second += step2;
        }
        bw_broadcast_next(&at, params->sizes, params->strides1, params->strides2, (const int32_t *)0);
    }
}
