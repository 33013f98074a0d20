/* Orders of constants of the generic kernel set. */
#ifndef BW_GENERIC_LAYOUTS_H
#define BW_GENERIC_LAYOUTS_H

#include "../bw_layouts.h"

bw_kernel *bw_generic_kernel(const struct bw_op *op);
int bw_generic_check(const struct bw_limits *limits, const struct bw_op *op);

#endif
