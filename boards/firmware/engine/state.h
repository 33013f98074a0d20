/* Memory that goes from one inference to the next (struct bw_state_spec). */
#ifndef BW_STATE_H
#define BW_STATE_H

#include "op_check.h"

struct bw_state_part {
    /* The specs of a header that has some; returns enum bw_engine_status. */
    int (*check)(const struct bw_limits *limits, const struct bw_pack_header *header);
    /* Writes what the memory holds at first. */
    void (*reset)(const uint8_t *pack, uint8_t *arena);
};

extern const struct bw_state_part bw_state;

/* NULL in an image for one model that keeps nothing (op_kinds.h). */
static inline const struct bw_state_part *bw_state_part(void)
{
    return &bw_state;
}

#endif
