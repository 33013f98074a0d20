/* DEPTHWISE_CONV_2D of layout BW_MVE_TAPS_IN_LANES. For one or two rows of output and up to 16 channels, the rows of
 * input that they read (a band) are turned into planes, one a channel: four bytes for every column, one of each row.
 * Then up to 4 x 4 taps of an output are 16 bytes in a row, and one VMLADAV multiplies them all. A larger kernel takes
 * several such vectors: further columns lie behind, and every four more rows have planes of their own. */
#include "../bw_window.h"
#include "bw_mve_simd.h"
#include "mve_groups.h"
#include "mve_layouts.h"

enum {
    ROWS = 4, /* of a band; a column of a plane has as many bytes */
    BLOCK = 16,
};

/* A row of a band; where it is padding, `first` points at zero points and `step` is 0. */
struct row {
    const int8_t *first;
    int32_t step;
};

struct band {
    struct row rows[ROWS]; /* of the block's first channel */
    int32_t pad_left;
    int32_t columns; /* on the input, behind those of padding */
    int32_t plane_bytes;
    int8_t *planes;       /* of the four rows that are turned */
    int8_t *first_planes; /* of the first four rows; those of the next are bank_bytes behind */
    int32_t banks, bank_bytes;
    bool full; /* all rows are read, else not the last */
};

/* One or two rows of output of a block; the kernels below move it on, group by group. */
struct run {
    const int8_t *planes;
    int32_t plane_bytes, step_bytes;
    const int8_t *stream;
    int8_t *output;
    int32_t output_step, count, rows;
    int32_t banks, bank_bytes, column_steps; /* vectors of a channel: banks times column_steps */
    int32_t group_bytes;                     /* of the stream */
    int32_t channels; /* of the block that are left */
};

static inline void next_group(struct run *run)
{
    run->planes += BW_MVE_GROUP * run->plane_bytes;
    run->stream += run->group_bytes;
    run->output += BW_MVE_GROUP;
    run->channels -= BW_MVE_GROUP;
}

#if BW_MVE

/* The first `left` channels of the block, all bytes of a band that are on the input. */
BW_MVE_INLINE void turn_block(const struct band *band, int32_t left, int32_t groups, bool partial, bool full)
{
    int8_t turned[BLOCK * ROWS] __attribute__((aligned(8)));
    const struct row *rows = band->rows;
    const int8_t *row0 = rows[0].first, *row1 = rows[1].first, *row2 = rows[2].first, *row3 = rows[3].first;
    const int32_t step0 = rows[0].step, step1 = rows[1].step, step2 = rows[2].step, step3 = rows[3].step;
    const mve_pred16_t lanes = vctp8q((uint32_t)left);
    const uint32x4_t plane_of_lane = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)band->plane_bytes);
    const uint32_t first = (uint32_t)(uintptr_t)(band->planes + (band->pad_left - 1) * ROWS);
    const uint32_t group_bytes = (uint32_t)(BW_MVE_GROUP * band->plane_bytes);
    /* Addresses of the column before; the stores move them on. */
    uint32x4_t to0 = vaddq_n_u32(plane_of_lane, first);
    uint32x4_t to1 = vaddq_n_u32(plane_of_lane, first + group_bytes);
    uint32x4_t to2 = vaddq_n_u32(plane_of_lane, first + 2 * group_bytes);
    uint32x4_t to3 = vaddq_n_u32(plane_of_lane, first + 3 * group_bytes);

    for (int32_t column = band->columns; column > 0; --column) {
        int8x16x4_t taps;
        taps.val[0] = partial ? vldrbq_z_s8(row0, lanes) : vldrbq_s8(row0);
        taps.val[1] = partial ? vldrbq_z_s8(row1, lanes) : vldrbq_s8(row1);
        taps.val[2] = partial ? vldrbq_z_s8(row2, lanes) : vldrbq_s8(row2);
        taps.val[3] = taps.val[2];
        if (full) {
            taps.val[3] = partial ? vldrbq_z_s8(row3, lanes) : vldrbq_s8(row3);
            row3 += step3;
        }
        row0 += step0;
        row1 += step1;
        row2 += step2;
        vst4q_s8(turned, taps);
        const uint32_t *words = (const uint32_t *)(const void *)turned;
        vstrwq_scatter_base_wb_u32(&to0, ROWS, vldrwq_u32(words));
        if (groups > 1) {
            vstrwq_scatter_base_wb_u32(&to1, ROWS, vldrwq_u32(words + 4));
        }
        if (groups > 2) {
            vstrwq_scatter_base_wb_u32(&to2, ROWS, vldrwq_u32(words + 8));
            vstrwq_scatter_base_wb_u32(&to3, ROWS, vldrwq_u32(words + 12));
        }
    }
}

/* Not inlined, so that the loops have the registers for themselves. */
__attribute__((noinline)) static void turn(const struct band *band, int32_t left)
{
    if (left >= BLOCK && band->full) {
        turn_block(band, left, 4, false, true);
    } else if (left >= BLOCK) {
        turn_block(band, left, 4, false, false);
    } else {
        turn_block(band, left, left > BLOCK / 2 ? 4 : left > BW_MVE_GROUP ? 2 : 1, true, true);
    }
}

BW_MVE_INLINE int8x16_t lowered(int8x16_t weights)
{
    return vreinterpretq_s8_u32(vshlq_n_u32(vreinterpretq_u32_s8(weights), 8));
}

/* Four channels. */
BW_MVE_INLINE void run_group(const struct run *run, int32_t step_bytes, struct bw_mve_range range, int full_relu)
{
    const int32_t plane_bytes = run->plane_bytes, output_step = run->output_step;
    int8x16_t weights0 = vldrbq_s8(run->stream), weights1 = vldrbq_s8(run->stream + BW_MVE_VECTOR),
              weights2 = vldrbq_s8(run->stream + 2 * BW_MVE_VECTOR),
              weights3 = vldrbq_s8(run->stream + 3 * BW_MVE_VECTOR);
    const struct bw_mve_numbers numbers = bw_mve_load_numbers(run->stream + BW_MVE_STEP_BYTES);
    const mve_pred16_t lanes = vctp32q((uint32_t)run->channels);
    int8_t *output = run->output;
    int32_t rows = run->rows;
    for (;;) {
        const int8_t *plane0 = run->planes, *plane1 = plane0 + plane_bytes, *plane2 = plane1 + plane_bytes,
                     *plane3 = plane2 + plane_bytes;
        for (int32_t left = run->count; left > 0; --left) {
            const int32_t sum0 = vmladavq_s8(vldrbq_s8(plane0), weights0);
            const int32_t sum1 = vmladavq_s8(vldrbq_s8(plane1), weights1);
            const int32_t sum2 = vmladavq_s8(vldrbq_s8(plane2), weights2);
            const int32_t sum3 = vmladavq_s8(vldrbq_s8(plane3), weights3);
            const int32x4_t sums = {sum0, sum1, sum2, sum3};
            vstrbq_p_s32(output, bw_mve_requantise(sums, numbers, range, full_relu), lanes);
            plane0 += step_bytes;
            plane1 += step_bytes;
            plane2 += step_bytes;
            plane3 += step_bytes;
            output += output_step;
        }
        if (--rows == 0) {
            break;
        }
        /* The next row of output begins one row lower in the band. */
        weights0 = lowered(weights0);
        weights1 = lowered(weights1);
        weights2 = lowered(weights2);
        weights3 = lowered(weights3);
    }
}

/* Four channels whose taps take several vectors. */
static void run_large_group(const struct run *run, struct bw_mve_range range)
{
    const int32_t plane_bytes = run->plane_bytes;
    const struct bw_mve_numbers numbers =
        bw_mve_load_numbers(run->stream + run->group_bytes - BW_MVE_NUMBERS_BYTES);
    const mve_pred16_t lanes = vctp32q((uint32_t)run->channels);
    const int8_t *column = run->planes;
    int8_t *output = run->output;
    for (int32_t left = run->count; left > 0; --left) {
        const int8_t *bank = column, *weights = run->stream;
        int32_t sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        for (int32_t banks = run->banks; banks > 0; --banks) {
            const int8_t *taps = bank;
            for (int32_t steps = run->column_steps; steps > 0; --steps) {
                const int8_t *taps2 = taps + 2 * plane_bytes;
                sum0 = vmladavaq_s8(sum0, vldrbq_s8(taps), vldrbq_s8(weights));
                sum1 = vmladavaq_s8(sum1, vldrbq_s8(taps + plane_bytes), vldrbq_s8(weights + BW_MVE_VECTOR));
                sum2 = vmladavaq_s8(sum2, vldrbq_s8(taps2), vldrbq_s8(weights + 2 * BW_MVE_VECTOR));
                sum3 = vmladavaq_s8(sum3, vldrbq_s8(taps2 + plane_bytes), vldrbq_s8(weights + 3 * BW_MVE_VECTOR));
                taps += BW_MVE_VECTOR;
                weights += BW_MVE_STEP_BYTES;
            }
            bank += run->bank_bytes;
        }
        const int32x4_t sums = {sum0, sum1, sum2, sum3};
        vstrbq_p_s32(output, bw_mve_requantise(sums, numbers, range, 0), lanes);
        column += run->step_bytes;
        output += run->output_step;
    }
}

BW_MVE_INLINE void run_groups(struct run *run, int32_t step_bytes, struct bw_mve_range range, int full_relu)
{
    for (; run->channels > 0; next_group(run)) {
        run_group(run, step_bytes, range, full_relu);
    }
}

__attribute__((noinline)) static void run_block(struct run *run, const struct bw_conv_params *params)
{
    const struct bw_mve_range range = {params->output_zero_point, params->activation_min, params->activation_max};
    if (!bw_mve_is_full_relu(range.zero_point, range.low, range.high)) {
        run_groups(run, run->step_bytes, range, 0);
    } else if (run->step_bytes == ROWS) {
        run_groups(run, ROWS, range, 1);
    } else if (run->step_bytes == 2 * ROWS) {
        run_groups(run, 2 * ROWS, range, 1);
    } else {
        run_groups(run, run->step_bytes, range, 1);
    }
}

__attribute__((noinline)) static void run_large_block(struct run *run, const struct bw_conv_params *params)
{
    const struct bw_mve_range range = {params->output_zero_point, params->activation_min, params->activation_max};
    for (; run->channels > 0; next_group(run)) {
        run_large_group(run, range);
    }
}

#else

static void turn(const struct band *band, int32_t left)
{
    for (int32_t channel = 0; channel < left && channel < BLOCK; ++channel) {
        int8_t *to = band->planes + channel * band->plane_bytes + band->pad_left * ROWS;
        for (int32_t column = 0; column < band->columns; ++column) {
            for (int32_t row = 0; row < ROWS; ++row) {
                *to++ = band->rows[row].first[column * band->rows[row].step + channel];
            }
        }
    }
}

/* One vector. `lower`: 1 where the output begins one row lower in the band. */
static int32_t sum_of(const int8_t *taps, const int8_t *weights, int32_t lower)
{
    int32_t sum = 0;
    for (int32_t lane = 0; lane < BW_MVE_VECTOR; ++lane) {
        sum += lane % ROWS + lower < ROWS ? taps[lane + lower] * weights[lane] : 0;
    }
    return sum;
}

static int8_t output_of(const struct run *run, const struct bw_conv_params *params, const int8_t *taps,
                        int32_t channel, int32_t lower)
{
    const int8_t *weights = run->stream + channel * BW_MVE_VECTOR;
    const int32_t *numbers = (const void *)(run->stream + run->group_bytes - BW_MVE_NUMBERS_BYTES);
    int32_t sum = numbers[channel];
    for (int32_t bank = 0; bank < run->banks; ++bank) {
        for (int32_t step = 0; step < run->column_steps; ++step) {
            sum += sum_of(taps + bank * run->bank_bytes + step * BW_MVE_VECTOR, weights, lower);
            weights += BW_MVE_STEP_BYTES;
        }
    }
    return bw_mve_output(sum, numbers[BW_MVE_GROUP + channel], numbers[2 * BW_MVE_GROUP + channel],
                         params->output_zero_point, params->activation_min, params->activation_max);
}

static void run_block(struct run *run, const struct bw_conv_params *params)
{
    for (; run->channels > 0; next_group(run)) {
        for (int32_t channel = 0; channel < run->channels && channel < BW_MVE_GROUP; ++channel) {
            for (int32_t at = 0; at < run->rows * run->count; ++at) {
                const int8_t *taps = run->planes + channel * run->plane_bytes + at % run->count * run->step_bytes;
                run->output[at * run->output_step + channel] = output_of(run, params, taps, channel, at / run->count);
            }
        }
    }
}

static void run_large_block(struct run *run, const struct bw_conv_params *params)
{
    run_block(run, params);
}

#endif

/* Zero points in the columns left and right of the input; turning a band leaves them alone. */
static void pad_planes(const struct band *band, int32_t planes, int32_t zero_point)
{
    for (int32_t plane = 0; plane < planes; ++plane) {
        int8_t *bytes = band->first_planes + plane * band->plane_bytes;
        for (int32_t at = 0; at < band->pad_left * ROWS; ++at) {
            bytes[at] = (int8_t)zero_point;
        }
        for (int32_t at = (band->pad_left + band->columns) * ROWS; at < band->plane_bytes; ++at) {
            bytes[at] = (int8_t)zero_point;
        }
    }
}

/* The rows of input from `y` on, their first channels; `count` rows of the kernel are left. */
static void find_rows(const struct bw_conv_params *params, const int8_t *image, int32_t y, int32_t count,
                      const int8_t *padding, struct row *rows)
{
    const int32_t row_bytes = params->input_w * params->input_c;
    for (int32_t i = 0; i < ROWS; ++i) {
        const int32_t at = y + i * params->dilation_h;
        const bool on_input = i < count && at >= 0 && at < params->input_h;
        rows[i].first = on_input ? image + at * row_bytes : padding;
        rows[i].step = on_input ? params->input_c : 0;
    }
}

static void next_block(struct row *rows)
{
    for (int32_t i = 0; i < ROWS; ++i) {
        rows[i].first += rows[i].step ? BLOCK : 0;
    }
}

/* One or two rows of output whose windows begin at row `y` of the input. */
static void convolve_rows(const struct bw_conv_params *params, struct band *band, struct run *run,
                          const int8_t *image, int32_t y, int8_t *output)
{
    const int32_t channels = params->output_c;
    const int32_t rows = params->kernel_h + run->rows - 1;
    int8_t padding[BLOCK];
    for (int32_t i = 0; i < BLOCK; ++i) {
        padding[i] = (int8_t)params->input_zero_point;
    }
    for (int32_t block = 0; block < channels; block += BLOCK) {
        for (int32_t bank = 0; bank < band->banks; ++bank) {
            if (block == 0 || band->banks > 1) {
                find_rows(params, image + block, y + bank * ROWS * params->dilation_h, rows - bank * ROWS, padding,
                          band->rows);
            } else {
                next_block(band->rows);
            }
            band->planes = band->first_planes + bank * band->bank_bytes;
            band->full = rows - bank * ROWS >= ROWS;
            turn(band, channels - block);
        }
        run->planes = band->first_planes;
        run->output = output + block;
        run->channels = channels - block < BLOCK ? channels - block : BLOCK;
        if (run->group_bytes == BW_MVE_STEP_BYTES + BW_MVE_NUMBERS_BYTES) {
            run_block(run, params);
        } else {
            run_large_block(run, params);
        }
    }
}

void bw_mve_depthwise_conv_2d(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const struct bw_mve_planes planes = bw_mve_planes_of(params);
    const int32_t plane_bytes = (int32_t)planes.plane_bytes;
    const int32_t room = plane_bytes / ROWS - params->pad_left;
    /* A band of four rows holds what two rows of output read. */
    const int32_t rows_at_once =
        params->stride_h == 1 && params->dilation_h == 1 && planes.banks * planes.column_steps == 1 &&
                params->kernel_h < ROWS
            ? 2
            : 1;
    struct band band = {.pad_left = params->pad_left,
                        .columns = room < params->input_w ? room : params->input_w,
                        .plane_bytes = plane_bytes,
                        .first_planes = bw_arena_data(arena, op->scratch_arena_offset),
                        .banks = planes.banks,
                        .bank_bytes = planes.planes * plane_bytes};
    struct run run = {.plane_bytes = plane_bytes,
                      .step_bytes = params->stride_w * ROWS,
                      .output_step = params->output_c,
                      .count = params->output_w,
                      .banks = planes.banks,
                      .bank_bytes = planes.planes * plane_bytes,
                      .column_steps = planes.column_steps,
                      .group_bytes =
                          planes.banks * planes.column_steps * BW_MVE_STEP_BYTES + BW_MVE_NUMBERS_BYTES};

    pad_planes(&band, planes.banks * planes.planes, params->input_zero_point);
    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; y += rows_at_once) {
            run.rows = params->output_h - y < rows_at_once ? 1 : rows_at_once;
            run.stream = bw_pack_data(pack, params->weights_offset);
            convolve_rows(params, &band, &run, image, y * params->stride_h - params->pad_top, output);
            output += run.rows * params->output_w * params->output_c;
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
