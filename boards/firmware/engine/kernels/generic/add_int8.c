#include "../bw_add.h"
#include "../bw_kernels.h"

void bw_add_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_add_params *params = bw_op_params(op);
    const int8_t *input1 = bw_arena_data(arena, params->input1_arena_offset);
    const int8_t *input2 = bw_arena_data(arena, params->input2_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (uint32_t i = 0; i < params->element_count; ++i) {
        output[i] = bw_add_one(params, input1[i], input2[i]);
    }
}
