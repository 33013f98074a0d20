/* CONV_2D as a product of columns with weights, two output pixels at a time. Taps on padding hold the input's zero
 * point, which the biases have been rid of. */
#include "../bw_window.h"
#include "bw_dsp_kernels.h"
#include "bw_dsp_product.h"
#include "bw_dsp_shapes.h"

enum { STEP = 4 }; /* words from one four of taps to the next of the same pixel */

/* Which output pixel comes next, as where its window starts on the input. */
struct place {
    const int8_t *image;
    int32_t y, x, column;
};

/* Short runs: unrolled they cost more than they spare. */
static int8_t *copy(int8_t *to, const int8_t *from, int32_t count)
{
#pragma clang loop unroll(disable)
    for (; count >= 4; count -= 4) {
        __builtin_memcpy(to, from, 4);
        to += 4;
        from += 4;
    }
#pragma clang loop unroll(disable)
    for (; count > 0; --count) {
        *to++ = *from++;
    }
    return to;
}

static int8_t *fill(int8_t *to, int32_t value, int32_t count)
{
#pragma clang loop unroll(disable)
    for (; count > 0; --count) {
        *to++ = (int8_t)value;
    }
    return to;
}

static uint32_t *fill_words(uint32_t *column, int32_t value, int32_t fours)
{
    const uint32_t lanes = bw_lanes(value, value);
#pragma clang loop unroll(disable)
    for (; fours > 0; --fours) {
        column[0] = lanes;
        column[1] = lanes;
        column += STEP;
    }
    return column;
}

static bool is_inside(const struct bw_conv_params *params, const struct place *place)
{
    return place->y >= 0 && place->x >= 0 && place->y + params->kernel_h <= params->input_h &&
           place->x + params->kernel_w <= params->input_w && params->dilation_h == 1 && params->dilation_w == 1;
}

/* How a row of a window lies, in taps: padding, input, padding. */
struct row {
    int32_t left, inside, right;
};

static struct row row_at(const struct bw_conv_params *params, int32_t x, int32_t taps)
{
    const struct bw_taps columns = bw_clip_taps(x, taps, 1, params->input_w);
    struct row row = {taps, 0, 0};
    if (columns.begin < columns.end) {
        row.left = columns.begin;
        row.inside = columns.end - columns.begin;
        row.right = taps - columns.end;
    }
    return row;
}

static uint32_t *row_of_words(const struct bw_conv_params *params, const int8_t *run, struct row row, uint32_t *words)
{
    const int32_t fours = params->input_c / 4;
    words = fill_words(words, params->input_zero_point, row.left * fours);
    if (row.inside != 0) {
        words = bw_dsp_widen(words, run + row.left * params->input_c, (uint32_t)(row.inside * fours));
    }
    return fill_words(words, params->input_zero_point, row.right * fours);
}

static int8_t *row_of_bytes(const struct bw_conv_params *params, const int8_t *run, struct row row, int8_t *bytes)
{
    const int32_t channels = params->input_c;
    bytes = fill(bytes, params->input_zero_point, row.left * channels);
    bytes = copy(bytes, run + row.left * channels, row.inside * channels);
    return fill(bytes, params->input_zero_point, row.right * channels);
}

/* The column of a window on padding or with dilation: `bytes` where its channels do not go by fours, else `words`. With
 * dilation every tap is a row of its own. */
static __attribute__((noinline)) void append_edge(const struct bw_conv_params *params, const struct place *place,
                                                  int8_t *bytes, uint32_t *words)
{
    const bool in_words = bw_dsp_in_words(params);
    const int32_t taps = params->dilation_w == 1 ? params->kernel_w : 1;
    for (int32_t tap = 0; tap < params->kernel_h * params->kernel_w; tap += taps) {
        const int32_t y = place->y + tap / params->kernel_w * params->dilation_h;
        const int32_t x = place->x + tap % params->kernel_w * params->dilation_w;
        const int8_t *run = place->image + (y * params->input_w + x) * params->input_c;
        const struct row nothing = {taps, 0, 0};
        const struct row row = y >= 0 && y < params->input_h ? row_at(params, x, taps) : nothing;
        if (in_words) {
            words = row_of_words(params, run, row, words);
        } else {
            bytes = row_of_bytes(params, run, row, bytes);
        }
    }
}

/* The column of a window inside, whose rows are runs of memory. */
static __attribute__((noinline)) void append_rows(const struct bw_conv_params *params, const struct place *place,
                                                  int8_t *bytes, uint32_t *words)
{
    const bool in_words = bw_dsp_in_words(params);
    const int32_t row_bytes = params->input_w * params->input_c;
    const int32_t run_bytes = params->kernel_w * params->input_c;
    const int8_t *run = place->image + place->y * row_bytes + place->x * params->input_c;
    for (int32_t left = params->kernel_h; left > 0; --left) {
        if (in_words) {
            words = bw_dsp_widen(words, run, (uint32_t)run_bytes / 4);
        } else {
            bytes = copy(bytes, run, run_bytes);
        }
        run += row_bytes;
    }
}

static inline __attribute__((always_inline)) void
build_column(const struct bw_conv_params *params, const struct place *place, int8_t *bytes, uint32_t *words)
{
    const bool in_words = bw_dsp_in_words(params);
    if (in_words && params->kernel_h == 1 && params->kernel_w == 1) {
        bw_dsp_widen(words, place->image + (place->y * params->input_w + place->x) * params->input_c,
                     (uint32_t)params->input_c / 4);
        return;
    }
    if (is_inside(params, place)) {
        append_rows(params, place, bytes, words);
    } else {
        append_edge(params, place, bytes, words);
    }
    if (!in_words) {
        bw_dsp_widen(words, bytes, bw_dsp_taps(params) / 4);
    }
}

static void step(const struct bw_conv_params *params, struct place *place)
{
    place->x += params->stride_w;
    if (++place->column == params->output_w) {
        place->column = 0;
        place->x = -params->pad_left;
        place->y += params->stride_h;
        if (place->y == params->output_h * params->stride_h - params->pad_top) {
            place->y = -params->pad_top;
            place->image += params->input_h * params->input_w * params->input_c;
        }
    }
}

void bw_dsp_conv_2d(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    uint32_t *columns = bw_arena_data(arena, op->scratch_arena_offset);
    int8_t *bytes = (int8_t *)(columns + bw_dsp_taps(params));
    struct place place = {bw_arena_data(arena, params->input_arena_offset), -params->pad_top, -params->pad_left, 0};
    const struct bw_dsp_channels *channels = bw_pack_data(pack, params->bias_offset);
    /* What the channels without a record say whatever comes in. */
    const int8_t *constant_row = bw_pack_data(pack, params->multiplier_offset);
    struct bw_dsp_pixels job = {.columns = columns,
                                .weights = bw_pack_data(pack, params->weights_offset),
                                .records = channels->records,
                                .output = bw_arena_data(arena, op->output_arena_offset),
                                .pairs = channels->pairs,
                                .fours = bw_dsp_taps(params) / 4};
    uint32_t left = op->output_bytes / (uint32_t)params->output_c;

    while (left != 0) {
        const uint32_t pixels = left == 1 ? 1 : 2;
        build_column(params, &place, bytes, columns);
        if (pixels == 2) {
            step(params, &place);
        }
        build_column(params, &place, bytes, columns + 2);
        step(params, &place);
        job.output_step = pixels == 2 ? (uint32_t)params->output_c : 0;
        if (constant_row) {
            copy(job.output, constant_row, params->output_c);
            copy(job.output + job.output_step, constant_row, params->output_c);
        }
        if (job.pairs != 0) {
            bw_dsp_multiply_pixels(&job);
        }
        bw_dsp_clamp(job.output, pixels * (uint32_t)params->output_c, params->activation_min, params->activation_max);
        job.output += pixels * (uint32_t)params->output_c;
        left -= pixels;
    }
}
