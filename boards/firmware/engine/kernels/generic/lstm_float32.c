#include "../bw_float.h"

#include <string.h>

#include "../bw_float_math.h"
#include "../bw_kernels.h"

struct step {
    const uint8_t *pack;
    const struct bw_lstm_params *params;
    const float *input;
    const float *hidden;
};

static float dot(const float *values, const float *weights, int32_t count)
{
    float sum = 0.0f;
    for (int32_t i = 0; i < count; ++i) {
        sum += values[i] * weights[i];
    }
    return sum;
}

static float gate_sum(const struct step *step, const struct bw_lstm_gate *gate, int32_t unit)
{
    const struct bw_lstm_params *params = step->params;
    const float *of_input = bw_pack_data(step->pack, gate->input_weights_offset);
    const float *of_hidden = bw_pack_data(step->pack, gate->hidden_weights_offset);
    const float *bias = bw_pack_data(step->pack, gate->bias_offset);
    return dot(step->input, of_input + unit * params->inputs, params->inputs) + bias[unit] +
           dot(step->hidden, of_hidden + unit * params->units, params->units);
}

static float sigmoid(float x)
{
    return 1.0f / (1.0f + bw_exp(-x));
}

static float run_cell(const struct step *step, float *cell, int32_t unit)
{
    const struct bw_lstm_params *params = step->params;
    const float clip = params->float_cell_clip;
    const float kept = sigmoid(gate_sum(step, &params->forget_gate, unit)) * *cell;
    const float input = sigmoid(gate_sum(step, &params->input_gate, unit));
    const float state = kept + input * bw_tanh(gate_sum(step, &params->cell_gate, unit));
    *cell = clip > 0.0f ? bw_clamp_float(state, -clip, clip) : state;
    return bw_tanh(*cell) * sigmoid(gate_sum(step, &params->output_gate, unit));
}

void bw_lstm_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_lstm_params *params = bw_op_params(op);
    const float *input = bw_arena_data(arena, params->input_arena_offset);
    float *hidden = bw_arena_data(arena, params->hidden_arena_offset);
    float *cells = bw_arena_data(arena, params->cell_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    struct step step = {pack, params, input, hidden};

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t at = 0; at < params->steps; ++at) {
            const int32_t place = params->time_major ? at * params->batches + batch : batch * params->steps + at;
            float *given = output + place * params->units;
            step.input = input + place * params->inputs;
            for (int32_t unit = 0; unit < params->units; ++unit) {
                given[unit] = run_cell(&step, cells + unit, unit);
            }
            memmove(hidden, given, (uint32_t)params->units * sizeof(float));
        }
        hidden += params->units;
        cells += params->units;
        step.hidden = hidden;
    }
}
