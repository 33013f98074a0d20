#include "../bw_float.h"

#include "../bw_float_math.h"
#include "../bw_kernels.h"

static void l2_row(const float *input, float *output, int32_t columns)
{
    float sum = 0.0f, norm;
    for (int32_t i = 0; i < columns; ++i) {
        sum += input[i] * input[i];
    }
    norm = bw_sqrt(sum);
    norm = norm < 1e-6f ? 1e-6f : norm; /* L2Normalization of TFLite: its epsilon */
    for (int32_t i = 0; i < columns; ++i) {
        output[i] = input[i] / norm;
    }
}

static void log_softmax_row(const float *input, float *output, int32_t columns)
{
    float most = input[0], sum = 0.0f, log_sum;
    for (int32_t i = 1; i < columns; ++i) {
        most = input[i] > most ? input[i] : most;
    }
    for (int32_t i = 0; i < columns; ++i) {
        sum += bw_exp(input[i] - most);
    }
    log_sum = bw_log(sum);
    for (int32_t i = 0; i < columns; ++i) {
        output[i] = input[i] - most - log_sum;
    }
}

void bw_normalise_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_normalise_params *params = bw_op_params(op);
    const float *input = bw_arena_data(arena, params->input_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (int32_t row = 0; row < params->rows; ++row) {
        if (params->kind == BW_NORMALISE_L2) {
            l2_row(input, output, params->columns);
        } else {
            log_softmax_row(input, output, params->columns);
        }
        input += params->columns;
        output += params->columns;
    }
}
