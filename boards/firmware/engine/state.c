#include "state.h"

#include <string.h>

static int check(const struct bw_limits *limits, const struct bw_pack_header *header)
{
    const struct bw_state_spec *states = (const void *)(limits->pack + header->states_offset);
    if (bw_at(limits, &header->states_offset) &&
        !bw_in_pack(limits, header->states_offset, (uint64_t)header->state_count * sizeof *states, 4)) {
        return BW_E_BOUNDS;
    }
    for (uint32_t i = 0; i < header->state_count; ++i) {
        const struct bw_state_spec *state = &states[i];
        if ((bw_at(limits, &state->arena_offset) &&
             !bw_in_range(state->arena_offset, state->bytes, limits->arena_bytes, 4)) ||
            (bw_at(limits, &state->initial_offset) && state->initial_offset != 0 &&
             !bw_in_pack(limits, state->initial_offset, state->bytes, 1))) {
            return BW_E_BOUNDS;
        }
        if (bw_at(limits, &state->fill) && state->fill > UINT8_MAX) {
            return BW_E_PARAMS;
        }
    }
    return BW_OK;
}

static void reset(const uint8_t *pack, uint8_t *arena)
{
    const struct bw_pack_header *header = (const void *)pack;
    const struct bw_state_spec *states = (const void *)(pack + header->states_offset);
    for (uint32_t i = 0; i < header->state_count; ++i) {
        uint8_t *state = arena + states[i].arena_offset;
        if (states[i].initial_offset != 0) {
            memcpy(state, pack + states[i].initial_offset, states[i].bytes);
        } else {
            memset(state, (int)states[i].fill, states[i].bytes);
        }
    }
}

const struct bw_state_part bw_state = {check, reset};
