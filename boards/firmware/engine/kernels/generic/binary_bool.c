#include "../bw_broadcast.h"
#include "../bw_kernels.h"

static int apply(uint32_t kind, int first, int second)
{
    switch (kind) {
    case BW_BINARY_EQUAL:
        return first == second;
    case BW_BINARY_NOT_EQUAL:
        return first != second;
    case BW_BINARY_AND:
        return first && second;
    default:
        return first || second;
    }
}

void bw_binary_bool(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_binary_params *params = bw_op_params(op);
    const uint8_t *input1 = bw_operand(pack, arena, params->input1_arena_offset, params->input1_pack_offset);
    const uint8_t *input2 = bw_operand(pack, arena, params->input2_arena_offset, params->input2_pack_offset);
    uint8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const uint8_t *end = output + op->output_bytes;
    const int32_t columns = params->sizes[BW_DIMENSIONS - 1];
    const int32_t step1 = params->strides1[BW_DIMENSIONS - 1], step2 = params->strides2[BW_DIMENSIONS - 1];
    struct bw_broadcast at = {{0, 0, 0}, 0, 0, 0};

    while (output < end) {
        for (int32_t i = 0; i < columns; ++i) {
            *output++ = (uint8_t)apply(params->kind, input1[at.first + i * step1], input2[at.second + i * step2]);
        }
        bw_broadcast_next(&at, params->sizes, params->strides1, params->strides2, (const int32_t *)0);
    }
}
