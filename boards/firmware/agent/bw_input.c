#include "bw_input.h"

#include <string.h>

static void refill(struct bw_input *input, const struct bw_port *port)
{
    if (input->at == input->count) {
        input->at = 0;
        input->count = port->read(port->context, input->buffer, sizeof input->buffer);
    }
}

bool bw_input_next(struct bw_input *input, const struct bw_port *port, uint8_t *byte)
{
    refill(input, port);
    if (input->at == input->count) {
        return false;
    }
    *byte = input->buffer[input->at++];
    return true;
}

/* Makes room behind the bytes that wait and reads into it. */
static void append(struct bw_input *input, const struct bw_port *port)
{
    uint32_t waiting = input->count - input->at;
    memmove(input->buffer, input->buffer + input->at, waiting);
    input->at = 0;
    input->count = waiting;
    if (waiting < sizeof input->buffer) {
        input->count += port->read(port->context, input->buffer + waiting, sizeof input->buffer - waiting);
    }
}

bool bw_input_take_zero(struct bw_input *input, const struct bw_port *port)
{
    append(input, port);
    for (uint32_t i = input->at; i < input->count; i++) {
        if (input->buffer[i] == 0) {
            input->at = i + 1;
            return true;
        }
    }
    return false;
}
