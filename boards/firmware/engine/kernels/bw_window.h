/* Which taps of a kernel window lie on the input, so that no inner loop has to test for padding. */
#ifndef BW_WINDOW_H
#define BW_WINDOW_H

#include <stdint.h>

#include "bw_pack.h"

/* Taps begin..end-1 are inside the input; begin >= end when none is. */
struct bw_taps {
    int32_t begin;
    int32_t end;
};

static inline int32_t bw_ceil_div(int32_t value, int32_t divisor)
{
    /* Dilation 1 is nearly every model; it spares cores without a divider a library call. */
    return divisor == 1 ? value : (value + divisor - 1) / divisor;
}

/* `start` is where tap 0 falls on the input axis, negative inside the leading padding. */
static inline struct bw_taps bw_clip_taps(int32_t start, int32_t kernel, int32_t dilation, int32_t input)
{
    struct bw_taps taps = {0, 0};
    if (start < 0) {
        taps.begin = bw_ceil_div(-start, dilation);
    }
    if (start < input) {
        const int32_t reach = bw_ceil_div(input - start, dilation);
        taps.end = reach < kernel ? reach : kernel;
    }
    return taps;
}

/* The part of a convolution's window that lies on the input. */
struct bw_window {
    int32_t pixel; /* first tap: y * input_w + x on the input */
    int32_t tap;   /* first tap: y * kernel_w + x in the kernel */
    int32_t rows, columns;
};

static inline struct bw_window bw_window_at(const struct bw_conv_params *params, int32_t output_y, int32_t output_x)
{
    const int32_t y = output_y * params->stride_h - params->pad_top;
    const int32_t x = output_x * params->stride_w - params->pad_left;
    const struct bw_taps rows = bw_clip_taps(y, params->kernel_h, params->dilation_h, params->input_h);
    const struct bw_taps columns = bw_clip_taps(x, params->kernel_w, params->dilation_w, params->input_w);
    struct bw_window window = {0, 0, 0, 0};
    /* The taps of a dilated window may all miss the input; then only the bias counts. */
    if (rows.begin < rows.end && columns.begin < columns.end) {
        window.pixel = (y + rows.begin * params->dilation_h) * params->input_w + x + columns.begin * params->dilation_w;
        window.tap = rows.begin * params->kernel_w + columns.begin;
        window.rows = rows.end - rows.begin;
        window.columns = columns.end - columns.begin;
    }
    return window;
}

#endif
