/* CONV_2D of layout BW_MVE_MATRIX, two pixels at a time. A window is read where it lies when it is on the input whole
 * and its rows fill vectors; else its taps are copied together, the zero point in place of padding. */
#include "../bw_window.h"
#include "bw_mve_copy.h"
#include "mve_groups.h"
#include "mve_layouts.h"
#include "mve_matrix.h"

struct geometry {
    const struct bw_conv_params *params;
    /* As in the parameters, or all pixels in one row. */
    int32_t batches, input_h, input_w, output_h, output_w;
    const int8_t *image, *image_end; /* of this batch; of the whole input */
    int8_t *columns[2];
    int32_t row_bytes; /* taps of one row of the kernel */
    int32_t row_step;  /* on the input, from one row of the kernel to the next */
    int32_t column_bytes;
    int32_t span_bytes;     /* from the first byte that a window reads where it lies to behind the last */
    int32_t inner, inner_end; /* pixels of a row whose windows lie between left and right border */
    bool reads_rows;        /* windows can be read where they are */
    /* The product with taps where they lie, and with those in columns. */
    struct bw_mve_matrix in_place, by_columns;
};

struct position {
    int32_t y, x; /* of a pixel of the output */
};

static int32_t window_y(const struct geometry *at, int32_t y)
{
    return y * at->params->stride_h - at->params->pad_top;
}

static int32_t window_x(const struct geometry *at, int32_t x)
{
    return x * at->params->stride_w - at->params->pad_left;
}

/* The taps of one window, one row of the kernel behind the other. */
static void fill_column(const struct geometry *at, struct position position, int8_t *column)
{
    const struct bw_conv_params *params = at->params;
    const int32_t y = window_y(at, position.y), x = window_x(at, position.x);
    const struct bw_taps rows = bw_clip_taps(y, params->kernel_h, params->dilation_h, at->input_h);
    const struct bw_taps taps = bw_clip_taps(x, params->kernel_w, params->dilation_w, at->input_w);
    const int32_t pixel_bytes = params->input_c;
    /* Without dilation the taps of a row are one run. */
    const int32_t undilated = params->dilation_w == 1;
    const int32_t run_bytes = undilated ? (taps.end - taps.begin) * pixel_bytes : pixel_bytes;
    const int32_t runs_end = undilated && taps.begin < taps.end ? taps.begin + 1 : taps.end;
    const int8_t *from =
        at->image + ((y + rows.begin * params->dilation_h) * at->input_w + x) * pixel_bytes;
    int8_t *to = column + rows.begin * at->row_bytes;

    bw_mve_fill(column, (int8_t)params->input_zero_point, at->column_bytes);
    for (int32_t tap = taps.begin; tap < runs_end; ++tap) {
        bw_mve_copy_rows(to + tap * pixel_bytes, at->row_bytes, from + tap * params->dilation_w * pixel_bytes,
                         at->row_step, rows.end - rows.begin, run_bytes);
    }
}

/* The window of a pixel where it can be read as it lies, else NULL. */
static const int8_t *whole_window(const struct geometry *at, struct position position)
{
    const struct bw_conv_params *params = at->params;
    const int32_t y = window_y(at, position.y);
    if (!at->reads_rows || position.x < at->inner || position.x >= at->inner_end || y < 0 ||
        y + (params->kernel_h - 1) * params->dilation_h >= at->input_h) {
        return (const int8_t *)0;
    }
    const int8_t *window = at->image + (y * at->input_w + window_x(at, position.x)) * params->input_c;
    /* What is read behind the last taps must be on the input too. */
    return at->image_end - window >= at->span_bytes ? window : (const int8_t *)0;
}

/* One pixel or two, wherever their windows lie. */
static void convolve_any(struct geometry *at, struct position first, struct position second, int32_t count,
                         int8_t *output)
{
    const int8_t *window0 = whole_window(at, first);
    const int8_t *window1 = whole_window(at, count > 1 ? second : first);
    struct bw_mve_matrix *matrix = window0 && window1 ? &at->in_place : &at->by_columns;
    if (matrix == &at->in_place) {
        matrix->taps0 = window0;
        matrix->taps1 = window1;
    } else {
        fill_column(at, first, at->columns[0]);
        if (count > 1) {
            fill_column(at, second, at->columns[1]);
        }
    }
    matrix->output0 = output;
    matrix->output1 = output + at->params->output_c;
    if (count > 1) {
        bw_mve_multiply_two(matrix);
    } else {
        bw_mve_multiply_one(matrix);
    }
}

/* How many pairs of pixels from `position` on have their windows on the input whole. */
static int32_t whole_pairs(const struct geometry *at, struct position position)
{
    const int32_t y = window_y(at, position.y);
    int32_t pairs = (at->inner_end - position.x) / 2;
    if (position.x < at->inner || y < 0 || pairs <= 0 ||
        y + (at->params->kernel_h - 1) * at->params->dilation_h >= at->input_h) {
        return 0;
    }
    if (at->reads_rows) {
        const int32_t pixel_step = at->params->stride_w * at->params->input_c;
        const int8_t *row = at->image + (y * at->input_w - at->params->pad_left) * at->params->input_c;
        /* What is read behind the last taps must be on the input too. */
        while (pairs > 0 && at->image_end - (row + (position.x + 2 * pairs - 1) * pixel_step) < at->span_bytes) {
            --pairs;
        }
    }
    return pairs;
}

/* Neighbouring pixels whose windows lie on the input whole. */
static void convolve_whole(struct geometry *at, struct position position, int32_t pairs, int8_t *output)
{
    const struct bw_conv_params *params = at->params;
    struct bw_mve_matrix *matrix = at->reads_rows ? &at->in_place : &at->by_columns;
    const int32_t pixel_step = params->stride_w * params->input_c;
    const int32_t channels = params->output_c;
    const int8_t *window =
        at->image + (window_y(at, position.y) * at->input_w + window_x(at, position.x)) * params->input_c;

    for (; pairs > 0; --pairs) {
        if (at->reads_rows) {
            matrix->taps0 = window;
            matrix->taps1 = window + pixel_step;
        } else {
            bw_mve_copy_rows(at->columns[0], at->row_bytes, window, at->row_step, params->kernel_h, at->row_bytes);
            bw_mve_copy_rows(at->columns[1], at->row_bytes, window + pixel_step, at->row_step, params->kernel_h,
                             at->row_bytes);
        }
        matrix->output0 = output;
        matrix->output1 = output + channels;
        bw_mve_multiply_two(matrix);
        window += 2 * pixel_step;
        output += 2 * channels;
    }
}

static struct position moved(const struct geometry *at, struct position position, int32_t pixels)
{
    struct position next = {position.y, position.x + pixels};
    if (next.x >= at->output_w) {
        next.x -= at->output_w;
        ++next.y;
    }
    return next;
}

static void convolve(struct geometry *at, int8_t *output)
{
    const int32_t channels = at->params->output_c;
    struct position position = {0, 0};
    int32_t left = at->output_h * at->output_w;
    int32_t done;
    for (; left > 0; left -= done) {
        const int32_t pairs = whole_pairs(at, position);
        done = pairs > 0 ? 2 * pairs : left > 1 ? 2 : 1;
        if (pairs > 0) {
            convolve_whole(at, position, pairs, output);
            position = moved(at, position, done);
        } else {
            const struct position second = moved(at, position, 1);
            convolve_any(at, position, second, done, output);
            position = moved(at, second, 1);
        }
        output += done * channels;
    }
}

/* The first pixel of a row whose window begins on the input, and the first behind whose window does not end there. */
static void find_inner(struct geometry *at)
{
    const struct bw_conv_params *params = at->params;
    const int32_t room = at->input_w + params->pad_left - params->kernel_w;
    at->inner = (params->pad_left + params->stride_w - 1) / params->stride_w;
    at->inner_end = room < 0 || (params->dilation_w != 1 && params->kernel_w > 1) ? 0 : room / params->stride_w + 1;
    if (at->inner_end > at->output_w) {
        at->inner_end = at->output_w;
    }
}

/* A product with each pixel by itself does not care for rows: all pixels become one. */
static void find_sizes(struct geometry *at)
{
    const struct bw_conv_params *params = at->params;
    const bool each_by_itself = params->kernel_h == 1 && params->kernel_w == 1 && params->stride_h == 1 &&
                                params->stride_w == 1 && params->input_h == params->output_h &&
                                params->input_w == params->output_w;
    const int32_t pixels = params->batches * params->input_h * params->input_w;
    at->batches = each_by_itself ? 1 : params->batches;
    at->input_h = each_by_itself ? 1 : params->input_h;
    at->input_w = each_by_itself ? pixels : params->input_w;
    at->output_h = each_by_itself ? 1 : params->output_h;
    at->output_w = each_by_itself ? pixels : params->output_w;
}

void bw_mve_conv_2d(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const bool one_tap = params->kernel_h == 1 && params->kernel_w == 1;
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    struct geometry at;
    at.params = params;
    find_sizes(&at);
    at.image = bw_arena_data(arena, params->input_arena_offset);
    const int32_t image_bytes = at.input_h * at.input_w * params->input_c;
    at.image_end = at.image + at.batches * image_bytes;
    at.row_bytes = params->kernel_w * params->input_c;
    at.row_step = params->dilation_h * at.input_w * params->input_c;
    const int32_t column_steps = bw_mve_steps(params->kernel_h * at.row_bytes);
    at.column_bytes = column_steps * BW_MVE_VECTOR;
    at.columns[0] = bw_arena_data(arena, op->scratch_arena_offset);
    at.columns[1] = at.columns[0] + at.column_bytes;
    at.span_bytes = (params->kernel_h - 1) * at.row_step + bw_mve_steps(at.row_bytes) * BW_MVE_VECTOR;
    at.reads_rows = one_tap || (params->dilation_w == 1 && at.row_bytes % BW_MVE_VECTOR == 0);
    find_inner(&at);

    bw_mve_start_matrix(&at.in_place, bw_pack_data(pack, params->weights_offset), column_steps, params->output_c);
    bw_mve_set_range(&at.in_place, params->output_zero_point, params->activation_min, params->activation_max);
    at.by_columns = at.in_place;
    at.by_columns.taps0 = at.columns[0];
    at.by_columns.taps1 = at.columns[1];
    bw_mve_take_rows(&at.in_place, params->kernel_h, bw_mve_steps(at.row_bytes), at.row_step);
    bw_mve_take_rows(&at.by_columns, 1, column_steps, 0);
    for (int32_t batch = 0; batch < at.batches; ++batch) {
        convolve(&at, output);
        output += at.output_h * at.output_w * params->output_c;
        at.image += image_bytes;
    }
}
