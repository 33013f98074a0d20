/* CONV_2D as a matrix product for cores without SIMD: four output pixels by four output channels at a time, their sums
 * in registers. Scratch holds the inputs of the pixels as a column of words, two pixels to a word (bw_pair.h), and the
 * input's zero point where a tap falls on padding, so that the zero point can be folded into the bias. */
#include "../bw_window.h"
#include "bw_folded.h"
#include "bw_pair.h"
#include "generic_layouts.h"

enum { PIXELS = 4, PAIRS = 2, CHANNELS = 4 };

/* Where a pixel's window starts on the input; y and x are negative inside padding. */
struct corner {
    const int8_t *image;
    int32_t y, x;
};

static inline void pack_run(int32_t *column, const int8_t *first, const int8_t *second, int32_t count)
{
    for (; count >= 4; count -= 4) {
        for (int32_t i = 0; i < 4; ++i) {
            column[PAIRS * i] = bw_pair_word(first[i], second[i]);
        }
        column += 4 * PAIRS;
        first += 4;
        second += 4;
    }
    for (; count > 0; --count) {
        *column = bw_pair_word(*first++, *second++);
        column += PAIRS;
    }
}

/* The input of one tap, NULL on padding. */
static const int8_t *tap_of(const struct bw_conv_params *params, const struct corner *corner, int32_t row,
                            int32_t column)
{
    const int32_t y = corner->y + row * params->dilation_h;
    const int32_t x = corner->x + column * params->dilation_w;
    if (y < 0 || y >= params->input_h || x < 0 || x >= params->input_w) {
        return (const int8_t *)0;
    }
    return corner->image + (y * params->input_w + x) * params->input_c;
}

/* All channels of one tap; NULL stands for padding. */
static void pack_tap(const struct bw_conv_params *params, int32_t *column, const int8_t *first, const int8_t *second)
{
    const int8_t padding = (int8_t)params->input_zero_point;
    const int32_t first_step = first ? 1 : 0;
    const int32_t second_step = second ? 1 : 0;
    first = first ? first : &padding;
    second = second ? second : &padding;
    for (int32_t i = 0; i < params->input_c; ++i) {
        column[PAIRS * i] = bw_pair_word(*first, *second);
        first += first_step;
        second += second_step;
    }
}

static int row_is_inside(const struct bw_conv_params *params, const struct corner *corner, int32_t row)
{
    const int32_t y = corner->y + row * params->dilation_h;
    return params->dilation_w == 1 && y >= 0 && y < params->input_h && corner->x >= 0 &&
           corner->x + params->kernel_w <= params->input_w;
}

/* The taps of a list, of a 1x1 kernel. */
static void pack_listed(const struct bw_generic_list *list, const int8_t *first, const int8_t *second, int32_t *column)
{
    for (int32_t i = 0; i < list->count; ++i) {
        const int32_t tap = list->taps[i];
        *column = bw_pair_word(first[tap], second[tap]);
        column += PAIRS;
    }
}

/* Every second word of the column, for two pixels. */
static void pack_pair(const uint8_t *pack, const struct bw_conv_params *params, const struct corner *first,
                      const struct corner *second, int32_t *column)
{
    const struct bw_generic_list *list = bw_pack_data(pack, params->shift_offset);
    if (list) {
        pack_listed(list, tap_of(params, first, 0, 0), tap_of(params, second, 0, 0), column);
        return;
    }
    const int32_t row_taps = params->kernel_w * params->input_c;
    for (int32_t row = 0; row < params->kernel_h; ++row) {
        if (row_is_inside(params, first, row) && row_is_inside(params, second, row)) {
            pack_run(column, tap_of(params, first, row, 0), tap_of(params, second, row, 0), row_taps);
        } else {
            for (int32_t i = 0; i < params->kernel_w; ++i) {
                pack_tap(params, column + PAIRS * i * params->input_c, tap_of(params, first, row, i),
                         tap_of(params, second, row, i));
            }
        }
        column += PAIRS * row_taps;
    }
}

/* The sums of four channels and four pixels. */
struct block {
    struct bw_pair first[4], second[4]; /* pixels 0 and 1, 2 and 3; one a channel */
};

/* Ends the work on one channel before the next one's weights are loaded: else the compiler loads all of them first and
 * has too few registers. */
static inline void finish(struct bw_pair *first, struct bw_pair *second)
{
    __asm__ volatile("" : "+r"(first->total), "+r"(first->high), "+r"(second->total), "+r"(second->high) : : "memory");
}

static inline void sum_channel(struct bw_pair *first, struct bw_pair *second, const int32_t *column,
                               const int8_t *weights)
{
    const int32_t weight0 = weights[0];
    const int32_t weight1 = weights[4];
    bw_pair_add(first, column[0] * weight0 + column[2] * weight1);
    bw_pair_add(second, column[1] * weight0 + column[3] * weight1);
}

/* All taps, two at a time. Not inlined, for it needs every register. */
static __attribute__((noinline)) void sum_block(struct block *block, const struct bw_folded *folded,
                                                const int32_t *column, const int32_t *end, const int8_t *weights)
{
    struct bw_pair a0 = bw_pair_start(folded[0].bias), b0 = a0;
    struct bw_pair a1 = bw_pair_start(folded[1].bias), b1 = a1;
    struct bw_pair a2 = bw_pair_start(folded[2].bias), b2 = a2;
    struct bw_pair a3 = bw_pair_start(folded[3].bias), b3 = a3;
    do {
        const int32_t words[4] = {column[0], column[1], column[2], column[3]};
        sum_channel(&a0, &b0, words, weights);
        finish(&a0, &b0);
        sum_channel(&a1, &b1, words, weights + 1);
        finish(&a1, &b1);
        sum_channel(&a2, &b2, words, weights + 2);
        finish(&a2, &b2);
        sum_channel(&a3, &b3, words, weights + 3);
        column += 4;
        weights += 8;
    } while (column != end);
    block->first[0] = a0;
    block->first[1] = a1;
    block->first[2] = a2;
    block->first[3] = a3;
    block->second[0] = b0;
    block->second[1] = b1;
    block->second[2] = b2;
    block->second[3] = b3;
}

/* One channel of `count` pixels; `output` is the first pixel's. */
static inline void put_channel(const struct bw_conv_params *params, const struct bw_folded *folded,
                               const struct bw_pair *first, const struct bw_pair *second, int8_t *output,
                               int32_t count)
{
    const int32_t sums[PIXELS] = {bw_pair_first(first), first->high, bw_pair_first(second), second->high};
    const int32_t low = params->activation_min, high = params->activation_max;
    const int32_t step = params->output_c;
    const struct bw_folded record = *folded; /* stays in registers: an output might be a part of it */
    output += record.channel;
    for (int32_t i = 0; i < PIXELS; ++i) {
        if (i < count) {
            *output = bw_folded_output(sums[i], &record, low, high);
            output += step;
        }
    }
}

/* The outputs that are the same whatever comes in. */
static void put_known(const struct bw_generic_known *known, int32_t channels, int8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; ++i) {
        for (int32_t channel = 0; channel < channels; ++channel) {
            *output++ = known->outputs[channel];
        }
    }
}

/* All channels of `count` pixels, 1 to 4. */
static void conv_pixels(const uint8_t *pack, const struct bw_conv_params *params, const int32_t *column,
                        int8_t *output, int32_t count)
{
    const int32_t words = PAIRS * bw_generic_taps(pack, params);
    const struct bw_folded *folded = bw_pack_data(pack, params->bias_offset);
    const int8_t *weights = bw_pack_data(pack, params->weights_offset);
    const struct bw_generic_known *known = bw_pack_data(pack, params->multiplier_offset);
    if (known) {
        put_known(known, params->output_c, output, count);
    }
    for (int32_t left = known ? known->computed : params->output_c; left > 0; left -= CHANNELS) {
        struct block block;
        sum_block(&block, folded, column, column + words, weights);
        for (int32_t i = 0; i < CHANNELS && i < left; ++i) {
            put_channel(params, &folded[i], &block.first[i], &block.second[i], output, count);
        }
        weights += CHANNELS / PAIRS * words;
        folded += CHANNELS;
    }
}

struct place {
    int32_t batch, y, x;
};

static struct corner corner_of(const struct bw_conv_params *params, const int8_t *image, const struct place *place)
{
    const int32_t image_bytes = params->input_h * params->input_w * params->input_c;
    const struct corner corner = {image + place->batch * image_bytes, place->y * params->stride_h - params->pad_top,
                                  place->x * params->stride_w - params->pad_left};
    return corner;
}

static void advance(const struct bw_conv_params *params, struct place *place)
{
    if (++place->x == params->output_w) {
        place->x = 0;
        if (++place->y == params->output_h) {
            place->y = 0;
            ++place->batch;
        }
    }
}

void bw_conv_2d_pairs_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    int32_t *column = bw_arena_data(arena, op->scratch_arena_offset);
    struct place place = {0, 0, 0};

    for (int32_t left = params->batches * params->output_h * params->output_w; left > 0; left -= PIXELS) {
        struct corner corners[PIXELS];
        /* The last pixel is repeated where there are no more. */
        for (int32_t i = 0; i < PIXELS; ++i) {
            corners[i] = corner_of(params, image, &place);
            if (i + 1 < left) {
                advance(params, &place);
            }
        }
        pack_pair(pack, params, &corners[0], &corners[1], column);
        pack_pair(pack, params, &corners[2], &corners[3], column + 1);
        conv_pixels(pack, params, column, output, left < PIXELS ? left : PIXELS);
        output += PIXELS * params->output_c;
    }
}
