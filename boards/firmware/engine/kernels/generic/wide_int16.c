#include "../bw_wide.h"

void bw_wide_begin(struct bw_wide_sums *sums)
{
    for (int32_t i = 0; i < BW_WIDE_CHANNELS; ++i) {
        sums->whole[i] = 0;
        sums->part[i] = 0;
    }
    sums->room = BW_WIDE_RUN;
}

static void empty_parts(struct bw_wide_sums *sums)
{
    for (int32_t i = 0; i < BW_WIDE_CHANNELS; ++i) {
        sums->whole[i] += sums->part[i];
        sums->part[i] = 0;
    }
    sums->room = BW_WIDE_RUN;
}

void bw_wide_add(struct bw_wide_sums *sums, const int16_t *input, const int8_t *weights, int32_t step, int32_t count,
                 int32_t channels)
{
    while (count > 0) {
        if (sums->room == 0) {
            empty_parts(sums);
        }
        const int32_t run = count < sums->room ? count : sums->room;
        if (channels == BW_WIDE_CHANNELS) {
            bw_wide_add_four(sums->part, input, weights, step, run);
        } else {
            for (int32_t i = 0; i < run; ++i) {
                sums->part[0] += input[i] * weights[i];
            }
        }
        sums->room -= run;
        input += run;
        weights += run;
        count -= run;
    }
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
        .per_channel = 1,
    };
    return scales;
}

static int32_t wide_value(const struct bw_wide_scales *scales, int64_t sum, int32_t channel, int32_t scale)
{
    const int64_t *bias = scales->bias;
    return bw_requantise_wide(sum + (bias ? bias[channel] : 0), scales->multiplier[scale], scales->shift[scale]);
}

static int32_t plain_value(const struct bw_wide_scales *scales, int64_t sum, int32_t channel, int32_t scale)
{
    const int32_t *bias = scales->bias;
    return bw_requantise((int32_t)(sum + (bias ? bias[channel] : 0)), scales->multiplier[scale], scales->shift[scale]);
}

void bw_wide_end(const struct bw_wide_scales *scales, const struct bw_wide_sums *sums, int32_t first, int32_t channels,
                 int16_t *output)
{
    for (int32_t i = 0; i < channels; ++i) {
        const int32_t channel = first + i, scale = scales->per_channel ? channel : 0;
        const int64_t sum = sums->whole[i] + sums->part[i];
        const int32_t value = scales->wide ? wide_value(scales, sum, channel, scale)
                                           : plain_value(scales, sum, channel, scale);
        output[channel] = (int16_t)bw_clamp(value, scales->least, scales->most);
    }
}
