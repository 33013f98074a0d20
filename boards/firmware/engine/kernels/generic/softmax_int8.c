/* Soft-max in fixed point after gemmlowp's public description: exp by range reduction to (-1/4, 0] and a
 * Taylor polynomial around -1/8, the reciprocal by Newton and Raphson. Qn means n integer bits of an int32. */
#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_reciprocal.h"

enum {
    SUM_BITS = 12,   /* the sum of exponentials is Q12: 4095 columns fit */
    SCALED_BITS = 5, /* differences to the maximum are Q5 */
};

/* exp(x) for x in [-1/4, 0), Q0 in and out. */
static int32_t exp_near_zero(int32_t x)
{
    const int32_t exp_minus_eighth = 1895147668; /* exp(-1/8) * 2^31 */
    const int32_t one_third = 715827883;         /* 2^31 / 3 */
    const int32_t t = x + (1 << 28);             /* x + 1/8 */
    const int32_t t2 = bw_high_mul(t, t);
    const int32_t t3 = bw_high_mul(t2, t);
    const int32_t t4 = bw_high_mul(t2, t2);
    /* t^2/2 + t^3/6 + t^4/24 = ((t^4/4 + t^3) / 3 + t^2) / 2; this order of rounding is what TFLM has. */
    const int32_t cubic = bw_high_mul(bw_rounding_shift(t4, 2) + t3, one_third);
    const int32_t tail = bw_rounding_shift(cubic + t2, 1);
    return exp_minus_eighth + bw_high_mul(exp_minus_eighth, t + tail);
}

/* exp(x) for x <= 0, Q5 in, Q0 out. */
static int32_t exp_negative(int32_t x)
{
    /* exp(-2^k) * 2^31 for k = -2..4 */
    static const int32_t factors[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
    const int32_t quarter = 1 << (31 - SCALED_BITS - 2);
    const int32_t reduced = (x & (quarter - 1)) - quarter;
    const int32_t quarters = reduced - x; /* a multiple of a quarter; its bits choose the factors */
    int32_t result;

    if (x == 0) {
        return INT32_MAX;
    }
    result = exp_near_zero((int32_t)((uint32_t)reduced << SCALED_BITS));
    for (uint32_t k = 0; k < sizeof factors / sizeof factors[0]; ++k) {
        if (quarters & (quarter << k)) {
            result = bw_high_mul(result, factors[k]);
        }
    }
    return result;
}

static int32_t exp_of_difference(const struct bw_softmax_params *params, int32_t difference)
{
    return exp_negative(bw_high_mul((int32_t)((uint32_t)difference << params->left_shift), params->multiplier));
}

static void softmax_row(const struct bw_softmax_params *params, const int8_t *input, int8_t *output)
{
    int32_t largest = INT8_MIN;
    int32_t sum = 0; /* at least 1.0: the largest element counts itself */
    int32_t zeros, scale, exponent;

    for (uint32_t i = 0; i < params->columns; ++i) {
        largest = input[i] > largest ? input[i] : largest;
    }
    for (uint32_t i = 0; i < params->columns; ++i) {
        if (input[i] - largest >= params->diff_min) {
            sum += bw_rounding_shift(exp_of_difference(params, input[i] - largest), SUM_BITS);
        }
    }
    zeros = bw_leading_zeros((uint32_t)sum);
    scale = bw_one_over_one_plus((int32_t)(((uint32_t)sum << zeros) - UINT32_C(0x80000000)));
    exponent = SUM_BITS - zeros + 31 - 8;

    for (uint32_t i = 0; i < params->columns; ++i) {
        int32_t value = 0;
        /* TFLM shifts by more than 31 when the sum passes 512, which C does not define: the true value
         * is below half a step. */
        if (input[i] - largest >= params->diff_min && exponent <= 31) {
            value = bw_rounding_shift(bw_high_mul(scale, exp_of_difference(params, input[i] - largest)), exponent);
        }
        output[i] = (int8_t)bw_clamp(value + INT8_MIN, INT8_MIN, INT8_MAX);
    }
}

void bw_softmax_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_softmax_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (uint32_t row = 0; row < params->rows; ++row) {
        softmax_row(params, input + row * params->columns, output + row * params->columns);
    }
}
