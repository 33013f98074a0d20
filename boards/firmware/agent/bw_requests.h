/* What the device does for each frame (docs/protocol.md, Frames). */
#ifndef BW_REQUESTS_H
#define BW_REQUESTS_H

#include <stdbool.h>
#include <stdint.h>

#include "bw_bench.h"
#include "bw_frames.h"
#include "bw_input.h"
#include "bw_limits.h"

enum {
    BW_AGENT_VERSION = 4,
    BW_HELLO_BYTES = 212,
};

struct bw_requests {
    struct bw_bench *bench;
    struct bw_input *input;
    const uint32_t *command_count;
    struct bw_frames frames;
    bool request_waits; /* a whole request came during INFER and is answered after it */
    bool ascii_wanted;  /* set by kind ASCII; the command loop takes it back */
};

void bw_requests_start(struct bw_requests *requests, struct bw_bench *bench, struct bw_input *input,
                       const uint32_t *command_count);

/* Takes one received byte; runs the request that it ends, and those that came meanwhile. */
void bw_requests_feed(struct bw_requests *requests, uint8_t byte);

#endif
