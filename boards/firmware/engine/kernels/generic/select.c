#include "../bw_broadcast.h"
#include "../bw_kernels.h"

void bw_select(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_select_params *params = bw_op_params(op);
    const uint8_t *condition = bw_operand(pack, arena, params->condition_arena_offset, params->condition_pack_offset);
    const uint8_t *input1 = bw_operand(pack, arena, params->input1_arena_offset, params->input1_pack_offset);
    const uint8_t *input2 = bw_operand(pack, arena, params->input2_arena_offset, params->input2_pack_offset);
    uint8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const uint8_t *end = output + op->output_bytes;
    const int32_t columns = params->sizes[BW_DIMENSIONS - 1];
    const int32_t step0 = params->condition_strides[BW_DIMENSIONS - 1];
    const int32_t step1 = params->strides1[BW_DIMENSIONS - 1], step2 = params->strides2[BW_DIMENSIONS - 1];
    const int32_t item_bytes = op->type == BW_INT8 || op->type == BW_UINT8 ? 1 : op->type == BW_INT16 ? 2 : 4;
    struct bw_broadcast at = {{0, 0, 0}, 0, 0, 0};

    while (output < end) {
        for (int32_t i = 0; i < columns; ++i) {
            const uint8_t *from = condition[at.third + i * step0] ? input1 + (at.first + i * step1) * item_bytes
                                                                  : input2 + (at.second + i * step2) * item_bytes;
            for (int32_t byte = 0; byte < item_bytes; ++byte) {
                *output++ = from[byte];
            }
        }
        bw_broadcast_next(&at, params->sizes, params->strides1, params->strides2, params->condition_strides);
    }
}
