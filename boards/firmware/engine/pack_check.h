/* Proof that a pack cannot make the engine leave pack and arena. */
#ifndef BW_PACK_CHECK_H
#define BW_PACK_CHECK_H

#include "bw_engine.h"
#include "bw_pack.h"

/* Checks all that bw_engine_open promises. Returns enum bw_engine_status. */
int bw_pack_check(const uint8_t *pack, uint32_t available_bytes, uint32_t arena_bytes);

/* Compares pack_sha256 of a checked pack with its bytes. Returns enum bw_engine_status. */
int bw_pack_verify(const uint8_t *pack);

#endif
