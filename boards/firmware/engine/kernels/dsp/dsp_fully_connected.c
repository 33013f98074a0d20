/* FULLY_CONNECTED, and CONV_2D of single pixels, four rows of weights at a time. */
#include "bw_dsp_kernels.h"
#include "bw_dsp_product.h"
#include "bw_dsp_shapes.h"

/* One row of inputs, all `outputs` of it. */
static void multiply_row(const struct bw_dsp_row *whole, uint32_t outputs)
{
    struct bw_dsp_row job = *whole;
    job.quads = outputs / 4;
    if (job.quads != 0) {
        bw_dsp_multiply_row(&job);
    }
    if (outputs % 4 != 0) {
        int8_t last[4];
        int8_t *output = whole->output + job.quads * 4;
        job.weights += (uint64_t)job.quads * job.fours * 4;
        job.records += job.quads;
        job.output = last;
        job.quads = 1;
        bw_dsp_multiply_row(&job);
        for (uint32_t i = 0; i < outputs % 4; ++i) {
            output[i] = last[i];
        }
    }
}

/* A row that does not fill its last four is brought to where reading past its end is safe; what is read there weighs
 * nothing. */
static const int8_t *whole_fours(const struct bw_fully_connected_params *params, const int8_t *input, int8_t *scratch)
{
    if (params->inputs % 4 == 0) {
        return input;
    }
    for (int32_t i = 0; i < params->inputs; ++i) {
        scratch[i] = input[i];
    }
    return scratch;
}

void bw_dsp_fully_connected(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_fully_connected_params *params = bw_op_params(op);
    const int8_t *input = bw_arena_data(arena, params->input_arena_offset);
    int8_t *scratch = bw_arena_data(arena, op->scratch_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    struct bw_dsp_row job = {.weights = bw_pack_data(pack, params->weights_offset),
                             .records = bw_pack_data(pack, params->bias_offset),
                             .output = output,
                             .fours = bw_dsp_fours(params->inputs)};
    for (int32_t batch = 0; batch < params->batches; ++batch) {
        job.input = whole_fours(params, input, scratch);
        multiply_row(&job, (uint32_t)params->outputs);
        input += params->inputs;
        job.output += params->outputs;
    }
    bw_dsp_clamp(output, op->output_bytes, params->activation_min, params->activation_max);
}

void bw_dsp_conv_2d_points(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_conv_params *params = bw_op_params(op);
    const int8_t *image = bw_arena_data(arena, params->input_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    struct bw_dsp_row job = {.weights = bw_pack_data(pack, params->weights_offset),
                             .records = bw_pack_data(pack, params->bias_offset),
                             .output = output,
                             .fours = bw_dsp_fours(params->input_c)};
    for (int32_t batch = 0; batch < params->batches; ++batch) {
        for (int32_t y = 0; y < params->output_h; ++y) {
            job.input = image + y * params->stride_h * params->input_w * params->input_c;
            for (int32_t x = 0; x < params->output_w; ++x) {
                multiply_row(&job, (uint32_t)params->output_c);
                bw_dsp_clamp(job.output, (uint32_t)params->output_c, params->activation_min, params->activation_max);
                job.input += params->stride_w * params->input_c;
                job.output += params->output_c;
            }
        }
        image += params->input_h * params->input_w * params->input_c;
    }
}
