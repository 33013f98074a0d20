#include "../bw_kernels.h"
#include "../bw_quant.h"

void bw_slopes_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_slopes_params *params = bw_op_params(op);
    const int16_t *input = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (uint32_t i = 0; i < params->element_count; ++i) {
        const int32_t value = input[i];
        const int32_t scaled =
            value >= 0 ? bw_requantise(value, params->multiplier, params->shift)
                       : bw_requantise(params->turned ? -value : value, params->below_multiplier, params->below_shift);
        output[i] = (int16_t)bw_clamp(scaled, params->activation_min, params->activation_max);
    }
}
