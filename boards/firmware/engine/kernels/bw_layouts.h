/* The seam between the engine and the orders of constants that its kernel set brings (enum bw_layout). Each
 * kernels/<set>/kernel_set.c defines both functions; docs/add-a-kernel.md says how a layout is added. */
#ifndef BW_LAYOUTS_H
#define BW_LAYOUTS_H

#include "../op_check.h"
#include "bw_kernels.h"

/* The kernel for an op whose layout is not plain; NULL where this engine has none for its code, type and layout. */
bw_kernel *bw_layout_kernel(const struct bw_op *op);

/* Whether the constants and the working memory of such an op lie where its kernel will read and write. Called
 * after everything in the record that no layout changes has been checked; returns enum bw_engine_status. */
int bw_layout_check(const struct bw_limits *limits, const struct bw_op *op);

#endif
