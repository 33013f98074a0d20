#include "../bw_kernels.h"

enum { ONE = 1 << 10, HALF_SQUARE = 1 << 19, SQUARE = 1 << 20 };

/* Where an output row or column falls: between which two of the input, and how near the second. */
struct place {
    int32_t lower, upper, weight;
};

static int8_t blended(const int8_t *rows[2], const struct place *row, const struct place *column, int32_t channels)
{
    const int64_t low = (int64_t)rows[0][column->lower * channels] * (ONE - column->weight) +
                        (int64_t)rows[0][column->upper * channels] * column->weight;
    const int64_t high = (int64_t)rows[1][column->lower * channels] * (ONE - column->weight) +
                         (int64_t)rows[1][column->upper * channels] * column->weight;
    const int64_t sum = low * (ONE - row->weight) + high * row->weight;
    return (int8_t)((sum + (sum > 0 ? HALF_SQUARE : -HALF_SQUARE)) / SQUARE);
}

void bw_resize_bilinear_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_resize_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    const struct place *row_places = bw_pack_data(pack, params->rows_offset);
    const struct place *columns = bw_pack_data(pack, params->columns_offset);
    const int32_t row_step = params->input_w * params->channels;

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            const struct place *row = &row_places[y];
            for (int32_t x = 0; x < params->output_w; ++x) {
                for (int32_t c = 0; c < params->channels; ++c) {
                    const int8_t *rows[2] = {input + row->lower * row_step + c, input + row->upper * row_step + c};
                    *output++ = blended(rows, row, &columns[x], params->channels);
                }
            }
        }
        input += params->input_h * row_step;
    }
}
