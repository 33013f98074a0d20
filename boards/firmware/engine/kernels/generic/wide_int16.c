#include "../bw_wide.h"

int16_t bw_wide_output(const struct bw_wide_scales *scales, int64_t sum, int32_t channel, int32_t scale)
{
    const int32_t multiplier = scales->multiplier[scale], shift = scales->shift[scale];
    int32_t value;
    if (scales->wide) {
        const int64_t *bias = scales->bias;
        value = bw_requantise_wide(sum + (bias ? bias[channel] : 0), multiplier, shift);
    } else {
        const int32_t *bias = scales->bias;
        value = bw_requantise((int32_t)(sum + (bias ? bias[channel] : 0)), multiplier, shift);
    }
    return (int16_t)bw_clamp(value, scales->least, scales->most);
}

struct bw_wide_scales bw_wide_scales_of(const uint8_t *pack, const struct bw_op *op,
                                        const struct bw_conv_params *params)
{
    const struct bw_wide_scales scales = {
        .bias = bw_pack_data(pack, params->bias_offset),
        .multiplier = bw_pack_data(pack, params->multiplier_offset),
        .shift = bw_pack_data(pack, params->shift_offset),
        .least = params->activation_min,
        .most = params->activation_max,
        .wide = op->layout == BW_LAYOUT_WIDE,
    };
    return scales;
}
