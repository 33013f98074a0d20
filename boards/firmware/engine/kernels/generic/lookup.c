#include "../bw_kernels.h"

void bw_lookup(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_lookup_params *params = bw_op_params(op);
    const uint8_t *input = bw_arena_data(arena, params->input_arena_offset);
    uint8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const uint8_t *table = pack + params->table_offset;
    const uint32_t item_bytes = params->item_bytes;

    if (item_bytes == 1) {
        for (uint32_t i = 0; i < params->element_count; ++i) {
            output[i] = table[input[i]];
        }
        return;
    }
    for (uint32_t i = 0; i < params->element_count; ++i) {
        const uint8_t *item = table + input[i] * item_bytes;
        for (uint32_t byte = 0; byte < item_bytes; ++byte) {
            *output++ = item[byte];
        }
    }
}
