#include "../bw_broadcast.h"
#include "../bw_kernels.h"
#include "../bw_quant.h"

/* Towards zero; by zero 0, and the least number by -1 itself: C defines neither. */
static int32_t quotient(int32_t first, int32_t second)
{
    return second == 0 ? 0 : second == -1 ? (int32_t)(0u - (uint32_t)first) : first / second;
}

static int32_t arithmetic(uint32_t kind, int32_t first, int32_t second)
{
    switch (kind) {
    case BW_BINARY_ADD:
        return first + second;
    case BW_BINARY_SUB:
        return first - second;
    case BW_BINARY_MUL:
        return first * second;
    case BW_BINARY_DIV:
        return quotient(first, second);
    case BW_BINARY_MINIMUM:
        return first < second ? first : second;
    case BW_BINARY_MAXIMUM:
        return first > second ? first : second;
    default:
        return (first - second) * (first - second);
    }
}

static uint8_t compare(uint32_t kind, int32_t first, int32_t second)
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

void bw_binary_int32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_binary_params *params = bw_op_params(op);
    const int32_t *input1 = bw_operand(pack, arena, params->input1_arena_offset, params->input1_pack_offset);
    const int32_t *input2 = bw_operand(pack, arena, params->input2_arena_offset, params->input2_pack_offset);
    uint8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const uint8_t *end = output + op->output_bytes;
    const int32_t columns = params->sizes[BW_DIMENSIONS - 1];
    const int32_t step1 = params->strides1[BW_DIMENSIONS - 1], step2 = params->strides2[BW_DIMENSIONS - 1];
    const int compares = params->kind >= BW_BINARY_ARITHMETIC_END;
    struct bw_broadcast at = {{0, 0, 0}, 0, 0, 0};

    while (output < end) {
        const int32_t *first = input1 + at.first, *second = input2 + at.second;
        for (int32_t i = 0; i < columns; ++i) {
            if (compares) {
                *output++ = compare(params->kind, *first, *second);
            } else {
                const int32_t value = arithmetic(params->kind, *first, *second);
                *(int32_t *)(void *)output = bw_clamp(value, params->activation_min, params->activation_max);
                output += sizeof(int32_t);
            }
            first += step1;
            second += step2;
        }
        bw_broadcast_next(&at, params->sizes, params->strides1, params->strides2, (const int32_t *)0);
    }
}
