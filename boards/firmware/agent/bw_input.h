/* Received bytes on their way from the port to the command loop. */
#ifndef BW_INPUT_H
#define BW_INPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "bw_port.h"

struct bw_input {
    uint8_t buffer[64];
    uint32_t at;
    uint32_t count;
};

/* Takes the next received byte without waiting. Returns false when there is none. */
bool bw_input_next(struct bw_input *input, const struct bw_port *port, uint8_t *byte);

/* Looks for a zero among the bytes received so far and drops everything up to it. Bytes before a zero
 * that never came stay for the next command; more of them than the buffer holds hide it. Returns whether
 * there was one. */
bool bw_input_take_zero(struct bw_input *input, const struct bw_port *port);

#endif
