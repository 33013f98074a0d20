#include "bw_agent.h"

#include <string.h>

static uint8_t wait_for_byte(struct bw_agent *agent, const struct bw_port *port)
{
    uint8_t byte;
    while (!bw_input_next(&agent->input, port, &byte)) {
        port->idle(port->context);
    }
    return byte;
}

static void serve_ascii(struct bw_agent *agent, const struct bw_port *port)
{
    agent->ascii.binary_wanted = false;
    while (!agent->ascii.binary_wanted) {
        bw_ascii_feed(&agent->ascii, wait_for_byte(agent, port));
    }
}

static void serve_binary(struct bw_agent *agent, const struct bw_port *port)
{
    agent->requests.ascii_wanted = false;
    bw_frames_forget(&agent->requests.frames);
    while (!agent->requests.ascii_wanted) {
        bw_requests_feed(&agent->requests, wait_for_byte(agent, port));
    }
}

_Noreturn void bw_agent_run(struct bw_agent *agent, const struct bw_port *port)
{
    memset(agent, 0, sizeof *agent);
    bw_bench_start(&agent->bench, port);
    bw_ascii_start(&agent->ascii, &agent->bench, &agent->input);
    bw_requests_start(&agent->requests, &agent->bench, &agent->input, &agent->ascii.command_count);
    bw_ascii_banner(&agent->ascii);
    for (;;) {
        serve_ascii(agent, port);
        serve_binary(agent, port);
    }
}
