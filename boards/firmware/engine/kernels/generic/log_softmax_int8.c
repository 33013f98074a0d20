/* Log-soft-max in fixed point as TensorFlow Lite has it; Qn means n integer bits of an int32. */
#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_reciprocal.h"

enum {
    SUM_BITS = 12,    /* of the sum of exponentials */
    LOG_BITS = 5,     /* of its logarithm, and of distances to the largest */
    WIDE_BITS = 6,    /* of the logarithm while it is made */
    OUTPUT_SHIFT = 22, /* from Q5 to steps of 1/16 */
    QUARTER = 1 << (29 - WIDE_BITS),
};

static const int32_t log_two = 1488522236;       /* log(2) in Q0 */
static const int32_t root_half = 1518500250;     /* sqrt(1/2) */
static const int32_t fourth_root_half = 1805811301;
static const int32_t numerator = 117049297;      /* 11/240 * 2^(1/4) */
static const int32_t square_term = 127690142;    /* 1/20 * 2^(1/4) */
static const int32_t constant_term = 1057819769; /* 2 * 2^(-1/4) - 2^(1/4) */
static const int32_t linear_term = 638450708;    /* 1/4 * 2^(1/4) */

static int32_t half_sum(int32_t first, int32_t second)
{
    const int64_t sum = (int64_t)first + second;
    return (int32_t)((sum + (sum >= 0 ? 1 : -1)) / 2);
}

/* log of r times 2^power, r between sqrt(1/2) and 1 in Q0 and its distance to 2^(-1/4) the argument of a quotient of
 * polynomials; Q6 power, Q5 out. */
static int32_t log_of_parts(int32_t rest, int32_t power)
{
    const int32_t middle = half_sum(rest, fourth_root_half);
    const int32_t away = (rest - fourth_root_half) * 2;
    const int32_t square = bw_high_mul(away, away);
    const int32_t above = bw_high_mul(away, rest) + bw_high_mul(bw_high_mul(away, square), numerator);
    const int32_t below = bw_high_mul(middle, constant_term + away + bw_high_mul(square_term, square)) +
                          bw_high_mul(linear_term, away);
    const int32_t fraction = bw_high_mul(bw_rounding_shift(above, WIDE_BITS), bw_one_over_one_plus(below));
    return bw_saturating_left(bw_high_mul(power, log_two) + fraction, WIDE_BITS - LOG_BITS);
}

/* log(x) for x from 1 in Q12, at most 12 leading zeros; Q5 out. Of two ways to take x apart the smaller rest counts. */
static int32_t log_of_sum(int32_t sum)
{
    const int32_t zeros = bw_leading_zeros((uint32_t)sum);
    const int32_t rest = bw_saturating_left(bw_high_mul(bw_saturating_left(sum, zeros - 1), root_half), 1);
    const int32_t power = (SUM_BITS - zeros) * (1 << (31 - WIDE_BITS)) + QUARTER;
    const int32_t other_zeros = bw_leading_zeros((uint32_t)bw_high_mul(sum, root_half)) - 1;
    const int32_t other_rest = bw_saturating_left(sum, other_zeros);
    const int32_t other_power = (SUM_BITS - other_zeros) * (1 << (31 - WIDE_BITS)) - QUARTER;
    return log_of_parts(rest < other_rest ? rest : other_rest, power > other_power ? power : other_power);
}

static void log_softmax_row(const struct bw_log_softmax_params *params, const int32_t *table, const int8_t *input,
                            int8_t *output)
{
    int32_t largest = INT8_MIN, sum = 0;
    for (uint32_t i = 0; i < params->columns; ++i) {
        largest = input[i] > largest ? input[i] : largest;
    }
    for (uint32_t i = 0; i < params->columns; ++i) {
        sum += table[largest - input[i]];
    }
    const int32_t log_sum = log_of_sum(sum);
    const int32_t reached = bw_requantise(log_sum + INT32_MIN, params->reverse_multiplier, params->reverse_shift);
    const int32_t least = reached > params->diff_min - 1 ? reached : params->diff_min - 1;
    for (uint32_t i = 0; i < params->columns; ++i) {
        const int32_t difference = input[i] - largest;
        int32_t value = INT8_MIN;
        if (difference > least) {
            const int32_t scaled = bw_requantise(difference, params->multiplier, params->left_shift);
            value = bw_rounding_shift(scaled - log_sum, OUTPUT_SHIFT) + INT8_MAX;
        }
        output[i] = (int8_t)bw_clamp(value, INT8_MIN, INT8_MAX);
    }
}

void bw_log_softmax_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_log_softmax_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const int32_t *table = bw_pack_data(pack, params->table_offset);

    for (uint32_t row = 0; row < params->rows; ++row) {
        log_softmax_row(params, table, input, output);
        input += params->columns;
        output += params->columns;
    }
}
