/* FULLY_CONNECTED for cores without SIMD: four rows at a time, their sums in registers. */
#include "bw_folded.h"
#include "generic_layouts.h"

enum { GROUP = 4, STEP = 4 };

static inline void add_input(int32_t sums[GROUP], int32_t value, const int8_t *weights)
{
    sums[0] += value * weights[0];
    sums[1] += value * weights[1];
    sums[2] += value * weights[2];
    sums[3] += value * weights[3];
}

/* Four rows over all inputs. */
static void sum_rows(int32_t sums[GROUP], const int8_t *input, const int8_t *weights, int32_t inputs)
{
    int32_t at[GROUP] = {sums[0], sums[1], sums[2], sums[3]};
    const int8_t *const whole = input + inputs / STEP * STEP;
    const int8_t *const end = input + inputs;
    for (; input != whole; input += STEP) {
        for (int32_t i = 0; i < STEP; ++i) {
            add_input(at, input[i], weights + GROUP * i);
        }
        weights += STEP * GROUP;
    }
    for (; input != end; ++input) {
        add_input(at, *input, weights);
        weights += GROUP;
    }
    for (int32_t i = 0; i < GROUP; ++i) {
        sums[i] = at[i];
    }
}

void bw_fully_connected_four_rows_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        const struct bw_folded *folded = bw_pack_data(pack, params->bias_offset);
        const int8_t *weights = bw_pack_data(pack, params->weights_offset);
        for (int32_t left = params->outputs; left > 0; left -= GROUP) {
            int32_t sums[GROUP] = {folded[0].bias, folded[1].bias, folded[2].bias, folded[3].bias};
            sum_rows(sums, input, weights, params->inputs);
            for (int32_t i = 0; i < GROUP && i < left; ++i) {
                output[folded[i].channel] =
                    bw_folded_output(sums[i], &folded[i], params->activation_min, params->activation_max);
            }
            folded += GROUP;
            weights += GROUP * params->inputs;
        }
        input += params->inputs;
        output += params->outputs;
    }
}
