/* ADD, four elements at a time; for cores with Helium only. */
#include "../bw_kernels.h"
#include "bw_mve_simd.h"

struct operand {
    const int8_t *values;
    int32_t zero_point, multiplier, shift;
};

/* (x - zero point) * unit, for four x. VMLAS multiplies by a vector and adds a scalar. */
BW_MVE_INLINE int32x4_t widened(int32x4_t values, int32x4_t unit, int32_t offset)
{
    return vmlasq_n_s32(values, unit, offset);
}

/* Any scales. */
static void add_all(const struct bw_add_params *params, const struct operand *first, const struct operand *second,
                    int8_t *output, int32_t count)
{
    const struct operand one = *first, two = *second;
    const int32x4_t unit = vdupq_n_s32(INT32_C(1) << params->left_shift);
    const int32_t offset1 = -one.zero_point << params->left_shift;
    const int32_t offset2 = -two.zero_point << params->left_shift;
    const int32_t output_multiplier = params->output_multiplier, output_zero_point = params->output_zero_point;
    const int32x4_t output_shift = vdupq_n_s32(params->output_shift);
    const int32x4_t low = vdupq_n_s32(params->activation_min);
    const int32x4_t high = vdupq_n_s32(params->activation_max);

    for (int32_t at = 0; at < count; at += 4) {
        const mve_pred16_t lanes = vctp32q((uint32_t)(count - at));
        const int32x4_t value1 = widened(vldrbq_z_s32(one.values + at, lanes), unit, offset1);
        const int32x4_t value2 = widened(vldrbq_z_s32(two.values + at, lanes), unit, offset2);
        const int32x4_t term1 =
            bw_mve_rounding_shift(vqrdmulhq_n_s32(value1, one.multiplier), vdupq_n_s32(one.shift));
        const int32x4_t term2 =
            bw_mve_rounding_shift(vqrdmulhq_n_s32(value2, two.multiplier), vdupq_n_s32(two.shift));
        const int32x4_t sum = vqrdmulhq_n_s32(vaddq_s32(term1, term2), output_multiplier);
        const int32x4_t value = vaddq_n_s32(bw_mve_rounding_shift(sum, output_shift), output_zero_point);
        vstrbq_p_s32(output + at, vminq_s32(vmaxq_s32(value, low), high), lanes);
    }
}

/* The shift of the second operand is 0, that of the first is not, and negative results end at the least value, -128
 * like the zero point: what a ReLU behind an ADD makes. `count` is a multiple of 4. */
static void add_relu(const struct bw_add_params *params, const struct operand *first, const struct operand *second,
                     int8_t *output, int32_t count)
{
    const struct operand one = *first, two = *second;
    const int32x4_t unit = vdupq_n_s32(INT32_C(1) << params->left_shift);
    const int32_t offset1 = -one.zero_point << params->left_shift;
    const int32_t offset2 = -two.zero_point << params->left_shift;
    const int32_t output_multiplier = params->output_multiplier, output_shift = params->output_shift;
    const int8_t *values1 = one.values, *values2 = two.values;

    for (int32_t left = count / 4; left > 0; --left) {
        const int32x4_t value1 = widened(vldrbq_s32(values1), unit, offset1);
        const int32x4_t value2 = widened(vldrbq_s32(values2), unit, offset2);
        const int32x4_t product1 = vqrdmulhq_n_s32(value1, one.multiplier);
        const int32x4_t term1 = vrshlq_n_s32(vaddq_s32(product1, vshrq_n_s32(product1, 31)), one.shift);
        const int32x4_t term2 = vqrdmulhq_n_s32(value2, two.multiplier);
        const int32x4_t sum = vqrdmulhq_n_s32(vaddq_s32(term1, term2), output_multiplier);
        const int32x4_t value = vaddq_n_s32(vrshlq_n_s32(sum, output_shift), INT8_MIN);
        const int16x8_t narrow = vqmovnbq_s32(vreinterpretq_s16_s32(value), value);
        vstrbq_s32(output, vreinterpretq_s32_s8(vqmovnbq_s16(vreinterpretq_s8_s16(narrow), narrow)));
        values1 += 4;
        values2 += 4;
        output += 4;
    }
}

void bw_add_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_add_params *params = bw_op_params(op);
    const int32_t count = (int32_t)params->element_count;
    struct operand first = {bw_arena_data(arena, params->input1_arena_offset), params->input1_zero_point,
                            params->input1_multiplier, params->input1_shift};
    struct operand second = {bw_arena_data(arena, params->input2_arena_offset), params->input2_zero_point,
                             params->input2_multiplier, params->input2_shift};
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    int32_t done = 0;
    (void)pack;

    /* TFLite brings both inputs to twice the larger scale, so that one of the shifts is 0. */
    if (first.shift == 0) {
        const struct operand unshifted = first;
        first = second;
        second = unshifted;
    }
    if (first.shift != 0 && second.shift == 0 &&
        bw_mve_is_full_relu(params->output_zero_point, params->activation_min, params->activation_max)) {
        done = count / 4 * 4;
        add_relu(params, &first, &second, output, done);
        first.values += done;
        second.values += done;
    }
    add_all(params, &first, &second, output + done, count - done);
}
