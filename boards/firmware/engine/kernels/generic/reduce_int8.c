#include "../bw_kernels.h"
#include "../bw_quant.h"
#include "../bw_reduction.h"

struct reduction {
    int32_t sum, count;
    int32_t least, most;
};

static struct reduction reduce(const struct bw_reduce_params *params, const int8_t *input)
{
    struct bw_counter at = {{0, 0, 0, 0}, 0};
    struct reduction result = {0, 0, INT8_MAX, INT8_MIN};
    do {
        const int32_t value = input[at.offset];
        result.sum += value;
        result.count += 1;
        result.least = value < result.least ? value : result.least;
        result.most = value > result.most ? value : result.most;
    } while (bw_counter_next(&at, params->reduced_sizes, params->reduced_strides));
    return result;
}

static int32_t rescaled(const struct bw_reduce_params *params, const struct reduction *result)
{
    return bw_requantise(result->sum - result->count * params->input_zero_point, params->multiplier, params->shift);
}

static int32_t value_of(const struct bw_reduce_params *params, const struct reduction *result)
{
    switch (params->kind) {
    case BW_REDUCE_SUM:
        return bw_clamp(rescaled(params, result) + params->output_zero_point, INT8_MIN, INT8_MAX);
    case BW_REDUCE_MEAN: {
        const int32_t sum = rescaled(params, result);
        const int32_t half = sum > 0 ? result->count / 2 : -(result->count / 2);
        return bw_clamp((sum + half) / result->count + params->output_zero_point, INT8_MIN, INT8_MAX);
    }
    case BW_REDUCE_MAX:
        return result->most;
    case BW_REDUCE_MIN:
        return result->least;
    default:
        return result->sum / result->count;
    }
}

void bw_reduce_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_reduce_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    struct bw_counter at = {{0, 0, 0, 0}, 0};
    (void)pack;

    do {
        const struct reduction result = reduce(params, input + at.offset);
        *output++ = (int8_t)value_of(params, &result);
    } while (bw_counter_next(&at, params->kept_sizes, params->kept_strides));
}
