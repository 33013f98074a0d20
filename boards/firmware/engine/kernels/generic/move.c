#include "../bw_kernels.h"
#include "../bw_run.h"

enum { INNERMOST = BW_MOVE_DIMENSIONS - 1 };

void bw_move(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_move_params *params = bw_op_params(op);
    const uint8_t *input = bw_operand(pack, arena, params->input_arena_offset, params->input_pack_offset);
    uint8_t *output = bw_arena_data(arena, op->output_arena_offset);
    int32_t index[BW_MOVE_DIMENSIONS] = {0, 0, 0, 0, 0, 0};
    int32_t from = params->input_start, to = params->output_start;
    int32_t axis;

    do {
        for (int32_t i = 0; i < params->sizes[INNERMOST]; ++i) {
            bw_copy_run(output + to + i * params->output_strides[INNERMOST],
                        input + from + i * params->input_strides[INNERMOST], params->run_bytes);
        }
        for (axis = INNERMOST - 1; axis >= 0; --axis) {
            from += params->input_strides[axis];
            to += params->output_strides[axis];
            if (++index[axis] < params->sizes[axis]) {
                break;
            }
            from -= params->input_strides[axis] * params->sizes[axis];
            to -= params->output_strides[axis] * params->sizes[axis];
            index[axis] = 0;
        }
    } while (axis >= 0);
}
