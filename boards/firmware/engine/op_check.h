/* The part of the pack check that looks at one op record. */
#ifndef BW_OP_CHECK_H
#define BW_OP_CHECK_H

#include <stdbool.h>

#include "bw_engine.h"
#include "bw_pack.h"

/* What offsets are checked against. `at` is where the check keeps the field it looks at. */
struct bw_limits {
    const uint8_t *pack;
    uint32_t pack_bytes;
    uint32_t arena_bytes;
    const void **at;
};

/* Sizes and indices stay below this, so that kernels can count in int32_t. */
enum { BW_MAX_BYTES = 0x7fffffff };

/* Names the field of the pack that the next check is about: what is refused then is this field's fault. Always true, so
 * that it may stand before a condition: `bw_at(limits, &params->stride_h) && params->stride_h < 1`. An op whose check
 * names nothing is refused as a whole. */
static inline bool bw_at(const struct bw_limits *limits, const void *field)
{
    *limits->at = field;
    return true;
}

/* `bytes` from `offset` lie below `limit` and start on a multiple of `align`. 64 bits, so that a product
 * of 32-bit sizes may be handed in. */
static inline bool bw_in_range(uint32_t offset, uint64_t bytes, uint32_t limit, uint32_t align)
{
    return offset % align == 0 && offset <= limit && bytes <= limit - offset;
}

/* Data that must lie behind the header. */
static inline bool bw_in_pack(const struct bw_limits *limits, uint32_t offset, uint64_t bytes, uint32_t align)
{
    return offset >= sizeof(struct bw_pack_header) && bw_in_range(offset, bytes, limits->pack_bytes, align);
}

/* Bytes of one element of an enum bw_type; 0 for an unknown type. */
uint32_t bw_type_bytes(uint32_t type);

/* Product of `count` positive sizes; 0 when one is not positive or the product passes BW_MAX_BYTES. */
uint64_t bw_size(const int32_t *sizes, uint32_t count);

/* The same of fields of the pack; when it is 0, the field that makes it so is the one looked at. */
uint64_t bw_product(const struct bw_limits *limits, const int32_t *const *sizes, uint32_t count);

/* Neither NaN nor infinite. */
bool bw_is_finite(float value);

struct bw_op_kind;

/* One record, of this kind, whose head and parameters lie inside the pack. Returns enum bw_engine_status. */
int bw_op_check(const struct bw_limits *limits, const struct bw_op *op, const struct bw_op_kind *kind);

#endif
