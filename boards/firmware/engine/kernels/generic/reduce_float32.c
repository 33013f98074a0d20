#include "../bw_float.h"

#include "../bw_kernels.h"
#include "../bw_reduction.h"

static float reduce(const struct bw_reduce_params *params, const float *input)
{
    struct bw_counter at = {{0, 0, 0, 0}, 0};
    float sum = 0.0f, least = input[0], most = input[0];
    float count = 0.0f;
    do {
        const float value = input[at.offset];
        sum += value;
        count += 1.0f;
        least = value < least ? value : least;
        most = value > most ? value : most;
    } while (bw_counter_next(&at, params->reduced_sizes, params->reduced_strides));
    switch (params->kind) {
    case BW_REDUCE_SUM:
        return sum;
    case BW_REDUCE_MAX:
        return most;
    case BW_REDUCE_MIN:
        return least;
    default:
        return sum / count;
    }
}

void bw_reduce_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_reduce_params *params = bw_op_params(op);
    const float *input = bw_arena_data(arena, params->input_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    struct bw_counter at = {{0, 0, 0, 0}, 0};
    (void)pack;

    do {
        *output++ = reduce(params, input + at.offset);
    } while (bw_counter_next(&at, params->kept_sizes, params->kept_strides));
}
