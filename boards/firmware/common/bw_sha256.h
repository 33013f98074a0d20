/* SHA-256 (FIPS 180-4). */
#ifndef BW_SHA256_H
#define BW_SHA256_H

#include <stdint.h>

enum { BW_SHA256_BYTES = 32 };

struct bw_sha256 {
    uint32_t state[8];
    uint64_t total_bytes;
    uint8_t block[64];
};

void bw_sha256_start(struct bw_sha256 *sha);
void bw_sha256_add(struct bw_sha256 *sha, const uint8_t *data, uint32_t bytes);
void bw_sha256_finish(struct bw_sha256 *sha, uint8_t digest[BW_SHA256_BYTES]);

#endif
