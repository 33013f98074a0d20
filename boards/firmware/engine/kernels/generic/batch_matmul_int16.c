#include "../bw_wide.h"

static int16_t product_at(const struct bw_matmul_params *params, const int16_t *left, const int16_t *right)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < params->depth; ++i) {
        sum += left[i * params->depth_stride1] * right[i * params->depth_stride2];
    }
    return (int16_t)bw_clamp(bw_requantise_wide(sum, params->multiplier, params->shift), INT16_MIN, INT16_MAX);
}

void bw_batch_matmul_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_matmul_params *params = bw_op_params(op);
    const int16_t *input1 = bw_operand(pack, arena, params->input1_arena_offset, params->input1_pack_offset);
    const int16_t *input2 = bw_operand(pack, arena, params->input2_arena_offset, params->input2_pack_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batch_sizes[0] * params->batch_sizes[1]; ++batch) {
        const int32_t outer = batch / params->batch_sizes[1], inner = batch % params->batch_sizes[1];
        const int16_t *left = input1 + outer * params->batch_strides1[0] + inner * params->batch_strides1[1];
        const int16_t *right = input2 + outer * params->batch_strides2[0] + inner * params->batch_strides2[1];
        for (int32_t row = 0; row < params->rows; ++row) {
            for (int32_t column = 0; column < params->columns; ++column) {
                *output++ = product_at(params, left + row * params->row_stride1, right + column * params->column_stride2);
            }
        }
    }
}
