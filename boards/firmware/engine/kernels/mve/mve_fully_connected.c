/* FULLY_CONNECTED of layout BW_MVE_MATRIX: batches are the pixels. */
#include "bw_mve_copy.h"
#include "mve_groups.h"
#include "mve_layouts.h"
#include "mve_matrix.h"

void bw_mve_fully_connected(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    const int32_t steps = bw_mve_steps(params->inputs);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *column = bw_arena_data(arena, op->scratch_arena_offset);
    struct bw_mve_matrix matrix;

    bw_mve_start_matrix(&matrix, bw_pack_data(pack, params->weights_offset), steps, params->outputs);
    matrix.output0 = bw_arena_data(arena, op->output_arena_offset);
    bw_mve_set_range(&matrix, params->output_zero_point, params->activation_min, params->activation_max);
    bw_mve_take_rows(&matrix, 1, steps, 0);
    for (int32_t batch = 0; batch < params->batches; ++batch) {
        matrix.taps0 = input;
        /* Whole vectors are read; the last batch must not be read past its end. */
        if (params->inputs % BW_MVE_VECTOR != 0) {
            bw_mve_copy(column, input, params->inputs);
            matrix.taps0 = column;
        }
        bw_mve_multiply_one(&matrix);
        input += params->inputs;
        matrix.output0 += params->outputs;
    }
}
