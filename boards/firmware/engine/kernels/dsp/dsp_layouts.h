/* Orders of constants of the dsp kernel set. */
#ifndef BW_DSP_LAYOUTS_H
#define BW_DSP_LAYOUTS_H

#include "../bw_layouts.h"

bw_kernel *bw_dsp_kernel(const struct bw_op *op);
int bw_dsp_check(const struct bw_limits *limits, const struct bw_op *op);

#endif
