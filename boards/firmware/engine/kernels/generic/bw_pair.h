/* Two output pixels in one multiplication. A column holds, tap by tap, the inputs of two pixels in one word, the
 * second 16 bits above the first; times a weight it is both products. `total` adds up whole words (modulo 2^32) and
 * `high` what stands in their upper halves, from which both sums follow exactly as long as the lower sum of what is
 * added in one go (a chunk) fits 16 bits. The planner chooses the chunks so that it does for every input. */
#ifndef BW_PAIR_H
#define BW_PAIR_H

#include <stdint.h>

struct bw_pair {
    int32_t total;
    int32_t high;
};

static inline int32_t bw_pair_word(int32_t first, int32_t second)
{
    return first + (int32_t)((uint32_t)second << 16);
}

/* Both sums begin with the bias. */
static inline struct bw_pair bw_pair_start(int32_t bias)
{
    const struct bw_pair pair = {bw_pair_word(bias, bias), bias};
    return pair;
}

static inline void bw_pair_add(struct bw_pair *pair, int32_t chunk)
{
    pair->total += chunk;
    pair->high += (chunk + 0x8000) >> 16;
}

static inline int32_t bw_pair_first(const struct bw_pair *pair)
{
    return pair->total - (int32_t)((uint32_t)pair->high << 16);
}

#endif
