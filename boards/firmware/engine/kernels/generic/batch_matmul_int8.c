#include "../bw_kernels.h"
#include "../bw_quant.h"

static int8_t product_at(const struct bw_matmul_params *params, const int8_t *left, const int8_t *right)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < params->depth; ++i) {
        sum += (left[i * params->depth_stride1] - params->input1_zero_point) *
               (right[i * params->depth_stride2] - params->input2_zero_point);
    }
    sum = bw_requantise(sum, params->multiplier, params->shift) + params->output_zero_point;
    return (int8_t)bw_clamp(sum, INT8_MIN, INT8_MAX);
}

void bw_batch_matmul_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_matmul_params *params = bw_op_params(op);
    const int8_t *input1 = bw_operand(pack, arena, params->input1_arena_offset, params->input1_pack_offset);
    const int8_t *input2 = bw_operand(pack, arena, params->input2_arena_offset, params->input2_pack_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);

    for (int32_t batch = 0; batch < params->batch_sizes[0] * params->batch_sizes[1]; ++batch) {
        const int32_t outer = batch / params->batch_sizes[1], inner = batch % params->batch_sizes[1];
        const int8_t *left = input1 + outer * params->batch_strides1[0] + inner * params->batch_strides1[1];
        const int8_t *right = input2 + outer * params->batch_strides2[0] + inner * params->batch_strides2[1];
        for (int32_t row = 0; row < params->rows; ++row) {
            for (int32_t column = 0; column < params->columns; ++column) {
                *output++ = product_at(params, left + row * params->row_stride1, right + column * params->column_stride2);
            }
        }
    }
}
