#include <string.h>

#include "../bw_kernels.h"
#include "../bw_quant.h"

static int32_t feature(const struct bw_svdf_params *params, const int8_t *input, const int8_t *weights)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < params->inputs; ++i) {
        sum += weights[i] * (input[i] - params->input_zero_point);
    }
    return bw_requantise(sum, params->feature_multiplier, params->feature_shift);
}

static int32_t dot_int8(const int8_t *weights, const int8_t *state, int32_t zero_point, int32_t count)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < count; ++i) {
        sum += weights[i] * (state[i] - zero_point);
    }
    return sum;
}

static int32_t dot_int16(const int16_t *weights, const int16_t *state, int32_t zero_point, int32_t count)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < count; ++i) {
        sum += weights[i] * (state[i] - zero_point);
    }
    return sum;
}

/* The newest value of every filter behind those that moved up. */
static void remember(const uint8_t *pack, const struct bw_svdf_params *params, const int8_t *input, void *state)
{
    const int8_t *weights = bw_pack_data(pack, params->feature_weights_offset);
    const int wide = params->state_type == BW_INT16;
    const int32_t memory = params->memory;
    int32_t at = memory - 1;

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t filter = 0; filter < params->filters; ++filter) {
            const int32_t value = feature(params, input, weights + filter * params->inputs);
            if (wide) {
                ((int16_t *)state)[at] = (int16_t)(bw_clamp(value, INT16_MIN, INT16_MAX) + params->state_zero_point);
            } else {
                ((int8_t *)state)[at] = (int8_t)(bw_clamp(value, INT8_MIN, INT8_MAX) + params->state_zero_point);
            }
            at += memory;
        }
        input += params->inputs;
    }
}

void bw_svdf_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_svdf_params *params = bw_op_params(op);
    const uint8_t *weights = bw_pack_data(pack, params->time_weights_offset);
    const int32_t *bias = bw_pack_data(pack, params->bias_offset);
    uint8_t *state = bw_arena_data(arena, params->state_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const int wide = params->state_type == BW_INT16;
    const uint32_t item_bytes = wide ? sizeof(int16_t) : sizeof(int8_t);
    const uint32_t row_bytes = (uint32_t)params->memory * item_bytes;
    const int32_t units = params->filters / params->rank;

    memmove(state, state + item_bytes,
            (uint32_t)params->batches * (uint32_t)params->filters * row_bytes - item_bytes);
    remember(pack, params, bw_arena_data(arena, params->input_arena_offset), state);
    for (int32_t batch = 0; batch < params->batches; ++batch) {
        const uint8_t *row = weights;
        for (int32_t unit = 0; unit < units; ++unit) {
            int32_t sum = bias ? bias[unit] : 0;
            for (int32_t i = 0; i < params->rank; ++i) {
                const void *held = state;
                const void *by = row;
                sum += wide ? dot_int16(by, held, params->state_zero_point, params->memory)
                            : dot_int8(by, held, params->state_zero_point, params->memory);
                state += row_bytes;
                row += row_bytes;
            }
            sum = bw_requantise(sum, params->time_multiplier, params->time_shift) + params->output_zero_point;
            *output++ = (int8_t)bw_clamp(sum, INT8_MIN, INT8_MAX);
        }
    }
}
