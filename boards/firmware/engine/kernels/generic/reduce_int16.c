#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_reduction.h"

/* Wraps as TFLM's sum does. */
static int32_t sum_of(const struct bw_reduce_params *params, const int16_t *input)
{
    struct bw_counter at = {{0, 0, 0, 0}, 0};
    int32_t sum = 0;
    do {
        sum += input[at.offset];
    } while (bw_counter_next(&at, params->reduced_sizes, params->reduced_strides));
    return sum;
}

void bw_reduce_int16(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_reduce_params *params = bw_op_params(op);
    const int16_t *input = bw_arena_data(arena, params->input_arena_offset);
    int16_t *output = bw_arena_data(arena, op->output_arena_offset);
    struct bw_counter at = {{0, 0, 0, 0}, 0};
    (void)pack;

    do {
        const int32_t value = bw_requantise(sum_of(params, input + at.offset), params->multiplier, params->shift);
        *output++ = (int16_t)bw_clamp(value, INT16_MIN, INT16_MAX);
    } while (bw_counter_next(&at, params->kept_sizes, params->kept_strides));
}
