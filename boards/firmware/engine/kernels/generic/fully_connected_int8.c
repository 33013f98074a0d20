#include "../bw_kernels.h"
#include "../bw_quant.h"

static int32_t dot(const int8_t *input, const int8_t *weights, int32_t count, int32_t input_zero_point,
                   int32_t weights_zero_point)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < count; ++i) {
        sum += (input[i] - input_zero_point) * (weights[i] - weights_zero_point);
    }
    return sum;
}

void bw_fully_connected_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const int32_t *bias = bw_pack_data(pack, params->bias_offset);
    const int32_t *multiplier = bw_pack_data(pack, params->multiplier_offset);
    const int32_t *shift = bw_pack_data(pack, params->shift_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t row = 0; row < params->outputs; ++row) {
            const int32_t scale = params->per_channel ? row : 0;
            const int32_t sum = (bias ? bias[row] : 0) + dot(input, weights + row * params->inputs, params->inputs,
                                                             params->input_zero_point, params->weights_zero_point);
            const int32_t value = bw_requantise(sum, multiplier[scale], shift[scale]) + params->output_zero_point;
            output[row] = (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
        }
        input += params->inputs;
        output += params->outputs;
    }
}
