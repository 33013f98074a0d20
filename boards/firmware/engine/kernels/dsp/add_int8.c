/* ADD of int8. TFLite scales the input with the larger scale by exactly one half, which is a shift; the other one and
 * the sum take one instruction each for the multiplication and three for the second rounding. */
#include <stdbool.h>

#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "bw_dsp_simd.h"

enum {
    LEFT_SHIFT = 20,
    HALF = 1 << 30,
    /* So far a zero point may be shifted and still fit 32 bits together with what it is added to. */
    MOST_SHIFT = 3,
    MOST_OUTPUT_SHIFT = 22,
};

struct term {
    const int8_t *input;
    int32_t zero_point, multiplier, shift;
};

static bool is_half(const struct term *term)
{
    return term->multiplier == HALF && term->shift == 0;
}

static struct bw_dsp_scale scale_of(int32_t multiplier, int32_t shift)
{
    const struct bw_dsp_scale scale = {(int32_t)((uint32_t)multiplier << 1), (int32_t)(UINT32_C(1) << (-shift - 1)),
                                       -shift};
    return scale;
}

/* The zero point of the half is part of the other's rounding, that of the output part of the sum's. */
static void add_fast(const struct bw_add_params *params, const struct term *other, const struct term *half,
                     int8_t *output)
{
    struct bw_dsp_scale scale = scale_of(other->multiplier, other->shift);
    struct bw_dsp_scale output_scale = scale_of(params->output_multiplier, params->output_shift);
    const int32_t zero = (int32_t)((uint32_t)other->zero_point << LEFT_SHIFT);
    const int8_t *others = other->input;
    const int8_t *halves = half->input;
    int8_t *next = output;
    uint32_t left = params->element_count;
    scale.half -= (int32_t)((uint32_t)half->zero_point << (LEFT_SHIFT - 1 + scale.shift));
    output_scale.half += (int32_t)((uint32_t)params->output_zero_point << output_scale.shift);
    while (left != 0) {
        const int32_t value = (int32_t)((uint32_t)(int32_t)*others++ << LEFT_SHIFT) - zero;
        const int32_t added = (int32_t)((uint32_t)(int32_t)*halves++ << (LEFT_SHIFT - 1));
        *next++ = bw_dsp_output(bw_dsp_rescale(value, &scale) + added, &output_scale);
        --left;
    }
    bw_dsp_clamp(output, params->element_count, params->activation_min, params->activation_max);
}

static void add_any(const struct bw_add_params *params, const struct term *term1, const struct term *term2,
                    int8_t *output)
{
    const int32_t unit = INT32_C(1) << params->left_shift;
    for (uint32_t i = 0; i < params->element_count; ++i) {
        const int32_t sum =
            bw_requantise((term1->input[i] - term1->zero_point) * unit, term1->multiplier, term1->shift) +
            bw_requantise((term2->input[i] - term2->zero_point) * unit, term2->multiplier, term2->shift);
        const int32_t value =
            bw_requantise(sum, params->output_multiplier, params->output_shift) + params->output_zero_point;
        output[i] = (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
    }
}

/* Whether `other` and the sum go by bw_dsp_scale. */
static bool is_fast(const struct bw_add_params *params, const struct term *other, const struct term *half)
{
    return params->left_shift == LEFT_SHIFT && is_half(half) && other->multiplier >= HALF && other->shift < 0 && other->shift >= -MOST_SHIFT &&
           params->output_multiplier >= HALF && params->output_shift < 0 && params->output_shift >= -MOST_OUTPUT_SHIFT;
}

void bw_add_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_add_params *params = bw_op_params(op);
    const struct term term1 = {bw_arena_data(arena, params->input1_arena_offset), params->input1_zero_point,
                               params->input1_multiplier, params->input1_shift};
    const struct term term2 = {bw_arena_data(arena, params->input2_arena_offset), params->input2_zero_point,
                               params->input2_multiplier, params->input2_shift};
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    if (is_fast(params, &term1, &term2)) {
        add_fast(params, &term1, &term2, output);
    } else if (is_fast(params, &term2, &term1)) {
        add_fast(params, &term2, &term1, output);
    } else {
        add_any(params, &term1, &term2, output);
    }
}
