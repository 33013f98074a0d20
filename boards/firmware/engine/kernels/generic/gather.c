#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_run.h"

void bw_gather(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_gather_params *params = bw_op_params(op);
    const uint8_t *input = bw_operand(pack, arena, params->input_arena_offset, params->input_pack_offset);
    const int32_t *indices = bw_operand(pack, arena, params->indices_arena_offset, params->indices_pack_offset);
    uint8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t outer = 0; outer < params->outer; ++outer) {
            for (int32_t i = 0; i < params->count; ++i) {
                const int32_t index = bw_clamp(indices[i], 0, params->axis - 1);
                bw_copy_run(output, input + index * params->block_bytes, (uint32_t)params->block_bytes);
                output += params->block_bytes;
            }
            input += params->axis * params->block_bytes;
        }
        indices += params->count;
    }
}
