#include "../bw_kernels.h"

enum {
    LAST = 255, /* of the table's entries */
    LOGISTIC_BITS = 9,
    TANH_BITS = 8, /* of an entry's step: tanh(x) = 2 * logistic(2x) - 1 */
    HALF = 1 << 15,
};

/* The table between its entries, in 16 + `bits` bits; from its end on it stays at `most`. */
static int32_t between(const uint16_t *table, uint32_t place, uint32_t bits, uint32_t most)
{
    const uint32_t index = place >> bits, rest = place & ((UINT32_C(1) << bits) - 1u);
    if (index >= LAST) {
        return (int32_t)most;
    }
    return (int32_t)(((uint32_t)table[index] << bits) + rest * ((uint32_t)table[index + 1] - table[index]));
}

static int32_t logistic(const uint16_t *table, int32_t value)
{
    const uint32_t place = (uint32_t)(value < 0 ? -value : value);
    const int32_t positive = between(table, place, LOGISTIC_BITS, UINT32_C(0x7fff) << 10);
    const int32_t round = 1 << 9;
    return (value >= 0 ? positive + round : (1 << (16 + LOGISTIC_BITS)) - positive + round - 1) >> 10;
}

static int32_t tanh_of(const uint16_t *table, int32_t value)
{
    const uint32_t place = (uint32_t)(value < 0 ? -value : value);
    const int32_t above = between(table, place, TANH_BITS, UINT32_C(0xffff) << 8) - (HALF << TANH_BITS);
    const int32_t round = 1 << 7;
    return (value >= 0 ? above + round : -above + round - 1) >> 8;
}

void bw_curve_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_curve_params *params = bw_op_params(op);
    const int16_t *input = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);
    const uint16_t *table = bw_pack_data(pack, params->table_offset);
    const int32_t round = params->right_shift > 0 ? INT32_C(1) << (params->right_shift - 1) : 0;

    for (uint32_t i = 0; i < params->element_count; ++i) {
        const int32_t value = (input[i] * params->multiplier + round) >> params->right_shift;
        output[i] = (int16_t)(params->kind == BW_CURVE_TANH ? tanh_of(table, value) : logistic(table, value));
    }
}
