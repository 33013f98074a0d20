/* Proof that a pack cannot make the engine leave pack and arena. */
#ifndef BW_PACK_CHECK_H
#define BW_PACK_CHECK_H

#include "bw_engine.h"
#include "bw_pack.h"

/* Checks all that bw_engine_open promises. Where it refuses, *fault_offset is where in the pack the field lies that is
 * wrong: in the header, in a tensor or state spec, or in an op's record; the record's start when the op is wrong as a
 * whole. Returns enum bw_engine_status. */
int bw_pack_check(const uint8_t *pack, uint32_t available_bytes, uint32_t arena_bytes, uint32_t *fault_offset);

/* Compares pack_sha256 of a checked pack with its bytes. Returns enum bw_engine_status. */
int bw_pack_verify(const uint8_t *pack);

#endif
