/* DEPTHWISE_CONV_2D up to 3 x 3, depth multiplier 1, channels by fours: row by row, two rows at a time where windows
 * are one row and one column apart. */
#include "bw_dsp_kernels.h"
#include "bw_dsp_rows.h"
#include "bw_dsp_shapes.h"

/* Which input rows stand in the columns; a row outside is read from the nearest one inside and then overwritten. */
struct band {
    const int8_t *rows[BW_DSP_ROWS];
    int32_t is_outside[BW_DSP_ROWS];
};

static struct band band_at(const struct bw_conv_params *params, const int8_t *image, int32_t y)
{
    struct band band;
    for (int32_t i = 0; i < BW_DSP_ROWS; ++i) {
        const int32_t last = params->input_h - 1;
        const int32_t row = y + i;
        const int32_t inside = row < 0 ? 0 : row > last ? last : row;
        band.rows[i] = image + inside * params->input_w * params->input_c;
        band.is_outside[i] = inside != row;
    }
    return band;
}

/* Columns beside the input are the same for every row and all channels. */
static void pad(struct bw_dsp_column *column, int32_t zero_point, int32_t count)
{
    const uint32_t lanes = bw_lanes(zero_point, zero_point);
#pragma clang loop unroll(disable)
    for (; count > 0; --count) {
        for (uint32_t i = 0; i < BW_DSP_GROUP; ++i) {
            column->channels[i].upper = lanes;
            column->channels[i].lower = lanes;
        }
        ++column;
    }
}

/* Lane `row` of every channel of every column. */
static __attribute__((noinline)) void blank_row(struct bw_dsp_column *columns, int32_t count, int32_t row,
                                                int16_t zero_point)
{
    int16_t *lane = (int16_t *)columns + row;
    for (count *= BW_DSP_GROUP; count > 0; --count) {
        *lane = zero_point;
        lane += BW_DSP_ROWS;
    }
}

/* The columns of an op: those on the input are built anew for every group of channels of every band. */
struct width {
    struct bw_dsp_column *first; /* on the input */
    int32_t inside;              /* on the input */
};

static struct width pad_columns(const struct bw_conv_params *params, struct bw_dsp_column *columns)
{
    const int32_t count = bw_dsp_column_count(params);
    const int32_t left = params->pad_left;
    const int32_t inside = count - left < params->input_w ? count - left : params->input_w;
    const struct width width = {columns + left, inside};
    pad(columns, params->input_zero_point, left);
    pad(columns + left + inside, params->input_zero_point, count - left - inside);
    return width;
}

static void build_columns(const struct bw_conv_params *params, const struct band *band, uint32_t channel,
                          const struct width *width)
{
    const uint32_t step = (uint32_t)params->input_c;
    bw_dsp_build_columns(width->first, band->rows, channel, step, channel + (uint32_t)width->inside * step);
    for (int32_t row = 0; row < BW_DSP_ROWS; ++row) {
        if (band->is_outside[row]) {
            blank_row(width->first, width->inside, row, (int16_t)params->input_zero_point);
        }
    }
}

void bw_dsp_depthwise_rows(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const struct bw_dsp_tall *records = bw_pack_data(pack, params->bias_offset);
    struct bw_dsp_column *columns = bw_arena_data(arena, op->scratch_arena_offset);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    const uint32_t channels = (uint32_t)params->output_c;
    const uint32_t row_bytes = (uint32_t)params->output_w * channels;
    const bool by_twos = bw_dsp_by_two_rows(params);
    const struct width width = pad_columns(params, columns);
    struct bw_dsp_rows job = {.output = bw_arena_data(arena, op->output_arena_offset),
                              .columns = columns,
                              .end = columns + params->output_w * params->stride_w,
                              .output_step = channels,
                              .column_step = (uint32_t)params->stride_w * (uint32_t)sizeof *columns};

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h;) {
            const struct band band = band_at(params, image, y * params->stride_h - params->pad_top);
            const uint32_t rows = by_twos && y + 1 < params->output_h ? 2 : 1;
            int8_t *output = job.output;
            job.row_step = rows == 2 ? row_bytes : 0;
            for (uint32_t channel = 0; channel < channels; channel += BW_DSP_GROUP) {
                build_columns(params, &band, channel, &width);
                job.records = records + channel;
                job.output = output + channel;
                if (by_twos) {
                    bw_dsp_two_rows(&job);
                } else {
                    bw_dsp_one_row(&job);
                }
            }
            bw_dsp_clamp(output, rows * row_bytes, params->activation_min, params->activation_max);
            job.output = output + rows * row_bytes;
            y += (int32_t)rows;
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
