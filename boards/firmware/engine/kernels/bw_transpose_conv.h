/* Which taps of a transposed convolution reach an output pixel: those whose way back falls on the stride's grid. */
#ifndef BW_TRANSPOSE_CONV_H
#define BW_TRANSPOSE_CONV_H

#include <stdint.h>

/* Input coordinate that tap `tap` carries to output coordinate `output`, or -1 where none does. */
static inline int32_t bw_source_of(int32_t output, int32_t pad, int32_t tap, int32_t stride, int32_t input_size)
{
    const int32_t spread = output + pad - tap;
    const int32_t source = spread / stride;
    return spread >= 0 && source * stride == spread && source < input_size ? source : -1;
}

#endif
