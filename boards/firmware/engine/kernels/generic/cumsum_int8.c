#include "../bw_kernels.h"
#include "../bw_quant.h"

enum { UNIT = 1 << 19 };

void bw_cumsum_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_cumsum_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const int32_t inner = params->inner;
    (void)pack;

    for (int32_t run = 0; run < params->outer * inner; ++run) {
        const int32_t start = run / inner * params->axis * inner + run % inner;
        int32_t sum = -params->input_zero_point;
        for (int32_t i = 0; i < params->axis; ++i) {
            const int32_t at = start + (params->reverse ? params->axis - 1 - i : i) * inner;
            const int32_t before = sum;
            sum += input[at] - params->input_zero_point;
            const int32_t value = bw_requantise((params->exclusive ? before : sum) * UNIT, params->multiplier,
                                                params->shift);
            output[at] = (int8_t)bw_clamp(value + params->output_zero_point, INT8_MIN, INT8_MAX);
        }
    }
}
