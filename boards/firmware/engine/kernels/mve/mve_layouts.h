/* Orders of constants of the mve kernel set. */
#ifndef BW_MVE_LAYOUTS_H
#define BW_MVE_LAYOUTS_H

#include "../bw_layouts.h"

bw_kernel *bw_mve_kernel(const struct bw_op *op);
int bw_mve_check(const struct bw_limits *limits, const struct bw_op *op);

#endif
