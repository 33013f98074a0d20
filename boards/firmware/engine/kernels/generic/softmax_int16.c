#include "../bw_kernels.h"
#include "../bw_quant.h"

enum {
    ONE = 1 << 15,
    MIDDLE = 256,
    STEP_BITS = 7,
    LEAST_SUM = 2, /* of a pack that writes over its input; else the largest value alone makes far more */
};

/* A table of 513 entries over all of int16, between its entries. */
static int32_t looked_up(const int16_t *table, int32_t value)
{
    const int32_t place = bw_clamp(value, INT16_MIN, INT16_MAX);
    const int16_t *entry = table + MIDDLE + (place >> STEP_BITS);
    const int32_t rest = place & ((1 << STEP_BITS) - 1);
    return (int16_t)(entry[0] + (((int16_t)(entry[1] - entry[0]) * rest + (1 << (STEP_BITS - 1))) >> STEP_BITS));
}

static uint32_t leading_zeros(uint32_t value)
{
    uint32_t count = 0;
    while (count < 32 && !(value & (UINT32_C(0x80000000) >> count))) {
        ++count;
    }
    return count;
}

static int32_t largest_of(const int16_t *input, uint32_t columns)
{
    int32_t largest = INT16_MIN;
    for (uint32_t i = 0; i < columns; ++i) {
        largest = input[i] > largest ? input[i] : largest;
    }
    return largest;
}

/* The exponentials lie in the output until their sum is known. */
static int32_t exponentials(const struct bw_softmax_tables_params *params, const int16_t *table, const int16_t *input,
                            int16_t *output)
{
    const int32_t largest = largest_of(input, params->columns);
    int32_t sum = 0;
    for (uint32_t i = 0; i < params->columns; ++i) {
        const int32_t scaled = bw_requantise(input[i] - largest, params->multiplier, params->shift);
        output[i] = (int16_t)looked_up(table, scaled + INT16_MAX);
        sum += output[i];
    }
    return sum;
}

/* 1 / sum from the table of 1 / (1 + x), x from 0 to 1: the sum without its leading zeros. */
static void normalise(const int16_t *table, int32_t sum, int16_t *output, uint32_t columns)
{
    sum = sum < LEAST_SUM ? LEAST_SUM : sum;
    const uint32_t zeros = leading_zeros((uint32_t)sum);
    const int32_t shifted = (int32_t)((((int64_t)sum << (zeros - 1)) + (1 << 13)) >> 14);
    const int32_t reciprocal = looked_up(table, shifted - (ONE + 2 * ONE));
    const uint32_t right = 31 - zeros;
    for (uint32_t i = 0; i < columns; ++i) {
        const int32_t value = (output[i] * reciprocal + (1 << (right - 1))) >> right;
        output[i] = (int16_t)bw_clamp(value, 0, INT16_MAX);
    }
}

void bw_softmax_tables_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_softmax_tables_params *params = bw_op_params(op);
    const int16_t *input = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);
    const int16_t *exponential = bw_pack_data(pack, params->exponential_offset);
    const int16_t *reciprocal = bw_pack_data(pack, params->reciprocal_offset);

    for (uint32_t row = 0; row < params->rows; ++row) {
        const int32_t sum = exponentials(params, exponential, input, output);
        normalise(reciprocal, sum, output, params->columns);
        input += params->columns;
        output += params->columns;
    }
}
