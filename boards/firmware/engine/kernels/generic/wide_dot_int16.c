#include "../bw_wide.h"

/* Two taps a turn: the loop costs as much as the products. */
void bw_wide_add_four(int32_t *sums, const int16_t *input, const int8_t *weights, int32_t step, int32_t count)
{
    const int8_t *second = weights + step, *third = second + step, *fourth = third + step;
    const int16_t *const pairs_end = input + (count & ~1);
    int32_t sum0 = sums[0], sum1 = sums[1], sum2 = sums[2], sum3 = sums[3];
    for (; input < pairs_end; input += 2, weights += 2, second += 2, third += 2, fourth += 2) {
        const int32_t value = input[0], next = input[1];
        sum0 += value * weights[0] + next * weights[1];
        sum1 += value * second[0] + next * second[1];
        sum2 += value * third[0] + next * third[1];
        sum3 += value * fourth[0] + next * fourth[1];
    }
    if (count & 1) {
        const int32_t value = *input;
        sum0 += value * *weights;
        sum1 += value * *second;
        sum2 += value * *third;
        sum3 += value * *fourth;
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

void bw_wide_taps_four(const struct bw_conv_params *params, const struct bw_window *window, const int16_t *input,
                       const int8_t *weights, int32_t *sums)
{
    const int32_t input_step = params->dilation_w * params->input_c;
    int32_t sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
    for (int32_t row = 0; row < window->rows; ++row) {
        const int16_t *pixel = input + row * params->dilation_h * params->input_w * params->input_c;
        const int8_t *tap = weights + row * params->kernel_w * params->output_c;
        for (int32_t column = 0; column < window->columns; ++column) {
            sum0 += pixel[0] * tap[0];
            sum1 += pixel[1] * tap[1];
            sum2 += pixel[2] * tap[2];
            sum3 += pixel[3] * tap[3];
            pixel += input_step;
            tap += params->output_c;
        }
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}
