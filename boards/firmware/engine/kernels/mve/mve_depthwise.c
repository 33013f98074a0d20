/* DEPTHWISE_CONV_2D of layout BW_MVE_TAPS_IN_LANES. For one or two rows of output and up to 16 channels, the rows of
 * input that they read (a band) are turned into planes, one a channel: four bytes for every column, one of each row.
 * Then up to 4 x 4 taps of an output are 16 bytes in a row, and one VMLADAV multiplies them all. A larger kernel takes
 * several such vectors: further columns lie behind, and every four more rows have planes of their own. */
#include "mve_band.h"
#include "mve_groups.h"
#include "mve_layouts.h"

/* Zero points in the columns left and right of the input; turning a band leaves them alone. */
static void pad_planes(const struct bw_mve_band *band, int32_t planes, int32_t zero_point)
{
    for (int32_t plane = 0; plane < planes; ++plane) {
        int8_t *bytes = band->first_planes + plane * band->plane_bytes;
        for (int32_t at = 0; at < band->pad_left * BW_MVE_ROWS; ++at) {
            bytes[at] = (int8_t)zero_point;
        }
        for (int32_t at = (band->pad_left + band->columns) * BW_MVE_ROWS; at < band->plane_bytes; ++at) {
            bytes[at] = (int8_t)zero_point;
        }
    }
}

/* The rows of input from `y` on, their first channels; `count` rows of the kernel are left. */
static void find_rows(const struct bw_conv_params *params, const int8_t *image, int32_t y, int32_t count,
                      const int8_t *padding, struct bw_mve_row *rows)
{
    const int32_t row_bytes = params->input_w * params->input_c;
    for (int32_t i = 0; i < BW_MVE_ROWS; ++i) {
        const int32_t at = y + i * params->dilation_h;
        const bool on_input = i < count && at >= 0 && at < params->input_h;
        rows[i].first = on_input ? image + at * row_bytes : padding;
        rows[i].step = on_input ? params->input_c : 0;
    }
}

static void next_block(struct bw_mve_row *rows)
{
    for (int32_t i = 0; i < BW_MVE_ROWS; ++i) {
        rows[i].first += rows[i].step ? BW_MVE_BLOCK : 0;
    }
}

/* One or two rows of output whose windows begin at row `y` of the input. */
static void convolve_rows(const struct bw_conv_params *params, struct bw_mve_band *band, struct bw_mve_run *run,
                          const int8_t *image, int32_t y, int8_t *output)
{
    const int32_t channels = params->output_c;
    const int32_t rows = params->kernel_h + run->rows - 1;
    int8_t padding[BW_MVE_BLOCK];
    for (int32_t i = 0; i < BW_MVE_BLOCK; ++i) {
        padding[i] = (int8_t)params->input_zero_point;
    }
    for (int32_t block = 0; block < channels; block += BW_MVE_BLOCK) {
        for (int32_t bank = 0; bank < band->banks; ++bank) {
            if (block == 0 || band->banks > 1) {
                const int32_t first = bank * BW_MVE_ROWS; /* row of the kernel */
                find_rows(params, image + block, y + first * params->dilation_h, rows - first, padding, band->rows);
            } else {
                next_block(band->rows);
            }
            band->planes = band->first_planes + bank * band->bank_bytes;
            band->full = rows - bank * BW_MVE_ROWS >= BW_MVE_ROWS;
            bw_mve_turn(band, channels - block);
        }
        run->planes = band->first_planes;
        run->output = output + block;
        run->channels = channels - block < BW_MVE_BLOCK ? channels - block : BW_MVE_BLOCK;
        if (run->group_bytes == BW_MVE_STEP_BYTES + BW_MVE_NUMBERS_BYTES) {
            bw_mve_run_block(run, params);
        } else {
            bw_mve_run_large_block(run, params);
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
    const int32_t room = plane_bytes / BW_MVE_ROWS - params->pad_left;
    /* A band of four rows holds what two rows of output read. */
    const int32_t rows_at_once =
        params->stride_h == 1 && params->dilation_h == 1 && planes.banks * planes.column_steps == 1 &&
                params->kernel_h < BW_MVE_ROWS
            ? 2
            : 1;
    struct bw_mve_band band = {.pad_left = params->pad_left,
                        .columns = room < params->input_w ? room : params->input_w,
                        .plane_bytes = plane_bytes,
                        .first_planes = bw_arena_data(arena, op->scratch_arena_offset),
                        .banks = planes.banks,
                        .bank_bytes = planes.planes * plane_bytes};
    struct bw_mve_run run = {.plane_bytes = plane_bytes,
                      .step_bytes = params->stride_w * BW_MVE_ROWS,
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
