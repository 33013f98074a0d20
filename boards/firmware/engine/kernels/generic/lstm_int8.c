#include <string.h>

#include "../bw_kernels.h"
#include "../bw_quant.h"

/* What all cells of one op share, and the step that is made. */
struct step {
    const uint8_t *pack;
    const struct bw_lstm_params *params;
    const uint16_t *sigmoid;
    const int8_t *input;
    const int8_t *hidden;
};

static int32_t int16_of(int32_t value)
{
    return bw_clamp(value, INT16_MIN, INT16_MAX);
}

static int32_t dot(const int8_t *values, int32_t zero_point, const int8_t *weights, int32_t count)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < count; ++i) {
        sum += weights[i] * (values[i] - zero_point);
    }
    return sum;
}

/* Before its function, in steps of 2^-12. */
static int32_t gate_sum(const struct step *step, const struct bw_lstm_gate *gate, int32_t unit)
{
    const struct bw_lstm_params *params = step->params;
    const int8_t *of_input = bw_pack_data(step->pack, gate->input_weights_offset);
    const int8_t *of_hidden = bw_pack_data(step->pack, gate->hidden_weights_offset);
    const int32_t *bias = bw_pack_data(step->pack, gate->bias_offset);
    const int32_t given =
        dot(step->input, params->input_zero_point, of_input + unit * params->inputs, params->inputs) + bias[unit];
    const int32_t kept = dot(step->hidden, params->hidden_zero_point, of_hidden + unit * params->units, params->units);
    return int16_of(int16_of(bw_requantise(given, gate->input_multiplier, gate->input_shift)) +
                    int16_of(bw_requantise(kept, gate->hidden_multiplier, gate->hidden_shift)));
}

static uint32_t magnitude(int32_t value)
{
    return value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
}

/* Between two entries of the table, `bits` of fraction; from its end on the largest. */
static uint32_t between(const uint16_t *table, uint32_t value, uint32_t bits, uint32_t most)
{
    const uint32_t at = value >> bits;
    if (at >= BW_LSTM_SIGMOID_ENTRIES - 1) {
        return most;
    }
    return ((uint32_t)table[at] << bits) + (value & ((1u << bits) - 1u)) * (uint32_t)(table[at + 1] - table[at]);
}

/* 1 / (1 + exp(-x)), x in steps of 2^-12, in steps of 2^-15: what TFLM interpolates (integer_ops/logistic.h). */
static int32_t sigmoid(const uint16_t *table, int32_t value)
{
    const int32_t scaled = value * 3;
    const uint32_t result = between(table, magnitude(scaled), 9, UINT32_C(0x7fff) << 10);
    const uint32_t rounded = scaled >= 0 ? result + (1u << 9) : (1u << 25) - result + (1u << 9) - 1u;
    return (int32_t)(rounded >> 10);
}

/* tanh(x) of x = value * multiplier / 2^shift in steps of 2^-12 / 3, in steps of 2^-15 (integer_ops/tanh.h). */
static int32_t tanh_of(const uint16_t *table, int32_t value, int32_t multiplier, int32_t shift)
{
    const int32_t half = shift > 0 ? 1 << (shift - 1) : 0;
    const int32_t scaled = (value * multiplier + half) >> shift;
    const int32_t result = (int32_t)between(table, magnitude(scaled), 8, UINT32_C(0xffff) << 8);
    const int32_t one = 1 << 23;
    return (scaled >= 0 ? result - one + (1 << 7) : one - result + (1 << 7) - 1) >> 8;
}

/* The new state of one cell, and what it gives out. */
static int8_t run_cell(const struct step *step, int16_t *cell, int32_t unit)
{
    const struct bw_lstm_params *params = step->params;
    const uint16_t *table = step->sigmoid;
    const int32_t forget = sigmoid(table, gate_sum(step, &params->forget_gate, unit));
    const int32_t input = sigmoid(table, gate_sum(step, &params->input_gate, unit));
    const int32_t fresh = tanh_of(table, gate_sum(step, &params->cell_gate, unit), 3, 0);
    const int32_t output = sigmoid(table, gate_sum(step, &params->output_gate, unit));
    const int32_t kept = int16_of(bw_requantise(forget * *cell, params->keep_multiplier, params->keep_shift));
    const int32_t taken = int16_of(bw_requantise(input * fresh, params->take_multiplier, params->take_shift));
    int32_t state = int16_of(kept + taken);
    if (params->cell_clip > 0) {
        state = bw_clamp(state, -params->cell_clip, params->cell_clip);
    }
    *cell = (int16_t)state;
    const int32_t given = tanh_of(table, state, params->tanh_multiplier, params->tanh_shift) * output;
    return (int8_t)bw_clamp(
        bw_requantise(given, params->give_multiplier, params->give_shift) + params->hidden_zero_point, INT8_MIN,
        INT8_MAX);
}

void bw_lstm_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_lstm_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *hidden = bw_arena_data(arena, params->hidden_arena_offset);
    int16_t *cells = bw_arena_data(arena, params->cell_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    struct step step = {pack, params, bw_pack_data(pack, params->sigmoid_offset), input, hidden};

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t at = 0; at < params->steps; ++at) {
            const int32_t place = params->time_major ? at * params->batches + batch : batch * params->steps + at;
            int8_t *given = output + place * params->units;
            step.input = input + place * params->inputs;
            for (int32_t unit = 0; unit < params->units; ++unit) {
                given[unit] = run_cell(&step, cells + unit, unit);
            }
            memmove(hidden, given, (uint32_t)params->units);
        }
        hidden += params->units;
        cells += params->units;
        step.hidden = hidden;
    }
}
