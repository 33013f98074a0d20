#include "../bw_kernels.h"

/* pack_check.c allows the same place or two places apart, nothing in between. */
void bw_copy(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_copy_params *params = bw_op_params(op);
    const uint8_t *input = bw_arena_data(arena, params->input_arena_offset);
    uint8_t *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (uint32_t i = 0; i < op->output_bytes; ++i) {
        output[i] = input[i];
    }
}
