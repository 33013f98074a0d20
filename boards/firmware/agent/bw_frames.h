/* Frames of the binary wire: COBS( kind | sequence | body | CRC-32 ) 00, docs/protocol.md. */
#ifndef BW_FRAMES_H
#define BW_FRAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "bw_limits.h"
#include "bw_port.h"

enum {
    BW_FRAME_HEAD_BYTES = 2,
    BW_FRAME_CRC_BYTES = 4,
    BW_FRAME_PLAIN_BYTES = BW_FRAME_HEAD_BYTES + BW_MAX_BODY_BYTES + BW_FRAME_CRC_BYTES,
    BW_FRAME_CODED_BYTES = BW_FRAME_PLAIN_BYTES + BW_FRAME_PLAIN_BYTES / 254 + 1,
};

struct bw_frames {
    const struct bw_port *port;
    uint32_t received_bytes;
    bool too_long;
    uint32_t good_count;
    uint32_t bad_count;
    /* The latest good frame, valid from the call of bw_frames_feed that returned true to the next call. */
    uint8_t kind;
    uint8_t sequence;
    uint32_t body_bytes;
    uint8_t received[BW_FRAME_CODED_BYTES];
    uint8_t plain[BW_FRAME_PLAIN_BYTES];
    uint8_t coded[BW_FRAME_CODED_BYTES + 1];
};

void bw_frames_start(struct bw_frames *frames, const struct bw_port *port);

/* Drops what came of a frame that is not finished. */
void bw_frames_forget(struct bw_frames *frames);

/* Takes one received byte. Returns true when it ended a good request. Bad frames are counted and dropped. */
bool bw_frames_feed(struct bw_frames *frames, uint8_t byte);

static inline const uint8_t *bw_frames_received_body(const struct bw_frames *frames)
{
    return frames->received + BW_FRAME_HEAD_BYTES;
}

/* Where the body of the next answer is written: BW_MAX_BODY_BYTES. */
static inline uint8_t *bw_frames_body(struct bw_frames *frames)
{
    return frames->plain + BW_FRAME_HEAD_BYTES;
}

void bw_frames_send(struct bw_frames *frames, uint8_t kind, uint8_t sequence, uint32_t body_bytes);

#endif
