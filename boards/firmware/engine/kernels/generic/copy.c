#include <string.h>

#include "../bw_kernels.h"

void bw_copy(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_copy_params *params = bw_op_params(op);
    (void)pack;
    memmove(bw_arena_data(arena, op->output_arena_offset), bw_arena_data(arena, params->input_arena_offset),
            op->output_bytes);
}
