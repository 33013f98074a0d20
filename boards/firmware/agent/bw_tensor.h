/* What the bytes of a graph's inputs and outputs mean. */
#ifndef BW_TENSOR_H
#define BW_TENSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "bw_engine.h"

/* Fills `tensor` from `bytes` at `from` in the given enum bw_input_encoding; what is missing at the end
 * becomes zero. Returns how many bytes of `from` belong to it. */
uint32_t bw_tensor_fill(const struct bw_tensor *tensor, uint32_t encoding, const uint8_t *from, uint32_t bytes);

uint32_t bw_tensor_element_count(const struct bw_tensor *tensor);

/* Element `index` as a real number. */
float bw_tensor_real(const struct bw_tensor *tensor, uint32_t index);

#endif
