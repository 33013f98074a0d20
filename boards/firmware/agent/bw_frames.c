#include "bw_frames.h"

#include <string.h>

#include "bw_bytes.h"
#include "bw_cobs.h"
#include "bw_crc32.h"

void bw_frames_start(struct bw_frames *frames, const struct bw_port *port)
{
    memset(frames, 0, sizeof *frames);
    frames->port = port;
}

void bw_frames_forget(struct bw_frames *frames)
{
    frames->received_bytes = 0;
    frames->too_long = false;
}

static bool decode(struct bw_frames *frames)
{
    int32_t plain_bytes = bw_cobs_decode(frames->received, frames->received_bytes);
    if (plain_bytes < BW_FRAME_HEAD_BYTES + BW_FRAME_CRC_BYTES || plain_bytes > BW_FRAME_PLAIN_BYTES) {
        return false;
    }
    uint32_t covered = (uint32_t)plain_bytes - BW_FRAME_CRC_BYTES;
    if (bw_crc32(0, frames->received, covered) != bw_get_u32(frames->received + covered)) {
        return false;
    }
    frames->kind = frames->received[0];
    frames->sequence = frames->received[1];
    frames->body_bytes = covered - BW_FRAME_HEAD_BYTES;
    /* Answering an answer would make two agents, or an agent and an echo, talk for ever. */
    return frames->kind < 0x80;
}

bool bw_frames_feed(struct bw_frames *frames, uint8_t byte)
{
    if (byte != 0) {
        if (frames->received_bytes < sizeof frames->received) {
            frames->received[frames->received_bytes++] = byte;
        } else {
            frames->too_long = true;
        }
        return false;
    }
    if (frames->received_bytes == 0) {
        return false;
    }
    bool good = !frames->too_long && decode(frames);
    frames->good_count += good;
    frames->bad_count += !good;
    bw_frames_forget(frames);
    return good;
}

void bw_frames_send(struct bw_frames *frames, uint8_t kind, uint8_t sequence, uint32_t body_bytes)
{
    uint32_t covered = BW_FRAME_HEAD_BYTES + body_bytes;
    frames->plain[0] = kind;
    frames->plain[1] = sequence;
    bw_put_u32(frames->plain + covered, bw_crc32(0, frames->plain, covered));
    uint32_t coded_bytes = bw_cobs_encode(frames->plain, covered + BW_FRAME_CRC_BYTES, frames->coded);
    frames->coded[coded_bytes++] = 0;
    frames->port->write(frames->port->context, frames->coded, coded_bytes);
}
