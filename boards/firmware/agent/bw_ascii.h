/* The MLPerf Tiny DUT protocol, performance mode, and the two `bw` commands (docs/protocol.md, ASCII). */
#ifndef BW_ASCII_H
#define BW_ASCII_H

#include <stdbool.h>
#include <stdint.h>

#include "bw_bench.h"
#include "bw_input.h"
#include "bw_text.h"

enum {
    BW_WIRE_VERSION = 1,
    BW_COMMAND_BYTES = 80, /* EE_CMD_SIZE of the MLPerf Tiny reference */
};

struct bw_ascii {
    struct bw_bench *bench;
    struct bw_input *input;
    struct bw_text text;
    char command[BW_COMMAND_BYTES];
    uint32_t command_bytes;
    bool too_long;
    uint32_t expected_bytes; /* of the `db load` under way or done; 0 when there was none */
    uint32_t command_count;
    bool binary_wanted; /* set by `bw binary%`; the command loop takes it back */
};

void bw_ascii_start(struct bw_ascii *ascii, struct bw_bench *bench, struct bw_input *input);

/* The lines a device says unasked when it starts. */
void bw_ascii_banner(struct bw_ascii *ascii);

/* Takes one received byte; runs the command that it ends. */
void bw_ascii_feed(struct bw_ascii *ascii, uint8_t byte);

#endif
