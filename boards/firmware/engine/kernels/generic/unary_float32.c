#include "../bw_float.h"

#include "../bw_float_math.h"
#include "../bw_kernels.h"

static float magnitude(float x)
{
    return x < 0.0f ? -x : x + 0.0f;
}

static float round_to_even(float x)
{
    const float whole = bw_floor(x);
    const float rest = x - whole;
    const int odd = bw_floor(whole * 0.5f) * 2.0f != whole;
    return rest > 0.5f || (rest == 0.5f && odd) ? whole + 1.0f : whole;
}

static float apply(const struct bw_unary_params *params, float x)
{
    switch (params->kind) {
    case BW_UNARY_ABS:
        return magnitude(x);
    case BW_UNARY_NEG:
        return -x;
    case BW_UNARY_SQUARE:
        return x * x;
    case BW_UNARY_SQRT:
        return bw_sqrt(x);
    case BW_UNARY_RSQRT:
        return 1.0f / bw_sqrt(x);
    case BW_UNARY_EXP:
        return bw_exp(x);
    case BW_UNARY_LOG:
        return bw_log(x);
    case BW_UNARY_SIN:
        return bw_sin(x);
    case BW_UNARY_COS:
        return bw_cos(x);
    case BW_UNARY_CEIL:
        return -bw_floor(-x);
    case BW_UNARY_FLOOR:
        return bw_floor(x);
    case BW_UNARY_ROUND:
        return round_to_even(x);
    case BW_UNARY_LOGISTIC:
        return 1.0f / (1.0f + bw_exp(-x));
    case BW_UNARY_TANH:
        return bw_tanh(x);
    case BW_UNARY_ELU:
        return x < 0.0f ? bw_exp_less_one(x) : x;
    case BW_UNARY_HARD_SWISH:
        return x * bw_clamp_float(x + 3.0f, 0.0f, 6.0f) / 6.0f;
    case BW_UNARY_LEAKY_RELU:
        return x > 0.0f ? x : x * params->alpha;
    default:
        return bw_clamp_float(x, params->alpha, params->beta);
    }
}

void bw_unary_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_unary_params *params = bw_op_params(op);
    const float *input = bw_arena_data(arena, params->input_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (uint32_t i = 0; i < params->element_count; ++i) {
        output[i] = apply(params, input[i]);
    }
}
