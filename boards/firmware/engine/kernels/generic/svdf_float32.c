#include "../bw_float.h"

#include <string.h>

#include "../bw_kernels.h"

static float dot(const float *first, const float *second, int32_t count)
{
    float sum = 0.0f;
    for (int32_t i = 0; i < count; ++i) {
        sum += first[i] * second[i];
    }
    return sum;
}

static void remember(const uint8_t *pack, const struct bw_svdf_params *params, const float *input, float *state)
{
    const float *weights = bw_pack_data(pack, params->feature_weights_offset);
    float *newest = state + params->memory - 1;
    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t filter = 0; filter < params->filters; ++filter) {
            *newest = dot(weights + filter * params->inputs, input, params->inputs);
            newest += params->memory;
        }
        input += params->inputs;
    }
}

void bw_svdf_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_svdf_params *params = bw_op_params(op);
    const float *weights = bw_pack_data(pack, params->time_weights_offset);
    const float *bias = bw_pack_data(pack, params->bias_offset);
    float *state = bw_arena_data(arena, params->state_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    const int32_t units = params->filters / params->rank;
    const uint32_t row_bytes = (uint32_t)params->memory * sizeof(float);

    memmove(state, state + 1,
            (uint32_t)params->batches * (uint32_t)params->filters * row_bytes - sizeof(float));
    remember(pack, params, bw_arena_data(arena, params->input_arena_offset), state);
    for (int32_t batch = 0; batch < params->batches; ++batch) {
        const float *row = weights;
        for (int32_t unit = 0; unit < units; ++unit) {
            float sum = bias ? bias[unit] : 0.0f;
            for (int32_t i = 0; i < params->rank; ++i) {
                sum += dot(row, state, params->memory);
                state += params->memory;
                row += params->memory;
            }
            *output++ = bw_clamp_float(sum, params->float_min, params->float_max);
        }
    }
}
