#include "../bw_float.h"

#include "../bw_kernels.h"

void bw_add_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_add_params *params = bw_op_params(op);
    const float *input1 = bw_arena_data(arena, params->input1_arena_offset);
    const float *input2 = bw_arena_data(arena, params->input2_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (uint32_t i = 0; i < params->element_count; ++i) {
        output[i] = bw_clamp_float(input1[i] + input2[i], params->float_min, params->float_max);
    }
}
