#include "../bw_wide.h"

void bw_fully_connected_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    const struct bw_wide_scales scales = {
        .bias = bw_pack_data(pack, params->bias_offset),
        .multiplier = bw_pack_data(pack, params->multiplier_offset),
        .shift = bw_pack_data(pack, params->shift_offset),
        .least = params->activation_min,
        .most = params->activation_max,
        .wide = op->layout == BW_LAYOUT_WIDE,
    };
    const int16_t *input = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        const int8_t *weights = bw_pack_data(pack, params->weights_offset);
        for (int32_t row = 0; row < params->outputs; ++row) {
            const int64_t sum = bw_wide_dot(input, weights, params->inputs);
            output[row] = bw_wide_output(&scales, sum, row, params->per_channel ? row : 0);
            weights += params->inputs;
        }
        input += params->inputs;
        output += params->outputs;
    }
}
