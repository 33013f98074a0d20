#include "../bw_kernels.h"
#include "../bw_quant.h"

enum { OUTPUT_BITS = 7, STEPS = 5 };

static const int32_t half_root_two = 1518500250; /* sqrt(2) / 2 in Q0.31 */
static const int32_t one_and_a_half = (1 << 28) + (1 << 27); /* in Q3.28, as one = 1 << 28 */

/* value * 2^places, saturated. */
static int32_t saturating_left(int32_t value, int32_t places)
{
    const int64_t shifted = (int64_t)value * (INT64_C(1) << places);
    return shifted > INT32_MAX ? INT32_MAX : shifted < INT32_MIN ? INT32_MIN : (int32_t)shifted;
}

/* 1 / sqrt(sum) as a multiplier and a shift to the left: GetInvSqrtQuantizedMultiplierExp of TFLite, five steps of
 * Newton's method in Q3.28. */
static void inverse_root(int32_t sum, int32_t *multiplier, int32_t *shift)
{
    int32_t right = 11, pairs = 0, x = 1 << 28;
    if (sum <= 1) {
        *multiplier = INT32_MAX;
        *shift = 0;
        return;
    }
    for (; sum >= 1 << 29; sum /= 4) {
        ++right;
    }
    while ((sum << (2 * pairs)) < 1 << 27) {
        ++pairs;
    }
    right -= pairs;
    const int32_t half = bw_rounding_shift((sum << (2 * pairs)) >> 1, 1);
    for (int32_t i = 0; i < STEPS; ++i) {
        const int32_t cube = saturating_left(bw_high_mul(bw_high_mul(x, x), x), 6);
        x = saturating_left(bw_high_mul(one_and_a_half, x) - bw_high_mul(half, cube), 3);
    }
    x = bw_high_mul(x, half_root_two);
    *multiplier = right < 0 ? (int32_t)((uint32_t)x << -right) : x;
    *shift = right < 0 ? 0 : -right;
}

void bw_normalise_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_normalise_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (int32_t row = 0; row < params->rows; ++row) {
        int32_t sum = 0, multiplier, shift;
        for (int32_t i = 0; i < params->columns; ++i) {
            const int32_t value = input[i] - params->input_zero_point;
            sum += value * value;
        }
        inverse_root(sum, &multiplier, &shift);
        for (int32_t i = 0; i < params->columns; ++i) {
            const int32_t value = bw_requantise(input[i] - params->input_zero_point, multiplier, shift + OUTPUT_BITS);
            output[i] = (int8_t)bw_clamp(value, INT8_MIN, INT8_MAX);
        }
        input += params->columns;
        output += params->columns;
    }
}
