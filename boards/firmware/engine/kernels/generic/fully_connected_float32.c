#include "../bw_float.h"

#include "../bw_kernels.h"

/* One by one, TFLM's order, so that the rounding is the same. */
static float dot(const float *input, const float *weights, int32_t count)
{
    float sum = 0.0f;
    for (int32_t i = 0; i < count; ++i) {
        sum += input[i] * weights[i];
    }
    return sum;
}

void bw_fully_connected_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    const float *input = bw_arena_data(arena, params->input_arena_offset);
    const float *weights = bw_pack_data(pack, params->weights_offset);
    const float *bias = bw_pack_data(pack, params->bias_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t row = 0; row < params->outputs; ++row) {
            const float sum = dot(input, weights + row * params->inputs, params->inputs);
            output[row] = bw_clamp_float(sum + (bias ? bias[row] : 0.0f), params->float_min, params->float_max);
        }
        input += params->inputs;
        output += params->outputs;
    }
}
