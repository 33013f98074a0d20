/* What the harness, the mutations and the loop for compilers without libFuzzer share; the names LLVMFuzzer… are its. */
#ifndef ENGINE_FUZZ_H
#define ENGINE_FUZZ_H

#include <stddef.h>
#include <stdint.h>

enum {
    BW_FUZZ_MOST_BYTES = 1 << 16, /* of a pack, and of an arena */
    BW_FUZZ_MOST_ARENA = 1 << 14, /* a larger claim is refused: what an op works on stays small */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most_bytes, unsigned int seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *first, size_t first_bytes, const uint8_t *second, size_t second_bytes,
                                 uint8_t *out, size_t most_bytes, unsigned int seed);

/* libFuzzer's own mutation of bytes, or that of loop.c. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most_bytes);

#endif
