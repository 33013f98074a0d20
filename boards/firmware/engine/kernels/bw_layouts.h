/* The seam between the engine and the orders of constants that its kernel set brings (enum bw_layout). Each
 * kernels/<set>/kernel_set.c defines the function; docs/add-a-kernel.md says how a layout is added. */
#ifndef BW_LAYOUTS_H
#define BW_LAYOUTS_H

#include "../op_check.h"
#include "bw_kernels.h"

/* What an engine has for ops of one layout. Kinds stand in <set>_checks.c, what chooses among them in <set>_layouts.c:
 * an image for one model has NULL there for those that it does not need (op_kinds.h). */
struct bw_layout_kind {
    /* Whether the constants and the working memory of an op lie where its kernel will read and write. Called after
     * everything in the record that no layout changes has been checked; returns enum bw_engine_status. */
    int (*check)(const struct bw_limits *limits, const struct bw_op *op);
    bw_kernel *kernel;
};

/* For an op whose layout is not plain; NULL where this engine has none for its code, type and layout. */
const struct bw_layout_kind *bw_layout_kind(const struct bw_op *op);

#endif
