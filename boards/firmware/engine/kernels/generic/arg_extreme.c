#include "../bw_float.h"

#include "../bw_kernels.h"

/* Whether element a is more extreme than element b. */
static int comes_first(const struct bw_op *op, const void *input, int32_t a, int32_t b, uint32_t smallest)
{
    if (op->type == BW_FLOAT32) {
        const float *values = input;
        return smallest ? values[a] < values[b] : values[a] > values[b];
    }
    const int8_t *values = input;
    return smallest ? values[a] < values[b] : values[a] > values[b];
}

void bw_arg_extreme(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_arg_extreme_params *params = bw_op_params(op);
    const void *input = bw_arena_data(arena, params->input_arena_offset);
    int32_t *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (int32_t outer = 0; outer < params->outer; ++outer) {
        for (int32_t inner = 0; inner < params->inner; ++inner) {
            const int32_t first = outer * params->axis * params->inner + inner;
            int32_t best = 0;
            for (int32_t i = 1; i < params->axis; ++i) {
                if (comes_first(op, input, first + i * params->inner, first + best * params->inner, params->smallest)) {
                    best = i;
                }
            }
            *output++ = best;
        }
    }
}
