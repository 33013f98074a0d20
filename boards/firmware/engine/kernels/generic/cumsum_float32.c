#include "../bw_float.h"

#include "../bw_kernels.h"

void bw_cumsum_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_cumsum_params *params = bw_op_params(op);
    const float *input = bw_arena_data(arena, params->input_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    const int32_t inner = params->inner;
    (void)pack;

    for (int32_t run = 0; run < params->outer * inner; ++run) {
        const int32_t start = run / inner * params->axis * inner + run % inner;
        float sum = 0.0f;
        for (int32_t i = 0; i < params->axis; ++i) {
            const int32_t at = start + (params->reverse ? params->axis - 1 - i : i) * inner;
            const float before = sum;
            sum += input[at];
            output[at] = params->exclusive ? before : sum;
        }
    }
}
