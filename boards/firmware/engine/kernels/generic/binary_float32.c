#include "../bw_float.h"

#include "../bw_broadcast.h"
#include "../bw_float_math.h"
#include "../bw_kernels.h"

/* What is left of dividing by steps of doubled divisors; every subtraction is exact. */
static float remainder_of(float first, float second)
{
    const float divisor = second < 0.0f ? -second : second;
    float rest = first < 0.0f ? -first : first, step = divisor;
    if (!(divisor > 0.0f) || rest - rest != 0.0f) {
        return (first - first) / (second - second); /* NaN, as for what is none */
    }
    if (divisor - divisor != 0.0f) {
        step = 0.0f; /* infinite: nothing to subtract, and no end of halving */
    }
    while (step > 0.0f && step <= rest * 0.5f) {
        step *= 2.0f;
    }
    for (; step >= divisor; step *= 0.5f) {
        rest -= rest >= step ? step : 0.0f;
    }
    rest = first < 0.0f ? -rest : rest;
    return rest != 0.0f && (second < 0.0f) != (rest < 0.0f) ? rest + second : rest;
}

static float arithmetic(uint32_t kind, float first, float second)
{
    switch (kind) {
    case BW_BINARY_ADD:
        return first + second;
    case BW_BINARY_SUB:
        return first - second;
    case BW_BINARY_MUL:
        return first * second;
    case BW_BINARY_DIV:
        return first / second;
    case BW_BINARY_MINIMUM:
        return first < second ? first : second;
    case BW_BINARY_MAXIMUM:
        return first > second ? first : second;
    case BW_BINARY_SQUARED_DIFFERENCE:
        return (first - second) * (first - second);
    case BW_BINARY_PRELU:
        return first >= 0.0f ? first : first * second;
    case BW_BINARY_FLOOR_DIV:
        return bw_floor(first / second);
    default:
        return remainder_of(first, second);
    }
}

static uint8_t compare(uint32_t kind, float first, float second)
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

void bw_binary_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_binary_params *params = bw_op_params(op);
    const float *input1 = bw_operand(pack, arena, params->input1_arena_offset, params->input1_pack_offset);
    const float *input2 = bw_operand(pack, arena, params->input2_arena_offset, params->input2_pack_offset);
    uint8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const uint8_t *end = output + op->output_bytes;
    const int32_t columns = params->sizes[BW_DIMENSIONS - 1];
    const int32_t step1 = params->strides1[BW_DIMENSIONS - 1], step2 = params->strides2[BW_DIMENSIONS - 1];
    const int compares = params->kind >= BW_BINARY_ARITHMETIC_END;
    struct bw_broadcast at = {{0, 0, 0}, 0, 0, 0};

    while (output < end) {
        const float *first = input1 + at.first, *second = input2 + at.second;
        for (int32_t i = 0; i < columns; ++i) {
            if (compares) {
                *output++ = compare(params->kind, *first, *second);
            } else {
                const float value = arithmetic(params->kind, *first, *second);
                *(float *)(void *)output = bw_clamp_float(value, params->float_min, params->float_max);
                output += sizeof(float);
            }
            first += step1;
            second += step2;
        }
        bw_broadcast_next(&at, params->sizes, params->strides1, params->strides2, (const int32_t *)0);
    }
}
