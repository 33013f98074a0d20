#include "../bw_kernels.h"
#include "../bw_quant.h"

void bw_add_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_add_params *params = bw_op_params(op);
    const int8_t *input1 = bw_arena_data(arena, params->input1_arena_offset);
    const int8_t *input2 = bw_arena_data(arena, params->input2_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const int32_t unit = INT32_C(1) << params->left_shift;
    (void)pack;

    for (uint32_t i = 0; i < params->element_count; ++i) {
        const int32_t term1 = bw_requantise((input1[i] - params->input1_zero_point) * unit, params->input1_multiplier,
                                            params->input1_shift);
        const int32_t term2 = bw_requantise((input2[i] - params->input2_zero_point) * unit, params->input2_multiplier,
                                            params->input2_shift);
        const int32_t value = bw_requantise(term1 + term2, params->output_multiplier, params->output_shift) +
                              params->output_zero_point;
        output[i] = (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
    }
}
