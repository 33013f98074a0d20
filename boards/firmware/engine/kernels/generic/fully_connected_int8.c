#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "bw_dot.h"

/* What a zero point of the weights adds to every row: sum((x - zx)(w - zw)) = sum((x - zx) w) - zw sum(x - zx).
 * TFLite's own weights have zero point 0. */
static int32_t weights_zero_point_share(const struct bw_fully_connected_params *params, const int8_t *input)
{
    int32_t sum = 0;
    if (params->weights_zero_point != 0) {
        for (int32_t i = 0; i < params->inputs; ++i) {
            sum -= input[i] - params->input_zero_point;
        }
    }
    return sum * params->weights_zero_point;
}

static void fully_connected_batch(const uint8_t *pack, const struct bw_fully_connected_params *params,
                                  const int8_t *input, int8_t *output)
{
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const int32_t *bias = bw_pack_data(pack, params->bias_offset);
    const int32_t *multiplier = bw_pack_data(pack, params->multiplier_offset);
    const int32_t *shift = bw_pack_data(pack, params->shift_offset);
    const int32_t share = weights_zero_point_share(params, input);
    int32_t count;

    for (int32_t first = 0; first < params->outputs; first += count) {
        int32_t sums[BW_DOT_ROWS] = {0};
        count = params->outputs - first < BW_DOT_ROWS ? 1 : BW_DOT_ROWS;
        if (count == BW_DOT_ROWS) {
            bw_dot_four(sums, input, weights, params->inputs, params->inputs, params->input_zero_point);
        } else {
            sums[0] = bw_dot(input, weights, params->inputs, params->input_zero_point);
        }
        for (int32_t i = 0; i < count; ++i) {
            const int32_t row = first + i;
            const int32_t scale = params->per_channel ? row : 0;
            const int32_t sum = sums[i] + share + (bias ? bias[row] : 0);
            const int32_t value = bw_requantise(sum, multiplier[scale], shift[scale]) + params->output_zero_point;
            output[row] = (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
        }
        weights += count * params->inputs;
    }
}

void bw_fully_connected_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        fully_connected_batch(pack, params, input, output);
        input += params->inputs;
        output += params->outputs;
    }
}
