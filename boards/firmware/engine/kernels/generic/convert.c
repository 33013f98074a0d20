#include "../bw_float.h"

#include "../bw_kernels.h"
#include "../bw_quant.h"

static int32_t least_of(uint32_t type)
{
    return type == BW_INT8 ? INT8_MIN : type == BW_UINT8 ? 0 : type == BW_INT16 ? INT16_MIN : INT32_MIN;
}

static int32_t most_of(uint32_t type)
{
    return type == BW_INT8 ? INT8_MAX : type == BW_UINT8 ? UINT8_MAX : type == BW_INT16 ? INT16_MAX : INT32_MAX;
}

/* Truncates; what int32 cannot hold takes the nearest end, NaN is 0. */
static int32_t truncated(float value)
{
    if (value >= 2147483648.0f) {
        return INT32_MAX;
    }
    return value > -2147483648.0f ? (int32_t)value : value < 0.0f ? INT32_MIN : 0;
}

static int32_t quantised(const struct bw_convert_params *params, float value)
{
    const float exact = value / params->scale;
    const float steps = exact == exact ? bw_clamp_float(exact, -1e6f, 1e6f) : 0.0f;
    const int32_t whole = (int32_t)steps;
    const float rest = steps - (float)whole;
    const int32_t rounded = rest >= 0.5f ? whole + 1 : rest <= -0.5f ? whole - 1 : whole;
    return bw_clamp(rounded + params->output_zero_point, least_of(params->output_type), most_of(params->output_type));
}

static int32_t whole_input(const struct bw_op *op, const void *input, uint32_t index)
{
    return op->type == BW_INT16 ? ((const int16_t *)input)[index] : ((const int32_t *)input)[index];
}

static int32_t converted(const struct bw_convert_params *params, const struct bw_op *op, const void *input,
                         uint32_t index)
{
    if (op->type == BW_FLOAT32) {
        const float value = ((const float *)input)[index];
        return params->scale != 0.0f ? quantised(params, value) : truncated(value);
    }
    const int32_t value = whole_input(op, input, index);
    if (params->multiplier == 0) {
        return value;
    }
    const int32_t scaled = bw_requantise(value - params->input_zero_point, params->multiplier, params->shift);
    return bw_clamp(scaled + params->output_zero_point, least_of(params->output_type), most_of(params->output_type));
}

void bw_convert(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_convert_params *params = bw_op_params(op);
    const void *input = bw_arena_data(arena, params->input_arena_offset);
    void *output = bw_arena_data(arena, op->output_arena_offset);
    (void)pack;

    for (uint32_t i = 0; i < params->element_count; ++i) {
        if (params->output_type == BW_FLOAT32) {
            const float value = (float)whole_input(op, input, i);
            ((float *)output)[i] = params->scale != 0.0f
                                       ? (float)(whole_input(op, input, i) - params->input_zero_point) * params->scale
                                       : value;
            continue;
        }
        const int32_t value = converted(params, op, input, i);
        if (params->output_type == BW_INT32) {
            ((int32_t *)output)[i] = value;
        } else if (params->output_type == BW_INT16) {
            ((int16_t *)output)[i] = (int16_t)value;
        } else {
            ((uint8_t *)output)[i] = (uint8_t)value;
        }
    }
}
