#include "bw_input.h"

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

bool bw_input_take_zero(struct bw_input *input, const struct bw_port *port)
{
    refill(input, port);
    for (uint32_t i = input->at; i < input->count; i++) {
        if (input->buffer[i] == 0) {
            input->at = i + 1;
            return true;
        }
    }
    return false;
}
