/* One element of an int8 ADD, equal to TensorFlow Lite Micro's two-input rescale. */
#ifndef BW_ADD_H
#define BW_ADD_H

#include "bw_pack.h"
#include "bw_quant.h"

static inline int8_t bw_add_one(const struct bw_add_params *params, int32_t first, int32_t second)
{
    const int32_t unit = INT32_C(1) << params->left_shift;
    const int32_t term1 =
        bw_requantise((first - params->input1_zero_point) * unit, params->input1_multiplier, params->input1_shift);
    const int32_t term2 =
        bw_requantise((second - params->input2_zero_point) * unit, params->input2_multiplier, params->input2_shift);
    const int32_t value =
        bw_requantise(term1 + term2, params->output_multiplier, params->output_shift) + params->output_zero_point;
    return (int8_t)bw_clamp(value, params->activation_min, params->activation_max);
}

#endif
