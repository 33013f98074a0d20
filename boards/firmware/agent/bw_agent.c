#include "bw_agent.h"

#include <string.h>

void bw_agent_start(struct bw_agent *agent, const struct bw_port *port)
{
    memset(agent, 0, sizeof *agent);
    bw_bench_start(&agent->bench, port);
    bw_ascii_start(&agent->ascii, &agent->bench, &agent->input);
    bw_requests_start(&agent->requests, &agent->bench, &agent->input, &agent->ascii.command_count);
    bw_ascii_banner(&agent->ascii);
}

static void take_ascii(struct bw_agent *agent, uint8_t byte)
{
    agent->ascii.binary_wanted = false;
    bw_ascii_feed(&agent->ascii, byte);
    if (agent->ascii.binary_wanted) {
        agent->is_binary = true;
        bw_frames_forget(&agent->requests.frames);
    }
}

static void take_binary(struct bw_agent *agent, uint8_t byte)
{
    agent->requests.ascii_wanted = false;
    bw_requests_feed(&agent->requests, byte);
    agent->is_binary = !agent->requests.ascii_wanted;
}

bool bw_agent_step(struct bw_agent *agent)
{
    uint8_t byte;
    if (!bw_input_next(&agent->input, agent->bench.port, &byte)) {
        return false;
    }
    if (agent->is_binary) {
        take_binary(agent, byte);
    } else {
        take_ascii(agent, byte);
    }
    return true;
}

_Noreturn void bw_agent_run(struct bw_agent *agent, const struct bw_port *port)
{
    bw_agent_start(agent, port);
    for (;;) {
        if (!bw_agent_step(agent)) {
            port->idle(port->context);
        }
    }
}
