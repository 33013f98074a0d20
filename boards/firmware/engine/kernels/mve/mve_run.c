#include "bw_mve_simd.h"
#include "mve_band.h"
#include "mve_groups.h"

static inline void next_group(struct bw_mve_run *run)
{
    run->planes += BW_MVE_GROUP * run->plane_bytes;
    run->stream += run->group_bytes;
    run->output += BW_MVE_GROUP;
    run->channels -= BW_MVE_GROUP;
}

#if BW_MVE

BW_MVE_INLINE int8x16_t lowered(int8x16_t weights)
{
    return vreinterpretq_s8_u32(vshlq_n_u32(vreinterpretq_u32_s8(weights), 8));
}

/* Four channels. */
BW_MVE_INLINE void run_group(const struct bw_mve_run *run, int32_t step_bytes, struct bw_mve_range range, int full_relu)
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
static void run_large_group(const struct bw_mve_run *run, struct bw_mve_range range)
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

BW_MVE_INLINE void run_groups(struct bw_mve_run *run, int32_t step_bytes, struct bw_mve_range range, int full_relu)
{
    for (; run->channels > 0; next_group(run)) {
        run_group(run, step_bytes, range, full_relu);
    }
}

void bw_mve_run_block(struct bw_mve_run *run, const struct bw_conv_params *params)
{
    const struct bw_mve_range range = {params->output_zero_point, params->activation_min, params->activation_max};
    if (!bw_mve_is_full_relu(range.zero_point, range.low, range.high)) {
        run_groups(run, run->step_bytes, range, 0);
    } else if (run->step_bytes == BW_MVE_ROWS) {
        run_groups(run, BW_MVE_ROWS, range, 1);
    } else if (run->step_bytes == 2 * BW_MVE_ROWS) {
        run_groups(run, 2 * BW_MVE_ROWS, range, 1);
    } else {
        run_groups(run, run->step_bytes, range, 1);
    }
}

void bw_mve_run_large_block(struct bw_mve_run *run, const struct bw_conv_params *params)
{
    const struct bw_mve_range range = {params->output_zero_point, params->activation_min, params->activation_max};
    for (; run->channels > 0; next_group(run)) {
        run_large_group(run, range);
    }
}

#else

/* One vector. `lower`: 1 where the output begins one row lower in the band. */
static int32_t sum_of(const int8_t *taps, const int8_t *weights, int32_t lower)
{
    int32_t sum = 0;
    for (int32_t lane = 0; lane < BW_MVE_VECTOR; ++lane) {
        sum += lane % BW_MVE_ROWS + lower < BW_MVE_ROWS ? taps[lane + lower] * weights[lane] : 0;
    }
    return sum;
}

static int8_t output_of(const struct bw_mve_run *run, const struct bw_conv_params *params, const int8_t *taps,
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

void bw_mve_run_block(struct bw_mve_run *run, const struct bw_conv_params *params)
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

void bw_mve_run_large_block(struct bw_mve_run *run, const struct bw_conv_params *params)
{
    bw_mve_run_block(run, params);
}

#endif
