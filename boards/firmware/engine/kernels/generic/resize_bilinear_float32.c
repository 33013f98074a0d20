#include "../bw_float.h"

#include "../bw_kernels.h"

/* Where an output row or column falls: between which two of the input, and how near the second. */
struct place {
    int32_t lower, upper;
    float weight;
};

void bw_resize_bilinear_float32(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_resize_params *params = bw_op_params(op);
    const float *input = bw_arena_data(arena, params->input_arena_offset);
    float *output = bw_arena_data(arena, op->output_arena_offset);
    const struct place *rows = bw_pack_data(pack, params->rows_offset);
    const struct place *columns = bw_pack_data(pack, params->columns_offset);
    const int32_t channels = params->channels;
    const int32_t row_step = params->input_w * channels;

    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            const float *lower = input + rows[y].lower * row_step, *upper = input + rows[y].upper * row_step;
            const float dy = rows[y].weight;
            for (int32_t x = 0; x < params->output_w; ++x) {
                const int32_t left = columns[x].lower * channels, right = columns[x].upper * channels;
                const float dx = columns[x].weight;
                for (int32_t c = 0; c < channels; ++c) {
                    *output++ = lower[left + c] * (1.0f - dy) * (1.0f - dx) + upper[left + c] * dy * (1.0f - dx) +
                                lower[right + c] * (1.0f - dy) * dx + upper[right + c] * dy * dx;
                }
            }
        }
        input += params->input_h * row_step;
    }
}
