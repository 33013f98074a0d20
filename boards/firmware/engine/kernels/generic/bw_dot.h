/* Dot products of one input run with one or four rows of weights. Four at a time load and offset every input
 * once instead of four times; the steps of four keep the pointers' increments out of most of the work. */
#ifndef BW_DOT_H
#define BW_DOT_H

#include <stdint.h>

enum { BW_DOT_ROWS = 4 };

static inline int32_t bw_dot(const int8_t *input, const int8_t *weights, int32_t count, int32_t input_zero_point)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < count; ++i) {
        sum += (input[i] - input_zero_point) * weights[i];
    }
    return sum;
}

/* Adds to `sums`; row r of the weights starts at r * row_step. */
static inline void bw_dot_four(int32_t sums[BW_DOT_ROWS], const int8_t *input, const int8_t *weights,
                               int32_t row_step, int32_t count, int32_t input_zero_point)
{
    const int8_t *row0 = weights;
    const int8_t *row1 = row0 + row_step;
    const int8_t *row2 = row1 + row_step;
    const int8_t *row3 = row2 + row_step;
    int32_t sum0 = sums[0], sum1 = sums[1], sum2 = sums[2], sum3 = sums[3];
    int32_t left = count;
    for (; left >= 4; left -= 4) {
        for (int32_t i = 0; i < 4; ++i) {
            const int32_t value = input[i] - input_zero_point;
            sum0 += value * row0[i];
            sum1 += value * row1[i];
            sum2 += value * row2[i];
            sum3 += value * row3[i];
        }
        input += 4;
        row0 += 4;
        row1 += 4;
        row2 += 4;
        row3 += 4;
    }
    for (; left > 0; --left) {
        const int32_t value = *input++ - input_zero_point;
        sum0 += value * *row0++;
        sum1 += value * *row1++;
        sum2 += value * *row2++;
        sum3 += value * *row3++;
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

#endif
