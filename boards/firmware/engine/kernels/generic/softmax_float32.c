#include "../bw_float.h"

#include "../bw_kernels.h"

static float power_of_two(int32_t exponent)
{
    const union {
        uint32_t bits;
        float value;
    } power = {(uint32_t)(exponent + 127) << 23};
    return power.value;
}

/* exp(x) for x <= 0 within 2 units in the last place. Our own, because freestanding builds have no libm and
 * every target must return the same bits. x = k ln 2 + r, |r| <= ln 2 / 2; ln 2 is split in two (Cody and
 * Waite) so that k ln 2 is exact, and exp(r) is its Taylor series to r^7. */
static float exp_negative(float x)
{
    const float ln2_high = 0.693359375f, ln2_low = -2.12194440e-4f, log2_e = 1.44269504f;
    int32_t k;
    float r, series;

    if (x != x) {
        return x;
    }
    if (x < -87.0f) {
        return 0.0f; /* below 2^-125: nothing beside the 1 that the largest element adds */
    }
    if (x > 0.0f) {
        return 1.0f; /* only where a faulty plan lets input and output overlap: k must stay in range */
    }
    k = (int32_t)(x * log2_e - 0.5f);
    r = x - (float)k * ln2_high;
    r -= (float)k * ln2_low;
    series = 1.0f / 5040.0f;
    series = series * r + 1.0f / 720.0f;
    series = series * r + 1.0f / 120.0f;
    series = series * r + 1.0f / 24.0f;
    series = series * r + 1.0f / 6.0f;
    series = series * r + 0.5f;
    series = series * r + 1.0f;
    series = series * r + 1.0f;
    return series * power_of_two(k);
}

static void softmax_row(const struct bw_softmax_params *params, const float *input, float *output)
{
    float largest = input[0];
    float sum = 0.0f;

    for (uint32_t i = 1; i < params->columns; ++i) {
        largest = input[i] > largest ? input[i] : largest;
    }
    for (uint32_t i = 0; i < params->columns; ++i) {
        output[i] = exp_negative((input[i] - largest) * params->beta);
        sum += output[i];
    }
    for (uint32_t i = 0; i < params->columns; ++i) {
        output[i] /= sum;
    }
}

void bw_softmax_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_softmax_params *params = bw_op_params(op);
    const float *input = bw_arena_data(arena, params->input_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (uint32_t row = 0; row < params->rows; ++row) {
        softmax_row(params, input + row * params->columns, output + row * params->columns);
    }
}
