#include "../bw_wide.h"

static void one_batch(const struct bw_fully_connected_params *params, const struct bw_wide_scales *scales,
                      const int16_t *input, const int8_t *weights, int16_t *output)
{
    int32_t count;
    for (int32_t first = 0; first < params->outputs; first += count) {
        struct bw_wide_sums sums;
        count = params->outputs - first < BW_WIDE_CHANNELS ? 1 : BW_WIDE_CHANNELS;
        bw_wide_begin(&sums);
        bw_wide_add(&sums, input, weights, params->inputs, params->inputs, count);
        bw_wide_end(scales, &sums, first, count, output);
        weights += count * params->inputs;
    }
}

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
        .per_channel = (int32_t)params->per_channel,
    };
    const int16_t *input = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        one_batch(params, &scales, input, bw_pack_data(pack, params->weights_offset), output);
        input += params->inputs;
        output += params->outputs;
    }
}
